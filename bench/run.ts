/**
 * `npm run bench`: measures, prints the table of figures, and writes docs/benchmark.md with its chart and
 * docs/polling.svg. Takes about twenty minutes. `--without-n8n` leaves out the whole n8n, which is 2 GB to
 * install the first time.
 */

import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

import { measureManyItems, measureWaits } from './batches';
import { delayRows, delayTable, simulateDelays } from './delays';
import { table, yesOrNo, type Row } from './figures';
import { measureFiles } from './files';
import { measureLoad } from './load';
import { measurePeers } from './peers';
import { drawPolls, drawWalls } from './pictures';

const docs = join(__dirname, '..', 'docs');
const startedAt = performance.now();

const say = (step: string) =>
	console.log(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${step}`);

const figureTable = (rows: readonly Row[]): string =>
	table(
		['figure', 'goal', 'measured', 'reached', 'next to it'],
		rows.map((row) => [row.figure, row.goal, row.measured, yesOrNo(row.isReached), row.nextTo]),
	);

const page = (figures: string, delays: string): string => `# Benchmark

Written by \`npm run bench\`. A figure stands next to a living peer or the limit, where there is one.

- **Wall time, memory and blocks**: the node runs in n8n's own engine, against a gateway in another process.
  Memory is the peak over the start. A block is the longest time in which a timer of 2 ms did not fire.
- **Peers**: a whole n8n runs the same 10 tasks of 20 s through this node (Max Concurrency 10), n8n's MiniMax and
  Google Gemini nodes, and a loop of n8n's own nodes that polls every 5 s. A local server answers all of
  them. All but the loop download the video.
- **Delays**: the time from the end of a task to the response that reports it, simulated with the node's own
  schedule, seeded durations, and 50 to 300 ms for a request and its response.

Node.js ${process.versions.node}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory.

## Figures

${figures}

![10 videos of 20 s each: wall time](benchmark.svg)

## Delays

Each cell has the mean delay, then the polls per task. "Worst" is the longest mean delay and the most polls of all
kinds of progress, "latest" the latest task of them. A series is 13 executions in one process; the first one does
not count. A row is reached if every kind has at most 1.05 times the delay and 1.1 times the polls of a poll every
5 s, and no task is more than 15 s late.

${delays}
`;

async function main(): Promise<void> {
	const withN8n = !process.argv.includes('--without-n8n');
	// First, because it installs the n8n whose nodes the load is compared with.
	if (withN8n) say('10 items × 20 s in a whole n8n (six minutes)');
	const peers = withN8n ? await measurePeers() : { rows: [], walls: {} };
	say('what n8n loads');
	const load = await measureLoad();
	say('300 MB down, 14 MB up in one image and in seven, five times each');
	const files = await measureFiles();
	say('200 items × 5 s, 1,000 and 10,000 items × 1 s, three times each (twelve minutes)');
	const manyItems = await measureManyItems();
	say('10 items × 20 s, and 5 stories');
	const waits = await measureWaits();
	say('simulating the delays');
	const delays = simulateDelays();
	const rows = [
		...waits.rows,
		...peers.rows,
		...manyItems,
		...delayRows(delays),
		...files,
		...load,
	];
	const figures = figureTable(rows);
	writeFileSync(join(docs, 'benchmark.md'), page(figures, delayTable(delays)));
	writeFileSync(join(docs, 'benchmark.svg'), drawWalls(waits.walls, peers.walls));
	writeFileSync(join(docs, 'polling.svg'), drawPolls());
	say('docs/benchmark.md, docs/benchmark.svg and docs/polling.svg are written');
	console.log(`\n${figures}`);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
