/**
 * Runs the node in n8n's engine in its own process, against a gateway in another one, and reports the peak
 * growth of this process's memory. Started by hostileMemory.test.ts.
 */

import './setup';

import { inputs } from './nodeTypes';
import { inARow, outputOf, plainNode, startWorkflow, viduNode } from './run';

/** The work for the process. */
export interface MemoryTask {
	baseUrl: string;
	key: string;
	parameters: Record<string, string | boolean>;
	/** Task IDs or prompts. The first one only warms the process up. */
	items: string[];
}

/** Milliseconds between two samples of the memory. */
const SAMPLE_INTERVAL = 20;

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

/** Runs the work. Collects garbage before it, so that the start is the low point. */
async function growthDuring<T>(work: () => Promise<T>): Promise<{ growth: number; result: T }> {
	const { gc } = globalThis as { gc?: () => void };
	for (let round = 0; round < 3; round += 1) {
		gc?.();
		// The system gets its memory back a moment later.
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	const start = process.memoryUsage.rss();
	let peak = start;
	const sample = () => void (peak = Math.max(peak, process.memoryUsage.rss()));
	const timer = setInterval(sample, SAMPLE_INTERVAL);
	try {
		const result = await work();
		sample();
		return { growth: peak - start, result };
	} finally {
		clearInterval(timer);
	}
}

async function measure(): Promise<void> {
	const task = JSON.parse(process.argv[2]) as MemoryTask;
	const [first, ...rest] = task.items;
	await run(task, first);
	const growths: Array<{ item: string; growth: number; said: string }> = [];
	for (const item of rest) {
		const { growth, result } = await growthDuring(async () => await run(task, item));
		growths.push({ item, growth, said: result });
	}
	process.send?.(growths, () => process.exit(0));
}

void measure();
