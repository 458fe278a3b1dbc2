import type { GatewayAnswer, NoAnswer } from './send';

/** A gateway that quotes the key in an answer must not bring it into an item or an error. */
export function hideKey(apiKey: string): (text: string) => string {
	return (text) => (apiKey.length < 4 ? text : text.split(apiKey).join('[API key]'));
}

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
	return { status: statusCode, headers: { ...headers, location }, body: withoutKey(text) };
}

/** Why nothing came back, without the key. */
export function readNoAnswer(error: unknown, withoutKey: (text: string) => string): NoAnswer {
	let code: string | undefined;
	let syscall: string | undefined;
	// n8n wraps the HTTP client's error, which wraps the system's.
	for (let inner: unknown = error, depth = 0; inner && depth < 5; depth += 1) {
		const fields = inner as { code?: unknown; syscall?: unknown; cause?: unknown };
		if (typeof fields.code === 'string') code = fields.code;
		if (typeof fields.syscall === 'string') syscall = fields.syscall;
		inner = fields.cause;
	}
	const { message, messages } = error as { message?: string; messages?: string[] };
	const said = [...(messages ?? []), message ?? String(error)];
	if (code === undefined) {
		// n8n 1.x drops what it wraps; the system's words are left, such as "connect ECONNREFUSED 127.0.0.1:1".
		const words = /\b(?:(connect|getaddrinfo|read|write) )?(E[A-Z_]{4,})\b/.exec(said.join(' '));
		syscall = words?.[1];
		code = words?.[2];
	}
	return { code, syscall, message: withoutKey(said[0]) };
}
