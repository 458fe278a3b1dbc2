/** Sends the node's own requests to the gateway, and records the answers. */

import { decodeResponse } from '../../nodes/Vidu/gateway/decode';
import { toNetworkError } from '../../nodes/Vidu/gateway/networkError';
import { redactor } from '../../nodes/Vidu/gateway/redact';
import type { SendRequest } from '../../nodes/Vidu/gateway/http';
import type { ReportRedactor } from './redact';

/** One request and its answer, with nothing secret in it. */
export interface Exchange {
	method: string;
	path: string;
	/** The body of the request, without images and the prompt. */
	sent?: unknown;
	/** HTTP status; undefined when no answer came. */
	status?: number;
	headers: Record<string, string>;
	/** Parsed JSON, the start of a text, or why no answer came. */
	body: unknown;
	/** Number of similar exchanges in a row; this is the newest. */
	times: number;
}

/** Other headers may name an account. */
const SHOWN_HEADERS =
	/^(content-(type|length|encoding)|date|server|retry-after|accept-ranges|cache-control|expires|last-modified|.*rate-?limit.*)$/i;

/** A number with more digits than JavaScript keeps, such as an ID. */
const LONG_NUMBER = /(:\s*)(\d{16,})(?=\s*[,}])/g;

/** Characters of an answer that is not JSON. */
const MAX_TEXT_LENGTH = 500;

/**
 * Sends over plain fetch and records every exchange.
 *
 * @param baseUrl without a slash at its end
 * @param exchanges receives the records
 */
export function recordingSend(
	baseUrl: string,
	apiKey: string,
	redact: ReportRedactor,
	exchanges: Exchange[],
): SendRequest {
	const redactKey = redactor(apiKey);
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
			const decoded = decodeResponse({ statusCode: status, headers, text }, redactKey);
			return { response: { ...decoded, baseUrl } };
		} catch (error) {
			const networkError = toNetworkError(error, redactKey);
			const body = redact.text(networkError.message);
			record(exchanges, { ...about, headers: {}, body, times: 1 });
			return { networkError };
		}
	};
}

function record(exchanges: Exchange[], next: Exchange): void {
	const previous = exchanges.at(-1);
	if (previous !== undefined && shapeOf(previous) === shapeOf(next)) {
		exchanges.splice(-1, 1, { ...next, times: previous.times + 1 });
	} else exchanges.push(next);
}

const shapeOf = ({ method, path, status, body }: Exchange): string =>
	JSON.stringify([method, path, status, fieldsOf(body), statusOf(body)]);

const fieldsOf = (body: unknown): unknown =>
	typeof body === 'object' && body !== null ? Object.keys(body).sort() : typeof body;

const statusOf = (body: unknown): unknown => (body as { status?: unknown } | null)?.status;

const shownHeaders = (headers: Record<string, string>): Record<string, string> =>
	Object.fromEntries(Object.entries(headers).filter(([name]) => SHOWN_HEADERS.test(name)));

function shownBody(text: string, redact: ReportRedactor): unknown {
	try {
		return redact.json(JSON.parse(text.replace(LONG_NUMBER, '$1"$2"')));
	} catch {
		return redact.text(text).slice(0, MAX_TEXT_LENGTH);
	}
}
