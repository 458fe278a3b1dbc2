/** The API host: which requests are there, and what does each one do? */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorAnswer } from './answers';
import { readPostBody, type PostBody } from './bodies';
import { Refusal } from './codes';
import { countUp, type RequestEntry } from './counts';
import { disagrees, unchecked, unlikeDocumented } from './disagreements';
import { brokenEstimate, estimateReply, type EstimateAnswer } from './estimates';
import { answer, type Fault } from './faults';
import { serveLocal } from './local';
import { authorised, checkLength, orderOf } from './orders';
import { purchase, taskReply } from './purchases';
import { jsonReply, send, type Exchange, type Reply } from './replies';
import { noteRequest, targetOf, type State } from './state';
import type { Order } from './validate';

const CREATE_PATH = '/model/v1/generation';
const ESTIMATE_PATH = `${CREATE_PATH}/precharge`;
const LOOK_PATH = /^\/model\/v1\/generation\/task\/([^/]+)$/;

type ApiExchange = Exchange & { readonly entry: RequestEntry };

/** Serves one request to the API host (docs/api/http.md: "Create a task", "Query a task"). */
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
		const body = await readBody(request, exchange);
		const fault = state.faults?.({ kind: 'create', n, body: body.json ?? body.text, path });
		const countRejected = () => counts.rejectedCreates++;
		const process = () => replyTo(state, () => create(state, request, body), countRejected);
		return await answer(fault, exchange, process, state.closing);
	}
	if (path === ESTIMATE_PATH && method === 'POST') {
		return await serveEstimate(state, request, exchange);
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
		if (![CREATE_PATH, ESTIMATE_PATH].includes(path) && !look) throw new Refusal(404, 'not found');
		const allow = look ? 'GET' : 'POST';
		throw new Refusal(405, 'method not allowed', undefined, { Allow: allow });
	};
	await send(exchange, replyTo(state, refuse));
}

/** Serves one request for an estimate; a fault that a test asks for goes before a slow answer. */
async function serveEstimate(
	state: State,
	request: IncomingMessage,
	exchange: ApiExchange,
): Promise<void> {
	const { counts, closing } = state;
	const n = counts.estimates++;
	const body = await readBody(request, exchange);
	counts.estimateBytes.push(body.bytes);
	const asked = { n, body: body.json ?? body.text };
	const kind = typeof state.estimates === 'function' ? state.estimates(asked) : state.estimates;
	const [, seconds] = /^slow:(.+)$/.exec(kind) ?? [];
	const slow: Fault | undefined =
		seconds === undefined ? undefined : { type: 'delay', ms: Number(seconds) * 1000 };
	const fault = state.faults?.({ kind: 'estimate', ...asked, path: ESTIMATE_PATH }) ?? slow;
	const countRejected = () => counts.rejectedEstimates++;
	const process = () => replyTo(state, () => estimate(state, request, body, kind), countRejected);
	await answer(fault, exchange, process, closing);
}

/** Reads a body into the log. */
async function readBody(request: IncomingMessage, { entry }: ApiExchange): Promise<PostBody> {
	const body = await readPostBody(request);
	entry.body = body.json ?? body.text;
	entry.bytes = body.bytes;
	return body;
}

function create(state: State, request: IncomingMessage, body: PostBody): Reply {
	const { options, limits } = state;
	const key = authorised(state, request);
	if (options.keysWithoutCredits?.includes(key)) throw new Refusal(402, 'insufficient credits');
	checkLength(body);
	const now = Date.now();
	limits.noteCreate(key, now);
	const order = orderOf(state, request, body);
	limits.checkRunning(key, now);
	return taskReply(state, purchase(state, key, order, now), false);
}

/** Asks for what a task would cost; buys nothing, unless it is to behave as if it did not know better. */
function estimate(
	state: State,
	request: IncomingMessage,
	body: PostBody,
	kind: EstimateAnswer,
): Reply {
	const broken = brokenEstimate(kind);
	if (broken) return broken;
	if (kind === 'created') return create(state, request, body);
	authorised(state, request);
	checkLength(body);
	const order = orderToPrice(state, request, body);
	return estimateReply(disagrees(state) ? 'yuan' : kind, order, Date.now());
}

function orderToPrice(state: State, request: IncomingMessage, body: PostBody): Order {
	try {
		return orderOf(state, request, body);
	} catch (error) {
		if (!(error instanceof Refusal) || !disagrees(state)) throw error;
		return unchecked(body.json);
	}
}

function query(state: State, request: IncomingMessage, taskId: string): Reply {
	authorised(state, request);
	const task = state.tasks.get(taskId);
	if (!task) throw new Refusal(404, 'task not found');
	return taskReply(state, task, true);
}

function replyTo(state: State, process: () => Reply, onRefusal?: () => void): Reply {
	try {
		return process();
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		onRefusal?.();
		const refusal = disagrees(state) ? unlikeDocumented(error) : error;
		const { status, message, code, headers } = refusal;
		return jsonReply(status, errorAnswer(state.answerStyle, status, message, code), headers);
	}
}
