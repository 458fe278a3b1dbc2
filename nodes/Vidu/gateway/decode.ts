import { NOT_ALLOWED } from './errors';
import type { Redact } from './redact';
import type { GatewayResponse, NetworkError } from './http';
import { sanitizeJson, sanitize } from './sanitize';

/** A response as it was read. */
export interface RawResponse {
	statusCode: number;
	headers: Readonly<Record<string, string | undefined>>;
	text: string;
	/** Why the text is not whole. */
	problem?: string;
}

/** Everything that is kept is sanitised first, then searched for the key. */
export function decodeResponse(
	{ statusCode, headers, text, problem }: RawResponse,
	redact: Redact,
): GatewayResponse {
	const clean = (one: string | undefined) => (one === undefined ? one : redact(sanitize(one)));
	const sanitized = sanitize(text);
	const body = decodeBody(sanitized, redact, problem !== undefined);
	const namedId =
		idNamedIn(redact(sanitized.slice(0, MOST_UNREADABLE))) ??
		(typeof body === 'string' ? idNamedIn(body) : undefined);
	return {
		status: statusCode,
		headers: { ...headers, location: clean(headers.location) },
		body,
		...(namedId === undefined ? {} : { namedId }),
		...(problem === undefined ? {} : { problem: clean(problem) }),
	};
}

/** Parsed JSON, or the beginning of a text that is none. */
function decodeBody(text: string, redact: Redact, isCut: boolean): unknown {
	try {
		return sanitizeJson(JSON.parse(quoteLongIds(text)), redact);
	} catch {
		const endsEarly = isCut || text.length > MOST_UNREADABLE;
		const beginning = redact(sanitize(text.slice(0, MOST_UNREADABLE)), endsEarly);
		// Nothing parsed this text, so any character of the key may still be escaped.
		const plain = sanitize(beginning.replace(ESCAPES, unescaped));
		const redacted = redact(plain, endsEarly);
		return redacted === plain ? beginning : redacted;
	}
}

/** Characters in JSON and in a URL; invisible ones may stand between those of the key. */
const ESCAPES = /\\{1,4}u([\da-f]{4})|%(?:25){0,3}([\da-f]{2})/gi;

const unescaped = (_escape: string, inJson?: string, inUrl?: string): string =>
	String.fromCharCode(parseInt(inJson ?? inUrl ?? '', 16));

/** Characters that are kept of an answer that is no JSON: a message quotes its beginning. */
const MOST_UNREADABLE = 16_384;

/** A number with more digits than JavaScript keeps would name another task. */
const quoteLongIds = (text: string): string =>
	text.replace(/("(?:id|task_id)"\s*:\s*)(\d{16,})(?=\s*[,}])/g, '$1"$2"');

/** Why nothing came back, without the key. */
export function toNetworkError(error: unknown, redact: Redact): NetworkError {
	let code: string | undefined;
	let syscall: string | undefined;
	// n8n wraps the HTTP client's error, which wraps the system's.
	for (let inner: unknown = error, depth = 0; inner && depth < 5; depth += 1) {
		const fields = inner as Record<'code' | 'syscall' | 'cause' | 'name', unknown>;
		if (typeof fields.code === 'string') code = fields.code;
		// n8n's own protection against internal addresses stops a request before it is sent.
		if (typeof fields.name === 'string' && fields.name.startsWith('SsrfBlocked'))
			code = NOT_ALLOWED;
		if (typeof fields.syscall === 'string') syscall = fields.syscall;
		inner = fields.cause;
	}
	const { message, messages } = Object(error) as { message?: unknown; messages?: unknown };
	const list: unknown[] = Array.isArray(messages) ? messages : [];
	const said = [...list, message ?? error].map(String);
	if (code === undefined) {
		// n8n 1.x drops what it wraps; the system's words are left, such as "connect ECONNREFUSED 127.0.0.1:1".
		const words = /\b(?:(connect|getaddrinfo|read|write) )?(E[A-Z_]{4,})\b/.exec(said.join(' '));
		syscall = words?.[1];
		code = words?.[2];
	}
	return { code, syscall, message: redact(sanitize(said[0])) };
}

/** Characters of an answer in which an ID is looked for. */
const FIRST_BYTES = 4_096;

/** A whole ID, not one that was cut, and no word of JSON. */
const NAMED_ID = /"(?:id|task_id)"\s*:\s*(?!null\b|true\b|false\b)"?([\w.:-]{1,200})(?=["\s,}])/;

/** The ID that the beginning of an answer's text names, be it JSON or not; the first one of several. */
export const idNamedIn = (text: string): string | undefined =>
	NAMED_ID.exec(text.slice(0, FIRST_BYTES))?.[1];
