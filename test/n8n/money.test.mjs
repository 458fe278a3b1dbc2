/** Is nothing bought twice, or after a stop, when n8n itself stops, times out or retries? */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { byHand, byWebhook, prompts, vidu, workflow } from './parts.mjs';
import * as rest from './rest.mjs';
import { gateway, pause, session, until } from './suite.mjs';

/** More than any test waits, so that nothing ends early. */
const LONG = 'A slow river [seconds:300]';
const FIVE = prompts(LONG, LONG, LONG, LONG, LONG);
const THREE_AT_A_TIME = { prompt: '={{ $json.prompt }}', options: { maxConcurrency: 3 } };

/** A task takes longer than one try waits for it. */
const OUTLASTS = { prompt: 'A slow river [seconds:3]', options: { timeout: 1 } };

async function startByHand(json) {
	const { id } = await rest.createWorkflow(session, json);
	return await rest.runManually(session, id, { trigger: 'Start' });
}

async function failByWebhook(path, nodes) {
	const { id } = await rest.createWorkflow(session, workflow(path, [byWebhook(path), ...nodes]));
	await rest.activateWorkflow(session, id);
	await rest.callWebhook(session, path, {});
	const [{ id: executionId }] = await rest.listExecutions(session, { workflowId: id });
	const failed = await rest.waitForExecution(session, executionId);
	assert.equal(failed.status, 'error');
	return failed;
}

/** Nothing is created or polled any more: long enough for the first poll, and for several creations. */
async function assertQuiet() {
	const { creates, polls } = gateway.counts;
	await pause(4000);
	assert.deepEqual([gateway.counts.creates, gateway.counts.polls], [creates, polls]);
}

describe('Stop, while three tasks run and two are queued', () => {
	for (const onError of ['stopWorkflow', 'continueErrorOutput']) {
		test(`ends at once and nothing more is created (${onError})`, async () => {
			gateway.reset();
			const nodes = [byHand(), ...FIVE, vidu('Vidu', THREE_AT_A_TIME, { onError })];
			const id = await startByHand(workflow(`Stop, ${onError}`, nodes));
			await until(() => gateway.counts.creates === 3, 'three tasks');
			const asked = performance.now();
			await rest.stopExecution(session, id);
			const execution = await rest.waitForExecution(session, id);
			assert.equal(execution.status, 'canceled');
			assert.ok(performance.now() - asked < 3000);
			await assertQuiet();
			assert.equal(gateway.counts.createRequests, 3);
			const shown = execution.customData.viduRunningTasks.split(', ');
			assert.deepEqual(shown.sort(), [...gateway.tasks.keys()].sort());
		});
	}
});

test('Stop leaves in the custom data what finished, what runs, and what was not answered', async () => {
	gateway.reset();
	const parameters = { prompt: '={{ $json.prompt }}', options: { pollInterval: 0.2 } };
	const rows = prompts('A kite [seconds:1]', LONG, LONG);
	gateway.faults = ({ kind, n }) =>
		kind === 'create' && n === 2 ? { type: 'delay', ms: 8000 } : undefined;
	const nodes = [byWebhook('leaves'), ...rows, vidu('Vidu', parameters)];
	const { id: workflowId } = await rest.createWorkflow(session, workflow('Leaves', nodes));
	await rest.activateWorkflow(session, workflowId);
	// It answers at the end of the execution.
	rest.callWebhook(session, 'leaves', {}).catch(() => {});
	await until(() => gateway.counts.createRequests === 3, 'three creations');
	const [{ id }] = await rest.listExecutions(session, { workflowId });
	await pause(4000);
	await rest.stopExecution(session, id);
	const { status, customData } = await rest.waitForExecution(session, id);
	assert.equal(status, 'canceled');
	gateway.faults = undefined;
	const [kite, river] = [/kite/, /river/].map(
		(word) => [...gateway.tasks.values()].find(({ params }) => word.test(params.prompt)).id,
	);
	assert.equal(customData.viduRunningTasks, river);
	assert.match(
		customData.viduOtherTasks,
		new RegExp(`^(${kite} \\(finished\\)|purchase [0-9a-f]{16} \\(unclear\\)|, )*$`),
	);
	assert.match(customData.viduOtherTasks, /finished.*unclear|unclear.*finished/);
	await until(() => gateway.counts.creates === 3, 'the answer after the stop');
	await assertQuiet();
	assert.equal(gateway.counts.createRequests, 3);
});

test('the timeout of the workflow is a stop too', async () => {
	gateway.reset();
	const nodes = [byHand(), ...FIVE, vidu('Vidu', THREE_AT_A_TIME)];
	const id = await startByHand(workflow('Timeout', nodes, { executionTimeout: 3 }));
	const execution = await rest.waitForExecution(session, id, { timeoutMs: 15_000 });
	assert.equal(execution.status, 'canceled');
	await assertQuiet();
	assert.equal(gateway.counts.createRequests, 3);
});

