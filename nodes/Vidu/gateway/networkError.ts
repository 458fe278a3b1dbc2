import type { NetworkError } from './http';
import type { Redact } from './redact';
import { sanitize } from './sanitize';

/** Code of a request that n8n or this package's credential refused to send. */
export const NOT_ALLOWED = 'ERR_NOT_ALLOWED';

/**
 * Codes of connections that ended before the request was sent: nothing was created. The certificate errors
 * belong to the TLS handshake, which comes before the request.
 */
const NEVER_SENT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	NOT_ALLOWED,
]);

/** System calls before the request: resolving the host, also by a resolver of one's own, and opening the connection. */
const CALLS_BEFORE_SENDING = /^(?:getaddrinfo|connect|query[A-Z]\w*)$/;

/**
 * Whether a request without an answer certainly never reached the gateway. A connection that was lost later,
 * while reading or writing, can have the same code but another system call.
 */
export function wasNeverSent({ code, syscall, beforeSending }: NetworkError): boolean {
	if (beforeSending) return true;
	return syscall === undefined ? NEVER_SENT.has(code ?? '') : CALLS_BEFORE_SENDING.test(syscall);
}

/** The words of Node.js and of n8n's proxy agent for a connection that carried no request yet. */
const WORDS_BEFORE_SENDING = new RegExp(
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
	if (said.some((words) => WORDS_BEFORE_SENDING.test(words))) beforeSending = true;
	const network = { code, syscall, message: redact(sanitize(said[0])) };
	return beforeSending ? { ...network, beforeSending } : network;
}
