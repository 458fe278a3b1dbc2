import { countCharacters, enumerate, isWebAddress, shorten, tooLongForId } from '../text';
import type { Model, Variant } from './model';
import { onlyChoiceOf } from './parameter';
import type { Parameter, Parameters } from './parameter';
import { invalid, ok } from './result';
import type { Result } from './result';
import { encodeUrl, splitUrls } from './urls';
import { asChoice, asNumber, asSwitch, nonsenseIn, wellFormed, wellFormedJson } from './values';

/** The documented parameters of one task, by their documented names, ready to be sent. */
export type Params = Record<string, unknown>;

/**
 * Checks the values of one item against the documented parameters of its model.
 *
 * @param values by documented name, as the editor or an expression gave them. A name that the model does not
 * document is left out, as is an empty text that is not required.
 */
export function checkParameters(model: Model, values: Params): Result<Params> {
	const params: Params = {};
	const problems: string[] = [];
	for (const [name, parameter] of Object.entries(parametersFor(model, values))) {
		const { displayName, required, location } = parameter;
		const value = asDocumented(values[name], parameter);
		const nonsense = nonsenseOf(values[name], parameter);
		if (isEmpty(value) && nonsense === undefined) {
			if (required && location !== 'operation') problems.push(`${displayName} is empty`);
			continue;
		}
		const isVaried = parameter !== model.parameters[name];
		const of = isVaried
			? `${nameOf(model)} at ${asNumber(values.duration, 'seconds')} seconds`
			: nameOf(model);
		const tooLong = tooLongFor(value, parameter);
		const problem =
			nonsense ?? tooLong ?? (isEnforced(parameter) ? problemOf(value, parameter, of) : undefined);
		if (problem === undefined) params[name] = value;
		else problems.push(`${displayName} ${problem}`);
	}
	problems.push(...missingSwitches(model, params));
	for (const [one, other] of model.exclusive ?? []) {
		if (params[one] !== true || params[other] !== true) continue;
		const names = [one, other].map((name) => model.parameters[name].displayName);
		problems.push(`${names.join(' and ')} cannot both be on for ${nameOf(model)}`);
	}
	return problems.length > 0 ? invalid(...problems) : ok(params);
}

const isEnforced = (parameter: Parameter): boolean =>
	(parameter.source ?? 'gateway') === 'gateway' || onlyChoiceOf(parameter) !== undefined;

/** A sentence on each value outside a limit that is not enforced (docs/api/README.md, "Sources"). */
export function undocumentedIn(model: Model, params: Params): string[] {
	return Object.entries(parametersFor(model, params)).flatMap(([name, parameter]) => {
		if (isEmpty(params[name]) || isEnforced(parameter)) return [];
		const problem = problemOf(params[name], parameter, nameOf(model), 'should');
		if (problem === undefined) return [];
		return [`${parameter.displayName} ${problem}. It is sent as it is; the gateway may refuse it.`];
	});
}

/** Problems of values whose switch is off; none for a custom model, because its defaults are unknown. */
function missingSwitches({ id, parameters }: Model, params: Params): string[] {
	if (id === '') return [];
	return Object.keys(params).flatMap((name) => {
		const { displayName, needs } = parameters[name];
		if (needs === undefined || params[needs] === true) return [];
		return [needsSwitch(displayName, parameters[needs].displayName)];
	});
}

/** Why a value is refused that only counts with a switch. */
export const needsSwitch = (displayName: string, name: string): string =>
	`${displayName} needs ${name}: turn on ${name}, or remove ${displayName}`;

/** The parameters of a model for the duration of one item. */
export function parametersFor({ parameters, variants = [] }: Model, values: Params): Parameters {
	const isMeant = ({ duration }: Variant) => asNumber(values.duration, 'seconds') === duration;
	return { ...parameters, ...variants.find(isMeant)?.parameters };
}

const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Expressions give switches, numbers and choices as text, and JSON as objects: read them as what they mean. */
function asDocumented(value: unknown, { type, options = [], format }: Parameter): unknown {
	const choice = asChoice(value, options);
	if (choice !== undefined) return choice;
	if (type === 'integer') return asChoice(asNumber(value, 'seconds'), options) ?? asInteger(value);
	if (type === 'boolean') return asSwitch(value) ?? value;
	if (type !== 'string' || value === undefined || value === null) return value;
	const text = typeof value === 'object' ? asJson(value) : String(value);
	if (format === 'json') return wellFormedJson(text);
	if (format !== 'webAddress') return wellFormed(text);
	const urls = splitUrls(text);
	return encodeUrl(urls.length === 1 ? urls[0] : text);
}

