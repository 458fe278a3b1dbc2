/** The node's model table in the words of the documents' side, so that the two can be compared. */

import type { Model } from '../../nodes/Vidu/models/model';
import type { Parameter } from '../../nodes/Vidu/models/parameter';
import { modelsOf } from './models';
import type { ModelFacts, ParameterFacts, Value } from './readDocuments';
import { inOrder } from './readParameters';

/** What the table has of a model. */
export function readTable(model: Model & { operation: string }): ModelFacts {
	const { id, operation, parameters, exclusive } = model;
	const entries = Object.entries(parameters).map(([name, parameter]) => [
		name,
		asDocumented(name, parameter, model),
	]);
	return {
		operation,
		isDefault: modelsOf(operation)[0].id === id,
		parameters: Object.fromEntries(entries),
		...(exclusive === undefined ? {} : { exclusive: exclusive.map((pair) => [...pair]) }),
	};
}

function asDocumented(name: string, parameter: Parameter, model: Model): ParameterFacts {
	const { type, maxCharacters, minItems, maxItems, source = 'D', format, description } = parameter;
	const read: ParameterFacts = { type };
	if (parameter.required === true) read.required = true;
	const allowed = allowedBy(parameter);
	if (allowed !== undefined) read.allowed = allowed;
	if (parameter.default !== undefined) read.default = parameter.default;
	if (maxCharacters !== undefined) read.maxCharacters = maxCharacters;
	if (minItems !== undefined) read.minItems = minItems;
	if (maxItems !== undefined) read.maxItems = maxItems;
	if (source !== 'D') read.mark = source;
	// That a text is JSON, or a URL, is what it is called in the documents and not a kind of its own.
	if (format === 'ratio') read.format = format;
	if (/temporarily unavailable/i.test(parameter.displayName)) read.unavailable = true;
	const durations = /no effect (?:on [\w ]+ )?at ([\d and]+) seconds/i.exec(description)?.[1];
	const isPossible = (seconds: number) =>
		allowedBy(model.parameters.duration)?.includes(seconds) === true;
	const noEffectAt = (durations ?? '').split(' and ').map(Number).filter(isPossible);
	if (durations !== undefined && noEffectAt.length > 0) read.noEffectAt = noEffectAt;
	if (model.variants?.some(({ parameters }) => name in parameters)) {
		read.atDuration = atDurations(name, model);
	}
	return read;
}

/** Every value that is allowed, or undefined for any. */
function allowedBy({ type, options, min, max }: Parameter): Value[] | undefined {
	if (type === 'boolean') return inOrder([false, true]);
	if (min !== undefined || max !== undefined) {
		const [from, to] = [min ?? NaN, max ?? NaN];
		return Array.from({ length: to - from + 1 }, (_none, at) => from + at);
	}
	return options && inOrder(options);
}

function atDurations(name: string, model: Model): ParameterFacts['atDuration'] {
	const { duration } = model.parameters;
	const entries = (allowedBy(duration) ?? []).map((seconds) => {
		const variant = model.variants?.find((one) => one.duration === seconds)?.parameters[name];
		const parameter = variant ?? model.parameters[name];
		return [String(seconds), { allowed: allowedBy(parameter), default: parameter.default }];
	});
	return Object.fromEntries(entries) as ParameterFacts['atDuration'];
}
