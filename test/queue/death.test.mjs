/** A worker ends, or is ended, in the middle of a wait. */
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
import { prompts, publish, start, tasksOf, until, viduNode } from './workflows.mjs';

const ITEMS = 3;
/**
 * With the settings of these tests a dead worker's job is noticed within 10 s; n8n then waits half
 * a minute for news of it before it gives the execution up.
 */
const NOTICED = { timeoutMs: 120_000 };

/** Starts an execution and waits until all is bought; its ID. */
async function buy(found, name, seconds, workflow) {
	const id = await start(found, workflow ?? (await publish(found)), prompts(name, ITEMS, seconds));
	await untilBought(found, name, ITEMS);
	return id;
}

/** The end of an execution whose process died, then the result of "Retry execution", twice. */
async function aftermath(context, found, name, id) {
	const ended = await rest.waitForExecution(found.session, id, NOTICED);
	const again = await retry(found, id);
	const twice = await retry(found, again.execution?.id ?? id);
	tell(context, found, `${name}:`, [
		`${name}: ${leftOf(ended)}`,
		`retry: ${again.line}`,
		`retry of the retry: ${twice.line}`,
	]);
}

test('SIGTERM: the worker finishes what it has, if it may', async (context) => {
	const found = await cluster();
	const id = await buy(found, 'term:', 6);
	await (await workerOf(found, id)).stop(60_000);
	const ended = await rest.waitForExecution(found.session, id, NOTICED);
	assert.equal(ended.status, 'success');
	assert.equal(rest.itemsOf(ended, 'Vidu').length, ITEMS);
	assertOnceAndFindable(found, 'term:', ITEMS);
	tell(context, found, 'term:', [leftOf(ended)]);
});

test('SIGTERM with too little time, SIGKILL, and SIGKILL while Task: Wait waits', async (context) => {
	const found = await cluster();
	for (const worker of found.workers) await worker.stop();
	const hasty = await found.addWorker({ N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '2' });
	const ids = { hasty: await buy(found, 'hasty:', 30) };
	await hasty.stop(60_000);

	const victim = await found.addWorker();
	ids.kill = await buy(found, 'kill:', 10);
	const wait = { resource: 'task', operation: 'wait' };
	const nodes = [
		viduNode(found.credential, 'Vidu', 2, { waitForCompletion: false }),
		viduNode(found.credential, 'Wait for it', 3, wait),
	];
	const settings = { saveExecutionProgress: true };
	ids.safe = await buy(found, 'safe:', 10, await publish(found, { nodes, settings }));
	const { pollsByTask } = found.gateway.counts;
	await until('it waits', () => tasksOf(found.gateway, 'safe:').every(({ id }) => pollsByTask[id]));
	await victim.kill();
	await cluster();

	for (const [name, id] of Object.entries(ids)) await aftermath(context, found, name, id);
	for (const name of Object.keys(ids)) assertOnceAndFindable(found, `${name}:`, ITEMS);

	// "Findable" means that somebody who has only the IDs of the log gets the videos.
	const taskIds = tasksOf(found.gateway, 'kill:').map((task) => task.id);
	const workflow = await publish(found, { vidu: { ...wait, taskId: '={{ $json.prompt }}' } });
	const taken = await start(found, workflow, taskIds);
	const items = rest.itemsOf(await rest.waitForExecution(found.session, taken), 'Vidu');
	const seen = items.map(({ json }) => [json.taskId, json.status]);
	assert.deepEqual(
		seen,
		taskIds.map((taskId) => [taskId, 'completed']),
	);
});

test('SIGKILL of the main and all workers at once', async (context) => {
	const found = await cluster();
	const saving = await publish(found, { settings: { saveExecutionProgress: true } });
	const ids = {
		blackout: await buy(found, 'blackout:', 8),
		'blackout, progress saved': await buy(found, 'blackout, progress saved:', 8, saving),
	};
	await Promise.all([found.main, ...found.workers].map((process) => process.kill()));
	// The queue must have given the jobs up before the main looks for what is left over: its next
	// check would be three hours later.
	await found.addWorker();
	await sleep(10_000);
	await found.main.restart();

	for (const [name, id] of Object.entries(ids)) await aftermath(context, found, name, id);
	for (const name of Object.keys(ids)) assertOnceAndFindable(found, `${name}:`, ITEMS);
});
