import type { IExecuteFunctions } from 'n8n-workflow';

import { readBaseUrl } from '../gateway/address';
import type { GatewayAnswer, NoAnswer, Send } from '../gateway/send';

/** A way to the gateway, or why there is none. */
export type Connection = { send: Send } | { problem: string };

/**
 * Opens the way to the gateway that the node's credential names. The key itself is added by the
 * credential, at the last moment.
 */
export async function gatewaySender(context: IExecuteFunctions): Promise<Connection> {
	const { apiKey, baseUrl, allowHttp } = await context.getCredentials('viduApi');
	const address = readBaseUrl(String(baseUrl ?? ''), allowHttp === true);
	if ('problem' in address) return address;
	const withoutKey = hide(String(apiKey ?? ''));
	return { send: sendTo(context, address.baseUrl, withoutKey) };
}

function sendTo(
	context: IExecuteFunctions,
	baseUrl: string,
	withoutKey: (text: string) => string,
): Send {
	return async ({ method, path, body, timeout }) => {
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				'viduApi',
				{
					method,
					url: `${baseUrl}${path}`,
					headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
					body,
					timeout,
					// As text: what cannot be read as JSON is shown as it came.
					encoding: 'text',
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
				},
			);
			return { answer: toAnswer(response, withoutKey) };
		} catch (error) {
			return { noAnswer: toNoAnswer(error, withoutKey) };
		}
	};
}

/** A gateway that quotes the key in an answer must not bring it into an item or an error. */
function hide(apiKey: string): (text: string) => string {
	return (text) => (apiKey.length < 4 ? text : text.split(apiKey).join('[API key]'));
}

function toAnswer(response: unknown, withoutKey: (text: string) => string): GatewayAnswer {
	const { statusCode, headers, body } = response as {
		statusCode: number;
		headers: Record<string, string | undefined>;
		body: unknown;
	};
	const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
	const location = headers.location === undefined ? undefined : withoutKey(headers.location);
	return { status: statusCode, headers: { ...headers, location }, body: withoutKey(text) };
}

function toNoAnswer(error: unknown, withoutKey: (text: string) => string): NoAnswer {
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
