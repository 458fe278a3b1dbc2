/** How long do batches take in n8n's engine, and what do they cost its process? */

import { measureInChild } from './child';
import { atMost, mean, median, mediansOf, ratio, type Row } from './figures';
import { megabytes, milliseconds, seconds } from './figures';
import { startGatewayProcess, type GatewayProcess } from './gateway';
import { PROGRESS, seeded } from './laws';
import type { Cost } from './observe';
import { simulate } from './simulate';

/** A batch of items. */
export interface Batch {
	items: number;
	/** How long each task takes. */
	seconds: number;
	maxConcurrency: number;
	/** Scenes of each item, for stories. */
	scenes?: number;
	/** Default true, as the documented gateway does. */
	reportsProgress?: boolean;
	/** Only the requests, by n8n's own helper and without the node. */
	isPlain?: boolean;
	/** How often the batch runs in the same process before it is measured. */
	before?: number;
}

/** The input of the child. */
export type BatchInput = Batch & { credentials: GatewayProcess['credentials'] };

interface MeasuredBatch extends Cost {
	/** Seconds that the tasks alone take: no batch can be quicker. */
	limit: number;
	/** Per task. */
	polls: number;
	/** From a task's end to the poll that saw it, in seconds. */
	delay: number;
}

async function measureBatch(batch: Batch): Promise<MeasuredBatch> {
	const { items, scenes = 1, before = 0, maxConcurrency, reportsProgress = true } = batch;
	const gateway = await startGatewayProcess({ taskSeconds: batch.seconds, reportsProgress });
	try {
		const input: BatchInput = { ...batch, credentials: gateway.credentials };
		const cost = await measureInChild<Cost>('batchChild.ts', input);
		// The first task is the warm-up.
		const tasks = (await gateway.tasks()).slice(1 + before * items * scenes);
		return {
			...cost,
			limit: Math.ceil(items / maxConcurrency) * batch.seconds * scenes,
			polls: mean(tasks.map(({ polls }) => polls)),
			delay: mean(tasks.map(({ delay }) => delay)) / 1000,
		};
	} finally {
		await gateway.close();
	}
}

/** Runs a batch several times, each in a process of its own. */
async function measureBatches(batch: Batch, times = 3): Promise<MeasuredBatch[]> {
	const runs: MeasuredBatch[] = [];
	for (let run = 0; run < times; run += 1) runs.push(await measureBatch(batch));
	return runs;
}

const overLimit = ({ wall, limit }: MeasuredBatch) => wall / 1000 / limit;

function wallRow(name: string, maximum: number, batch: MeasuredBatch, also = ''): Row {
	const nextTo = `limit ${batch.limit} s${also}`;
	const wall = seconds(batch.wall / 1000);
	const figure = `${name}: wall time over the limit`;
	return atMost(figure, [overLimit(batch), maximum], ratio, nextTo, wall);
}

const delayAndPolls = ({ delay, polls }: Pick<MeasuredBatch, 'delay' | 'polls'>) =>
	`tasks ${seconds(delay)} late in ${polls.toFixed(1)} polls`;

/** Batches of 20 s tasks. They hardly work, so they run at the same time. */
export async function measureWaits(): Promise<{ rows: Row[]; walls: Record<string, number> }> {
	const ten = { items: 10, seconds: 20, maxConcurrency: 10 };
	const [ten10, ten5, first, second, stories] = await Promise.all([
		measureBatch(ten),
		measureBatch({ ...ten, maxConcurrency: 5 }),
		measureBatch({ ...ten, reportsProgress: false }),
		measureBatch({ ...ten, reportsProgress: false, before: 1 }),
		measureBatch({ items: 5, scenes: 4, seconds: 20, maxConcurrency: 5 }),
	]);
	const rows = [
		wallRow('10 items × 20 s, Max Concurrency 10', 1.04, ten10),
		wallRow(
			'the same without progress, second run',
			1.06,
			second,
			`; first run ${ratio(overLimit(first))}`,
		),
		wallRow('the same with progress, Max Concurrency 5', 1.03, ten5),
		wallRow('5 stories of 4 scenes × 20 s, Max Concurrency 5', 1.05, stories),
		{
			figure: '10 items × 20 s without progress, first run',
			goal: '',
			measured: delayAndPolls(first),
			nextTo: `simulated: ${delayAndPolls(simulateFirst(ten.seconds))}`,
		},
	];
	const walls = {
		'this node, Max Concurrency 10': ten10.wall,
		'this node, Max Concurrency 5': ten5.wall,
	};
	return { rows, walls };
}

/** Tasks without progress over loopback, of which no earlier one is known. */
function simulateFirst(duration: number) {
	const random = seeded(22);
	const roundTrip = () => 4;
	const one = { durations: [duration], progress: PROGRESS.none, random, roundTrip };
	const seen = Array.from({ length: 2_000 }, () => simulate(one)).flat();
	return {
		delay: mean(seen.map(({ delay }) => delay)) / 1000,
		polls: mean(seen.map(({ polls }) => polls.length)),
	};
}

/** Batches of many short tasks, one batch at a time. */
export async function measureManyItems(): Promise<Row[]> {
	const hundreds = mediansOf(await measureBatches({ items: 200, seconds: 5, maxConcurrency: 50 }));
	const many = { seconds: 1, maxConcurrency: 500 };
	const thousand = await measureBatches({ ...many, items: 1_000 });
	const tenThousand = await measureBatches({ ...many, items: 10_000 });
	const plainThousand = await measureBatches({ ...many, items: 1_000, isPlain: true });
	const plain = await measureBatches({ ...many, items: 10_000, isPlain: true });
	const block = (runs: MeasuredBatch[]) => Math.max(...runs.map((run) => run.longestBlock));
	const perItem = (runs: MeasuredBatch[], figure: 'work' | 'growth', items: number) =>
		median(runs.map((run) => run[figure])) / items;
	const work = perItem(tenThousand, 'work', 10_000);
	const alone = "n8n's requests alone";
	const blockRow = (items: string, own: MeasuredBatch[], other: MeasuredBatch[]): Row =>
		atMost(
			`${items} items × 1 s at 500: longest block in 3 runs over that of ${alone}`,
			[block(own) / block(other), 2],
			ratio,
			`${alone} ${milliseconds(block(other))}`,
			milliseconds(block(own)),
		);
	const kilobytes = (bytes: number) => `${(bytes / 1e3).toFixed(1)} kB`;
	return [
		wallRow(
			'200 items × 5 s at 50',
			1.1,
			hundreds,
			`; ${hundreds.polls.toFixed(1)} polls per task`,
		),
		atMost('the same: growth of the memory', [hundreds.growth, 50e6], megabytes),
		blockRow('1,000', thousand, plainThousand),
		blockRow('10,000', tenThousand, plain),
		atMost(
			'10,000 items: processor time per item over that of 1,000 items',
			[work / perItem(thousand, 'work', 1_000), 1],
			ratio,
			`${alone} ${perItem(plain, 'work', 10_000).toFixed(1)} ms`,
			`${work.toFixed(1)} ms`,
		),
		atMost(
			'10,000 items: growth of the memory per item',
			[perItem(tenThousand, 'growth', 10_000), 20e3],
			kilobytes,
			`${alone} ${kilobytes(perItem(plain, 'growth', 10_000))}`,
		),
	];
}
