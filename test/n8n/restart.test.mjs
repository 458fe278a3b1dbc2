/** What is left of a task when n8n dies in the middle? Also the documented safe pattern. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { byHand, byWebhook, node, vidu, workflow } from './parts.mjs';
import * as rest from './rest.mjs';
import { gateway, n8n, pause, session, until } from './suite.mjs';

/** Long enough to kill n8n in the middle, and still running when it is back, after 15 to 19 s. */
const SAFE = 'A steam train [seconds:25]';
const UNSAFE = 'A kite [seconds:300]';

const taskOf = (prompt) =>
	[...gateway.tasks.values()].find(({ params }) => params.prompt === prompt)?.id;

async function start(json) {
	const { id } = await rest.createWorkflow(session, json);
	return await rest.runManually(session, id, { trigger: json.nodes[0].name });
}

test('n8n is restarted: it waits for the video before it ends', async () => {
	gateway.reset();
	const prompt = 'A red kite [seconds:8]';
	const id = await start(workflow('Restart', [byHand(), vidu('Vidu', { prompt })]));
	await until(() => gateway.counts.pollsByTask[taskOf(prompt)] > 0, 'a poll of the task');
	await n8n.restart(40_000);
	const execution = await rest.waitForExecution(session, id);
	assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
	assert.equal(rest.itemsOf(execution, 'Vidu')[0].json.taskId, taskOf(prompt));
	assert.equal(gateway.counts.createRequests, 1);
});

/** Starts a workflow by its webhook; nothing of it is saved before it ends. */
async function startByWebhook(json) {
	const { id } = await rest.createWorkflow(session, json);
	await rest.activateWorkflow(session, id);
	// Its answer never comes.
	void rest.callWebhook(session, json.name, {}).catch(() => {});
	let execution;
	while (!execution) [execution] = await rest.listExecutions(session, { workflowId: id });
	return execution.id;
}

/** By webhook: killed in the node after the one that bought, and with the nodes in another order. */
const LAYOUTS = {
	behind: [
		byWebhook('behind'),
		vidu('Vidu', { prompt: 'A boat [seconds:0.2]' }),
		vidu('Vidu 2', { prompt: 'A fox [seconds:300]' }),
	],
	order: [
		byWebhook('order'),
		node('Nothing', 'n8n-nodes-base.noOp', 1, {}),
		vidu('Vidu', { prompt: 'A lighthouse [seconds:300]' }),
	],
};

const BOUGHT = 5;

describe('n8n is killed while one execution waits in Task: Wait, and one in the node that buys', () => {
	let safe;
	let unsafe;
	const byLayout = {};

	before(async () => {
		gateway.reset();
		const saving = { saveExecutionProgress: true };
		const submit = vidu('Submit', { prompt: SAFE, waitForCompletion: false });
		const wait = vidu('Wait', { resource: 'task', operation: 'wait' });
		safe = await start(workflow('Safe', [byHand(), submit, wait], saving));
		unsafe = await start(workflow('Crash', [byHand(), vidu('Vidu', { prompt: UNSAFE })], saving));
		for (const [name, nodes] of Object.entries(LAYOUTS)) {
			const json = workflow(name, nodes);
			if (name === 'order') json.nodes.push(...json.nodes.splice(1, 1));
			byLayout[name] = await startByWebhook(json);
		}
		await until(() => gateway.counts.creates === BOUGHT, 'all tasks');
		const isPolled = (prompt) => gateway.counts.pollsByTask[taskOf(prompt)] > 0;
		await until(() => isPolled(SAFE) && isPolled(UNSAFE), 'a poll of both tasks');
		await pause(300);
		await n8n.kill();
		await n8n.restart();
	});

	test('the log has both tasks, with their executions', () => {
		for (const [prompt, execution] of [
			[SAFE, safe],
			[UNSAFE, unsafe],
		]) {
			const line = `Vidu task ${taskOf(prompt)} submitted \\(row 1, .*execution ${execution}, `;
			assert.match(n8n.log(), new RegExp(line));
		}
	});

	test('n8n buys nothing automatically after its restart', async () => {
		for (const id of [safe, unsafe]) {
			assert.equal((await rest.waitForExecution(session, id)).status, 'crashed');
		}
		await pause(1000);
		assert.equal(gateway.counts.createRequests, BOUGHT);
	});

	test('"Retry execution" of the one that bought buys nothing, and names its line of the log', async () => {
		const retry = await rest.retryExecution(session, unsafe);
		assert.equal(retry.status, 'error');
		const [, purchase] = /Search n8n's log for "(purchase \w+)"/.exec(rest.errorOf(retry).message);
		const line = `Vidu task ${taskOf(UNSAFE)} submitted .*execution ${unsafe}, ${purchase}\\)`;
		assert.match(n8n.log(), new RegExp(line));
		assert.equal(gateway.counts.createRequests, BOUGHT);
	});

	for (const name of Object.keys(LAYOUTS)) {
		test(`nor does that of one that a webhook started (${name})`, async () => {
			const crashed = await rest.waitForExecution(session, byLayout[name]);
			assert.equal(crashed.status, 'crashed');
			const retry = await rest.retryExecution(session, byLayout[name]);
			assert.match(rest.errorOf(retry).message, /Search n8n's log for "purchase \w+"/);
			assert.equal(gateway.counts.createRequests, BOUGHT);
		});
	}

	test('the saved execution has the ID, and Task: Wait brings the video', async () => {
		const [submitted] = rest.itemsOf(await rest.readExecution(session, safe), 'Submit');
		assert.equal(submitted.json.taskId, taskOf(SAFE));

		const wait = { resource: 'task', operation: 'wait', taskId: submitted.json.taskId };
		const id = await start(workflow('Wait for it', [byHand(), vidu('Wait', wait)]));
		const execution = await rest.waitForExecution(session, id, { timeoutMs: 60_000 });
		assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
		const [{ json }] = rest.itemsOf(execution, 'Wait');
		assert.deepEqual([json.taskId, json.status], [taskOf(SAFE), 'completed']);
		assert.match(json.videoUrl, new RegExp(`^${gateway.filesUrl}/`));
		const line = `Vidu task ${taskOf(SAFE)} \\(row 1\\) after .*: completed, http`;
		assert.match(n8n.log(), new RegExp(line));
		assert.equal(gateway.counts.createRequests, BOUGHT);
	});

	test('"Retry execution" of the crashed execution continues after the node that bought', async () => {
		const retry = await rest.retryExecution(session, safe);
		assert.equal(retry.status, 'success', rest.errorOf(retry)?.message);
		const [{ json }] = rest.itemsOf(retry, 'Wait');
		assert.deepEqual([json.taskId, json.status], [taskOf(SAFE), 'completed']);
		assert.equal(gateway.counts.createRequests, BOUGHT);
	});
});
