import { GENERATION_PATH, taskPath } from './address';
import { idNamedIn } from './decode';
import { httpError, networkError, unreadableResponse, wasNeverSent } from './errors';
import type { ApiError } from './errors';
import type { GatewayResponse, SendRequest } from './http';
import { judgePoll, NOT_FOUND } from './judgePoll';
import type { PollVerdict } from './judgePoll';
import { parseResponse, retryAfterOf } from './parseResponse';
import type { ParsedTask, Task } from './parseTask';

/*
 * Rules that must not regress, because a request that creates a task spends money and the API has no
 * idempotency key:
 * - createTask sends one request and never a second one.
 * - Only a refusal that is certain is `refused` or `rateLimited`. Whatever leaves room for doubt is `unclear`,
 *   and nothing above may repeat that automatically.
 */

/** How the creation of a task ended. `retryAfter` is in milliseconds. */
export type CreateResponse =
	| { type: 'created'; task: Task & { id: string } }
	| { type: 'refused'; error: ApiError }
	| { type: 'rateLimited'; error: ApiError; retryAfter?: number }
	/** `namedId`: an ID that the answer names nevertheless. */
	| { type: 'unclear'; error: ApiError; namedId?: string };

/** What one poll showed. `refused` will not change; whatever else proves nothing may be polled again. */
export type PollResponse = PollVerdict | { type: 'refused'; error: ApiError };

/** Milliseconds. Long, because a creation that is given up is an unclear one. */
const CREATE_TIMEOUT = 120_000;
/** Milliseconds. */
const GET_TIMEOUT = 30_000;

/**
 * Creates one task, which spends money. `model` goes on top, everything else into `input[0].params`
 * (docs/api/http.md, "Create a task").
 */
export async function createTask(
	send: SendRequest,
	model: string,
	params: Record<string, unknown>,
): Promise<CreateResponse> {
	const sent = await send({
		method: 'POST',
		path: GENERATION_PATH,
		body: { model, input: [{ params }] },
		timeout: CREATE_TIMEOUT,
	});
	if ('networkError' in sent) {
		const error = networkError(sent.networkError);
		return { type: wasNeverSent(sent.networkError) ? 'refused' : 'unclear', error };
	}
	const { response } = sent;
	const { status, error, parsed } = parseResponse(response);
	const unclear = (why: ApiError): CreateResponse => {
		const namedId = idIn(response, parsed);
		return { type: 'unclear', error: why, ...(namedId === undefined ? {} : { namedId }) };
	};
	if (status >= 200 && status < 300) {
		if (parsed === undefined) return unclear(unreadableResponse(response));
		if ('task' in parsed && parsed.task.id !== undefined) {
			return { type: 'created', task: { ...parsed.task, id: parsed.task.id } };
		}
		const reason = 'task' in parsed ? parsed.task.failure : parsed.reason;
		// Documented: 200 without an ID is a failed creation, with its reason. Without a reason, or when it
		// was cut, a task may stand behind it; and so it may where the answer names an ID and takes it back.
		const namesId = ('task' in parsed && parsed.namesId) || response.namedId !== undefined;
		return reason === undefined || namesId || response.problem !== undefined
			? unclear(unreadableResponse(response))
			: { type: 'refused', error: httpError(status, reason) };
	}
	// Whatever the status: an answer that says of a task that it runs is no refusal.
	const isAlive = parsed !== undefined && 'task' in parsed && parsed.isAlive;
	// 303 is the one redirect that is sent after the work was done.
	if (isAlive || status >= 500 || status === 303 || status < 200) return unclear(error);
	if (status === 429) return { type: 'rateLimited', error, ...retryAfterOf(response) };
	return { type: 'refused', error };
}

/** The ID that an answer names, which may be cut or broken: that of its task, or one in its first bytes. */
function idIn(response: GatewayResponse, parsed: ParsedTask | undefined): string | undefined {
	if (parsed && 'task' in parsed && parsed.task.id !== undefined) return parsed.task.id;
	const { namedId, body } = response;
	return namedId ?? (typeof body === 'string' ? idNamedIn(body) : undefined);
}

/**
 * Polls a task once, which costs nothing.
 *
 * @param timeout milliseconds; at most the usual 30 s
 */
export async function getTask(
	send: SendRequest,
	taskId: string,
	timeout: number,
): Promise<PollResponse> {
	const sent = await send({
		method: 'GET',
		path: taskPath(taskId),
		timeout: Math.min(timeout, GET_TIMEOUT),
	});
	if ('networkError' in sent) return { type: 'again', error: networkError(sent.networkError) };
	const { response } = sent;
	const { status, error, parsed } = parseResponse(response);
	if (status >= 200 && status < 300) return judgePoll(response, parsed, taskId);
	const said = parsed && 'reason' in parsed ? (parsed.reason?.message ?? '') : '';
	const isMissing = status === 404 || (isOther4xx(status) && NOT_FOUND.test(said));
	if (isMissing) return { type: 'notFound', error };
	if (status === 429) {
		return { type: 'again', error, isRateLimited: true, ...retryAfterOf(response) };
	}
	if (status === 408 || status >= 500) return { type: 'again', error, ...retryAfterOf(response) };
	return { type: 'refused', error };
}

const isOther4xx = (status: number): boolean =>
	status >= 400 && status < 500 && ![401, 402, 403, 408, 429].includes(status);
