/** Which requests does the API have, and what does it do and answer? With or without a server before it. */

import { errorAnswer } from './answers';
import { Refusal } from './codes';
import { disagrees, unchecked, unlikeDocumented, withoutUnknown } from './disagreements';
import { brokenEstimate, estimateReply } from './estimates';
import { DEFAULT_KEY } from './options';
import { purchase, taskReply } from './purchases';
import { jsonReply, type Reply } from './replies';
import { checkSources } from './results';
import { countUp, modelsOf, type State } from './state';
import { readOrder, type Order } from './validate';

export const CREATE_PATH = '/model/v1/generation';
export const ESTIMATE_PATH = `${CREATE_PATH}/precharge`;
const POLL_PATH = /^\/model\/v1\/generation\/task\/([^/]+)$/;

/** docs/api/models.md, "Images": a request body of at most 20 MB. In bytes. */
export const MAX_POST_BYTES = 20 * 1024 * 1024;

/** The head of a request to the API. */
export interface ApiRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	readonly key?: string;
	readonly contentType?: string;
}

/** The kind of a request, the number of those of its kind before it, and its task. */
export interface Call {
	readonly kind: 'create' | 'estimate' | 'poll';
	readonly n: number;
	readonly taskId?: string;
}

/** A request body; `json` is undefined when the text is no JSON, or too long to be read. */
export interface PostBody {
	readonly text: string;
	readonly json: unknown;
	/** Also of one that is too long. */
	readonly bytes: number;
}

/** The body with this text. */
export function postBody(text: string, bytes = Buffer.byteLength(text)): PostBody {
	try {
		return { text, bytes, json: bytes > MAX_POST_BYTES ? undefined : JSON.parse(text) };
	} catch {
		return { text, bytes, json: undefined };
	}
}

/** Counts a request that has arrived. Undefined for one that the API does not have. */
export function receive(state: State, { method, path }: ApiRequest): Call | undefined {
	const { counts } = state;
	if (method === 'POST' && path === CREATE_PATH) {
		return { kind: 'create', n: counts.createRequests++ };
	}
	if (method === 'POST' && path === ESTIMATE_PATH) {
		return { kind: 'estimate', n: counts.estimates++ };
	}
	const taskId = POLL_PATH.exec(path)?.[1];
	if (method !== 'GET' || taskId === undefined) return undefined;
	countUp(counts.pollsByTask, taskId);
	(counts.pollTimes[taskId] ??= []).push(state.now());
	return { kind: 'poll', n: counts.polls++, taskId };
}

/**
 * Does what a request asks for, at once, and returns the answer (docs/api/http.md: "Create a task",
 * "Query a task", "Estimate a cost").
 */
export function respond(
	state: State,
	request: ApiRequest,
	call: Call | undefined,
	body: PostBody,
): Reply {
	const { counts } = state;
	try {
		if (call?.kind === 'create') return create(state, request, body);
		if (call?.kind === 'estimate') return estimate(state, request, body, call.n);
		if (call?.taskId !== undefined) return query(state, request, call.taskId);
		throw notServed(request);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		if (call?.kind === 'create') counts.rejectedCreates++;
		if (call?.kind === 'estimate') counts.rejectedEstimates++;
		const refusal = disagrees(state) ? unlikeDocumented(error) : error;
		const { status, message, code, headers } = refusal;
		return jsonReply(status, errorAnswer(state.answerStyle, status, message, code), headers);
	}
}

function create(state: State, request: ApiRequest, body: PostBody): Reply {
	const key = authorised(state, request);
	if (state.options.keysWithoutCredits?.includes(key)) {
		throw new Refusal(402, 'insufficient credits');
	}
	checkLength(body);
	state.limits.noteCreate(key, state.now());
	return taskReply(state, purchase(state, key, orderOf(state, request, body)), false);
}

/** Asks for what a task would cost. Buys nothing, unless a test wants it to take it for a creation. */
function estimate(state: State, request: ApiRequest, body: PostBody, n: number): Reply {
	const { estimates, options } = state;
	state.counts.estimateBytes.push(body.bytes);
	const kind =
		typeof estimates === 'function' ? estimates({ n, body: body.json ?? body.text }) : estimates;
	const broken = brokenEstimate(kind);
	if (broken) return broken;
	if (kind === 'created') return create(state, request, body);
	authorised(state, request);
	checkLength(body);
	const order = orderToPrice(state, request, body);
	const usd = options.costOf?.(order.params, order.model);
	return estimateReply(disagrees(state) ? 'yuan' : kind, order, state.now(), usd);
}

function query(state: State, request: ApiRequest, taskId: string): Reply {
	authorised(state, request);
	const task = state.tasks.get(taskId);
	if (!task) throw new Refusal(404, 'task not found');
	return taskReply(state, task, true);
}

function notServed({ path }: ApiRequest): Refusal {
	const isPoll = POLL_PATH.test(path);
	if (!isPoll && path !== CREATE_PATH && path !== ESTIMATE_PATH)
		return new Refusal(404, 'not found');
	return new Refusal(405, 'method not allowed', undefined, { Allow: isPoll ? 'GET' : 'POST' });
}

/**
 * The key of a request.
 *
 * @throws {Refusal} 401, 403 (docs/api/http.md, "HTTP errors")
 */
function authorised({ options }: State, { key = '' }: ApiRequest): string {
	const { keys = [DEFAULT_KEY], keysWithoutBalance = [], keysWithoutCredits = [] } = options;
	if (keysWithoutBalance.includes(key)) {
		throw new Refusal(403, 'insufficient balance or permission denied');
	}
	if (keys.includes(key) || keysWithoutCredits.includes(key)) return key;
	throw new Refusal(401, 'API key is missing or invalid');
}

function checkLength({ bytes }: PostBody): void {
	if (bytes > MAX_POST_BYTES) throw new Refusal(413, 'request body must not exceed 20MB');
}

/**
 * The order that a request carries, after every check.
 *
 * @throws {Refusal} 400
 */
function orderOf(state: State, { contentType = '' }: ApiRequest, { json }: PostBody): Order {
	if (!/^application\/json\b/i.test(contentType)) {
		throw new Refusal(400, 'Content-Type must be application/json');
	}
	const body = disagrees(state) ? withoutUnknown(state, json) : json;
	const order = readOrder(body, modelsOf(state));
	checkSources(state, order);
	return order;
}

function orderToPrice(state: State, request: ApiRequest, body: PostBody): Order {
	try {
		return orderOf(state, request, body);
	} catch (error) {
		if (!(error instanceof Refusal) || !disagrees(state)) throw error;
		return unchecked(body.json);
	}
}
