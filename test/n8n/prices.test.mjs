/** Does a person, and an AI agent, know the price before anything is bought? Pictures are in `output`. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sendChatMessage, startChatModel } from './chat-model.mjs';
import { openWindow } from './editor-window.mjs';
import * as editor from './editor.mjs';
import * as panel from './panel.mjs';
import { byHand, prompts, vidu } from './parts.mjs';
import * as rest from './rest.mjs';
import { readExample } from './start.mjs';
import { credential, gateway, session } from './suite.mjs';

describe('in the editor', () => {
	let window;
	before(async () => {
		window = await openWindow();
	});
	after(async () => await window?.close());

	test('the next node has the fields of one that never ran', async () => {
		await window.openNew(byHand(), vidu('Vidu', {}), vidu('Extend', { operation: 'extend' }));
		await editor.openNode(window.page, 'Extend');
		const input = await panel.readInput(window.page);
		for (const text of ['Usually outputs the following fields', 'videoUrl', 'taskId']) {
			assert.ok(input.includes(text), `${text} in ${input}`);
		}
		await window.picture('schema-preview');
		await panel.closeNode(window.page);
	});

	test('a dry run shows what would be sent and what it would cost, and buys nothing', async () => {
		gateway.reset();
		const parameters = { prompt: '={{ $json.prompt }}', dryRun: true };
		await window.openNew(
			byHand(),
			...prompts('A kite', 'A boat', 'A fox'),
			vidu('Vidu', parameters),
		);
		await editor.executeWorkflow(window.page);
		assert.equal(await editor.nodeMark(window.page, 'Vidu'), 'success');
		await editor.openNode(window.page, 'Vidu');
		const output = (await panel.readOutput(window.page)).replace(/\s+/g, ' ');
		for (const text of ['dryRun', 'estimatedCost', 'These 3 rows would cost about 0.45 USD']) {
			assert.ok(output.includes(text), `${text} in ${output}`);
		}
		await window.picture('dry-run');
		await panel.closeNode(window.page);
		assert.deepEqual([gateway.counts.createRequests, gateway.counts.estimates], [0, 1]);
	});
});

/** The example with no person between the agent and its tool: nobody is there to say yes. */
function withoutReview({ nodes, connections, ...workflow }) {
	const { 'When chat message received': chat, 'OpenAI Chat Model': model } = connections;
	for (const { type, parameters } of nodes) {
		if (type.endsWith('.chatTrigger')) parameters.options = {};
	}
	return {
		...workflow,
		nodes: nodes.filter(({ name }) => !['Ask Before It Buys', 'Answer'].includes(name)),
		connections: {
			'When chat message received': chat,
			'OpenAI Chat Model': model,
			Vidu: connections['Ask Before It Buys'],
		},
	};
}

/** Has an agent call its tool once, with Max Cost. */
async function askAgent(context, maxCost) {
	gateway.reset();
	const model = await startChatModel(() => ({ Prompt: 'A fox in snow', Duration__Seconds_: 3 }));
	context.after(() => model.close());
	const data = { apiKey: 'any', url: model.url };
	const stored = await rest.createCredential(session, { name: 'OpenAI', type: 'openAiApi', data });
	const workflow = await readExample('ai-agent-tool', [credential, stored]);
	const { parameters } = workflow.nodes.find(({ name }) => name === 'Vidu');
	parameters.options = { ...parameters.options, maxCost };
	const { id: workflowId } = await rest.createWorkflow(session, withoutReview(workflow));
	const id = await sendChatMessage(session, workflowId, 'A video of a fox in snow, please');
	const execution = await rest.waitForExecution(session, id);
	return { execution, requests: model.requests };
}

test('an AI agent whose tool has Max Cost buys below it', async (context) => {
	const { execution } = await askAgent(context, 0.09);
	assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
	assert.deepEqual([gateway.counts.creates, gateway.counts.estimates], [1, 1]);
});

test('and above it buys nothing, and is told why', async (context) => {
	const { execution, requests } = await askAgent(context, 0.08);
	const words = JSON.stringify([execution.data, requests]);
	assert.match(
		words,
		/This run would cost about 0\.09 USD; your limit \(Max Cost\) is 0\.08 USD\. Nothing was bought/,
	);
	assert.equal(gateway.counts.createRequests, 0);
});
