import { GENERATION_PATH, taskPath } from './address';
import { explainAnswer, explainNoAnswer, explainUnreadable, wasNeverSent } from './failure';
import type { Failure } from './failure';
import type { Task } from './read';
import type { GatewayAnswer, Send } from './send';
import { understand, waitOf } from './understand';

/*
 * Rules that must not regress, because a request that creates a task spends money and the API has no
 * idempotency key:
 * - createTask sends one request and never a second one.
 * - Only a refusal that is certain is reported as `refused` or `rateLimited`. Whatever leaves room for
 *   doubt is `unclear`, and nobody above may repeat that on their own.
 */

/** How the creation of a task ended. `retryAfter` is in milliseconds. */
export type Creation =
	| { kind: 'created'; task: Task & { id: string } }
	| { kind: 'refused'; failure: Failure }
	| { kind: 'rateLimited'; failure: Failure; retryAfter?: number }
	| { kind: 'unclear'; failure: Failure };

/** What one look at a task showed. `again` may be asked again; `refused` will not change. */
export type Look =
	| { kind: 'seen'; task: Task }
	| { kind: 'again'; failure: Failure; retryAfter?: number; rateLimited?: boolean }
	| { kind: 'notFound'; failure: Failure }
	| { kind: 'refused'; failure: Failure };

/** Milliseconds. Long, because a creation that is given up is an unclear one. */
const CREATE_TIMEOUT = 120_000;
/** Milliseconds. */
const LOOK_TIMEOUT = 30_000;

/**
 * Creates one task, which spends money. `model` goes on top, everything else into `input[0].params`.
 * Source: contract.md, "Create a task".
 */
export async function createTask(
	send: Send,
	model: string,
	params: Record<string, unknown>,
): Promise<Creation> {
	const sent = await send({
		method: 'POST',
		path: GENERATION_PATH,
		body: { model, input: [{ params }] },
		timeout: CREATE_TIMEOUT,
	});
	if ('noAnswer' in sent) {
		const failure = explainNoAnswer(sent.noAnswer);
		return { kind: wasNeverSent(sent.noAnswer) ? 'refused' : 'unclear', failure };
	}
	const { answer } = sent;
	const { status, failure, reading } = understand(answer);
	if (status >= 200 && status < 300) {
		if (reading === undefined) return { kind: 'unclear', failure: namingId(answer) };
		if ('task' in reading && reading.task.id !== undefined) {
			return { kind: 'created', task: { ...reading.task, id: reading.task.id } };
		}
		const reason = 'task' in reading ? reading.task.failure : reading.reason;
		// Documented: 200 without an ID is a failed creation, with its reason. Without a reason, it is
		// an answer that nobody documented, and a task may stand behind it.
		const namesId = 'task' in reading && reading.namesId;
		return reason === undefined || namesId
			? { kind: 'unclear', failure: namingId(answer) }
			: { kind: 'refused', failure: explainAnswer(status, reason) };
	}
	if (status === 429) return { kind: 'rateLimited', failure, ...waitOf(answer) };
	// 303 is the one redirect that is sent after the work was done.
	if (status >= 500 || status === 303 || status < 200) {
		const named = reading && 'task' in reading ? reading.task.id : undefined;
		const what =
			named === undefined ? failure.what : `${failure.what}. The answer names the ID ${named}`;
		return { kind: 'unclear', failure: { ...failure, what } };
	}
	return { kind: 'refused', failure };
}

/** Why an answer to a creation cannot be used, with the ID that stands in its first bytes, if one does. */
function namingId(answer: GatewayAnswer): Failure {
	const failure = explainUnreadable(answer);
	const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
	const id = /"(?:id|task_id)"\s*:\s*"?([\w.:-]{1,200})/.exec(body.slice(0, FIRST_BYTES))?.[1];
	return id === undefined
		? failure
		: { ...failure, what: `${endOf(failure.what)} It names the ID ${id}` };
}

const endOf = (sentence: string): string => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`);

/** Characters of an answer in which an ID is looked for. */
const FIRST_BYTES = 4_096;

/**
 * Looks at a task once, which costs nothing.
 *
 * @param timeout milliseconds for this look; at most the usual 30 s
 */
export async function lookAtTask(send: Send, taskId: string, timeout: number): Promise<Look> {
	const sent = await send({
		method: 'GET',
		path: taskPath(taskId),
		timeout: Math.min(timeout, LOOK_TIMEOUT),
	});
	if ('noAnswer' in sent) return { kind: 'again', failure: explainNoAnswer(sent.noAnswer) };
	const { answer } = sent;
	const { status, failure, reading } = understand(answer);
	if (status >= 200 && status < 300) {
		if (reading === undefined) return { kind: 'again', failure: explainUnreadable(answer) };
		if ('task' in reading) return { kind: 'seen', task: reading.task };
		if (reading.reason === undefined) return { kind: 'again', failure: explainUnreadable(answer) };
		const said = explainAnswer(status, reading.reason);
		const isUnknown = NOT_FOUND.test(reading.reason.message ?? '');
		return { kind: isUnknown ? 'notFound' : 'again', failure: said };
	}
	const said = reading && 'reason' in reading ? (reading.reason?.message ?? '') : '';
	const isMissing = status === 404 || (isOther4xx(status) && NOT_FOUND.test(said));
	if (isMissing) return { kind: 'notFound', failure };
	if (status === 429) return { kind: 'again', failure, rateLimited: true, ...waitOf(answer) };
	if (status === 408 || status >= 500) return { kind: 'again', failure, ...waitOf(answer) };
	return { kind: 'refused', failure };
}

/** A "task not found" body means that the key was accepted, whatever the status. Source: contract.md. */
const NOT_FOUND = /not\s+(found|exist)/i;

const isOther4xx = (status: number): boolean =>
	status >= 400 && status < 500 && ![401, 402, 403, 408, 429].includes(status);
