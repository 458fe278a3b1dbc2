import { z } from 'zod';

import { editorTextOf } from './parameter';
import type { EditorText } from './parameter';

/** What a documented parameter allows, read out of its schema. */
export interface ParameterFacts {
	type: 'string' | 'integer' | 'boolean' | 'array';
	/** Allowed values, where the document lists them. */
	options?: Array<string | number>;
	/** Smallest and largest whole number, where the document gives a range. */
	min?: number;
	max?: number;
	default?: string | number | boolean;
	maxCharacters?: number;
	/** Most entries of an array. */
	maxItems?: number;
	text: EditorText;
}

/**
 * Reads type, options, limits and default out of a schema made by `documented`.
 *
 * @throws {Error} for a kind of schema that no documented parameter has
 */
export function factsOf(schema: z.ZodTypeAny): ParameterFacts {
	const known = read.get(schema);
	if (known !== undefined) return known;
	const facts = readFacts(schema);
	read.set(schema, facts);
	return facts;
}

/** Every item asks for the same facts. */
const read = new WeakMap<z.ZodTypeAny, ParameterFacts>();

function readFacts(schema: z.ZodTypeAny): ParameterFacts {
	const text = editorTextOf(schema);
	const facts: Pick<ParameterFacts, 'text' | 'maxCharacters' | 'default'> = { text };
	if (text.maxCharacters !== undefined) facts.maxCharacters = text.maxCharacters;
	let inner = schema;
	if (inner instanceof z.ZodDefault) {
		facts.default = inner._def.defaultValue() as string | number | boolean;
		inner = inner._def.innerType as z.ZodTypeAny;
	}
	if (inner instanceof z.ZodEffects) inner = inner._def.schema as z.ZodTypeAny;

	if (inner instanceof z.ZodBoolean) return { ...facts, type: 'boolean' };
	if (inner instanceof z.ZodString) return { ...facts, type: 'string' };
	if (inner instanceof z.ZodEnum) {
		return { ...facts, type: 'string', options: [...(inner.options as string[])] };
	}
	if (inner instanceof z.ZodUnion) {
		const literals = inner.options as Array<z.ZodLiteral<number>>;
		return { ...facts, type: 'integer', options: literals.map((literal) => literal.value) };
	}
	if (inner instanceof z.ZodNumber) {
		const range = { min: inner.minValue ?? undefined, max: inner.maxValue ?? undefined };
		return { ...facts, type: 'integer', ...dropUndefined(range) };
	}
	if (inner instanceof z.ZodArray) {
		return { ...facts, type: 'array', maxItems: inner._def.maxLength?.value };
	}
	throw new Error('A documented parameter is text, a number, a boolean, an option or an array');
}

function dropUndefined<T extends object>(value: T): T {
	return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}
