import { tooLongForId } from '../text';

/*
 * The meaning of a value from a table, a form, a webhook or an agent. They send text where a switch, a number
 * or a choice is meant, and text that an expression failed to fill.
 */

const SWITCHES: Readonly<Record<string, boolean>> = {
	true: true,
	'1': true,
	yes: true,
	on: true,
	false: false,
	'0': false,
	no: false,
	off: false,
};

/** Whether a value means on or off; undefined when it is neither, or not plainly. */
export function asSwitch(value: unknown): boolean | undefined {
	if (typeof value === 'object') return undefined;
	const text = String(value).trim().toLowerCase();
	return Object.hasOwn(SWITCHES, text) ? SWITCHES[text] : undefined;
}

/** A plain decimal number. */
const NUMBER = /^[+-]?\d+(\.\d+)?$/;
const SECONDS = /\s*(s|sec|secs|second|seconds)$/i;

/**
 * The number that a value means; undefined when it means none, as an empty text, "1e3" or "0,15".
 *
 * @param unit `seconds` takes "5 s" and "5 sec", too
 */
export function asNumber(value: unknown, unit?: 'seconds'): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string') return undefined;
	const trimmed = value.trim();
	const text = unit === 'seconds' ? trimmed.replace(SECONDS, '') : trimmed;
	return NUMBER.test(text) ? Number(text) : undefined;
}

const plain = (value: string | number): string =>
	String(value).normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** The choice that a value means, whatever its case and blanks; undefined when it is none of them. */
export function asChoice<T extends string | number>(
	value: unknown,
	choices: readonly T[],
): T | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	return choices.find((one) => one === value) ?? choices.find((one) => plain(one) === plain(value));
}

/** Half of a character, which an expression leaves that cuts a text inside an emoji. */
const SURROGATE = /\p{Surrogate}/gu;

/** A text that can be sent as UTF-8: half a character becomes the replacement character. */
export const wellFormed = (text: string): string => text.replace(SURROGATE, '\ufffd');

/** A backslash, a whole character, and the half of one, as JSON writes them. */
const ESCAPED = /\\\\|\\ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|(\\ud[89a-f][\da-f]{2})/gi;

/** The same for a text that is JSON, which may hold half a character as an escape. */
export const wellFormedJson = (json: string): string =>
	wellFormed(json).replace(ESCAPED, (escape, half?: string) => (half ? '\ufffd' : escape));

/** Characters that no reader sees: blanks, control and format characters, and letters that draw nothing. */
const INVISIBLE = /[\p{Z}\p{C}\u115f\u1160\u2800\u3164\uffa0]/gu;

/** Parts of n8n's expressions, also where their braces are not whole. */
const UNRESOLVED = /\{\{\s*\$[a-z(]|\$(?:json|node|input|binary)\s*[.[]|\$\(["']/i;

/**
 * Why a text cannot have been meant, in words that follow the name of its field: an expression filled it with
 * something else, or was never resolved. Undefined for any other text, an empty one included.
 */
export function nonsenseIn(value: unknown): string | undefined {
	if (typeof value === 'object' && value !== null) {
		return 'is a list or an object, not a text: map one of its fields';
	}
	if (typeof value !== 'string') return undefined;
	const object = /\[object \w+\]/.exec(value);
	if (object !== null) return `holds "${object[0]}": map one of the fields of that object`;
	if (UNRESOLVED.test(value) || bracesIn(value).some((inside) => inside.includes('$'))) {
		return 'holds an expression that was not resolved, {{ … }}: switch the field to Expression';
	}
	if (/^(undefined|null|NaN|\{\s*\}|\[\s*\])$/i.test(value.trim())) {
		return `is "${value.trim()}": its expression found nothing`;
	}
	if (/^#(REF|N\/A|VALUE|NAME\?|DIV\/0|NULL|NUM|ERROR)!?$/i.test(value.trim())) {
		return `is "${value.trim()}": the table has an error in this cell`;
	}
	const isBlank = value.trim() === '';
	if (!isBlank && value.replace(INVISIBLE, '') === '') return 'holds only invisible characters';
	return undefined;
}

/** Why a text cannot be an ID, in words that follow the name of its field. */
export const noIdIn = (value: unknown): string | undefined =>
	nonsenseIn(value) ?? tooLongForId(String(value));

/**
 * A possible mistake in a text that can be meant all the same, in words that follow the name of its field;
 * undefined for any other text.
 */
export function doubtIn(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	if (bracesIn(value).length > 0) {
		return 'contains double braces. If they are an expression, switch the field to Expression.';
	}
	return /\bundefined\b/.test(value)
		? 'contains the word "undefined". Check that its expression found everything.'
		: undefined;
}

/** The texts in double braces. */
function bracesIn(text: string): string[] {
	const found: string[] = [];
	for (let from = text.indexOf('{{'); from >= 0; from = text.indexOf('{{', from)) {
		const to = text.indexOf('}}', from);
		if (to < 0) break;
		found.push(text.slice(from + 2, to));
		from = to + 2;
	}
	return found;
}
