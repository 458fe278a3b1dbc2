/** Runs a batch through the node in n8n's engine and watches its cost. Started by batches.ts. */

import '../test/engine/setup';

import {
	sleep,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';

import { inputs, nodeTypes } from '../test/engine/nodeTypes';
import { inARow, outputOf, plainNode, startWorkflow, viduNode } from '../test/engine/run';
import type { BatchInput } from './batches';
import { measure } from './child';
import { observe, type Cost } from './observe';

/** A node that only makes the same requests with n8n's own helper. */
const plainRequests = {
	description: { ...nodeTypes.getByNameAndVersion('test.noOp').description, name: 'plain' },
	async execute(this: IExecuteFunctions) {
		const { baseUrl, apiKey, places } = this.getInputData()[0].json as Record<string, string>;
		const headers = { Authorization: `Bearer ${apiKey}` };
		const url = `${baseUrl}/model/v1/generation`;
		const params = { prompt: 'A lighthouse' };
		const body = { model: 'viduq2_pro_fast_text2video', input: [{ params }] };
		const queue = this.getInputData().entries();
		const items: INodeExecutionData[] = [];
		const work = async () => {
			for (const [item] of queue) {
				const options = { url, headers, json: true };
				const task = await this.helpers.httpRequest({ ...options, method: 'POST', body });
				await sleep(4_000);
				await this.helpers.httpRequest({ ...options, url: `${url}/task/${task.id}` });
				items[item] = { json: { videoUrl: task.id }, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: Number(places) }, work));
		return [items];
	},
} as INodeType;

const { getByNameAndVersion } = nodeTypes;
nodeTypes.getByNameAndVersion = (name, version) =>
	name === 'bench.plain' ? plainRequests : getByNameAndVersion(name, version);

/** Videos, or stories whose scenes all have the prompt of the item. */
function parametersOf({ scenes, maxConcurrency }: BatchInput) {
	const options = { maxConcurrency, maxTasks: 20_000 };
	const both = { downloadVideo: false, options };
	if (scenes === undefined) {
		return { operation: 'textToVideo', prompt: '={{ $json.prompt }}', ...both };
	}
	const scenesJson = `={{ Array(${scenes}).fill($json.prompt) }}`;
	return { operation: 'longVideo', scenesSource: 'json', scenesJson, ...both };
}

async function run(input: BatchInput, more = {}): Promise<void> {
	const { items, credentials, isPlain, maxConcurrency } = input;
	const plain = isPlain ? { ...credentials, places: maxConcurrency } : {};
	const rows = Array.from({ length: items }, (_none, item) => ({
		json: { prompt: `A lighthouse, take ${item}`, ...plain },
	}));
	inputs.set('batch', rows);
	const node = isPlain
		? plainNode('bench.plain', 'Vidu')
		: viduNode({ resource: 'video', ...parametersOf(input), ...more });
	const nodes = [plainNode('test.items', 'Items', { input: 'batch' }), node];
	const connections = inARow('Items', 'Vidu');
	const ended = await startWorkflow({ nodes, connections }, { credentials }).finished;
	if (ended.data.resultData.error) throw ended.data.resultData.error;
	const videos = outputOf(ended, 'Vidu').filter(({ json }) => json.videoUrl !== undefined).length;
	if (videos !== items) throw new Error(`${videos} videos instead of ${items}`);
}

measure(async (input: BatchInput): Promise<Cost> => {
	// A first run loads code. Its task is of another kind, so the node learns nothing for the others.
	await run({ ...input, items: 1, scenes: undefined }, { duration: 1 });
	for (let earlier = 0; earlier < (input.before ?? 0); earlier += 1) await run(input);
	const { cost } = await observe(async () => await run(input));
	return cost;
});
