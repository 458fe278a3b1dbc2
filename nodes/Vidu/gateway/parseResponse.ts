import { httpError, redirectError, unreadableResponse } from './errors';
import type { ApiError } from './errors';
import { parseTask } from './parseTask';
import type { ParsedTask } from './parseTask';
import type { GatewayResponse } from './http';

/**
 * Reads an answer of any request; an envelope's own code of 400 or more counts as the HTTP status.
 *
 * @returns `failure` explains the status, also where it is none; `reading` is undefined for what is no
 * JSON object
 */
export function parseResponse(answer: GatewayResponse): {
	status: number;
	failure: ApiError;
	reading: ParsedTask | undefined;
} {
	const body = objectOf(answer.body);
	const reading = body === undefined ? undefined : parseTask(body);
	const envelope = reading && 'envelopeCode' in reading ? reading.envelopeCode : undefined;
	const status =
		answer.status < 300 && envelope !== undefined && envelope >= 400 && envelope < 600
			? envelope
			: answer.status;
	if (status >= 300 && status < 400) return { status, failure: redirectError(answer), reading };
	if (reading === undefined) {
		const explained = httpError(status, undefined);
		const unreadable = unreadableResponse(answer);
		return {
			status,
			reading,
			failure: { ...explained, what: `${explained.what}. ${unreadable.what}` },
		};
	}
	const reason = 'task' in reading ? reading.task.failure : reading.reason;
	return { status, failure: httpError(status, reason), reading };
}

/**
 * The JSON object that a body is, if it is one. A text is none, though there may be JSON in it: only what
 * `readAnswered` parsed is without control characters, and of a size and depth to be kept.
 */
export const objectOf = (body: unknown): object | undefined =>
	typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;

/** How long the gateway asks to wait, in milliseconds, if it does. */
export function retryAfterOf(answer: GatewayResponse): { retryAfter?: number } {
	const wait = retryAfter(answer.headers['retry-after'], answer.headers.date);
	return wait === undefined ? {} : { retryAfter: wait };
}

/** Milliseconds. A longer wish is cut to this: whether to wait that long is the user's time limit's business. */
const LONGEST = 3_600_000;

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param value the header, if there was one
 * @param date the answer's own `Date` header, against which an HTTP date is measured, so that a clock
 * that is wrong here does no harm
 * @returns milliseconds, 0 to one hour; undefined when there is no header or it cannot be read
 */
export function retryAfter(
	value: string | undefined,
	date: string | undefined,
): number | undefined {
	const text = value?.trim() ?? '';
	if (text === '') return undefined;
	const isDate = /^[A-Z][a-z]{2,8}, .*GMT$/.test(text);
	const wait = isDate
		? Date.parse(text) - (Date.parse(date ?? '') || Date.now())
		: /^\d+(\.\d+)?$/.test(text)
			? Number(text) * 1000
			: NaN;
	return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST);
}
