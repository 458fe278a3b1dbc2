/** What does one operation's document say of its parameters? Parsed, without a look at the node's code. */

export type Value = string | number | boolean;

/** Where limits come from (models.md) when it is not the gateway's own page: those are not enforced. */
export type Mark = 'V' | 'I';

/** What a document says of one parameter. */
export interface ParameterFacts {
	type: string;
	mark?: Mark;
	required?: true;
	/** Every allowed value, sorted: the order is not part of the documentation. */
	allowed?: Value[];
	default?: Value;
	maxCharacters?: number;
	minItems?: number;
	maxItems?: number;
	/** Of a text whose values are no more than a choice: what it must be like. */
	format?: string;
	/** What is allowed at one duration, by seconds, where that decides. */
	atDuration?: Record<string, { allowed: Value[]; default: Value }>;
	/** Documented as temporarily unavailable. */
	unavailable?: true;
	/** Durations at which it does nothing. */
	noEffectAt?: number[];
}

/** The part "Parameters" of an operation's document, without `model`, which stands outside of it. */
export function readParameters(text: string): Record<string, ParameterFacts> {
	const part = found(text, /\nParameters\n([\s\S]*?)\nPolling\n/)[1];
	const heads = /^([a-z_]+) (string|integer|boolean|array)( required)?$/gm;
	const starts = [...part.matchAll(heads)];
	const parameters: Record<string, ParameterFacts> = {};
	for (const [
		index,
		{ 0: head, 1: name, 2: type, 3: required, index: start },
	] of starts.entries()) {
		const body = part.slice(start + head.length, starts[index + 1]?.index);
		const facts: ParameterFacts = { type };
		if (required !== undefined) facts.required = true;
		const options = /^Options: (.+)$/m.exec(body)?.[1];
		if (options !== undefined) facts.allowed = readAllowed(options, type);
		const initial =
			/^Default: (.+)$/m.exec(body)?.[1] ?? /not provided or set to (\d+)/.exec(body)?.[1];
		if (initial !== undefined) facts.default = typed(initial, type);
		const characters = /(?:exceed|maximum) (\d+) characters/.exec(body)?.[1];
		if (characters !== undefined) facts.maxCharacters = Number(characters);
		const items = /Only supports input of (\d+) /.exec(body)?.[1];
		if (items !== undefined) facts.maxItems = Number(items);
		if (/temporarily unavailable/i.test(body)) facts.unavailable = true;
		if (name !== 'model') parameters[name] = facts;
	}
	return parameters;
}

/** `1 - 7`, `1–10`, `5 only`, or a list whose values may have a name in brackets. */
export function readAllowed(text: string, type: string): Value[] {
	const range = /^(\d+) ?[-–] ?(\d+)$/.exec(text);
	const values = range
		? Array.from(
				{ length: Number(range[2]) - Number(range[1]) + 1 },
				(_, at) => at + Number(range[1]),
			)
		: text
				.replace(/ only$/, '')
				.split(', ')
				.map((value) => typed(value.replace(/ \(.+\)$/, ''), type));
	return inOrder(values);
}

export const inOrder = (values: readonly Value[]): Value[] =>
	[...values].sort((a, b) => String(a).localeCompare(String(b), 'en', { numeric: true }));

export function typed(text: string, type: string): Value {
	if (type === 'boolean') return found(text, /^(true|false)$/)[1] === 'true';
	return type === 'integer' ? Number(found(text, /^\d+$/)[0]) : text;
}

/** What a pattern finds, which must be there: a document that is not understood fails the tests. */
export function found(text: string, pattern: RegExp): RegExpExecArray {
	const match = pattern.exec(text);
	if (match === null) throw new Error(`Not understood: ${text.slice(0, 200)} lacks ${pattern}`);
	return match;
}

/** The text under a heading of the second level. */
export const section = (text: string, title: string): string =>
	found(text, new RegExp(`\\n## ${title}[^\\n]*\\n([\\s\\S]*?)(?=\\n## |$)`))[1];
