import { hasData, unwrap } from './envelope';
import { explainViduReason, isStatusCheck, isTaskFailure } from './explain';
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

/**
 * Words of a gateway that does not know itself, because something between it and the provider broke, or that knows
 * the task already. They count in a 200 answer, whatever its code.
 */
const DOUBT = new RegExp(
	[
		/\be?time[ds]?[\s-]?out\b|deadline exceeded|\b(?:context|request) cancell?ed\b|超时/,
		/\balready\b.*\b(?:created|exists?|submitted)\b|exists already|duplicate|已(?:经)?存在|重复/,
		/\beconnreset\b|\bepipe\b|socket hang ?up|broken pipe|\beof\b/,
		/\bconnection (?:\w+ ){0,3}(?:aborted|broken|closed|lost|reset|terminated)\b/,
		/\bbad gateway\b|\bservice (?:\w+ ){0,2}unavailable\b/,
		/\bbad response\b|\bno response\b|\bdo request failed\b|\bupstream error\W*$/,
		/\b(?:status code|returned|http) 5\d\d\b|\blooking for beginning of value\b/,
		/\bfailed to (?:decode|insert|parse|read|save|store) (?:\w+ ){0,2}(?:response|task)\b/,
		/\binternal (?:(?:server|service|system) )?(?:error|failure)\b/,
	]
		.map(({ source }) => source)
		.join('|'),
	'i',
);

/** "REQUEST_TIMEOUT" and "InternalServiceFailure" in single words. */
const splitNames = (text: string): string =>
	text.replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, '$1 $2');

/**
 * Whether an answer to a creation that names no task proves that nothing was created
 * (docs/decisions/2026-11-29-answers-to-a-creation.md).
 */
export function provesRefusal(response: GatewayResponse): boolean {
	const { status, parsed, reason } = parseResponse(response);
	// A status of success and a code that is none contradict each other, except as the gateway documents it.
	if (response.status !== 200 && status !== response.status) return false;
	if (MOVED.includes(response.status)) return (response.headers.location ?? '') !== '';
	const isRejected = REJECTED.includes(status);
	if (response.status !== 200) return isRejected;
	const isKnown = isRejected || status === 200;
	if (!isKnown || parsed === undefined || response.problem !== undefined) return false;
	const body = { ...objectOf(response.body) } as Record<string, unknown>;
	// A label alone is no reason. A code that is a status needs none, but no words of success either.
	const isReason = reason?.message !== undefined || reason?.code !== undefined;
	const isEnough = isReason || (isRejected && !hasMessage(body));
	if (!isEnough || leavesDoubt(reason ?? {}, body)) return false;
	if (isRejected) return true;
	if (hasData(body.data)) return false;
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
function leavesDoubt(reason: ErrorBody, body: Record<string, unknown>): boolean {
	const { code = '', message = '' } = reason;
	if (isTaskFailure(code)) return false;
	if (isStatusCheck(reason) || isDoubt(code)) return true;
	const texts = [message, ...unwrap(body).levels.flatMap(textsOfReasons)];
	return texts.some(
		(text) =>
			isDoubt(text) &&
			(explainViduReason({ code, message: text }) === undefined || isServers(text)),
	);
}

const isDoubt = (text: string): boolean => DOUBT.test(splitNames(text));

/** The one reason of Vidu's that is itself a doubt. */
const isServers = (text: string): boolean => text.includes('InternalServiceFailure');
