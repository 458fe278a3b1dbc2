/** The way to the gateway: the node's own requests, sent as they are, with a record of what came back. */

import { decodeResponse, toNetworkError } from '../../nodes/Vidu/gateway/decode';
import { redactor } from '../../nodes/Vidu/gateway/redact';
import type { Send } from '../../nodes/Vidu/gateway/http';
import type { Redact } from './redact';

/** One request and its answer, with nothing secret in it. */
export interface Exchange {
	method: string;
	path: string;
	/** What was sent, but for pictures and the prompt. */
	sent?: unknown;
	/** HTTP status; undefined when no answer came. */
	status?: number;
	headers: Record<string, string>;
	/** Parsed JSON, the beginning of a text, or why no answer came. */
	body: unknown;
	/** How many in a row had an answer of this status and these fields; the newest is shown. */
	times: number;
}

/** Headers that are shown. Others may name an account. */
const SHOWN_HEADERS =
	/^(content-(type|length|encoding)|date|server|retry-after|accept-ranges|cache-control|expires|last-modified|.*rate-?limit.*)$/i;

/** A number with more digits than JavaScript keeps, such as an ID. */
const LONG_NUMBER = /(:\s*)(\d{16,})(?=\s*[,}])/g;

/** Characters of an answer that is no JSON. */
const BEGINNING = 500;

/**
 * A `Send` over plain fetch that records every exchange.
 *
 * @param baseUrl without a slash at its end
 * @param exchanges where they are put
 */
export function recordingSend(
	baseUrl: string,
	apiKey: string,
	redact: Redact,
	exchanges: Exchange[],
): Send {
	const withoutKey = redactor(apiKey);
	return async ({ method, path, body, timeout }) => {
		const about = { method, path, ...(body === undefined ? {} : { sent: redact.json(body) }) };
		try {
			const response = await fetch(`${baseUrl}${path}`, {
				method,
				headers: {
					Accept: 'application/json',
					'Content-Type': 'application/json',
					Authorization: `Bearer ${apiKey}`,
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
				redirect: 'manual',
				signal: AbortSignal.timeout(timeout),
			});
			const text = await response.text();
			const { status } = response;
			const headers = Object.fromEntries(response.headers);
			record(exchanges, {
				...about,
				status,
				headers: shownHeaders(headers),
				body: shownBody(text, redact),
				times: 1,
			});
			return { answer: decodeResponse({ statusCode: status, headers, text }, withoutKey) };
		} catch (error) {
			const noAnswer = toNetworkError(error, withoutKey);
			record(exchanges, { ...about, headers: {}, body: redact.text(noAnswer.message), times: 1 });
			return { noAnswer };
		}
	};
}

function record(exchanges: Exchange[], next: Exchange): void {
	const before = exchanges.at(-1);
	if (before !== undefined && shapeOf(before) === shapeOf(next)) {
		exchanges.splice(-1, 1, { ...next, times: before.times + 1 });
	} else exchanges.push(next);
}

const shapeOf = ({ method, path, status, body }: Exchange): string =>
	JSON.stringify([method, path, status, fieldsOf(body), wordOf(body)]);

const fieldsOf = (body: unknown): unknown =>
	typeof body === 'object' && body !== null ? Object.keys(body).sort() : typeof body;

const wordOf = (body: unknown): unknown => (body as { status?: unknown } | null)?.status;

const shownHeaders = (headers: Record<string, string>): Record<string, string> =>
	Object.fromEntries(Object.entries(headers).filter(([name]) => SHOWN_HEADERS.test(name)));

function shownBody(text: string, redact: Redact): unknown {
	try {
		return redact.json(JSON.parse(text.replace(LONG_NUMBER, '$1"$2"')));
	} catch {
		return redact.text(text).slice(0, BEGINNING);
	}
}
