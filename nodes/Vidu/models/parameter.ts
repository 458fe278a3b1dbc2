/**
 * A documented parameter as plain data. The zod schema that checks a value, the editor's field and the
 * request are all made from it; nothing is ever read back out of them.
 */
export interface Parameter {
	type: 'string' | 'integer' | 'boolean' | 'array';
	displayName: string;
	description: string;
	placeholder?: string;
	/**
	 * Whether the field stands in the node's main part or under Additional Fields; `operation`: its operation
	 * has fields of its own for it, and reads and checks it itself.
	 */
	location: 'main' | 'additional' | 'operation';
	/**
	 * Where its limits come from (models.md): the gateway's own pages (`D`, where it is absent), Vidu's
	 * documents (`V`), or an inference (`I`). Only `D` is enforced: what an expression gives beyond the others
	 * is sent as it is, and the gateway decides.
	 */
	source?: 'D' | 'V' | 'I';
	/** Allowed values, where the document lists them. */
	options?: ReadonlyArray<string | number>;
	/** What the option of a value is called where its own text will not do, by value. */
	optionNames?: Readonly<Record<string, string>>;
	/** Smallest and largest whole number, where the document gives a range. */
	min?: number;
	max?: number;
	default?: string | number | boolean;
	/** Documented maximum in Unicode characters. */
	maxCharacters?: number;
	/** Fewest and most entries of an array. */
	minItems?: number;
	maxItems?: number;
	/** What a text must be; beside `options`, those are no more than the choices that the editor offers. */
	format?: 'webAddress' | 'json' | 'ratio';
	/** Whether an empty value is refused instead of left out of the request. */
	required?: boolean;
	/** Lines of the text area. */
	rows?: number;
}

/** The documented parameters of a model, by their documented names. */
export type Parameters = Readonly<Record<string, Parameter>>;

/** A documented parameter's name in the node: `aspect_ratio` is `aspectRatio`. */
export const fieldNameOf = (parameter: string): string =>
	parameter.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
