/** The pattern that survives a dead worker: one execution buys and ends, another one waits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as rest from '../n8n/rest.mjs';
import { assertOnceAndFindable, cluster, leftOf, tell, untilBought } from './shared.mjs';
import { prompts, publish, start, tasksOf, until, viduNode } from './workflows.mjs';

const ITEMS = 3;
const position = [440, 0];

/** A workflow that is called by another one and waits for the tasks that it is given. */
async function publishWaiting({ session, credential }) {
	const nodes = [
		{
			id: 'called',
			name: 'Called',
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			position: [0, 0],
			parameters: { inputSource: 'passthrough' },
		},
		viduNode(credential, 'Wait for it', 1, { resource: 'task', operation: 'wait' }),
	];
	const connections = { Called: { main: [[{ node: 'Wait for it', type: 'main', index: 0 }]] } };
	const { id } = await rest.createWorkflow(session, { name: 'waits', nodes, connections });
	await rest.activateWorkflow(session, id);
	return id;
}

test('SIGKILL while another execution waits than the one that bought', async (context) => {
	const found = await cluster();
	const { session, gateway, credential } = found;
	const waiting = await publishWaiting(found);
	const nodes = [
		viduNode(credential, 'Vidu', 2, { waitForCompletion: false }),
		{
			id: 'call',
			name: 'Call',
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.2,
			position,
			parameters: {
				workflowId: { __rl: true, mode: 'id', value: waiting },
				mode: 'once',
				options: { waitForSubWorkflow: false },
			},
		},
	];
	const workflow = await publish(found, { nodes });
	const id = await start(found, workflow, prompts('apart', ITEMS, 10));
	await untilBought(found, 'apart', ITEMS);
	const { pollsByTask } = gateway.counts;
	await until('polls', () => tasksOf(gateway, 'apart').every((task) => pollsByTask[task.id]));
	const buyer = await rest.waitForExecution(session, id);
	const line = `Worker started execution ${id} `;
	await found.workers.find((worker) => worker.log().includes(line) && worker.running()).kill();

	assert.equal(buyer.status, 'success');
	const saved = rest
		.itemsOf(await rest.readExecution(session, id), 'Vidu')
		.map(({ json }) => json.taskId);
	assert.deepEqual(
		saved.sort(),
		tasksOf(gateway, 'apart')
			.map((task) => task.id)
			.sort(),
	);
	assertOnceAndFindable(found, 'apart', ITEMS);
	const [waiter] = await rest.listExecutions(session, { workflowId: waiting });
	tell(context, found, 'apart', [
		`the execution that bought: ${leftOf(buyer)}`,
		`the one that waited: ${waiter?.status}`,
	]);
});
