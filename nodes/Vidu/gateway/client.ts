import { GENERATION_PATH, taskPath } from './address';
import { missingTask, networkError, noSuchAddress, noSuchTask, pollError } from './errors';
import type { ApiError } from './errors';
import { explainReason } from './explain';
import type { GatewayResponse, SendRequest, SentRequest } from './http';
import { judgePoll, NOT_FOUND } from './judgePoll';
import type { PollVerdict } from './judgePoll';
import { wasNeverSent } from './networkError';
import { pageIn, unreadableResponse } from './notTheGateway';
import { parseResponse, retryAfterOf } from './parseResponse';
import type { Task } from './parseTask';
import { provesRefusal } from './refusal';

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
	/**
	 * `namedId`: an ID that the answer names nevertheless. `late`: how it ended after the execution was stopped.
	 */
	| { type: 'unclear'; error: ApiError; namedId?: string; late?: Promise<CreateResponse> };

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
		outlivesStop: true,
	});
	const created = judgeCreation(sent);
	if (created.type !== 'unclear' || sent.late === undefined) return created;
	return { ...created, late: sent.late.then(judgeCreation) };
}

function judgeCreation(sent: SentRequest): CreateResponse {
	if ('networkError' in sent) {
		const error = networkError(sent.networkError);
		return { type: wasNeverSent(sent.networkError) ? 'refused' : 'unclear', error };
	}
	// From here on as docs/decisions/2026-11-29-answers-to-a-creation.md has it, from top to bottom.
	const { response } = sent;
	const { status, error, parsed, reason, lasting } = parseResponse(response);
	const isSuccess = response.status >= 200 && response.status < 300;
	const named = parsed !== undefined && 'task' in parsed ? parsed : undefined;
	const { id } = named?.task ?? {};
	if (isSuccess && named !== undefined && id !== undefined && !named.isTakenBack) {
		return { type: 'created', task: { ...named.task, id } };
	}
	const namedId = id ?? response.namedId;
	const mayBeTask =
		namedId !== undefined || (named?.ids.length ?? 0) > 0 || named?.isAlive === true;
	if (!mayBeTask && provesRefusal(response)) {
		// No pause fills an empty account.
		if (status === 429 && lasting === undefined) {
			return { type: 'rateLimited', error, ...retryAfterOf(response) };
		}
		const why = explainReason(lasting ?? reason);
		const isKnown = pageIn(response) !== undefined || why !== undefined;
		const isElsewhere = (status === 404 || status === 405) && !isKnown;
		return { type: 'refused', error: isElsewhere ? noSuchAddress(error) : error };
	}
	return {
		type: 'unclear',
		error: isSuccess && status < 300 ? unreadableResponse(response) : error,
		...(namedId === undefined ? {} : { namedId }),
	};
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
): Promise<PollVerdict> {
	const sent = await send({
		method: 'GET',
		path: taskPath(taskId),
		timeout: Math.min(timeout, GET_TIMEOUT),
	});
	if ('networkError' in sent) return { type: 'again', error: networkError(sent.networkError) };
	const { response } = sent;
	const read = parseResponse(response);
	const isSuccess = read.status >= 200 && read.status < 300;
	const verdict = isSuccess ? judgePoll(response, read, taskId) : judgeRefusedPoll(response, read);
	if (!('error' in verdict)) return verdict;
	return { ...verdict, error: pollError(verdict.error, read.lasting ?? read.reason) };
}

function judgeRefusedPoll(
	response: GatewayResponse,
	{ status, error, parsed, reason, lasting }: ReturnType<typeof parseResponse>,
): PollVerdict {
	const isTask = parsed !== undefined && 'task' in parsed;
	const namesTask = isTask && (parsed.ids.length > 0 || parsed.isAlive);
	// An error of the server passes, whatever it says of a quota.
	if (!namesTask && response.status < 500 && lasting !== undefined)
		return { type: 'refused', error };
	const said = isTask ? '' : (reason?.message ?? '');
	const isMissing = status === 404 || (isOther4xx(status) && NOT_FOUND.test(said));
	const isAboutId = isOther4xx(status) && parsed !== undefined && !explainReason(reason);
	const ofId = isAboutId ? missingTask(error) : error;
	if (isMissing) {
		return { type: 'notFound', error: isAboutId && reason ? noSuchTask(status, reason) : ofId };
	}
	if (status === 429) {
		return { type: 'again', error, isRateLimited: true, ...retryAfterOf(response) };
	}
	if (status === 408 || status >= 500) return { type: 'again', error, ...retryAfterOf(response) };
	return { type: 'refused', error: ofId };
}

const isOther4xx = (status: number): boolean =>
	status >= 400 && status < 500 && ![401, 402, 403, 408, 429].includes(status);
