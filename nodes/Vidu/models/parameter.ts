/**
 * A documented parameter as plain data. The editor's field, the check and the request are all made from it;
 * nothing is ever read back out of them.
 */
export interface Parameter {
	type: 'string' | 'integer' | 'boolean' | 'array';
	displayName: string;
	description: string;
	placeholder?: string;
	/**
	 * Whether the field is in the node's main part or under Additional Fields. `operation`: the operation has
	 * its own fields for it, and reads and checks them itself.
	 */
	location: 'main' | 'additional' | 'operation';
	/**
	 * Where its limits come from (docs/api/README.md, "Sources"); the gateway if absent. Only the gateway's are
	 * enforced: another value from an expression is sent as it is, with a hint, and the gateway decides.
	 */
	source?: 'gateway' | 'vidu' | 'inferred';
	/** Allowed values, where the document lists them. */
	options?: ReadonlyArray<string | number>;
	/** Names of options whose value is no good name, by value. */
	optionNames?: Readonly<Record<string, string>>;
	/** Smallest and largest whole number, where the document has a range. */
	min?: number;
	max?: number;
	default?: string | number | boolean;
	/** The unit of its numbers, in the plural. */
	unit?: string;
	/** Documented maximum in Unicode characters. */
	maxCharacters?: number;
	/** Minimum and maximum number of entries in an array. */
	minItems?: number;
	maxItems?: number;
	/** The form of its text. With a format, `options` are only the choices that the editor offers. */
	format?: 'webAddress' | 'json' | 'ratio';
	/** Whether a list or an object stands for its JSON. */
	takesJson?: boolean;
	/** Whether an empty value is refused instead of left out of the request. */
	required?: boolean;
	/** The switch among the additional fields without which it has no effect: it is hidden until that is on. */
	needs?: string;
	/** Lines of the text area. */
	rows?: number;
}

/** The documented parameters of a model, by their documented names. */
export type Parameters = Readonly<Record<string, Parameter>>;

/**
 * The only value that a parameter can have, or undefined. The editor does not show such a field; the value is
 * sent, and another one from an expression is refused whatever the source.
 */
export function onlyChoiceOf({ options, min, max, format }: Parameter): unknown {
	if (options !== undefined) {
		return options.length === 1 && format === undefined ? options[0] : undefined;
	}
	return min !== undefined && min === max ? min : undefined;
}

/** A documented parameter's name in the node: `aspect_ratio` is `aspectRatio`. */
export const fieldNameOf = (parameter: string): string =>
	parameter.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
