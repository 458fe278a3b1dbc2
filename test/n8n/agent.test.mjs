/** Is the node a tool of n8n's AI Agent, as its example says, with a person between the two? */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openChat } from './chat.mjs';
import { sendChatMessage, startChatModel } from './chat-model.mjs';
import * as rest from './rest.mjs';
import { gateway, importExample, session } from './suite.mjs';

const WANTED = { Prompt: 'A fox in snow', Duration__Seconds_: 3 };

/** n8n puts a review's own parameters next to those of the tool; without a review, they stand alone. */
const argsFor = ({ parameters }) =>
	'toolParameters' in parameters.properties
		? { toolParameters: WANTED, hitlParameters: {} }
		: WANTED;

/** Asks the agent of the example for a video, up to where it asks a person. */
async function askForVideo(context) {
	gateway.reset();
	const model = await startChatModel(argsFor);
	context.after(() => model.close());
	const data = { apiKey: 'any', url: model.url };
	const openAi = { name: 'OpenAI', type: 'openAiApi', data };
	const stored = await rest.createCredential(session, openAi);
	const workflowId = await importExample('ai-agent-tool', { credentials: [stored] });
	const id = await sendChatMessage(session, workflowId, 'A video of a fox in snow, please');
	const waiting = await rest.waitForExecution(session, id, { until: ['waiting'] });
	assert.equal(waiting.status, 'waiting', rest.errorOf(waiting)?.message);
	// An agent whose tool is connected without the review has bought by now, and answers.
	assert.equal(gateway.counts.createRequests, 0, 'it has bought before anybody was asked');
	const chat = openChat(session, id, waiting.data.resumeToken);
	context.after(() => chat.close());
	const { text, buttons } = await chat.next(0);
	const press = async (label) => {
		const { link } = buttons.find((button) => button.text === label);
		// n8n takes no yes from what calls itself a program: link previews open such addresses, too.
		const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0' };
		const page = await fetch(link, { headers });
		assert.match(await page.text(), /\S/);
	};
	return { id, model, chat, question: text, press };
}

describe('an AI agent with the node as its tool', () => {
	test('buys nothing before a person says yes, then answers with the URL', async (context) => {
		const { id, model, chat, question, press } = await askForVideo(context);
		assert.match(question, /A fox in snow/);
		assert.match(question, /3 seconds/);

		await press('Buy It');
		const answer = await chat.next(1);
		const execution = await rest.waitForExecution(session, id);
		assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
		const [task] = gateway.tasks.values();
		assert.equal(task.params.prompt, 'A fox in snow');
		assert.equal(task.params.duration, 3);
		assert.match(answer, new RegExp(task.id));
		assert.match(answer, new RegExp(`${gateway.filesUrl}/`));
		assert.ok(rest.itemsOf(execution, 'Vidu', { connection: 'ai_tool' }).length > 0);
		const { description } = model.requests[0].tools[0].function;
		assert.match(description, /video/i);
		const agent = execution.workflowData.nodes.find(({ name }) => name === 'AI Agent');
		assert.equal(agent.parameters.options.maxIterations, 3);
		assert.equal(gateway.counts.creates, 1);
	});

	test('buys nothing at all when the person says no, and is told so', async (context) => {
		const { id, model, chat, press } = await askForVideo(context);
		await press('Do Not');
		assert.match(await chat.next(1), /User rejected the tool call/);
		const execution = await rest.waitForExecution(session, id);
		assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
		assert.equal(model.requests.length, 2);
		assert.equal(gateway.counts.createRequests, 0);
	});
});
