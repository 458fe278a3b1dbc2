import { lookUp, shorten } from '../text';
import { documentedCode, explainCode, explainStatus, explainViduReason } from './errorTexts';
import type { ErrorText } from './errorTexts';
import type { ErrorBody } from './parseTask';
import type { GatewayResponse, NetworkError } from './http';

/** Why a request or a task came to nothing, in words for the user. */
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

/** Code of a request that n8n, or this package's credential, did not let out. */
export const NOT_ALLOWED = 'ERR_NOT_ALLOWED';

/**
 * Codes with which a connection ends before a byte of the request is sent: nothing was created.
 * The certificate errors are those of a TLS handshake, which comes before the request.
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

/** System calls before the request: looking the host up, and opening the connection. */
const BEFORE_SENDING = ['getaddrinfo', 'connect'];

/**
 * Whether a request without an answer certainly never reached the gateway. The same code may come from
 * a connection that was lost later, while reading or writing: that is not certain.
 */
export function wasNeverSent({ code, syscall }: NetworkError): boolean {
	// A resolver's own calls are queryA, queryAaaa and so on.
	if (syscall !== undefined) return BEFORE_SENDING.includes(syscall) || /^query[A-Z]/.test(syscall);
	return NEVER_SENT.has(code ?? '');
}

/** Characters of an error code in a message; the documented ones have nine. */
const LONGEST_CODE = 64;

/** Explains why no answer came. */
export function networkError(noAnswer: NetworkError): ApiError {
	const known = lookUp(CONNECTION_ERRORS, noAnswer.code ?? '');
	const said =
		noAnswer.code === undefined || noAnswer.code === NOT_ALLOWED
			? shorten(noAnswer.message, 200)
			: noAnswer.code;
	return {
		what: known ? `${known} (${said})` : `The gateway could not be reached (${said})`,
		next: 'Check the network and the base URL in the Vidu API credential.',
	};
}

/** Explains an HTTP status, with what the gateway said. */
export function httpError(status: number, reason: ErrorBody | undefined): ApiError {
	const code = reason?.code === undefined ? undefined : documentedCode(reason.code);
	const isDocumented = code !== undefined && explainCode(code).what !== explainCode(undefined).what;
	// What the status says of the key comes before what else may be wrong.
	const ofVidu = status === 401 ? undefined : explainViduReason(reason);
	const explained = isDocumented ? explainCode(code) : (ofVidu ?? explainStatus(status));
	return {
		what: `${explained.what} (HTTP ${status}${code === undefined ? '' : `, error code ${shorten(code, LONGEST_CODE)}`})${quote(reason, explained)}`,
		next: explained.next,
		status,
		...(code === undefined ? {} : { code }),
	};
}

/** Explains why a task failed at the provider. */
export function taskError(reason: ErrorBody | undefined): ApiError {
	const code = reason?.code === undefined ? undefined : documentedCode(reason.code);
	const explained = explainViduReason(reason) ?? explainCode(code);
	return {
		what: `${explained.what}${code === undefined ? '' : ` (error code ${shorten(code, LONGEST_CODE)})`}${quote(reason, explained)}`,
		next: explained.next,
		...(code === undefined ? {} : { code }),
	};
}

/** An answer that is no JSON: a proxy's page, most often. */
export function unreadableResponse(answer: GatewayResponse): ApiError {
	const body = typeof answer.body === 'string' ? answer.body : (JSON.stringify(answer.body) ?? '');
	const beginning = shorten(body.replace(/\s+/g, ' ').trim(), 120);
	const cut =
		answer.problem === undefined ? '' : `, and could not be read whole: ${answer.problem}`;
	return {
		what: `The answer is not what the gateway documents (HTTP ${answer.status}${cut}): ${beginning === '' ? 'it is empty' : beginning}`,
		next: 'Check the base URL in the Vidu API credential, and whether a proxy stands in between.',
		status: answer.status,
	};
}

/** A redirect is not followed: the key and the prompt would go to an address that the user did not choose. */
export function redirectError(answer: GatewayResponse): ApiError {
	const target = answer.headers.location ?? 'nowhere';
	return {
		what: `The gateway redirects to ${shorten(target, 200)} (HTTP ${answer.status}), which is not followed`,
		next: 'If that address is right, set it as the base URL in the Vidu API credential.',
		status: answer.status,
	};
}

function quote(reason: ErrorBody | undefined, explained: ErrorText): string {
	const said = reason?.message?.trim() ?? '';
	return said === '' || said.toLowerCase() === explained.what.toLowerCase()
		? ''
		: `: ${shorten(said, 300)}`;
}
