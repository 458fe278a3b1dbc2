import { shorten } from '../text';
import { isEmptyAccount, isInvalidKey } from './explain';
import type { GatewayResponse } from './http';
import { pageIn } from './notTheGateway';
import { LONGEST_WORDS } from './reason';
import type { ErrorBody } from './reason';

/*
 * Reasons that no pause helps, in more places than `reason.ts` reads. A reason that is read there may prove that a
 * creation was refused. What is found here proves nothing: it only ends what was tried in vain.
 */

/** Names of a text or a code, in lower case and without signs. */
const SAID =
	/^(?:(?:sub|err|error|status|ret|result|resp|fail|failure)?(?:msg|message|code|reason|info|no)|err|errors?|fault|faultstring|detail|details)$/;
/** Names of what may hold them. */
const HOLDERS =
	/^(?:baseresp|body|data|header|output|response|responsemetadata|result|status|task)$/;
/** Levels, and values on one level, so that no answer takes long. */
const DEEPEST = 6;
const MOST_VALUES = 200;

const isLasting = (reason: ErrorBody | undefined): boolean =>
	isEmptyAccount(reason) || isInvalidKey(reason);

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
	const { codes, texts } = wordsIn(response.body);
	const message = shorten(texts.join('; '), LONGEST_WORDS);
	// All words count for each code: "Too many requests" next to it means another limit.
	const reasons: ErrorBody[] = [{ message }, ...codes.map((code) => ({ code, message }))];
	return reasons.find(isLasting);
}

function wordsIn(body: unknown): { codes: string[]; texts: string[] } {
	const codes: string[] = [];
	const texts = new Set<string>();
	let level: Array<[name: string, value: unknown]> = [['message', body]];
	for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
		level = level.slice(0, MOST_VALUES).flatMap(([name, value]) => {
			if (typeof value === 'object' && value !== null) return entriesOf(name, value);
			const isSaid = SAID.test(name) && (typeof value === 'string' || typeof value === 'number');
			if (isSaid && /(?:code|no)$/.test(name)) codes.push(shorten(String(value)));
			else if (isSaid) texts.add(shorten(String(value), LONGEST_WORDS));
			return [];
		});
	}
	return { codes, texts: [...texts] };
}

const entriesOf = (name: string, value: object): Array<[name: string, value: unknown]> =>
	Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
		// An entry of a list means what the list means.
		const named = Array.isArray(value) ? name : key.replace(/[^A-Za-z]/g, '').toLowerCase();
		return SAID.test(named) || HOLDERS.test(named) ? [[named, inner]] : [];
	});
