import { lookUp } from '../text';
import {
	CHECK_FIELDS,
	EMPTY_ACCOUNT,
	EMPTY_ACCOUNT_CODES,
	EMPTY_ACCOUNT_WORDS,
	HTTP_ERRORS,
	INVALID_KEY_WORDS,
	OTHER_KEY_WORDS,
	OTHER_LIMIT_WORDS,
	STATUS_CHECK_ERROR,
	TASK_ERRORS,
	TRY_LATER,
	VIDU_REASONS,
} from './errorTexts';
import type { ErrorText } from './errorTexts';
import type { ErrorBody } from './reason';

/**
 * The text for an HTTP status.
 *
 * @param status 300 to 599
 */
export function explainStatus(status: number): ErrorText {
	const known = lookUp(HTTP_ERRORS, String(status));
	if (known) return known;
	if (status >= 500) return { what: 'The gateway failed', next: TRY_LATER };
	return { what: 'The gateway refused the request', next: CHECK_FIELDS };
}

/** Restores the leading zeros that a documented task error code loses when it is sent as an integer. */
export function documentedCode(code: string): string {
	const padded = code.padStart(9, '0');
	return /^\d{1,9}$/.test(code) && lookUp(TASK_ERRORS, padded) ? padded : code;
}

/** Whether a code is a documented one of a task that failed. */
export const isTaskFailure = (code: string | undefined): boolean =>
	explainCode(code) !== undefined && documentedCode(code ?? '') !== STATUS_CHECK_ERROR;

/** Whether a reason only says that the status could not be checked, in whatever place. */
export const isStatusCheck = ({ code = '', label = '', message = '' }: ErrorBody): boolean =>
	!isTaskFailure(code) &&
	([code, label].some((one) => documentedCode(one.trim()) === STATUS_CHECK_ERROR) ||
		/\b0*8020098\b|\bstatus check error\b/i.test(message));

/** The text for a documented task error code. */
export const explainCode = (code: string | undefined): ErrorText | undefined =>
	lookUp(TASK_ERRORS, documentedCode(code ?? ''));

/** The text for a reason of Vidu's, if the code or the message names one. */
export function explainViduReason(reason: ErrorBody | undefined): ErrorText | undefined {
	const words = [reason?.code ?? '', ...(reason?.message ?? '').split(/[^A-Za-z]+/)];
	for (const word of words) {
		const known = lookUp(VIDU_REASONS, word);
		if (known !== undefined) return known;
	}
	return undefined;
}

/**
 * Whether a reason says that the account has no credits. It is read before the status: 429, 400, 403 and 200
 * were seen with it. It proves nothing about a creation: the status does.
 */
export function isEmptyAccount(reason: ErrorBody | undefined): boolean {
	const { code = '', label = '', message = '' } = reason ?? {};
	if (explainViduReason(reason)?.next === EMPTY_ACCOUNT.next) return true;
	const said = inWords(message);
	if (OTHER_LIMIT_WORDS.test(said)) return false;
	const codes = [code, label].map(inWords);
	if (codes.some((one) => EMPTY_ACCOUNT_CODES.includes(one))) return true;
	return [...codes, said].some((one) => EMPTY_ACCOUNT_WORDS.some((words) => words.test(one)));
}

/** Whether a reason says that the API key is not valid. It proves nothing about a creation, either. */
export function isInvalidKey(reason: ErrorBody | undefined): boolean {
	const { code = '', label = '', message = '' } = reason ?? {};
	const texts = [code, label, message].map(inWords);
	const all = texts.join(' ');
	if (OTHER_LIMIT_WORDS.test(all) || OTHER_KEY_WORDS.test(all)) return false;
	return texts.some((one) => INVALID_KEY_WORDS.some((words) => words.test(one)));
}

/** "insufficient_quota" and "InsufficientQuota" as "insufficient quota". A quoted part may be the prompt. */
const inWords = (text: string): string =>
	text
		.replace(/"[^"]*"|“[^”]*”/g, ' ')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
		.toLowerCase();

/** The text for an account without credits, if the reason says so. */
export function explainEmptyAccount(reason: ErrorBody | undefined): ErrorText | undefined {
	if (!isEmptyAccount(reason)) return undefined;
	const text = explainViduReason(reason);
	return text?.next === EMPTY_ACCOUNT.next ? text : EMPTY_ACCOUNT;
}

/** The text for what a reason says, if it is known. */
export const explainReason = (reason: ErrorBody | undefined): ErrorText | undefined =>
	explainEmptyAccount(reason) ??
	explainCode(reason?.code) ??
	explainViduReason(reason) ??
	(isInvalidKey(reason) ? HTTP_ERRORS[401] : undefined);
