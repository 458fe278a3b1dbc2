/** How long does a batch take, and what does it cost the process that n8n runs in? */

import { measureInChild } from './child';
import { startGatewayProcess, type GatewayProcess } from './gateway';
import type { Cost } from './observe';
import { median } from './statistics';

/** What the child gets. */
export interface BatchInput {
	/** The prompts of the items, or how many there are. */
	prompts: string[] | number;
	/** Into how many executions the prompts are divided, each item of one being of a kind of its own. */
	executions?: number;
	/** Whether n8n's own HTTP requests are made, without the node. */
	isPlain?: boolean;
	/** How often the batch is run before it is measured; 0 unless given. */
	before?: number;
	/** Scenes of each item, where it is a story; plain videos without. */
	scenes?: number;
	maxConcurrency: number;
	credentials: GatewayProcess['credentials'];
}

/** A batch, and the time below which it cannot come. */
export interface Batch {
	items: number;
	/** Seconds that each task takes. */
	seconds: number;
	maxConcurrency: number;
	/** Scenes of each item, each of which takes that long; plain videos without. */
	scenes?: number;
	/** Default true, as the documented gateway does. */
	reportsProgress?: boolean;
	/** Only the requests, by n8n's own helper: n8n's share. */
	isPlain?: boolean;
	/** How often the batch is run in the same process before it is measured; 0 unless given. */
	before?: number;
}

/** What it took. */
export interface MeasuredBatch extends Cost {
	/** Wall time over the limit. */
	ratio: number;
	pollsPerTask: number;
}

/** Milliseconds that a batch takes at least. */
export const limitOf = ({ items, seconds, maxConcurrency, scenes = 1 }: Batch): number =>
	Math.ceil(items / maxConcurrency) * seconds * scenes * 1000;

/** Runs a batch through the node in n8n's engine against a gateway in another process. */
export async function measureBatch(batch: Batch): Promise<MeasuredBatch> {
	const { items, seconds, maxConcurrency, scenes = 0 } = batch;
	const { reportsProgress = true, isPlain, before = 0 } = batch;
	const gateway = await startGatewayProcess({ taskSeconds: seconds, reportsProgress });
	try {
		const { credentials } = gateway;
		const prompts = items;
		const input: BatchInput = { prompts, scenes, maxConcurrency, credentials, isPlain, before };
		const cost = await measureInChild<Cost>('batchChild.ts', input);
		// The first task is the warm-up.
		const tasks = (await gateway.report()).tasks.slice(1 + before * items * Math.max(1, scenes));
		const polls = tasks.reduce((sum, task) => sum + task.polls, 0);
		return {
			...cost,
			ratio: cost.wall / limitOf(batch),
			pollsPerTask: polls / (items * Math.max(1, scenes)),
		};
	} finally {
		await gateway.close();
	}
}

/** Runs a batch several times, one after the other, each in a process of its own. */
export async function measureBatches(batch: Batch, times: number): Promise<MeasuredBatch[]> {
	const runs: MeasuredBatch[] = [];
	for (let run = 0; run < times; run += 1) runs.push(await measureBatch(batch));
	return runs;
}

/** Each figure's median. */
export function medianOf(runs: readonly MeasuredBatch[]): MeasuredBatch {
	const of = (figure: keyof Cost | 'ratio' | 'pollsPerTask') =>
		median(runs.map((run) => run[figure]));
	return {
		wall: of('wall'),
		growth: of('growth'),
		heapGrowth: of('heapGrowth'),
		longestBlock: of('longestBlock'),
		longestPause: of('longestPause'),
		work: of('work'),
		ratio: of('ratio'),
		pollsPerTask: of('pollsPerTask'),
	};
}
