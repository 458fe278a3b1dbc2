import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { parseBaseUrl } from './address';

/** The values of a "Vidu (Vtrix) API" credential, ready to use. */
export interface Credential {
	/** As it is sent, and as it is searched for in answers. */
	apiKey: string;
	/** Without the API's own path, and without a slash at its end. */
	baseUrl: string;
}

/**
 * Reads a "Vidu (Vtrix) API" credential. Everything that sends or hides the key takes it from here.
 *
 * @param data as n8n stores it
 * @returns problems in words that repeat neither the key nor the base URL
 */
export function readCredential(data: Record<string, unknown>): Result<Credential> {
	const key = parseApiKey(String(data.apiKey ?? ''));
	const address = parseBaseUrl(String(data.baseUrl ?? ''), data.allowHttp === true);
	if (key.ok && address.ok) return ok({ apiKey: key.value, baseUrl: address.value });
	return invalid(...[address, key].flatMap((part) => (part.ok ? [] : part.problems)));
}

/** Characters that are invisible, or that no header can hold: n8n's HTTP client drops nearly all of them. */
const DROPPED = /[^\s\x21-\x7e\xa1-\xff]|\xad/g;

/** Characters around a key that was copied out of a header, code or JSON. */
const BEFORE = /^(?:[\s"'`´«»]|Bearer(?=[\s"'`´«»]|$))+/i;
const AFTER = /[\s"'`´«»]+$/;

/** Blanks that the client drops inside a header: line breaks, and all blanks wider than a byte. */
const DROPPED_BLANKS = /[^\S\t \xa0]/g;

/** Characters. A shorter key would be part of ordinary words, a longer one fits into no header. */
const SHORTEST = 8;
const LONGEST = 4_096;

/** Searching 1 MB for such a key can take half a second. For a real key, it takes a few milliseconds. */
const REPEATS_ITSELF = /(.{1,32})\1{31}/;

/** Removes what was pasted together with the API key, and refuses a text that cannot be a key. */
export function parseApiKey(text: string): Result<string> {
	const pasted = text.replace(DROPPED, '').replace(BEFORE, '').replace(AFTER, '');
	const key = pasted.replace(DROPPED_BLANKS, '');
	const copy = 'from the API Keys page of your Vtrix account.';
	if (key === '') {
		return invalid(
			`The API key in the Vidu (Vtrix) API credential is empty. Paste the key ${copy}`,
		);
	}
	const problem = problemOf(key);
	if (problem === undefined) return ok(key);
	return invalid(
		`The API key in the Vidu (Vtrix) API credential is not a valid key: it ${problem}. Copy the key again ${copy}`,
	);
}

function problemOf(key: string): string | undefined {
	if (/^[a-z][a-z\d+.-]*:\/\//i.test(key)) return 'is a URL';
	if (/\s/.test(key)) return 'contains spaces';
	if (/[^\x21-\x7e]/.test(key)) return 'contains an accented or non-Latin letter';
	if (key.length < SHORTEST) return `has fewer than ${SHORTEST} characters`;
	if (key.length > LONGEST) return `has more than ${LONGEST} characters`;
	return REPEATS_ITSELF.test(key) ? 'repeats the same characters many times' : undefined;
}
