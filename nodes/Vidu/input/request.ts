import type { IExecuteFunctions } from 'n8n-workflow';

import { checkParameters, parametersFor } from '../models/check';
import type { Params } from '../models/check';
import { CUSTOM_MODEL, customModelOf, findModel, modelFieldOf } from '../models/model';
import type { Model } from '../models/model';
import { fieldNameOf } from '../models/parameter';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { asChoice, noIdIn, wellFormed, wellFormedJson } from '../models/values';
import { enumerate, shorten } from '../text';

/** The request of an item, before images are added. */
export interface ItemRequest {
	model: Model;
	/** The gateway's model ID. */
	modelId: string;
	params: Params;
	/** Parameters of a custom model that override all others, unchecked. */
	overrides: Params;
}

/** The model of an item: a documented one, or the operation's custom one with the ID that the user gave. */
export interface ModelChoice {
	model: Model;
	/** The gateway's model ID. */
	modelId: string;
	isCustom: boolean;
}

interface ModelFieldNames {
	/** The list as the editor shows it. */
	displayName?: string;
	/** The field of the ID of a custom model. */
	customId?: string;
}

/**
 * Reads which model an item uses.
 *
 * @param list the operation whose models they are
 * @param models its documented models; the first is the default
 * @param names of the field, and of that for a custom ID, where they are not the usual ones
 */
export function readModel(
	context: IExecuteFunctions,
	item: number,
	list: string,
	models: readonly Model[],
	{ displayName = 'Model', customId = 'customModelId' }: ModelFieldNames = {},
): Result<ModelChoice> {
	const value: unknown = context.getNodeParameter(modelFieldOf(list), item, models[0].id);
	const id = asChoice(value, [CUSTOM_MODEL, ...models.map((one) => one.id)]);
	if (id === CUSTOM_MODEL) {
		const custom: unknown = context.getNodeParameter(customId, item, '');
		const nonsense = noIdIn(custom);
		if (nonsense !== undefined) return invalid(`Custom ${displayName} ID ${nonsense}`);
		const modelId = wellFormed(String(custom ?? '')).trim();
		return ok({ model: customModelOf(models), modelId, isCustom: true });
	}
	const model = id === undefined ? undefined : findModel(models, id);
	if (model !== undefined) return ok({ model, modelId: model.id, isCustom: false });
	const names = [...models.map((one) => one.displayName), 'Custom with the ID of the model'];
	return invalid(
		`${displayName} "${shorten(String(value))}" is not an option. Choose ${enumerate(names, 'or')}`,
	);
}

/**
 * Reads an item's fields into a checked request.
 *
 * The main fields are sent unless they are empty, an additional field only if the user added it, and a parameter
 * that the model does not document never.
 *
 * @param special values by documented name of parameters that are no plain field; undefined leaves one out
 */
export function readRequest(
	context: IExecuteFunctions,
	item: number,
	{ model, modelId, isCustom }: ModelChoice,
	special: Params,
): Result<ItemRequest> {
	const problems: string[] = [];
	const params = checkParameters(model, {
		...readFields(context, item, model, special),
		...special,
	});
	if (!params.ok) problems.push(...params.problems);
	if (modelId === '') problems.push('Custom Model ID is empty');
	const overrides = isCustom ? readOverrides(context, item) : {};
	if (overrides === undefined) problems.push('Custom Parameters must be a JSON object');
	if (problems.length > 0 || !params.ok || overrides === undefined) return invalid(...problems);
	return ok({ model, modelId, params: params.value, overrides });
}

function readFields(
	context: IExecuteFunctions,
	item: number,
	model: Model,
	special: Params,
): Params {
	const additional = context.getNodeParameter('additionalFields', item, {}) as Params;
	const duration = special.duration ?? context.getNodeParameter('duration', item, '');
	const values: Params = {};
	for (const [name, parameter] of Object.entries(parametersFor(model, { duration }))) {
		if (parameter.location === 'operation') continue;
		const field = fieldNameOf(name);
		values[name] =
			parameter.location === 'additional'
				? additional[field]
				: context.getNodeParameter(field, item, parameter.default ?? '');
	}
	return values;
}

function readOverrides(context: IExecuteFunctions, item: number): Params | undefined {
	const value: unknown = context.getNodeParameter('customParameters', item, '{}');
	try {
		const text = typeof value === 'string' && value.trim() === '' ? '{}' : value;
		const json = typeof text === 'string' ? text : JSON.stringify(text);
		const parsed: unknown = JSON.parse(wellFormedJson(json));
		const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
		return isObject ? (parsed as Params) : undefined;
	} catch {
		return undefined;
	}
}

/** Overrides the documented parameters with those of a custom model; null removes one. */
export function withOverrides(params: Params, overrides: Params): Params {
	const merged = Object.entries({ ...params, ...overrides });
	return Object.fromEntries(merged.filter(([, value]) => value !== null));
}
