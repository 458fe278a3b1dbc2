/** Runs one batch of items through the node in n8n's engine, and watches what that costs. */

import '../test/engine/setup';

import {
	sleep,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';

import { inputs, nodeTypes } from '../test/engine/nodeTypes';
import { inARow, outputOf, plainNode, startWorkflow, viduNode } from '../test/engine/run';
import { measure } from './child';
import { observe, type Cost } from './observe';
import type { BatchInput } from './batch';

/** A video of each prompt, or a story whose scenes have the prompt of the item. */
const asked = (scenes: number) =>
	scenes === 0
		? { operation: 'textToVideo', prompt: '={{ $json.prompt }}' }
		: {
				operation: 'longVideo',
				scenesSource: 'json',
				scenesJson: `={{ Array(${scenes}).fill($json.prompt) }}`,
			};

/** Parameters that make a kind of task: the node remembers how long tasks of a kind took. */
const KINDS = {
	/** The defaults: 5 s of video. */
	one: {},
	// Ten lengths are ten kinds; the default model makes eight.
	many: { model: 'viduq2_text2video', duration: '={{ $itemIndex + 1 }}' },
	/** None of the others. */
	warmUp: { duration: 1 },
};

const workflow = (maxConcurrency: number, scenes: number, kind: keyof typeof KINDS) => ({
	nodes: [
		plainNode('test.items', 'Items', { input: 'batch' }),
		viduNode({
			resource: 'video',
			...asked(scenes),
			...KINDS[kind],
			options: { maxConcurrency, maxTasks: 20_000 },
		}),
	],
	connections: inARow('Items', 'Vidu'),
});

/** A node that makes the same requests with n8n's own helper, 500 at a time, and does nothing else. */
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

async function runBatch(
	prompts: string[],
	input: BatchInput,
	kind: keyof typeof KINDS = input.executions === undefined ? 'one' : 'many',
): Promise<number> {
	const { credentials, maxConcurrency, scenes = 0, isPlain = false } = input;
	const plain = isPlain ? { ...credentials, places: maxConcurrency } : {};
	const items: INodeExecutionData[] = prompts.map((prompt) => ({ json: { prompt, ...plain } }));
	inputs.set('batch', items);
	const given = workflow(maxConcurrency, scenes, kind);
	if (isPlain) given.nodes[1] = plainNode('bench.plain', 'Vidu');
	const run = await startWorkflow(given, { credentials }).finished;
	const { error } = run.data.resultData;
	if (error) throw error;
	return outputOf(run, 'Vidu').filter(({ json }) => json.videoUrl !== undefined).length;
}

measure(async (input: BatchInput): Promise<Cost> => {
	// What a process loads at its first run is not what a batch costs.
	await runBatch(['Warm-up [seconds:1]'], { ...input, maxConcurrency: 1, scenes: 0 }, 'warmUp');
	const prompts =
		typeof input.prompts === 'number'
			? Array.from({ length: input.prompts }, (_none, item) => `A lighthouse, take ${item}`)
			: input.prompts;
	// Earlier executions of the same: the process remembers how long their tasks took.
	for (let n = 0; n < (input.before ?? 0); n += 1) await runBatch(prompts, input);
	const { executions = 1 } = input;
	const each = prompts.length / executions;
	const { result, cost } = await observe(async () => {
		let videos = 0;
		for (let n = 0; n < executions; n += 1) {
			videos += await runBatch(prompts.slice(n * each, (n + 1) * each), input);
		}
		return videos;
	});
	if (result !== prompts.length) throw new Error(`${result} videos instead of all`);
	return cost;
});
