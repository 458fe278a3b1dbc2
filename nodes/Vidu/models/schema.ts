import { z } from 'zod';

import { countCharacters, isWebAddress, shorten } from '../text';
import type { Parameter } from './parameter';

/** Every item asks for the same schemas. */
const built = new WeakMap<Parameter, z.ZodTypeAny>();

/** The zod schema that checks a value of a documented parameter. */
export function schemaOf(parameter: Parameter): z.ZodTypeAny {
	const known = built.get(parameter);
	if (known !== undefined) return known;
	const schema = buildSchema(parameter);
	built.set(parameter, schema);
	return schema;
}

function buildSchema(parameter: Parameter): z.ZodTypeAny {
	const { type, options, format, maxItems } = parameter;
	if (options !== undefined && format === undefined) {
		return z.unknown().refine((value) => options.some((option) => option === value));
	}
	if (type === 'boolean') return z.boolean();
	if (type === 'integer') return wholeNumber(parameter);
	if (type === 'array') {
		const list = z.array(z.unknown());
		return maxItems === undefined ? list : list.max(maxItems);
	}
	return z.string().superRefine((text, context) => {
		const problem = problemOf(text, parameter);
		if (problem === undefined) return;
		context.addIssue({ code: z.ZodIssueCode.custom, message: problem, params: { inWords: true } });
	});
}

function wholeNumber({ min, max }: Parameter): z.ZodTypeAny {
	let schema = z.number().int();
	if (min !== undefined) schema = schema.min(min);
	if (max !== undefined) schema = schema.max(max);
	return schema;
}

/** What is wrong with a text, in words that follow the name of its field. */
function problemOf(text: string, { maxCharacters, format }: Parameter): string | undefined {
	// A text can only have fewer characters than UTF-16 units: most texts need no counting.
	if (maxCharacters !== undefined && text.length > maxCharacters) {
		const count = countCharacters(text);
		if (count > maxCharacters) return `is ${count} characters long; the limit is ${maxCharacters}`;
	}
	if (format === 'webAddress' && !isWebAddress(text)) {
		return `must be a URL that starts with http:// or https://, but is "${shorten(text)}"`;
	}
	if (format === 'ratio' && !/^\d+(\.\d+)?:\d+(\.\d+)?$/.test(text)) {
		return `must be a ratio such as 16:9, but is "${shorten(text)}"`;
	}
	if (format === 'json' && !isJson(text)) return `must be valid JSON, but is "${shorten(text)}"`;
	return undefined;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