const asInteger = (value: unknown): unknown => asNumber(value, 'seconds') ?? value;

/** Why a value cannot have been meant. A field of JSON takes lists and objects, and any text stands for itself. */
function nonsenseOf(value: unknown, { type, format, takesJson }: Parameter): string | undefined {
	if (type !== 'string' || takesJson === true) return undefined;
	const count = format === 'webAddress' ? splitUrls(String(value)).length : 1;
	return count > 1 ? `must be one URL, but there are ${count}` : nonsenseIn(value);
}

/** A text without a documented length is an ID, a URL or a choice; JSON may be long. */
const tooLongFor = (value: unknown, { maxCharacters, takesJson }: Parameter): string | undefined =>
	typeof value === 'string' && maxCharacters === undefined && takesJson !== true
		? tooLongForId(value)
		: undefined;

/** The problem of a value, in words that follow the name of its field. */
function problemOf(
	value: unknown,
	parameter: Parameter,
	of: string,
	verb: 'must' | 'should' = 'must',
): string | undefined {
	if (!isAllowed(value, parameter)) {
		return `${verb} be ${allowed(parameter)} for ${of}, but is ${quoted(value)}`;
	}
	return typeof value === 'string' ? textProblem(value, parameter) : undefined;
}

function isAllowed(value: unknown, { type, options, format, min, max, maxItems }: Parameter) {
	if (options !== undefined && format === undefined) return options.some((one) => one === value);
	switch (type) {
		case 'boolean':
			return typeof value === 'boolean';
		case 'integer':
			return (
				Number.isInteger(value) &&
				(value as number) >= (min ?? -Infinity) &&
				(value as number) <= (max ?? Infinity)
			);
		case 'array':
			return Array.isArray(value) && value.length <= (maxItems ?? Infinity);
		case 'string':
			return typeof value === 'string';
	}
}

function textProblem(text: string, { maxCharacters, format }: Parameter): string | undefined {
	// A text never has more characters than UTF-16 units: most texts need no counting.
	if (maxCharacters !== undefined && text.length > maxCharacters) {
		const count = countCharacters(text);
		if (count > maxCharacters) return `is ${count} characters long; the limit is ${maxCharacters}`;
	}
	if (format === 'webAddress' && !isWebAddress(text)) {
		return `must be a URL that starts with http:// or https://, but is ${quoted(text)}`;
	}
	if (format === 'ratio' && !/^\d+(\.\d+)?:\d+(\.\d+)?$/.test(text)) {
		return `must be a ratio such as 16:9, but is ${quoted(text)}`;
	}
	if (format === 'json' && !isJson(text)) return `must be valid JSON, but is ${quoted(text)}`;
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

const nameOf = ({ id, displayName }: Model): string => (id === '' ? 'a custom model' : displayName);

function allowed({ type, options, optionNames, min, max, maxItems }: Parameter): string {
	if (options) {
		return enumerate(
			options.map((value) => choiceName(value, optionNames?.[value])),
			'or',
		);
	}
	if (type === 'boolean') return 'true or false';
	if (type === 'array') return `a list of at most ${maxItems ?? 1}`;
	if (type === 'string') return 'text';
	if (min !== undefined && min === max) return `${min}`;
	if (min !== undefined && max !== undefined) return `a whole number from ${min} to ${max}`;
	return min === undefined ? 'a whole number' : `a whole number of at least ${min}`;
}

/** A choice as an expression must give it, after the editor's name where that is another word. */
function choiceName(value: string | number, name = String(value)): string {
	const isSame = name.toLowerCase().startsWith(String(value).toLowerCase());
	return isSame ? String(value) : `${name} (${value})`;
}

function quoted(value: unknown): string {
	if (typeof value === 'string') return `"${shorten(value)}"`;
	if (typeof value !== 'object' || value === null) return String(value);
	return shorten(asJson(value));
}

function asJson(value: object): string {
	try {
		return wellFormedJson(JSON.stringify(value) ?? 'a function');
	} catch {
		return 'a value that has no JSON';
	}
}
