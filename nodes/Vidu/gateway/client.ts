import { GENERATION_PATH, taskPath } from './address';
import { idNamedIn } from './decode';
import { httpError, networkError, unreadableResponse, wasNeverSent } from './errors';
import type { ApiError } from './errors';
import type { ParsedTask, Task } from './parseTask';
import type { GatewayResponse, Send } from './http';
import { parseResponse, retryAfterOf } from './parseResponse';

/*
 * Rules that must not regress, because a request that creates a task spends money and the API has no
 * idempotency key:
 * - createTask sends one request and never a second one.
 * - Only a refusal that is certain is reported as `refused` or `rateLimited`. Whatever leaves room for
 *   doubt is `unclear`, and nobody above may repeat that on their own.
 */

/** How the creation of a task ended. `retryAfter` is in milliseconds. */
export type CreateResponse =
	| { kind: 'created'; task: Task & { id: string } }
	| { kind: 'refused'; failure: ApiError }
	| { kind: 'rateLimited'; failure: ApiError; retryAfter?: number }
	/** `named`: an ID that stands in the answer nevertheless. */
	| { kind: 'unclear'; failure: ApiError; named?: string };

/** What one look at a task showed. `again` may be asked again; `refused` will not change. */
export type PollResponse =
	| { kind: 'seen'; task: Task }
	| { kind: 'again'; failure: ApiError; retryAfter?: number; rateLimited?: boolean }
	| { kind: 'notFound'; failure: ApiError }
	| { kind: 'refused'; failure: ApiError };

/** Milliseconds. Long, because a creation that is given up is an unclear one. */
const CREATE_TIMEOUT = 120_000;
/** Milliseconds. */
const GET_TIMEOUT = 30_000;

/**
 * Creates one task, which spends money. `model` goes on top, everything else into `input[0].params`.
 * Source: contract.md, "Create a task".
 */
export async function createTask(
	send: Send,
	model: string,
	params: Record<string, unknown>,
): Promise<CreateResponse> {
	const sent = await send({
		method: 'POST',
		path: GENERATION_PATH,
		body: { model, input: [{ params }] },
		timeout: CREATE_TIMEOUT,
	});
	if ('noAnswer' in sent) {
		const failure = networkError(sent.noAnswer);
		return { kind: wasNeverSent(sent.noAnswer) ? 'refused' : 'unclear', failure };
	}
	const { answer } = sent;
	const { status, failure, reading } = parseResponse(answer);
	const unclear = (why: ApiError): CreateResponse => {
		const named = idIn(answer, reading);
		return { kind: 'unclear', failure: why, ...(named === undefined ? {} : { named }) };
	};
	if (status >= 200 && status < 300) {
		if (reading === undefined) return unclear(unreadableResponse(answer));
		if ('task' in reading && reading.task.id !== undefined) {
			return { kind: 'created', task: { ...reading.task, id: reading.task.id } };
		}
		const reason = 'task' in reading ? reading.task.failure : reading.reason;
		// Documented: 200 without an ID is a failed creation, with its reason. Without a reason, it is
		// an answer that nobody documented, and a task may stand behind it; of one that was cut, nobody
		// knows what else it says. Neither is one that names an ID and then takes it back, as two values
		// under one name do.
		const namesId = ('task' in reading && reading.namesId) || answer.namedId !== undefined;
		return reason === undefined || namesId || answer.problem !== undefined
			? unclear(unreadableResponse(answer))
			: { kind: 'refused', failure: httpError(status, reason) };
	}
	// Whatever the status: a refusal that says of a task that it runs is none.
	const isAlive = reading !== undefined && 'task' in reading && reading.isAlive;
	// 303 is the one redirect that is sent after the work was done.
	if (isAlive || status >= 500 || status === 303 || status < 200) return unclear(failure);
	if (status === 429) return { kind: 'rateLimited', failure, ...retryAfterOf(answer) };
	return { kind: 'refused', failure };
}

/** The ID that an answer names, which may be cut or broken: that of its task, or one in its first bytes. */
function idIn(answer: GatewayResponse, reading: ParsedTask | undefined): string | undefined {
	if (reading && 'task' in reading && reading.task.id !== undefined) return reading.task.id;
	return answer.namedId ?? (typeof answer.body === 'string' ? idNamedIn(answer.body) : undefined);
}

/**
 * Looks at a task once, which costs nothing.
 *
 * @param timeout milliseconds for this look; at most the usual 30 s
 */
export async function getTask(send: Send, taskId: string, timeout: number): Promise<PollResponse> {
	const sent = await send({
		method: 'GET',
		path: taskPath(taskId),
		timeout: Math.min(timeout, GET_TIMEOUT),
	});
	if ('noAnswer' in sent) return { kind: 'again', failure: networkError(sent.noAnswer) };
	const { answer } = sent;
	const { status, failure, reading } = parseResponse(answer);
	if (status >= 200 && status < 300) {
		if (reading === undefined) return { kind: 'again', failure: unreadableResponse(answer) };
		if ('task' in reading) {
			const { task } = reading;
			const isOther = task.id !== undefined && task.id !== taskId;
			// A task that failed may be bought again, so that must be certain: not an error of the answer, and
			// not the end of another task.
			if (task.status !== 'failed' || (reading.saysFailed && !isOther)) {
				return { kind: 'seen', task };
			}
			const isMissing = NOT_FOUND.test(task.failure?.message ?? '');
			return { kind: isMissing ? 'notFound' : 'again', failure: unreadableResponse(answer) };
		}
		if (reading.reason === undefined) return { kind: 'again', failure: unreadableResponse(answer) };
		const said = httpError(status, reading.reason);
		const isUnknown = NOT_FOUND.test(reading.reason.message ?? '');
		return { kind: isUnknown ? 'notFound' : 'again', failure: said };
	}
	const said = reading && 'reason' in reading ? (reading.reason?.message ?? '') : '';
	const isMissing = status === 404 || (isOther4xx(status) && NOT_FOUND.test(said));
	if (isMissing) return { kind: 'notFound', failure };
	if (status === 429) return { kind: 'again', failure, rateLimited: true, ...retryAfterOf(answer) };
	if (status === 408 || status >= 500) return { kind: 'again', failure, ...retryAfterOf(answer) };
	return { kind: 'refused', failure };
}

/** A "task not found" body means that the key was accepted, whatever the status. Source: contract.md. */
const NOT_FOUND = /not\s+(found|exist)/i;

const isOther4xx = (status: number): boolean =>
	status >= 400 && status < 500 && ![401, 402, 403, 408, 429].includes(status);
