/** Which fields does each operation give out? From runs of a new node against the local gateway. */

import type { IDataObject, INode } from 'n8n-workflow';

import { operations } from '../../nodes/Vidu/operations/registry';
import { inputs } from './nodeTypes';
import { inARow, outputOf, plainNode, startWorkflow, viduNode } from './run';
import { pngUri, startGateway } from '../gateway';

/** As n8n reads it: a JSON schema, with the version of the file's own form. */
export type OutputSchema = Schema & { version: 1 };

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** Where n8n looks for them, below the node: the node's version has three parts there. */
export const SCHEMA_FOLDER = '__schema__/v1.0.0';

const KEY = 'vidu-local-key';
const picture = pngUri(320, 180);

/** The parameters that an operation needs, where a prompt is not enough. */
const PARAMETERS: Record<string, IDataObject> = {
	longVideo: { scenesSource: 'json', scenesJson: '["A kite rises", "It lands in a meadow"]' },
	extend: { videoUrl: 'https://example.com/video.mp4' },
	imageToVideo: { imageSource: 'url', imageUrl: picture },
	startEndToVideo: {
		...{ startFrameSource: 'url', startFrameUrl: picture },
		...{ endFrameSource: 'url', endFrameUrl: picture },
	},
	referenceToVideo: {
		subjects: { subject: [{ name: 'kite', imageSource: 'url', imageUrls: picture }] },
	},
};

/** Runs every operation, and describes its item. Paths are below `SCHEMA_FOLDER`. */
export async function readOutputSchemas(): Promise<Record<string, OutputSchema>> {
	const gateway = await startGateway({ keys: [KEY], taskSeconds: 0.05 });
	const run = async (parameters: IDataObject, input: IDataObject = {}): Promise<IDataObject> => {
		inputs.set('schema', [{ json: input }]);
		const options = { pollInterval: 0.1 };
		const node = viduNode({ prompt: '@kite rises', options, ...parameters } as INode['parameters']);
		const workflow = {
			nodes: [plainNode('test.items', 'Items', { input: 'schema' }), node],
			connections: inARow('Items', 'Vidu'),
		};
		const credentials = { apiKey: KEY, baseUrl: gateway.baseUrl };
		const finished = await startWorkflow(workflow, { credentials }).finished;
		const { error } = finished.data.resultData;
		if (error !== undefined) throw error;
		return outputOf(finished, 'Vidu')[0].json;
	};
	try {
		const made = await run({});
		const schemas: Record<string, OutputSchema> = {};
		for (const { resource, value: operation } of operations) {
			const json = await run({ resource, operation, ...PARAMETERS[operation] }, made);
			schemas[`${resource}/${operation}.json`] = { ...schemaOf(json), version: 1 };
		}
		return schemas;
	} finally {
		await gateway.close();
	}
}

/** Describes a value. The entries of a list are described together. */
export function schemaOf(value: unknown): Schema {
	if (Array.isArray(value)) {
		const entries = value.map(schemaOf);
		const properties = Object.assign({}, ...entries.map((entry) => entry.properties));
		return {
			type: 'array',
			items: { ...entries[0], ...(entries[0]?.properties && { properties }) },
		};
	}
	if (typeof value !== 'object' || value === null)
		return { type: value === null ? 'null' : typeof value };
	const properties = Object.entries(value).map(([name, field]) => [name, schemaOf(field)]);
	return { type: 'object', properties: Object.fromEntries(properties) };
}
