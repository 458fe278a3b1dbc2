import type { z } from 'zod';

import { factsOf } from './facts';
import type { ParameterFacts } from './facts';
import type { Model } from './model';
import { shorten } from './parameter';

/** The documented parameters of one task, by their documented names, ready to be sent. */
export type Params = Record<string, unknown>;

/** The checked parameters, or every reason why they cannot be sent, in words for the user. */
export type Checked = { params: Params } | { problems: string[] };

/**
 * Checks the values of one item against the documented parameters of its model.
 *
 * @param model the entry whose schemas decide
 * @param values values by documented name, as the editor or an expression gave them; a name that the
 * model does not document is left out, as is an empty text that is not required
 */
export function checkParameters(model: Model, values: Params): Checked {
	const params: Params = {};
	const problems: string[] = [];
	const shape: Record<string, z.ZodTypeAny> = model.parameters.shape;
	for (const [name, schema] of Object.entries(shape)) {
		const facts = factsOf(schema);
		const { displayName, required } = facts.text;
		const value = asDocumented(values[name], facts.type);
		if (isEmpty(value)) {
			if (required)
				problems.push(`${displayName} is empty, but ${model.id || 'the model'} needs it`);
			continue;
		}
		const result = schema.safeParse(value);
		if (result.success) params[name] = result.data;
		else problems.push(`${displayName} ${reasonOf(result.error, facts, value, model)}`);
	}
	return problems.length > 0 ? { problems } : { params };
}

const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Expressions give numbers and booleans as text, and JSON as objects: read them as what they mean. */
function asDocumented(value: unknown, type: ParameterFacts['type']): unknown {
	if (typeof value === 'string' && value.trim() !== '') {
		const text = value.trim();
		if (type === 'integer' && !Number.isNaN(Number(text))) return Number(text);
		if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
	}
	if (type === 'string') {
		if (typeof value === 'number' || typeof value === 'boolean') return String(value);
		if (typeof value === 'object' && value !== null) return asJson(value);
	}
	return value;
}

function reasonOf(error: z.ZodError, facts: ParameterFacts, value: unknown, model: Model): string {
	const custom = error.issues.find((issue) => issue.code === 'custom');
	if (custom) return custom.message;
	const modelName = model.id === '' ? 'a custom model' : `${model.displayName} (${model.id})`;
	return `must be ${allowed(facts)} for ${modelName}, but is ${inWords(value)}`;
}

function allowed(facts: ParameterFacts): string {
	if (facts.options) return `one of ${facts.options.join(', ')}`;
	if (facts.type === 'boolean') return 'true or false';
	if (facts.type === 'array') return `a list of at most ${facts.maxItems ?? 1}`;
	if (facts.type === 'string') return 'text';
	const { min, max } = facts;
	if (min !== undefined && min === max) return `${min}`;
	if (min !== undefined && max !== undefined) return `a whole number from ${min} to ${max}`;
	return min === undefined ? 'a whole number' : `a whole number from ${min} up`;
}

function inWords(value: unknown): string {
	if (typeof value === 'string') return `"${shorten(value)}"`;
	if (typeof value !== 'object' || value === null) return String(value);
	return shorten(asJson(value));
}

function asJson(value: object): string {
	try {
		return JSON.stringify(value) ?? 'a function';
	} catch {
		return 'a value that has no JSON';
	}
}
