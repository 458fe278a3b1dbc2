/** Runs one batch of items through the node in n8n's engine, and watches what that costs. */

import '../test/engine/setup';

import type { INodeExecutionData } from 'n8n-workflow';

import { inputs } from '../test/engine/nodeTypes';
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

const workflow = (maxConcurrency: number, scenes: number) => ({
	nodes: [
		plainNode('test.items', 'Items', { input: 'batch' }),
		viduNode({
			resource: 'video',
			...asked(scenes),
			options: { maxConcurrency, maxTasks: 1000 },
		}),
	],
	connections: inARow('Items', 'Vidu'),
});

async function runBatch(prompts: string[], input: BatchInput): Promise<number> {
	const items: INodeExecutionData[] = prompts.map((prompt) => ({ json: { prompt } }));
	inputs.set('batch', items);
	const { credentials, maxConcurrency, scenes } = input;
	const run = await startWorkflow(workflow(maxConcurrency, scenes), { credentials }).finished;
	const { error } = run.data.resultData;
	if (error) throw error;
	return outputOf(run, 'Vidu').filter(({ json }) => json.videoUrl !== undefined).length;
}

measure(async (input: BatchInput): Promise<Cost> => {
	// What a process loads at its first run is not what a batch costs.
	await runBatch(['Warm-up [seconds:1]'], { ...input, maxConcurrency: 1, scenes: 0 });
	const { result, cost } = await observe(async () => await runBatch(input.prompts, input));
	if (result !== input.prompts.length) throw new Error(`${result} videos instead of all`);
	return cost;
});
