import { lookUp, shorten } from '../text';
import {
	documentedCode,
	explainCode,
	explainStatus,
	explainViduReason,
	TASK_FAILED,
	UNPROVED_FAILURE,
} from './errorTexts';
import type { ErrorText } from './errorTexts';
import type { GatewayResponse, NetworkError } from './http';
import type { ErrorBody } from './parseTask';

/** Why a request or a task failed, in words for the user. */
export interface ApiError extends ErrorText {
	/** HTTP status, where there was one. */
	status?: number;
	/** The provider's task error code, with its leading zeros. */
	code?: string;
}

const CONNECTION_ERRORS: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'The connection to the gateway was refused',
	ENOTFOUND: 'The host name of the gateway could not be found',
	EAI_AGAIN: 'The host name of the gateway could not be looked up',
	ECONNRESET: 'The connection to the gateway broke before its answer arrived',
	ECONNABORTED: 'The gateway did not answer in time',
	ETIMEDOUT: 'The gateway did not answer in time',
	EHOSTUNREACH: 'The gateway cannot be reached from here',
	ENETUNREACH: 'The network of the gateway cannot be reached from here',
};

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

/** System calls before the request: resolving the host and opening the connection. */
const BEFORE_SENDING = ['getaddrinfo', 'connect'];

/**
 * Whether a request without an answer certainly never reached the gateway. A connection that was lost later,
 * while reading or writing, can have the same code but another system call.
 */
export function wasNeverSent({ code, syscall, beforeSending }: NetworkError): boolean {
	if (beforeSending) return true;
	// The calls of a custom resolver: queryA, queryAaaa and so on.
	if (syscall !== undefined) return BEFORE_SENDING.includes(syscall) || /^query[A-Z]/.test(syscall);
	return NEVER_SENT.has(code ?? '');
}

/** Characters of an error code in a message; the documented ones have nine. */
const LONGEST_CODE = 64;

/** The error for a request without an answer. */
export function networkError(noAnswer: NetworkError): ApiError {
	const known = lookUp(CONNECTION_ERRORS, noAnswer.code ?? '');
	const said =
		noAnswer.code === undefined || noAnswer.code === NOT_ALLOWED
			? shorten(noAnswer.message, 200)
			: noAnswer.code;
	return {
		what: known ? `${known} (${said})` : `The gateway could not be reached (${said})`,
		next: 'Check the network and the base URL in the Vidu (Vtrix) API credential.',
	};
}

/** The error for an HTTP status, with what the gateway said. */
export function httpError(status: number, reason: ErrorBody | undefined): ApiError {
	// A wrong key matters more than Vidu's reason.
	const viduText = status === 401 ? undefined : explainViduReason(reason);
	return describe(explainCode(reason?.code) ?? viduText ?? explainStatus(status), reason, status);
}

/** The error for a task that failed at the provider. */
export const taskError = (reason: ErrorBody | undefined): ApiError =>
	describe(explainViduReason(reason) ?? explainCode(reason?.code) ?? TASK_FAILED, reason);

/** The error for a failure that a poll was answered with, though it is not clearly that of the task. */
export const unprovedFailure = (reason: ErrorBody | undefined): ApiError =>
	describe(explainCode(reason?.code) ?? UNPROVED_FAILURE, reason);

/** The error for a poll that was answered with another task. */
export const otherTaskError = (id: string): ApiError => ({
	what: `The gateway answered with another task, ${shorten(id)}`,
	next: UNPROVED_FAILURE.next,
});

function describe(text: ErrorText, reason: ErrorBody | undefined, status?: number): ApiError {
	const code = reason?.code === undefined ? undefined : documentedCode(reason.code);
	const details = [
		...(status === undefined ? [] : [`HTTP ${status}`]),
		...(code === undefined ? [] : [`error code ${shorten(code, LONGEST_CODE)}`]),
	];
	const inBrackets = details.length > 0 ? ` (${details.join(', ')})` : '';
	return {
		what: `${text.what}${inBrackets}${quote(reason, text)}`,
		next: text.next,
		...(status === undefined ? {} : { status }),
		...(code === undefined ? {} : { code }),
	};
}

/** What the gateway said, unless the text says the same. */
function quote(reason: ErrorBody | undefined, text: ErrorText): string {
	const said = reason?.message?.trim() ?? '';
	return said === '' || said.toLowerCase() === text.what.toLowerCase()
		? ''
		: `: ${shorten(said, 300)}`;
}

/** The error for an answer that is not JSON, such as a proxy's page. */
export function unreadableResponse(answer: GatewayResponse): ApiError {
	const body = typeof answer.body === 'string' ? answer.body : (JSON.stringify(answer.body) ?? '');
	const beginning = shorten(body.replace(/\s+/g, ' ').trim(), 120);
	const cut =
		answer.problem === undefined ? '' : `, and could not be read whole: ${answer.problem}`;
	return {
		what: `The answer is not what the gateway documents (HTTP ${answer.status}${cut}): ${beginning === '' ? 'it is empty' : beginning}`,
		next: 'Check the base URL in the Vidu (Vtrix) API credential, and whether a proxy stands in between.',
		status: answer.status,
	};
}

/** The error for a redirect. Following it would send the key and the prompt to an address the user did not choose. */
export function redirectError(answer: GatewayResponse): ApiError {
	const target = answer.headers.location ?? 'nowhere';
	return {
		what: `The gateway redirects to ${shorten(target, 200)} (HTTP ${answer.status}), which is not followed`,
		next: 'If that address is right, set it as the base URL in the Vidu (Vtrix) API credential.',
		status: answer.status,
	};
}
