/**
 * Runs the node in n8n's engine, in a process of its own, against a gateway in another one, and tells by how
 * much the memory of this process grew at its peak. Started by hostileMemory.test.ts.
 */

import './setup';

import { observe } from '../../bench/observe';
import { inputs } from './nodeTypes';
import { inARow, outputOf, plainNode, startWorkflow, viduNode } from './run';

/** What the process is asked to do. */
export interface MemoryTask {
	baseUrl: string;
	key: string;
	parameters: Record<string, string | boolean>;
	/** Of tasks to look at, or prompts; the first one only warms the process up. */
	items: string[];
}

async function run({ baseUrl, key, parameters }: MemoryTask, item: string): Promise<string> {
	inputs.set('items', [{ json: { item } }]);
	const options = { timeout: 5, pollInterval: 60 };
	const nodes = [
		plainNode('test.items', 'Items', { input: 'items' }),
		viduNode({ ...parameters, options }, { onError: 'continueRegularOutput' }),
	];
	const credentials = { apiKey: key, baseUrl, allowHttp: false };
	const connections = inARow('Items', 'Vidu');
	const ended = await startWorkflow({ nodes, connections }, { credentials }).finished;
	return JSON.stringify(outputOf(ended, 'Vidu')[0].json);
}

async function measure(): Promise<void> {
	const task = JSON.parse(process.argv[2]) as MemoryTask;
	const [first, ...rest] = task.items;
	await run(task, first);
	const growths: Array<{ item: string; growth: number; said: string }> = [];
	for (const item of rest) {
		const { cost, result } = await observe(async () => await run(task, item));
		growths.push({ item, growth: cost.growth, said: result });
	}
	process.send?.(growths, () => process.exit(0));
}

void measure();