test('a workflow that is run again by hand buys again, and so does its last node alone', async () => {
	gateway.reset();
	const json = workflow('Again', [byHand(), vidu('Vidu', { prompt: 'A kite' })]);
	const { id } = await rest.createWorkflow(session, json);
	const run = async (how) => {
		const execution = await rest.runManually(session, id, how);
		const { status, data } = await rest.waitForExecution(session, execution);
		assert.equal(status, 'success');
		return data.resultData.runData;
	};
	await run({ trigger: 'Start' });
	const { Start } = await run({ trigger: 'Start' });
	await run({ upTo: 'Vidu', runData: { Start } });
	assert.equal(gateway.counts.creates, 3);
});

test('Retry On Fail continues with the task that exists', async () => {
	gateway.reset();
	const retries = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1000 };
	const id = await startByHand(
		workflow('Retry On Fail', [byHand(), vidu('Vidu', OUTLASTS, retries)]),
	);
	const execution = await rest.waitForExecution(session, id);
	assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
	const [{ json }] = rest.itemsOf(execution, 'Vidu');
	assert.deepEqual([json.taskId], [...gateway.tasks.keys()]);
	assert.equal(gateway.counts.createRequests, 1);
});

describe('Retry execution', () => {
	test('twice, continues with the task of the first execution', async () => {
		gateway.reset();
		const failed = await failByWebhook('outlasts', [vidu('Vidu', OUTLASTS)]);
		const [taskId] = gateway.tasks.keys();
		assert.match(rest.errorOf(failed).message, new RegExp(`task ${taskId}: .*Task`, 'i'));

		const second = await rest.retryExecution(session, failed.id);
		assert.equal(second.status, 'error');
		await pause(2000);
		const third = await rest.retryExecution(session, second.id);
		assert.equal(third.status, 'success', rest.errorOf(third)?.message);
		assert.equal(rest.itemsOf(third, 'Vidu')[0].json.taskId, taskId);
		assert.equal(gateway.counts.createRequests, 1);
	});

	test('of three items buys only the one that failed at the provider', async () => {
		gateway.reset();
		const three = prompts('A kite', 'A boat [fail]', 'A fox');
		const failed = await failByWebhook('one-of-three', [
			...three,
			vidu('Vidu', { prompt: '={{ $json.prompt }}' }),
		]);
		const { message, description } = rest.errorOf(failed);
		for (const id of gateway.tasks.keys()) assert.ok(`${message} ${description}`.includes(id), id);
		assert.equal(gateway.counts.creates, 3);
		const retry = await rest.retryExecution(session, failed.id);
		assert.equal(retry.status, 'error');
		const bought = [...gateway.tasks.values()].map(({ params }) => params.prompt);
		assert.deepEqual(bought.sort(), ['A boat [fail]', 'A boat [fail]', 'A fox', 'A kite']);
	});

	test('of an execution without a clear answer does not create it again', async () => {
		gateway.reset();
		gateway.faults = ({ kind }) => (kind === 'create' ? { type: 'reset-after' } : undefined);
		const failed = await failByWebhook('unclear', [vidu('Vidu', { prompt: 'A kite' })]);
		assert.match(rest.errorOf(failed).message, /may have been bought/);
		gateway.faults = undefined;
		const retry = await rest.retryExecution(session, failed.id);
		assert.equal(retry.status, 'error');
		assert.match(rest.errorOf(retry).message, /may have been bought/);
		assert.equal(gateway.counts.createRequests, 1);
	});
});

test('the Error output has the failed items, each with its task, and the others continue', async () => {
	gateway.reset();
	const rows = prompts('A kite', 'A boat [fail:008020097]', '', 'A fox');
	const parameters = { prompt: '={{ $json.prompt }}' };
	const nodes = [byHand(), ...rows, vidu('Vidu', parameters, { onError: 'continueErrorOutput' })];
	const execution = await rest.waitForExecution(
		session,
		await startByHand(workflow('Error output', nodes)),
	);
	assert.equal(execution.status, 'success');
	const itemsBefore = ({ pairedItem }) => pairedItem.item ?? pairedItem;
	const done = rest.itemsOf(execution, 'Vidu');
	assert.deepEqual(done.map(itemsBefore), [0, 3]);
	const failed = rest.itemsOf(execution, 'Vidu', { output: 1 });
	const [boat] = [...gateway.tasks.values()].filter(({ marks }) => marks.fail);
	const texts = failed.map(({ json }) => json.error);
	assert.match(texts[0], new RegExp(`Row 2, task ${boat.id}: .*HTTP error response`));
	assert.match(texts[1], /Row 3: .*Prompt/);
	assert.equal(gateway.counts.createRequests, 3);
});
