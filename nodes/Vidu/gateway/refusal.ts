import { hasData, unwrap } from './envelope';
import { explainCode, explainViduReason } from './explain';
import type { GatewayResponse } from './http';
import { objectOf, parseResponse } from './parseResponse';
import { textsOfReasons } from './reason';
import type { ErrorBody } from './reason';

/**
 * Statuses that are sent instead of doing the work. Not among them: 406, 408, 409, 424 and 499, which may come
 * after it.
 */
const REJECTED: readonly number[] = [
	...[400, 401, 402, 403, 404, 405, 407, 410, 411, 412, 413, 414, 415, 417, 421, 422, 423, 425],
	...[426, 428, 429, 431, 451],
];

/** Redirects of a request that was not processed. */
const MOVED: readonly number[] = [301, 302, 307, 308];

/** Words of a gateway that does not know itself, or that knows the task already. */
const DOUBT =
	/\btime[ds]?[\s-]?out\b|deadline exceeded|\balready\b.*\b(?:created|exists?|submitted)\b|exists already|duplicate/i;

/**
 * Whether an answer to a creation that names no task proves that nothing was created
 * (docs/decisions/2026-11-29-answers-to-a-creation.md).
 */
export function provesRefusal(response: GatewayResponse): boolean {
	const { status, parsed } = parseResponse(response);
	// A status of success and a code that is none contradict each other, except as the gateway documents it.
	if (response.status !== 200 && status !== response.status) return false;
	if (REJECTED.includes(status)) return true;
	if (MOVED.includes(status)) return (response.headers.location ?? '') !== '';
	if (status !== 200 || parsed === undefined || response.problem !== undefined) return false;
	const reason = 'task' in parsed ? parsed.task.failure : parsed.reason;
	const body = { ...objectOf(response.body) } as Record<string, unknown>;
	// A label alone is no reason.
	const isReason = reason?.message !== undefined || reason?.code !== undefined;
	if (!isReason || leavesDoubt(reason, body) || hasData(body.data)) return false;
	// A message alone is documented as a reason. Next to anything else, it may be about a task.
	const isMessage = isPlain(body) && hasMessage(body);
	return saysError(body) || (isMessage && !hasData({ ...body, data: undefined }));
}

/** Whether an answer says of itself that it failed, and not only in a message. */
function saysError(body: Record<string, unknown>): boolean {
	const { code, isSuccess } = unwrap(body);
	return Boolean(body.error) || body.success === false || (code !== undefined && !isSuccess);
}

/** Whether a message is text. A list or an object is documented as an error only. */
const isPlain = ({ message, detail, msg, reason }: Record<string, unknown>): boolean =>
	[message, detail, msg, reason].every((one) => typeof one !== 'object' || one === null);

/** Whether it has a message in words: `{"errors":0}` and `{"reason":"in_progress"}` have none. */
const hasMessage = (body: Record<string, unknown>): boolean =>
	unwrap(body).levels.some(({ message, msg, detail }) =>
		[message, msg, detail].some((one) => typeof one === 'string' && one.trim() !== ''),
	);

/** Every text counts, also those that are not shown. A documented reason removes the doubt of its own text only. */
function leavesDoubt({ code, message }: ErrorBody, body: Record<string, unknown>): boolean {
	if (explainCode(code) !== undefined) return false;
	const texts = [message ?? '', ...unwrap(body).levels.flatMap(textsOfReasons)];
	return texts.some(
		(text) => DOUBT.test(text) && explainViduReason({ code, message: text }) === undefined,
	);
}
