/** Is the node a tool of n8n's AI Agent, as its example says? */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendChatMessage, startChatModel } from './chat-model.mjs';
import * as rest from './rest.mjs';
import { gateway, importExample, session } from './suite.mjs';

test('an AI agent fills in prompt and duration, and answers with the URL', async (context) => {
	gateway.reset();
	const model = await startChatModel({ Prompt: 'A fox in snow', Duration__Seconds_: 3 });
	context.after(() => model.close());
	const data = { apiKey: 'any', url: model.url };
	const openAi = { name: 'OpenAI', type: 'openAiApi', data };
	const stored = await rest.createCredential(session, openAi);
	const workflowId = await importExample('ai-agent-tool', [stored]);
	const id = await sendChatMessage(session, workflowId, 'A video of a fox in snow, please');
	const execution = await rest.waitForExecution(session, id);
	assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);

	const [task] = gateway.tasks.values();
	assert.equal(task.params.prompt, 'A fox in snow');
	assert.equal(task.params.duration, 3);
	const answer = rest.itemsOf(execution, 'AI Agent')[0].json.output;
	assert.match(answer, new RegExp(task.id));
	assert.match(answer, new RegExp(`${gateway.filesUrl}/`));
	assert.ok(rest.itemsOf(execution, 'Vidu', { connection: 'ai_tool' }).length > 0);
	const { description } = model.requests[0].tools[0].function;
	assert.match(description, /video/i);
	const agent = execution.workflowData.nodes.find(({ name }) => name === 'AI Agent');
	assert.equal(agent.parameters.options.maxIterations, 3);
	assert.equal(gateway.counts.creates, 1);
});
