/** Which values can a documented parameter have? The building blocks of `models.ts`. */

import { imageProblem } from './images';

/** What is wrong with a value; `code` where the document has one of its own for it. */
export interface Problem {
	readonly text: string;
	readonly code?: string;
}

/** Says what is wrong with a value ("must be …"), or nothing. */
export type Rule = (value: unknown) => string | Problem | undefined;

/** An integer among `options`, or any safe integer. JSON `5.0` is an integer, `"5"` is none. */
export function integer(options?: readonly number[]): Rule {
	return (value) => {
		if (!Number.isSafeInteger(value)) return 'must be an integer';
		if (!options || options.includes(value as number)) return undefined;
		return `must be one of ${options.join(', ')}`;
	};
}

/** A text among `options`. */
export function option(...options: readonly string[]): Rule {
	return (value) =>
		options.includes(value as string) ? undefined : `must be one of ${options.join(', ')}`;
}

/** `true` or `false`. */
export const flag: Rule = (value) =>
	typeof value === 'boolean' ? undefined : 'must be true or false';

/** A text of `least` to `most` Unicode characters (code points, not UTF-16 units). */
export function text(most: number, least = 0): Rule {
	return (value) => {
		if (typeof value !== 'string') return 'must be a string';
		// Code points are at most as many as units, so only long texts need the slow count.
		const length = value.length > most ? characters(value) : value.length;
		if (length > most) return `must not exceed ${most} characters, but has ${length}`;
		return length < least ? 'must not be empty' : undefined;
	};
}

/** An absolute http or https URL. */
export const url: Rule = (value) => (isUrl(value) ? undefined : 'must be an http(s) URL');

/** A text that parses as JSON. The empty text is allowed: the documents say what it means. */
export const json: Rule = (value) => {
	if (typeof value !== 'string') return 'must be a string in JSON format';
	if (value === '') return undefined;
	try {
		JSON.parse(value);
		return undefined;
	} catch {
		return 'must be a string in JSON format';
	}
};

/** At most one image, a URL or Base64 (extend.txt: `images`). */
export const images: Rule = (value) => {
	if (!Array.isArray(value)) return { text: 'images must be an array', code: '008012007' };
	if (value.length > 1) return { text: 'images must hold 1 image only', code: '008012007' };
	if (value.length === 0 || isUrl(value[0])) return undefined;
	if (typeof value[0] === 'string') return imageProblem(value[0]);
	return { text: 'images[0] must be a string', code: '008012008' };
};

function isUrl(value: unknown): boolean {
	// URL() forgives blanks and missing slashes, which a server that fetches would not.
	if (typeof value !== 'string' || !/^https?:\/\/[^\s]+$/i.test(value)) return false;
	return URL.canParse(value);
}

function characters(value: string): number {
	let count = 0;
	for (const _ of value) count++;
	return count;
}
