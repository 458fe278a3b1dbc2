import { lookUp, shorten } from '../text';
import {
	ADD_CREDITS,
	EMPTY_ACCOUNT,
	HTTP_ERRORS,
	NO_SUCH_TASK,
	TASK_FAILED,
	UNPROVED_FAILURE,
	WAIT_MINUTES,
} from './errorTexts';
import type { ErrorText } from './errorTexts';
import {
	documentedCode,
	explainCode,
	explainEmptyAccount,
	explainReason,
	explainStatus,
	explainViduReason,
	isInvalidKey,
} from './explain';
import type { GatewayResponse, NetworkError } from './http';
import { NOT_ALLOWED } from './networkError';
import type { ErrorBody } from './reason';

/** Why a request or a task failed, in words for the user. */
export interface ApiError extends ErrorText {
	/** HTTP status, where there was one. */
	status?: number;
	/** The provider's task error code, with its leading zeros. */
	code?: string;
}

const CONNECTION_ERRORS: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'The connection to the gateway was refused',
	ENOTFOUND: 'The host name of the gateway was not found',
	EAI_AGAIN: 'The host name of the gateway could not be resolved',
	ECONNRESET: 'The connection to the gateway broke before the answer arrived',
	ECONNABORTED: 'The gateway did not answer in time',
	ETIMEDOUT: 'The gateway did not answer in time',
	EHOSTUNREACH: 'n8n cannot reach the gateway',
	ENETUNREACH: "n8n cannot reach the gateway's network",
};

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
	// A wrong key matters more than the reason. With an error of the server, it is not the user's.
	const isOfKey = status === 401 || (status >= 500 && isInvalidKey(reason));
	const known = isOfKey ? explainCode(reason?.code) : explainReason(reason);
	return describe(known ?? explainStatus(status), reason, status);
}

/** The error for a creation at an address without one: a task that does not exist yet cannot be missing. */
export const noSuchAddress = (error: ApiError): ApiError => ({
	...error,
	next: 'Check the base URL in the Vidu (Vtrix) API credential. The gateway may not be at this address.',
});

/**
 * The error of a poll. The task of a poll is bought: unlike the error of a creation, it may not say to run the row
 * again, which buys another one.
 */
export function pollError(error: ApiError, reason: ErrorBody | undefined): ApiError {
	if (error.next === EMPTY_ACCOUNT.next) return { ...error, next: `${ADD_CREDITS}.` };
	const known = explainCode(reason?.code) ?? explainViduReason(reason) ?? HTTP_ERRORS[429];
	return error.next === known.next ? { ...error, next: WAIT_MINUTES } : error;
}

/** Words of the gateway that say no more than `NO_SUCH_TASK`. */
const SAYS_ONLY_THAT =
	/^\W*(?:(?:(?:the )?task\b[^:,;]*)?\bnot\s+(?:found|exist)|no such task)\W*$/i;

/** The error for a poll that finds no such task. */
export function noSuchTask(status: number, reason: ErrorBody): ApiError {
	const isSaid = SAYS_ONLY_THAT.test((reason.message ?? '').replaceAll('_', ' '));
	return describe(NO_SUCH_TASK, isSaid ? { ...reason, message: undefined } : reason, status);
}

/** The error for a poll whose address the gateway refuses: the task ID is all it has. */
export const missingTask = (error: ApiError): ApiError => ({
	...error,
	next: NO_SUCH_TASK.next,
});

/** The error for a task that failed at the provider. */
export const taskError = (reason: ErrorBody | undefined): ApiError =>
	describe(
		explainEmptyAccount(reason) ??
			explainViduReason(reason) ??
			explainCode(reason?.code) ??
			TASK_FAILED,
		reason,
	);

/** The error for a poll whose answer is a failure, though it is not clearly that of the task. */
export const unprovedFailure = (reason: ErrorBody | undefined): ApiError =>
	describe(explainCode(reason?.code) ?? UNPROVED_FAILURE, reason);

/** The error for a poll whose answer names another task. */
export const otherTaskError = (id: string): ApiError => ({
	what: `The gateway answered with another task, ${shorten(id)}`,
	next: UNPROVED_FAILURE.next,
});

function describe(text: ErrorText, reason: ErrorBody | undefined, status?: number): ApiError {
	const code = reason?.code === undefined ? undefined : documentedCode(reason.code);
	const shown = code ?? reason?.label;
	const details = [
		...(status === undefined ? [] : [`HTTP ${status}`]),
		...(shown === undefined ? [] : [`error code ${shorten(shown, LONGEST_CODE)}`]),
	];
	const inBrackets = details.length > 0 ? ` (${details.join(', ')})` : '';
	return {
		what: `${text.what}${inBrackets}${quote(reason, text)}`,
		next: text.next,
		...(status === undefined ? {} : { status }),
		...(code === undefined ? {} : { code }),
	};
}

/** The gateway's own words after a colon; empty if there are none or the text ends with them. */
function quote(reason: ErrorBody | undefined, text: ErrorText): string {
	const said = reason?.message?.trim() ?? '';
	const isSame = text.what.toLowerCase().endsWith(said.toLowerCase().replace(/[.!]$/, ''));
	return said === '' || isSame ? '' : `: ${shorten(said, 300)}`;
}

/** The error for a redirect. Following it would send the key and the prompt to an address the user did not choose. */
export function redirectError(answer: GatewayResponse): ApiError {
	const target = answer.headers.location ?? 'nowhere';
	return {
		what: `The gateway redirects to ${shorten(target, 200)} (HTTP ${answer.status}). The node does not follow redirects`,
		next: 'If this address is correct, set it as the base URL in the Vidu (Vtrix) API credential.',
		status: answer.status,
	};
}
