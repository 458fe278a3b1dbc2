/** Forty executions at once, over two workers and in one process. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startN8n } from '../n8n/n8n.mjs';
import * as rest from '../n8n/rest.mjs';
import { CONCURRENCY, packVidu, setUp } from './cluster.mjs';
import { assertOnceAndFindable, cluster } from './shared.mjs';
import { publish, prompts, until } from './workflows.mjs';

const EXECUTIONS = 40;
const ITEMS = 5;

/** Starts them all at once and waits for the end of the last; seconds. */
async function load(target, name) {
	const { session } = target;
	// The same on both, because their times are compared.
	const workflow = await publish(target, { vidu: { operation: 'textToVideo' } });
	const begin = performance.now();
	const calls = Array.from({ length: EXECUTIONS }, (_, i) =>
		rest.callWebhook(session, workflow.path, { prompts: prompts(`${name} ${i},`, ITEMS, 2) }),
	);
	for (const { status } of await Promise.all(calls)) assert.equal(status, 200);
	const isRunning = ({ status }) => status === 'new' || status === 'running';
	const list = () => rest.listExecutions(session, { workflowId: workflow.id });
	const executions = await until(
		'the end of all executions',
		async () => {
			const all = await list();
			return all.length === EXECUTIONS && !all.some(isRunning) ? all : undefined;
		},
		180_000,
	);
	const seconds = (performance.now() - begin) / 1000;
	assert.deepEqual([...new Set(executions.map(({ status }) => status))], ['success']);
	return { seconds, ids: new Set(executions.map(({ id }) => id)) };
}

test('40 executions of 5 items over two workers, and in one process', async (context) => {
	const queue = await cluster();
	const spread = await load(queue, 'spread');
	assertOnceAndFindable(queue, 'spread', EXECUTIONS * ITEMS);
	const alive = queue.workers.filter((worker) => worker.running());
	const shares = alive.map((worker) => {
		const started = [...worker.log().matchAll(/Worker started execution (\d+) /g)];
		return started.filter(([, id]) => spread.ids.has(id)).length;
	});
	assert.equal(
		shares.reduce((sum, share) => sum + share),
		EXECUTIONS,
	);
	assert.ok(Math.min(...shares) > 0, 'a worker did nothing');

	// As many executions at a time as both workers together.
	const env = { N8N_CONCURRENCY_PRODUCTION_LIMIT: String(2 * CONCURRENCY) };
	const one = await startN8n({ packages: [await packVidu()], env });
	context.after(() => one.stop());
	const { gateway, door } = queue;
	const single = { ...(await setUp(one.url, door.url)), gateway, log: () => one.log() };
	const alone = await load(single, 'alone');
	assertOnceAndFindable(single, 'alone', EXECUTIONS * ITEMS);
	context.diagnostic(`two workers: ${spread.seconds.toFixed(1)} s, shares ${shares.join(' and ')}`);
	context.diagnostic(`one process: ${alone.seconds.toFixed(1)} s`);
	context.diagnostic(`maximum of tasks in progress at once: ${gateway.counts.peakRunning}`);
});
