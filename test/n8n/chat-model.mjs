/** A chat model on loopback that speaks OpenAI's API, calls the tool it is given, and repeats it. */
import { createServer } from 'node:http';

async function readJson(request) {
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	return JSON.parse(Buffer.concat(chunks).toString());
}

const asText = (content) =>
	typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join('');

/** The first answer calls the tool; the one after its result says what the result was. */
function answerTo({ messages, tools }, argsFor) {
	const last = messages.at(-1);
	if (last.role === 'tool') {
		return { finish: 'stop', message: { role: 'assistant', content: asText(last.content) } };
	}
	const tool = tools[0].function;
	const call = { name: tool.name, arguments: JSON.stringify(argsFor(tool)) };
	const tool_calls = [{ id: 'call_1', type: 'function', function: call }];
	return { finish: 'tool_calls', message: { role: 'assistant', content: null, tool_calls } };
}

/**
 * Starts the chat model.
 *
 * @param {(tool: { name: string, parameters: any }) => Record<string, unknown>} argsFor what it calls
 *   a tool with, which it is given as OpenAI's API describes one
 * @returns {Promise<{ url: string, requests: any[], close: () => Promise<void> }>} `url` is for an
 *   OpenAI credential of n8n; `requests` are the bodies that it got
 */
export async function startChatModel(argsFor) {
	const requests = [];
	const server = createServer(async (request, response) => {
		response.setHeader('content-type', 'application/json');
		if (!request.url.endsWith('/chat/completions')) return response.end('{"data":[]}');
		const body = await readJson(request);
		requests.push(body);
		const { finish, message } = answerTo(body, argsFor);
		const choices = [{ index: 0, finish_reason: finish, message }];
		const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
		const completion = { id: 'c1', object: 'chat.completion', created: 0, model: body.model };
		response.end(JSON.stringify({ ...completion, choices, usage }));
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { url: `http://127.0.0.1:${server.address().port}/v1`, requests, close };
}

/**
 * Sends a message to a chat trigger, as the editor's chat does.
 *
 * @param {import('./session.mjs').Session} session
 * @param {string} workflowId
 * @param {string} chatInput
 * @returns {Promise<string>} the execution's ID
 */
export async function sendChatMessage(session, workflowId, chatInput) {
	const message = { sessionId: 'tests', action: 'sendMessage', chatInput };
	const data = {
		startTime: Date.now(),
		executionTime: 0,
		executionIndex: 0,
		executionStatus: 'success',
		data: { main: [[{ json: message }]] },
		source: [null],
	};
	const triggerToStartFrom = { name: 'When chat message received', data };
	const path = `/rest/workflows/${workflowId}/run`;
	return (await session.request('POST', path, { triggerToStartFrom })).executionId;
}
