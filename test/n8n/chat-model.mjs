/** A chat model on loopback that speaks OpenAI's API: it calls the tool it is given, or says what it is told to. */
import { createServer } from 'node:http';

async function readJson(request) {
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	return JSON.parse(Buffer.concat(chunks).toString());
}

const asText = (content) =>
	typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join('');

const saying = (content) => ({ finish: 'stop', message: { role: 'assistant', content } });

/** With a tool, the first answer calls it; the one after its result says what the result was. */
function answerTo({ messages, tools }, answer) {
	const last = messages.at(-1);
	if (last.role === 'tool') return saying(asText(last.content));
	if (!tools) return saying(answer(asText(last.content)));
	const tool = tools[0].function;
	const call = { name: tool.name, arguments: JSON.stringify(answer(tool)) };
	const tool_calls = [{ id: 'call_1', type: 'function', function: call }];
	return { finish: 'tool_calls', message: { role: 'assistant', content: null, tool_calls } };
}

/**
 * Starts the chat model.
 *
 * @param {(asked: any) => any} answer what it calls a tool with, which it is given as OpenAI's API
 *   describes one: `{ name, parameters }`; without tools, what it says to a prompt
 * @returns {Promise<{ url: string, requests: any[], close: () => Promise<void> }>} `url` is for an
 *   OpenAI credential of n8n; `requests` are the bodies that it got
 */
export async function startChatModel(answer) {
	const requests = [];
	const server = createServer(async (request, response) => {
		response.setHeader('content-type', 'application/json');
		if (!request.url.endsWith('/chat/completions')) return response.end('{"data":[]}');
		const body = await readJson(request);
		requests.push(body);
		const { finish, message } = answerTo(body, answer);
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
