import { NOT_ALLOWED } from './errors';
import type { GatewayResponse, NetworkError } from './http';
import { cleanId, ENDING, idInLocation, idNamedInJson, idNamedInText } from './namedId';
import type { Redact } from './redact';
import { openReasons } from './reason';
import { sanitizeJson, sanitize } from './sanitize';

/** A response as it was read. */
interface RawResponse {
	statusCode: number;
	headers: Readonly<Record<string, string | undefined>>;
	text: string;
	/** Why the text is not whole. */
	problem?: string;
	/** The last characters of an answer whose text is too long to be kept. */
	end?: string;
}

/** Whatever is shown or kept is sanitised first, then searched for the key. */
export function decodeResponse(
	{ statusCode, headers, text, problem, end }: RawResponse,
	redact: Redact,
): GatewayResponse {
	const clean = (one: string | undefined) => (one === undefined ? one : redact(sanitize(one)));
	const sanitized = sanitize(text);
	const body = decodeBody(sanitized, redact, problem !== undefined);
	const location = clean(headers.location);
	const namedId =
		typeof body === 'string'
			? idInText(body, { text, problem, end }, clean)
			: // JSON keeps the last one of two values with one name.
				(idNamedInJson(body) ?? idNamedInText(clean(text.slice(0, MOST_UNREADABLE)) ?? ''));
	const named = namedId ?? idInLocation(location, [201, 303].includes(statusCode));
	// What a text escapes may come out with the ID.
	const isShown = named !== undefined && cleanId(clean(named)) === named;
	return {
		status: statusCode,
		headers: { ...headers, location, server: clean(headers.server) },
		body,
		...(isShown ? { namedId: named } : {}),
		...(problem === undefined ? {} : { problem: clean(problem) }),
	};
}

/** The ID in the text of an answer that is no JSON. A page is no answer of the gateway's, and names none. */
function idInText(
	body: string,
	{ text, problem, end }: Pick<RawResponse, 'text' | 'problem' | 'end'>,
	clean: (text: string) => string | undefined,
): string | undefined {
	const beginning = clean(text.slice(0, MOST_UNREADABLE)) ?? '';
	if (/^\s*<[!a-z]/i.test(body)) return undefined;
	// The end of a text that is cut may be anything.
	const last = end ?? (problem === undefined ? text.slice(-ENDING) : '');
	return idNamedInText(beginning, clean(last)) ?? idNamedInText(body);
}

/** Parsed JSON, or the beginning of a text that is none. */
function decodeBody(text: string, redact: Redact, isCut: boolean): unknown {
	try {
		const parse = (json: string) => sanitizeJson(JSON.parse(quoteLongIds(json)), redact);
		return openReasons(parse(text), parse);
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
	text.replace(/("[\w-]{0,40}id"\s*:\s*)(\d{16,})(?=\s*[,}])/gi, '$1"$2"');

/** The words of Node.js and of n8n's proxy agent for a connection that carried no request yet. */
const BEFORE_SENDING = new RegExp(
	`^(?:${[
		'Client network socket disconnected before secure TLS connection was established',
		'Proxy connection ended before receiving CONNECT response',
		'self-signed certificate',
		'unable to get local issuer certificate',
		'unable to verify the first certificate',
		'certificate has expired',
		'certificate is not yet valid',
		"Hostname/IP does not match certificate's altnames",
	].join('|')})`,
);

/** Why nothing came back, without the key. */
export function toNetworkError(error: unknown, redact: Redact): NetworkError {
	let code: string | undefined;
	let syscall: string | undefined;
	let beforeSending = false;
	// n8n wraps the HTTP client's error, which wraps the system's.
	for (let inner: unknown = error, depth = 0; inner && depth < 5; depth += 1) {
		const fields = inner as Record<'code' | 'syscall' | 'cause' | 'name' | 'request', unknown>;
		// No code proves it: EPROTO and ERR_SSL_* also come when the request was sent.
		const { socket } = Object(fields.request) as { socket?: { secureConnecting?: unknown } };
		if (socket?.secureConnecting === true) beforeSending = true;
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
	if (said.some((words) => BEFORE_SENDING.test(words))) beforeSending = true;
	const network = { code, syscall, message: redact(sanitize(said[0])) };
	return beforeSending ? { ...network, beforeSending } : network;
}
