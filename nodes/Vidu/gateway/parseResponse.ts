import { httpError, redirectError } from './errors';
import type { ApiError } from './errors';
import { quoteUnread } from './failure';
import type { GatewayResponse } from './http';
import { lastingReasonIn } from './lastingReason';
import { pageIn, unreadableResponse } from './notTheGateway';
import { parseTask } from './parseTask';
import type { ParsedTask } from './parseTask';
import type { ErrorBody } from './reason';

/**
 * Parses the answer to any request. An envelope's own code of 400 to 599 counts as the HTTP status.
 *
 * @returns `error` explains the status, whatever it is; `parsed` is undefined when the body is no JSON object;
 * `reason`: why it failed, or why the task did; `lasting`: one that no pause helps
 */
export function parseResponse(response: GatewayResponse): {
	status: number;
	error: ApiError;
	parsed: ParsedTask | undefined;
	reason?: ErrorBody;
	lasting?: ErrorBody;
} {
	const body = objectOf(response.body);
	const parsed = body === undefined ? undefined : parseTask(body, response.baseUrl);
	const code = parsed && 'envelopeCode' in parsed ? parsed.envelopeCode : undefined;
	const isEnvelopeError = response.status < 300 && code !== undefined && code >= 400 && code < 600;
	const status = isEnvelopeError ? code : response.status;
	if (status >= 300 && status < 400) return { status, error: redirectError(response), parsed };
	const reason = parsed && 'task' in parsed ? parsed.task.failure : parsed?.reason;
	const lasting = lastingReasonIn(response, reason);
	if (parsed === undefined && lasting === undefined) {
		return { status, error: errorWithoutJson(response), parsed };
	}
	const error = httpError(status, lasting ?? reason);
	const unread = (lasting ?? reason) === undefined ? quoteUnread(body) : undefined;
	if (unread !== undefined) error.what += `: ${unread}`;
	return { status, error, parsed, reason, lasting };
}

/** A page, or a 403 with a text, may come from any server: it says nothing about the key or the balance. */
function errorWithoutJson(response: GatewayResponse): ApiError {
	const { status, body } = response;
	const unreadable = unreadableResponse(response);
	const isForeign = pageIn(response) !== undefined || (status === 403 && body !== '');
	if (isForeign || status < 300) return unreadable;
	const error = httpError(status, undefined);
	return { ...error, what: `${error.what}. ${unreadable.what}` };
}

/**
 * The JSON object that a body is, if it is one. A text is none, though there may be JSON in it: only what
 * `decodeResponse` parsed is without control characters, and of a size and depth to be kept.
 */
export const objectOf = (body: unknown): object | undefined =>
	typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;

/** How long the gateway asks to wait, in milliseconds, if it does. */
export function retryAfterOf({ headers }: GatewayResponse): { retryAfter?: number } {
	const wait = retryAfter(headers['retry-after'], headers.date);
	return wait === undefined ? {} : { retryAfter: wait };
}

/** Milliseconds. A longer wait is cut to this; the user's time limit decides whether to wait that long. */
const MAX_RETRY_AFTER = 3_600_000;

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param value the header, if there was one
 * @param date the answer's own `Date` header, against which an HTTP date is measured, so that a clock
 * that is wrong here does no harm
 * @returns milliseconds, 0 to one hour; undefined when there is no header or it cannot be read
 */
function retryAfter(value: string | undefined, date: string | undefined): number | undefined {
	const text = value?.trim() ?? '';
	if (text === '') return undefined;
	const isDate = /^[A-Z][a-z]{2,8}, .*GMT$/.test(text);
	const wait = isDate
		? Date.parse(text) - (Date.parse(date ?? '') || Date.now())
		: /^\d+(\.\d+)?$/.test(text)
			? Number(text) * 1000
			: NaN;
	return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), MAX_RETRY_AFTER);
}
