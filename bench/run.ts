/**
 * `npm run bench`: measures, prints the table of goals, and writes docs/benchmark.md with its chart and
 * docs/polling.svg. Takes about twenty minutes. `--without-n8n` leaves out the whole n8n, which is 2 GB to
 * install the first time.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { measureBatch, measureBatches, medianOf } from './batch';
import { drawChart } from './chart';
import { byKind, bySchedule, bySeries } from './delays';
import { measureDescription } from './descriptionSize';
import { measureFiles } from './download';
import { measureLoading } from './loading';
import { measurePackedSize } from './packedSize';
import { measurePeers } from './peers';
import { drawPolling } from './pollingPicture';
import { goalTable, writePage } from './report';
import type { Results } from './results';

const docs = join(__dirname, '..', 'docs');
const startedAt = performance.now();

const say = (step: string) =>
	console.log(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${step}`);

async function measureAll(): Promise<Results> {
	const withN8n = !process.argv.includes('--without-n8n');
	say('simulating the schedules');
	const delays = { bySchedule: bySchedule(), byKind: byKind(), series: bySeries() };
	// First what the load of the machine would change, one after the other …
	say('loading time, packed size and size of the description');
	const loading = await measureLoading();
	const packed = await measurePackedSize();
	const description = measureDescription();
	say('300 MB down, 14 MB up in one image and in seven, five times each way');
	const files = await measureFiles();
	say('200 items × 5 s, three times');
	const twoHundred = { items: 200, seconds: 5, maxConcurrency: 50 };
	const large = medianOf(await measureBatches(twoHundred, 3));
	say('10 items × 20 s, 10 and 5 at a time; 5 stories of 4 scenes × 20 s');
	const tenTasks = { items: 10, seconds: 20 };
	const [wide, narrow, wideBlind, wideBlindAgain, stories] = await Promise.all([
		measureBatch({ ...tenTasks, maxConcurrency: 10 }),
		measureBatch({ ...tenTasks, maxConcurrency: 5 }),
		measureBatch({ ...tenTasks, maxConcurrency: 10, reportsProgress: false }),
		measureBatch({ ...tenTasks, maxConcurrency: 10, reportsProgress: false, before: 1 }),
		measureBatch({ items: 5, scenes: 4, seconds: 20, maxConcurrency: 5 }),
	]);
	say('1,000 and 10,000 items × 1 s at 500, three times each');
	const many = { seconds: 1, maxConcurrency: 500 };
	const scale = {
		small: medianOf(await measureBatches({ ...many, items: 1_000 }, 3)),
		large: await measureBatches({ ...many, items: 10_000 }, 3),
		plain: await measureBatch({ ...many, items: 10_000, isPlain: true }),
	};
	// … then what is nothing but waiting.
	if (withN8n) say('the same batch in a whole n8n, with its own nodes (five minutes)');
	const peers = withN8n ? await measurePeers(10, 20, say) : undefined;
	const sizes = { loading, packed, description, files };
	const batches = { large, wide, narrow, wideBlind, wideBlindAgain, stories, scale };
	return { ...delays, ...sizes, ...batches, peers };
}

async function main(): Promise<void> {
	const results = await measureAll();
	mkdirSync(docs, { recursive: true });
	writeFileSync(join(docs, 'benchmark.md'), writePage(results));
	writeFileSync(join(docs, 'benchmark.svg'), drawChart(results));
	writeFileSync(join(docs, 'polling.svg'), drawPolling());
	say('docs/benchmark.md, docs/benchmark.svg and docs/polling.svg are written');
	console.log(`\n${goalTable(results)}`);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
