/** Workflows of every operation and model, and what they come to. */

import type { IDataObject, INodeParameters, IRun } from 'n8n-workflow';

import { CUSTOM_MODEL, modelFieldOf } from '../../nodes/Vidu/models/model';
import type { Entry } from '../../nodes/Vidu/tasks/entry';
import { bodiesOf } from '../engine/images';
import { errorOf, jsonOf, openGateway, runVidu } from '../engine/vidu';
import { allOperations, filled, valuesOf } from './forms';

/** A workflow and what it came to. */
export interface SavedWorkflow {
	parameters: INodeParameters;
	/** The bodies of the creations, in order. */
	requests: unknown[];
	/** The IDs of the purchases, in order. */
	purchases: string[];
	/** The keys of the output item, by their paths. */
	output: string[];
	/** The keys of the entries in the journal. */
	journal: string[];
}

/** Its task fails. */
const FAILING = '@kite rises [fail]';

const IMAGE = 'https://example.com/picture.png';
const VIDEO = 'https://example.com/a.mp4';

const scenesOf = (second: string): INodeParameters => ({
	scene: [{ prompt: 'a kite rises', duration: 5 }, { prompt: second }],
});

/** The parameters that an operation needs, where a prompt is not enough. */
const NEEDED: Record<string, INodeParameters> = {
	imageToVideo: { imageSource: 'url', imageUrl: IMAGE },
	startEndToVideo: {
		...{ startFrameSource: 'url', startFrameUrl: IMAGE },
		...{ endFrameSource: 'url', endFrameUrl: IMAGE },
	},
	referenceToVideo: {
		subjects: { subject: [{ name: 'kite', imageSource: 'url', imageUrls: IMAGE }] },
		...{ referenceSource: 'url', referenceUrls: IMAGE },
	},
	extend: { videoUrl: VIDEO },
	longVideo: { scenes: scenesOf('it lands') },
};

/** Each operation as it is after it was added, with each model, and in its other forms. */
export function workflows(): INodeParameters[] {
	return allOperations().flatMap(({ resource, operation }): INodeParameters[] => {
		if (resource === 'task') return [{ resource, operation, taskId: 'task-1' }];
		const given = { resource, operation, prompt: '@kite rises', ...NEEDED[operation] };
		const model = modelFieldOf(operation === 'longVideo' ? 'textToVideo' : operation);
		const models = valuesOf(model, given).filter((value) => value !== CUSTOM_MODEL);
		return [
			given,
			...models.flatMap((value) => {
				const one = { ...given, [model]: value };
				// Not every model takes both off-peak and audio.
				const additionalFields = { ...filled(one, 'additionalFields'), offPeak: false };
				return [one, { ...one, additionalFields }];
			}),
			{
				...{ ...given, [model]: CUSTOM_MODEL, customModelId: models[0] },
				customParameters: '{"duration":4}',
			},
			{ ...given, dryRun: true },
			{
				...given,
				prompt: FAILING,
				...(operation === 'longVideo' && { scenes: scenesOf(FAILING) }),
			},
			{ ...given, downloadVideo: false, options: { simplify: false } },
			...(OTHER_FORMS[operation] ?? []).map((more) => ({ ...given, ...more })),
			...(operation === 'longVideo' ? [] : [{ ...given, waitForCompletion: false }, onTime(given)]),
		];
	});
}

/** Ends before the task does, without an error. */
const onTime = (given: INodeParameters): INodeParameters => ({
	...{ ...given, prompt: '@kite rises [seconds:60]' },
	options: { timeout: 1, onTimeout: 'output' },
});

const OTHER_FORMS: Record<string, INodeParameters[]> = {
	extend: [
		{ videoSource: 'creationId', videoCreationId: '123', duration: 2 },
		{ endFrameSource: 'url', endFrameUrl: IMAGE },
	],
	longVideo: [
		{ startFrom: 'image', imageSource: 'url', imageUrl: IMAGE },
		{ startFrom: 'video', videoUrl: VIDEO },
		{ scenesSource: 'json', scenesJson: '["a kite rises", "it lands"]' },
		{ endFrameSource: 'url', endFrameUrl: IMAGE },
	],
};

/** Without it, purchase IDs come from what n8n makes up for each execution. */
const EXECUTION = '3f0c1e2a-8d54-4b6e-9a17-5c2d7e8f9012';

/**
 * Runs a workflow against a gateway of its own.
 *
 * @throws {Error} where the node fails
 */
export async function runWorkflow(parameters: INodeParameters): Promise<SavedWorkflow> {
	const gateway = await openGateway({ taskSeconds: 0, taskId: (n) => `task-${n + 1}` });
	try {
		const run = async (given: IDataObject) =>
			await runVidu({
				isNew: true,
				node: given.prompt === FAILING ? { onError: 'continueRegularOutput' } : {},
				parameters: { ...given, options: { pollInterval: 0.1, ...(given.options as object) } },
				run: { executionId: EXECUTION },
			});
		if (parameters.resource === 'task') await run({});
		const earlier = bodiesOf(gateway).length;
		const finished = await run(parameters as IDataObject);
		const [item] = jsonOf(finished);
		if (item === undefined) {
			throw new Error(`${JSON.stringify(parameters)}: ${errorOf(finished)}`);
		}
		const entries = entriesOf(finished);
		return {
			parameters,
			requests: withoutAddress(bodiesOf(gateway).slice(earlier)),
			purchases: entries.map(({ purchase }) => purchase ?? ''),
			output: pathsIn(item),
			journal: [...new Set(entries.flatMap(Object.keys))].sort(),
		};
	} finally {
		await gateway.close();
	}
}

/** The local gateway's port and signatures are new each time. */
const withoutAddress = (requests: unknown[]): unknown[] =>
	JSON.parse(
		JSON.stringify(requests).replace(/http:\/\/127[^"?]*(\/videos\/[^"?]+)\?[^"]*/g, 'gateway$1'),
	);

const entriesOf = ({ data }: IRun): Entry[] => {
	const { viduTasks = [] } = data.executionData?.contextData['node:Vidu'] ?? {};
	return viduTasks as Entry[];
};

/** The paths of all keys; the entries of a list share theirs. */
function pathsIn(value: unknown, path = ''): string[] {
	if (Array.isArray(value)) return [...new Set(value.flatMap((one) => pathsIn(one, `${path}[]`)))];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const full = path === '' ? name : `${path}.${name}`;
		return [full, ...pathsIn(inner, full)];
	});
}

/** The differences from a saved workflow, one sentence each. New keys are no difference. */
export function differencesBetween(saved: SavedWorkflow, now: SavedWorkflow): string[] {
	const where = JSON.stringify(saved.parameters);
	const lost = (before: string[], after: string[]) =>
		before.filter((key) => !after.includes(key)).join(', ');
	const found: string[] = [];
	for (const [index, request] of saved.requests.entries()) {
		const [sends, sent] = [now.requests[index], request].map((body) => JSON.stringify(body));
		if (sends !== sent) found.push(`sends ${sends ?? 'nothing'}, sent ${sent}`);
	}
	if (now.requests.length > saved.requests.length) found.push('sends more requests than before');
	const [had, has] = [saved, now].map(({ purchases }) => purchases.join(', '));
	if (had !== has) found.push(`has the purchase IDs ${has}, had ${had}`);
	const output = lost(saved.output, now.output);
	if (output !== '') found.push(`lost the output keys ${output}`);
	const journal = lost(saved.journal, now.journal);
	if (journal !== '') found.push(`lost the journal keys ${journal}`);
	return found.map((what) => `${where} ${what}.`);
}
