import type { z } from 'zod';

import { shorten } from '../text';
import type { Model, Variant } from './model';
import type { Parameter, Parameters } from './parameter';
import { schemaOf } from './schema';

/** The documented parameters of one task, by their documented names, ready to be sent. */
export type Params = Record<string, unknown>;

/** The checked parameters, or every reason why they cannot be sent, in words for the user. */
export type Checked = { params: Params } | { problems: string[] };

/**
 * Checks the values of one item against the documented parameters of its model.
 *
 * @param model the entry whose parameters decide
 * @param values values by documented name, as the editor or an expression gave them; a name that the
 * model does not document is left out, as is an empty text that is not required
 */
export function checkParameters(model: Model, values: Params): Checked {
	const params: Params = {};
	const problems: string[] = [];
	for (const [name, parameter] of Object.entries(parametersFor(model, values))) {
		const { displayName, required, type, location, source = 'D' } = parameter;
		const value = asDocumented(values[name], type);
		if (isEmpty(value)) {
			if (required && location !== 'operation')
				problems.push(`${displayName} is empty, but ${model.id || 'the model'} needs it`);
			continue;
		}
		const result = schemaOf(parameter).safeParse(value);
		if (result.success || source !== 'D') params[name] = value;
		else problems.push(`${displayName} ${reasonOf(result.error, parameter, value, model)}`);
	}
	for (const [one, other] of model.exclusive ?? []) {
		if (params[one] !== true || params[other] !== true) continue;
		const names = [one, other].map((name) => model.parameters[name].displayName);
		problems.push(`${names.join(' and ')} cannot both be on for ${nameOf(model)}`);
	}
	return problems.length > 0 ? { problems } : { params };
}

/** The parameters of a model as they are for the values of one item. */
function parametersFor({ parameters, variants = [] }: Model, values: Params): Parameters {
	const isMeant = ({ duration }: Variant) => asDocumented(values.duration, 'integer') === duration;
	return { ...parameters, ...variants.find(isMeant)?.parameters };
}

const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Expressions give numbers and booleans as text, and JSON as objects: read them as what they mean. */
function asDocumented(value: unknown, type: Parameter['type']): unknown {
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

function reasonOf(error: z.ZodError, parameter: Parameter, value: unknown, model: Model): string {
	const inWords = error.issues.find((issue) => issue.code === 'custom' && issue.params?.inWords);
	if (inWords) return inWords.message;
	return `must be ${allowed(parameter)} for ${nameOf(model)}, but is ${quoted(value)}`;
}

const nameOf = ({ id, displayName }: Model): string =>
	id === '' ? 'a custom model' : `${displayName} (${id})`;

function allowed({ type, options, min, max, maxItems }: Parameter): string {
	if (options) return `one of ${options.join(', ')}`;
	if (type === 'boolean') return 'true or false';
	if (type === 'array') return `a list of at most ${maxItems ?? 1}`;
	if (type === 'string') return 'text';
	if (min !== undefined && min === max) return `${min}`;
	if (min !== undefined && max !== undefined) return `a whole number from ${min} to ${max}`;
	return min === undefined ? 'a whole number' : `a whole number from ${min} up`;
}

function quoted(value: unknown): string {
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
