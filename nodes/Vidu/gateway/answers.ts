import { NOT_ALLOWED } from './failure';
import type { GatewayAnswer, NoAnswer } from './send';

/**
 * A gateway that quotes the key in an answer must not bring it into an item or an error.
 *
 * @returns takes the key out of a text, as it is and as it stands in a URL
 */
export function hideKey(apiKey: string): (text: string) => string {
	const key = apiKey.trim();
	if (key.length < 4) return (text) => text;
	return (text) => text.replaceAll(key, HIDDEN).replaceAll(encodeURIComponent(key), HIDDEN);
}

const HIDDEN = '[API key]';

/** What came back, without the key. `response` is a full response of n8n's HTTP helpers. */
export function readAnswered(
	response: unknown,
	withoutKey: (text: string) => string,
): GatewayAnswer {
	const { statusCode, headers, body } = response as {
		statusCode: number;
		headers: Record<string, string | undefined>;
		body: unknown;
	};
	const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
	const location = headers.location === undefined ? undefined : withoutKey(headers.location);
	return {
		status: statusCode,
		headers: { ...headers, location },
		body: readBody(text, withoutKey),
	};
}

/** Parsed JSON, or the text itself. The key is looked for in what the text says, escaped or not. */
function readBody(text: string, withoutKey: (text: string) => string): unknown {
	try {
		return JSON.parse(quoteLongIds(text), (_name, value: unknown) =>
			typeof value === 'string' ? withoutKey(value) : value,
		);
	} catch {
		return withoutKey(text);
	}
}

/** A number with more digits than JavaScript keeps would name another task. */
const quoteLongIds = (text: string): string =>
	text.replace(/("(?:id|task_id)"\s*:\s*)(\d{16,})(?=\s*[,}])/g, '$1"$2"');

/** Why nothing came back, without the key. */
export function readNoAnswer(error: unknown, withoutKey: (text: string) => string): NoAnswer {
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
	return { code, syscall, message: withoutKey(said[0]) };
}
