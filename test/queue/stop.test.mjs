/** "Stop" is pressed in the main while a worker waits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as rest from '../n8n/rest.mjs';
import {
	assertOnceAndFindable,
	cluster,
	leftOf,
	retry,
	tell,
	untilBought,
	workerOf,
} from './shared.mjs';
import { prompts, publish, start, tasksOf, until } from './workflows.mjs';

const AT_A_TIME = 2;

test('Stop from the main ends the wait of a worker, and nothing more is bought', async (context) => {
	const found = await cluster();
	const { session, gateway } = found;
	const workflow = await publish(found, { vidu: { options: { maxConcurrency: AT_A_TIME } } });
	const id = await start(found, workflow, prompts('stopped', 6, 8));
	await untilBought(found, 'stopped', AT_A_TIME);
	const worker = await workerOf(found, id);

	const begin = performance.now();
	await rest.stopExecution(session, id);
	const ended = await rest.waitForExecution(session, id);
	const tasks = tasksOf(gateway, 'stopped');
	const named = () => tasks.every((task) => worker.log().includes(`Vidu task ${task.id} (row`));
	await until('the worker says that it stopped', named, 10_000);
	const seconds = (performance.now() - begin) / 1000;
	assert.equal(ended.status, 'canceled');
	assert.ok(seconds < 5, `took ${seconds} s`);

	const polls = gateway.counts.polls;
	await sleep(3000);
	assert.equal(gateway.counts.polls, polls, 'it still polls');
	assertOnceAndFindable(found, 'stopped', AT_A_TIME);
	const again = await retry(found, id);
	tell(context, found, 'stopped', [
		`${seconds.toFixed(1)} s: ${leftOf(ended)}`,
		`retry: ${again.line}`,
	]);
	const counts = new Set(tasks.map(({ params }) => params.prompt));
	const again2 = tasksOf(gateway, 'stopped').filter(({ params }) => counts.has(params.prompt));
	assert.equal(again2.length, AT_A_TIME, 'the retry bought again what was bought');
});
