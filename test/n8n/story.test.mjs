/** What is left of a story when a scene fails, and when n8n dies in the middle of one? */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { byHand, vidu, workflow } from './parts.mjs';
import * as rest from './rest.mjs';
import { gateway, n8n, pause, session, until } from './suite.mjs';

const scenes = (...prompts) => ({
	operation: 'longVideo',
	scenes: { scene: prompts.map((prompt) => ({ prompt })) },
});

const tasks = () => [...gateway.tasks.values()];
const promptsOf = () => tasks().map(({ params }) => params.prompt);
const taskOf = (prompt) => tasks().find(({ params }) => params.prompt === prompt)?.id;

async function start(name, ...prompts) {
	const json = workflow(name, [byHand(), vidu('Vidu', scenes(...prompts))], {
		saveExecutionProgress: true,
	});
	const { id } = await rest.createWorkflow(session, json);
	return await rest.runManually(session, id, { trigger: json.nodes[0].name });
}

test('a scene fails: "Retry execution" buys that scene again, and none of those before', async () => {
	gateway.reset();
	const failed = await rest.waitForExecution(
		session,
		await start('Fails', 'a', 'b', 'c [fail]', 'd'),
	);
	assert.equal(failed.status, 'error');
	const said = rest.errorOf(failed).message;
	assert.match(said, /^Row 1, scene 3 of 4, task \w+: The task failed/);
	for (const { id } of tasks()) assert.match(said, new RegExp(id));
	await rest.retryExecution(session, failed.id);
	assert.deepEqual(promptsOf(), ['a', 'b', 'c [fail]', 'c [fail]']);
	const [, second, third, again] = tasks();
	const extended = [third, again].map(({ params }) => new URL(params.video_url).pathname);
	assert.deepEqual(extended, Array(2).fill(`/videos/${second.id}.mp4`));
});

describe('n8n is killed during scene 2', () => {
	const SLOW = 'A gull [seconds:300]';
	let execution;

	before(async () => {
		gateway.reset();
		execution = await start('Killed', 'A kite', SLOW, 'A beach');
		await until(() => gateway.counts.pollsByTask[taskOf(SLOW)] > 0, 'a poll of scene 2');
		await pause(300);
		await n8n.kill();
		await n8n.restart();
	});

	test('the log has the tasks of both scenes', () => {
		for (const [index, { id }] of tasks().entries()) {
			const line = `Vidu task ${id} submitted \\(row 1, scene ${index + 1}, .*execution ${execution}, purchase`;
			assert.match(n8n.log(), new RegExp(line));
		}
		assert.equal(gateway.counts.createRequests, 2);
	});

	test('"Retry execution" buys nothing, and names the line of scene 1', async () => {
		assert.equal((await rest.waitForExecution(session, execution)).status, 'crashed');
		const retry = await rest.retryExecution(session, execution);
		assert.equal(retry.status, 'error');
		const said = rest.errorOf(retry).message;
		assert.match(said, /^Row 1, scene 1 of 3: This row was already submitted/);
		const [, purchase] = /Search n8n's log for "(purchase \w+)"/.exec(said);
		const line = `Vidu task ${tasks()[0].id} submitted .*execution ${execution}, ${purchase}\\)`;
		assert.match(n8n.log(), new RegExp(line));
		assert.equal(gateway.counts.createRequests, 2);
	});
});

describe('n8n is killed during scene 2 of a retry that knows scene 1', () => {
	const SLOW = 'A fox [seconds:300]';
	let failed;

	before(async () => {
		gateway.reset();
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === 1
				? { type: 'status', status: 402, body: { message: 'no' } }
				: undefined;
		failed = await rest.waitForExecution(session, await start('Retried', 'A forest', SLOW));
		gateway.faults = undefined;
		void rest.retryExecution(session, failed.id).catch(() => {});
		await until(() => gateway.counts.pollsByTask[taskOf(SLOW)] > 0, 'a poll of scene 2');
		await n8n.kill();
		await n8n.restart();
	});

	test('the next retry names scene 1 and its video, and the line of scene 2', async () => {
		const said = rest.errorOf(await rest.retryExecution(session, failed.id)).message;
		assert.match(said, /^Row 1, scene 2 of 2: This row was already submitted/);
		const url = `scene 1: task ${taskOf('A forest')}, completed, http`;
		assert.ok(said.includes(url), said);
		const [, purchase] = /Search n8n's log for "(purchase \w+)"/.exec(said);
		const line = `Vidu task ${taskOf(SLOW)} submitted \\(row 1, scene 2, .*${purchase}\\)`;
		assert.match(n8n.log(), new RegExp(line));
		assert.equal(gateway.counts.creates, 2);
	});
});
