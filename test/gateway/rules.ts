/** Which values can a documented parameter have? The building blocks of `models`. */

/** The problem of a value; `code` where the document has one of its own for it. */
export interface Problem {
	readonly text: string;
	readonly code?: string;
	/** Vidu's own word for it (docs/api/errors.md, "Vidu reasons"), `FieldInvalid` unless told. */
	readonly reason?: string;
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

/** Any value: nothing about it is certain. */
export const anything: Rule = () => undefined;

/** Two positive numbers with a colon between them. */
export const ratio: Rule = (value) =>
	typeof value === 'string' && /^(?!0+(\.0+)?:)\d+(\.\d+)?:(?!0+(\.0+)?$)\d+(\.\d+)?$/.test(value)
		? undefined
		: 'must have the form number:number';

/** A list of `least` to `most` values, each of which follows a rule. */
export function list(name: string, least: number, most: number, rule: Rule): Rule {
	return (value) => {
		if (!Array.isArray(value)) return 'must be an array';
		if (value.length < least || value.length > most) {
			const counted = least === most ? `exactly ${least}` : `${least} to ${most}`;
			const text = `${name} must hold ${counted}, but holds ${value.length}`;
			return { text, reason: 'FieldItemCountOutOfRange' };
		}
		for (const [index, one] of value.entries()) {
			const problem = rule(one);
			if (typeof problem === 'object') return problem;
			if (problem) return { text: `${name}[${index}] ${problem}` };
		}
		return undefined;
	};
}

/** Whether a value is a text that names an http or https address. */
export function isUrl(value: unknown): value is string {
	// URL() forgives blanks and missing slashes, which a server that fetches would not.
	if (typeof value !== 'string' || !/^https?:\/\/[^\s]+$/i.test(value)) return false;
	return URL.canParse(value);
}

function characters(value: string): number {
	let count = 0;
	for (const _ of value) count++;
	return count;
}

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
