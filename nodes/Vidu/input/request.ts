import type { IExecuteFunctions } from 'n8n-workflow';

import { checkParameters } from '../models/check';
import type { Params } from '../models/check';
import { CUSTOM_MODEL, customModelOf, findModel } from '../models/model';
import type { Model } from '../models/model';
import { fieldNameOf } from '../models/parameter';

/** What an item asks of the gateway, before images are added. */
export interface ItemRequest {
	/** The gateway's model ID. */
	modelId: string;
	params: Params;
	/** Parameters of a custom model that go over everything else, unchecked. */
	overrides: Params;
}

/** The request of an item, or every reason why it cannot be sent. */
export type ReadRequest = ItemRequest | { problems: string[] };

/** The model of an item: a documented one, or the operation's custom one with the ID that the user gave. */
export interface ChosenModel {
	model: Model;
	/** The gateway's model ID. */
	modelId: string;
	isCustom: boolean;
}

/**
 * Reads which model an item wants.
 *
 * @param models the documented models of the operation; the first is the default
 */
export function readModel(
	context: IExecuteFunctions,
	item: number,
	models: readonly Model[],
): ChosenModel | { problem: string } {
	const chosen = String(context.getNodeParameter('model', item, models[0].id));
	if (chosen === CUSTOM_MODEL) {
		const modelId = String(context.getNodeParameter('customModelId', item, '')).trim();
		return { model: customModelOf(models), modelId, isCustom: true };
	}
	const model = findModel(models, chosen);
	if (model !== undefined) return { model, modelId: model.id, isCustom: false };
	const known = models.map(({ id }) => id).join(', ');
	return {
		problem: `Model must be one of ${known}, or "${CUSTOM_MODEL}" with a Custom Model ID, but is "${chosen}"`,
	};
}

/**
 * Reads an item's fields into a checked request.
 *
 * The main fields are sent as they stand in the editor, an additional field only when the user added it,
 * and what the model does not document never.
 *
 * @param special values by documented name of parameters that are no plain field; undefined leaves one out
 */
export function readRequest(
	context: IExecuteFunctions,
	item: number,
	{ model, modelId, isCustom }: ChosenModel,
	special: Params,
): ReadRequest {
	const problems: string[] = [];
	const checked = checkParameters(model, { ...readFields(context, item, model), ...special });
	if ('problems' in checked) problems.push(...checked.problems);
	if (modelId === '') problems.push('Custom Model ID is empty');
	const overrides = isCustom ? readOverrides(context, item) : {};
	if (overrides === undefined) problems.push('Custom Parameters must be a JSON object');
	if (problems.length > 0 || 'problems' in checked || overrides === undefined) return { problems };
	return { modelId, params: checked.params, overrides };
}

function readFields(context: IExecuteFunctions, item: number, model: Model): Params {
	const additional = context.getNodeParameter('additionalFields', item, {}) as Params;
	const values: Params = {};
	for (const [name, parameter] of Object.entries(model.parameters)) {
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
	const given: unknown = context.getNodeParameter('customParameters', item, '{}');
	try {
		const text = typeof given === 'string' && given.trim() === '' ? '{}' : given;
		const parsed: unknown = typeof text === 'string' ? JSON.parse(text) : text;
		const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
		return isObject ? (parsed as Params) : undefined;
	} catch {
		return undefined;
	}
}

/** Lays a custom model's parameters over the documented ones; null takes one away. */
export function withOverrides(params: Params, overrides: Params): Params {
	const merged = Object.entries({ ...params, ...overrides });
	return Object.fromEntries(merged.filter(([, value]) => value !== null));
}
