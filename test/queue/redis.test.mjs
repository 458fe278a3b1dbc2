/** Redis is restarted under load: with its data, with none, and with old data. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as rest from '../n8n/rest.mjs';
import { assertOnceAndFindable, cluster, retry, tell, untilBought } from './shared.mjs';
import { prompts, publish, tasksOf, until } from './workflows.mjs';

/** More than the two workers take at a time, so that some wait in the queue. */
const EXECUTIONS = 14;
const ITEMS = 2;
const ENDED = new Set(['success', 'error', 'canceled', 'crashed']);

/** Starts executions and, once the workers are busy, does something to Redis. */
async function during(found, name, seconds, harm) {
	const workflow = await publish(found);
	const call = (_, i) =>
		rest.callWebhook(found.session, workflow.path, {
			prompts: prompts(`${name} ${i},`, ITEMS, seconds),
		});
	await Promise.all(Array.from({ length: EXECUTIONS }, call));
	await untilBought(found, name, 10 * ITEMS);
	const list = () => rest.listExecutions(found.session, { workflowId: workflow.id });
	const before = tasksOf(found.gateway, name).length;
	await harm();
	const settled = async () => (await list()).every(({ status }) => ENDED.has(status));
	// Those that Redis forgot stay as they are until the main looks for them.
	await until('an end', settled, 25_000).catch(() => {});
	return { executions: await list(), before };
}

const tally = (executions) => {
	const counts = {};
	for (const { status } of executions) counts[status] = (counts[status] ?? 0) + 1;
	return JSON.stringify(counts);
};

/** Retries what did not succeed, one at a time. */
async function retryAll(found, executions) {
	const ended = [];
	for (const { id, status } of executions) {
		if (status === 'success') continue;
		const { execution, line } = await retry(found, id);
		ended.push({ status: execution?.status ?? line.slice(0, 60) });
	}
	return tally(ended);
}

test('Redis is restarted and has its data back', async (context) => {
	const found = await cluster();
	const { executions } = await during(found, 'kept', 4, () =>
		found.redis.restart({ pauseMs: 3000 }),
	);
	tell(context, found, 'kept', [tally(executions)]);
	assert.deepEqual([...new Set(executions.map(({ status }) => status))], ['success']);
	assertOnceAndFindable(found, 'kept', EXECUTIONS * ITEMS);
});

test('Redis is restarted and has lost its data', async (context) => {
	const found = await cluster();
	const { executions } = await during(found, 'empty', 4, () =>
		found.redis.restart({ empty: true }),
	);
	await found.main.restart();
	const { session } = found;
	const isOpen = ({ status }) => !ENDED.has(status);
	const after = () => Promise.all(executions.map(({ id }) => rest.readExecution(session, id)));
	await until('the main gives them up', async () => !(await after()).some(isOpen), 30_000).catch(
		() => {},
	);
	const then = await after();
	const retried = await retryAll(found, then);
	tell(context, found, 'empty', [
		tally(executions),
		`after a restart of the main: ${tally(then)}`,
		`retries: ${retried}`,
	]);
	assertOnceAndFindable(found, 'empty', tasksOf(found.gateway, 'empty').length);
});

test('Redis crashes and comes back with what it had saved before', async (context) => {
	const found = await cluster();
	const { executions, before } = await during(found, 'snapshot', 12, async () => {
		// Four still wait in the queue. Redis forgets that they were taken from it, and gives them
		// out again while they run.
		await found.redis.cli('save');
		await untilBought(found, 'snapshot', EXECUTIONS * ITEMS);
		await found.redis.restart({ signal: 'SIGKILL' });
		await sleep(25_000);
	});
	tell(context, found, 'snapshot', [
		`${before} of ${EXECUTIONS * ITEMS} bought when Redis saved`,
		tally(executions),
	]);
	assertOnceAndFindable(found, 'snapshot', EXECUTIONS * ITEMS);
});
