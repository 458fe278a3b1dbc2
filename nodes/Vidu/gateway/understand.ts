import { explainAnswer, explainRedirect, explainUnreadable } from './failure';
import type { Failure } from './failure';
import { readAnswer } from './read';
import type { Reading } from './read';
import { retryAfter } from './retryAfter';
import type { GatewayAnswer } from './send';

/**
 * Reads an answer of any request; an envelope's own code of 400 or more counts as the HTTP status.
 *
 * @returns `failure` explains the status, also where it is none; `reading` is undefined for what is no
 * JSON object
 */
export function understand(answer: GatewayAnswer): {
	status: number;
	failure: Failure;
	reading: Reading | undefined;
} {
	const body = parse(answer.body);
	const reading = body === undefined ? undefined : readAnswer(body);
	const envelope = reading && 'envelopeCode' in reading ? reading.envelopeCode : undefined;
	const status =
		answer.status < 300 && envelope !== undefined && envelope >= 400 && envelope < 600
			? envelope
			: answer.status;
	if (status >= 300 && status < 400) return { status, failure: explainRedirect(answer), reading };
	if (reading === undefined) {
		const explained = explainAnswer(status, undefined);
		const unreadable = explainUnreadable(answer);
		return {
			status,
			reading,
			failure: { ...explained, what: `${explained.what}. ${unreadable.what}` },
		};
	}
	const reason = 'task' in reading ? reading.task.failure : reading.reason;
	return { status, failure: explainAnswer(status, reason), reading };
}

/** The JSON object that a body is, if it is one. */
export function parse(body: unknown): object | undefined {
	try {
		const parsed: unknown = typeof body === 'string' ? JSON.parse(body) : body;
		return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
			? parsed
			: undefined;
	} catch {
		return undefined;
	}
}

/** How long the gateway asks to wait, in milliseconds, if it does. */
export function waitOf(answer: GatewayAnswer): { retryAfter?: number } {
	const wait = retryAfter(answer.headers['retry-after'], answer.headers.date);
	return wait === undefined ? {} : { retryAfter: wait };
}
