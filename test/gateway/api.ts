/** The API host: which requests are there, and what does each one do? */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorAnswer } from './answers';
import { readPostBody, type PostBody } from './bodies';
import { Refusal } from './codes';
import { countUp } from './counts';
import { answer } from './faults';
import { purchase, taskReply } from './purchases';
import { jsonReply, send, type Reply } from './replies';
import { bearerKey, DEFAULT_KEY, noteRequest, resetState, targetOf, type State } from './state';
import { readOrder } from './validate';

const CREATE_PATH = '/model/v1/generation';
const LOOK_PATH = /^\/model\/v1\/generation\/task\/([^/]+)$/;

/** Serves one request to the API host (contract.md: "Create a task", "Query a task"). */
export async function serveApi(
	state: State,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const { pathname: path } = targetOf(request);
	const { method } = request;
	if (path.startsWith('/_local/')) return await serveLocal(state, request, response);
	const exchange = noteRequest(state, 'api', request, response);
	const { counts } = state;
	const look = LOOK_PATH.exec(path);
	if (path === CREATE_PATH && method === 'POST') {
		const n = counts.createRequests++;
		const body = await readPostBody(request);
		const fault = state.faults?.({ kind: 'create', n, body: body.json ?? body.text, path });
		const countRejected = () => counts.rejectedCreates++;
		const process = () => replyTo(state, () => create(state, request, body), countRejected);
		return await answer(fault, exchange, process, state.closing);
	}
	if (look && method === 'GET') {
		const taskId = look[1];
		const n = counts.looks++;
		countUp(counts.looksByTask, taskId);
		(counts.lookTimes[taskId] ??= []).push(exchange.entry.at);
		const fault = state.faults?.({ kind: 'look', n, taskId, path });
		const process = () => replyTo(state, () => query(state, request, taskId));
		return await answer(fault, exchange, process, state.closing);
	}
	const refuse = () => {
		if (path !== CREATE_PATH && !look) throw new Refusal(404, 'not found');
		const allow = look ? 'GET' : 'POST';
		throw new Refusal(405, 'method not allowed', undefined, { Allow: allow });
	};
	await send(exchange, replyTo(state, refuse));
}

function create(state: State, request: IncomingMessage, body: PostBody): Reply {
	const { options, limits } = state;
	const key = authorised(state, request);
	if (options.keysWithoutCredits?.includes(key)) throw new Refusal(402, 'insufficient credits');
	if (body.tooLarge) throw new Refusal(413, 'request body must not exceed 20MB');
	const now = Date.now();
	limits.noteCreate(key, now);
	if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
		throw new Refusal(400, 'Content-Type must be application/json');
	}
	const order = readOrder(body.json);
	limits.checkRunning(key, now);
	return taskReply(state, purchase(state, key, order, now), false);
}

function query(state: State, request: IncomingMessage, taskId: string): Reply {
	authorised(state, request);
	const task = state.tasks.get(taskId);
	if (!task) throw new Refusal(404, 'task not found');
	return taskReply(state, task, true);
}

/** The key of a request (contract.md, "Errors by HTTP status": 401, 403). */
function authorised({ options }: State, request: IncomingMessage): string {
	const { keys = [DEFAULT_KEY], keysWithoutBalance = [], keysWithoutCredits = [] } = options;
	const key = bearerKey(request);
	if (key !== undefined && keysWithoutBalance.includes(key)) {
		throw new Refusal(403, 'insufficient balance or permission denied');
	}
	if (key !== undefined && (keys.includes(key) || keysWithoutCredits.includes(key))) return key;
	throw new Refusal(401, 'API key is missing or invalid');
}

function replyTo(state: State, process: () => Reply, onRefusal?: () => void): Reply {
	try {
		return process();
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		onRefusal?.();
		const { status, message, code, headers } = error;
		return jsonReply(status, errorAnswer(state.answerStyle, status, message, code), headers);
	}
}

/** The counters over HTTP, for a judge in another process. Not part of the documented API. */
async function serveLocal(
	state: State,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const exchange = { response, entry: { status: 0 } };
	const action = `${request.method} ${targetOf(request).pathname}`;
	if (action === 'GET /_local/counts') return await send(exchange, jsonReply(200, state.counts));
	if (action !== 'POST /_local/reset') return await send(exchange, jsonReply(404, {}));
	resetState(state);
	await send(exchange, jsonReply(200, state.counts));
}
