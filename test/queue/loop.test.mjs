/** A hundred tasks that wait in one worker must not hold up its heartbeat. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as rest from '../n8n/rest.mjs';
import { longestBlock } from './loop.mjs';
import { assertOnceAndFindable, cluster, untilBought, workerOf } from './shared.mjs';
import { prompts, publish, start } from './workflows.mjs';

const TASKS = 100;
/** n8n renews a job's lock every 10 s; the lock of these tests' settings lasts 5 s. */
const LIMIT_MS = 1000;

test('100 waiting tasks do not block the event loop of a worker', async (context) => {
	const found = await cluster();
	const idleFrom = Date.now();
	await sleep(6000);
	const idleTo = Date.now();

	const run = async (name, options) => {
		const workflow = await publish(found, options);
		const from = Date.now();
		const id = await start(found, workflow, prompts(name, TASKS, 12));
		const worker = await workerOf(found, id);
		return { from, id, worker };
	};
	// The same hundred items without this node: what n8n takes for itself.
	const empty = await run('none', { nodes: [] });
	await rest.waitForExecution(found.session, empty.id);
	await sleep(1000);
	const emptyTo = Date.now();

	const options = { maxConcurrency: TASKS };
	const full = await run('hundred', { vidu: { operation: 'textToVideo', options } });
	await untilBought(found, 'hundred', TASKS);
	const waitFrom = Date.now();
	await sleep(8000);
	const waitTo = Date.now();
	const { status } = await rest.waitForExecution(found.session, full.id, { timeoutMs: 60_000 });
	assert.equal(status, 'success');
	await sleep(1000);
	assertOnceAndFindable(found, 'hundred', TASKS);

	const most = (worker, from, to) => longestBlock(worker, from, to).toFixed(0);
	const polls = Object.values(found.gateway.counts.pollTimes)
		.flat()
		.filter((at) => at >= waitFrom && at <= waitTo).length;
	context.diagnostic(`idle for 6 s: ${most(full.worker, idleFrom, idleTo)} ms`);
	context.diagnostic(`100 items without the node: ${most(empty.worker, empty.from, emptyTo)} ms`);
	context.diagnostic(
		`100 waiting: ${most(full.worker, waitFrom, waitTo)} ms, ${polls} polls in 8 s`,
	);
	context.diagnostic(`the whole execution: ${most(full.worker, full.from, Date.now())} ms`);
	assert.ok(longestBlock(full.worker, full.from, Date.now()) < LIMIT_MS);
});
