import { z } from 'zod';

/**
 * What the editor shows for a documented parameter. Kept beside its zod schema in a registry, so
 * that a model's entry is one object schema from which the fields, the check before submission and
 * the request are derived.
 */
export interface EditorText {
	displayName: string;
	description: string;
	placeholder?: string;
	/** Whether the field stands in the node's main part or under Additional Fields. */
	place: 'main' | 'additional';
	/** What the option of a value is called where its own text will not do, by value. */
	optionNames?: Readonly<Record<string, string>>;
	/** Lines of the text area. */
	rows?: number;
	/** n8n's own editor for JSON text. */
	json?: boolean;
	/** Documented maximum in Unicode characters; the schema enforces the same number. */
	maxCharacters?: number;
	/** Whether an empty value is refused instead of left out of the request. */
	required?: boolean;
}

const editorTexts = new WeakMap<z.ZodTypeAny, EditorText>();

/**
 * Registers what the editor shows for a schema.
 *
 * @returns the same schema, for use inside a model's `z.object`
 */
export function documented<T extends z.ZodTypeAny>(schema: T, text: EditorText): T {
	editorTexts.set(schema, text);
	return schema;
}

/**
 * What the editor shows for a schema made by `documented`.
 *
 * @throws {Error} when the schema was never registered: a mistake in a model's entry
 */
export function editorTextOf(schema: z.ZodTypeAny): EditorText {
	const text = editorTexts.get(schema);
	if (text === undefined) throw new Error('This schema has no editor text: use documented()');
	return text;
}

/** Number of Unicode characters, which is neither bytes nor UTF-16 units. */
export const countCharacters = (text: string): number => Array.from(text).length;

/** A text of at most `max` Unicode characters. */
export const textUpTo = (max: number) =>
	z.string().superRefine((text, context) => {
		// A text can only have fewer characters than UTF-16 units: most texts need no counting.
		if (text.length <= max) return;
		const count = countCharacters(text);
		if (count > max) {
			context.addIssue({
				code: z.ZodIssueCode.custom,
				message: `is ${count} characters long; the limit is ${max}`,
			});
		}
	});

/** The address of something on the web: http or https, nothing else. */
export const webAddress = () =>
	z.string().superRefine((text, context) => {
		if (!isWebAddress(text)) {
			context.addIssue({
				code: z.ZodIssueCode.custom,
				message: `must be a URL that starts with http:// or https://, but is "${shorten(text)}"`,
			});
		}
	});

/** Text that holds JSON, passed through as text. */
export const jsonText = () =>
	z.string().superRefine((text, context) => {
		try {
			JSON.parse(text);
		} catch {
			context.addIssue({
				code: z.ZodIssueCode.custom,
				message: `must be valid JSON, but is "${shorten(text)}"`,
			});
		}
	});

/** One of the given whole numbers. */
export function oneOfNumbers(values: readonly [number, number, ...number[]]) {
	const [first, second, ...rest] = values.map((value) => z.literal(value));
	return z.union([first, second, ...rest]);
}

/** Whether a text is an absolute http or https URL. */
export function isWebAddress(text: string): boolean {
	// The parser of URLs would mend "https:example.com", which the gateway need not do.
	return /^https?:\/\/[^/]/i.test(text.trim()) && URL.canParse(text);
}

/** The beginning of a text, for a message that must stay readable. */
export const shorten = (text: string, length = 80): string =>
	text.length > length ? `${text.slice(0, length)}…` : text;
