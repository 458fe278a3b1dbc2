import { shorten } from '../text';
import { explainEmptyAccount, isInvalidKey } from './explain';
import type { GatewayResponse } from './http';
import { pageIn } from './notTheGateway';
import { LONGEST_WORDS, textsIn } from './reason';
import type { ErrorBody } from './reason';

/*
 * Reasons that no pause helps, in more places than `readReason` reads. A reason that is read there may prove that a
 * creation was refused. What is found here proves nothing: it only ends what was tried in vain.
 */

/** Names of a text or a code, in lower case and without signs. */
const SAID =
	/^(?:(?:sub|err|error|status|ret|result|resp|fail|failure)?(?:msg|message|code|reason|info|no)|err|errors?|fault|faultstring|detail|details)$/;
/** Names of what may hold them. */
const HOLDERS =
	/^(?:baseresp|body|data|header|output|response|responsemetadata|result|status|task)$/;

const isLasting = (reason: ErrorBody | undefined): boolean =>
	explainEmptyAccount(reason) !== undefined || isInvalidKey(reason);

/**
 * Why an answer says that the account has no credits, or that the key is not valid; undefined for any other answer.
 *
 * @param reason what was read as its reason
 */
export function lastingReasonIn(
	response: GatewayResponse,
	reason: ErrorBody | undefined,
): ErrorBody | undefined {
	if (isLasting(reason)) return reason;
	// A page comes from another server.
	if (pageIn(response) !== undefined) return undefined;
	const isRead = (name: string) => SAID.test(name) || HOLDERS.test(name);
	const said = textsIn([['message', response.body]], isRead).filter(([name]) => SAID.test(name));
	const isCode = ([name]: [string, string]) => /(?:code|no)$/.test(name);
	const texts = said.filter((one) => !isCode(one)).map(([, text]) => text);
	const message = shorten([...new Set(texts)].join('; '), LONGEST_WORDS);
	// All words count for each code: "Too many requests" next to it means another limit.
	const reasons = said.filter(isCode).map(([, code]): ErrorBody => ({ code, message }));
	return [{ message }, ...reasons].find(isLasting);
}
