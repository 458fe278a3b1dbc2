import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { CUSTOM_MODEL, customModelOf } from '../models/model';
import type { Model } from '../models/model';
import { compareNames } from '../text';
import { parameterField } from './parameterField';

/** The fields that follow from the documented models of an operation that buys. */
export interface ModelFields {
	/** The choice of the model, and what a model needs that is not in the list. */
	choice: INodeProperties[];
	/** The main field of a parameter, by its documented name: one for each way in which models differ in it. */
	main: (parameter: string) => INodeProperties[];
	/** The collection of everything that a model takes beside its main fields. */
	additional: INodeProperties;
}

type Show = NonNullable<IDisplayOptions['show']>;

/** What the `displayOptions` of every field of an operation that buys begin with. */
export const shownFor = (operation: string) => ({ resource: ['video'], operation: [operation] });

/** A model as the editor sees it; `value` is its ID, or that of the custom one. */
interface Shown {
	value: string;
	model: Model;
}

/**
 * Derives the fields of an operation from its models.
 *
 * @param operation its value in the field `operation`
 * @param models its documented models; the first is the default
 * @param also when they are shown, where the operation has other models in other cases
 */
export function modelFields(
	operation: string,
	models: readonly Model[],
	also: Show = {},
): ModelFields {
	const show = { ...shownFor(operation), ...also };
	const shown: Shown[] = [
		...models.map((model) => ({ value: model.id, model })),
		{ value: CUSTOM_MODEL, model: customModelOf(models) },
	];
	return {
		choice: modelChoice(show, models),
		main: (parameter) => mainField(show, shown, parameter),
		additional: additionalFields(show, shown),
	};
}

/** A model in a list to choose from. */
export const modelOption = ({ id, displayName }: Model) => ({
	name: displayName,
	value: id,
	description: id,
});

function modelChoice(show: Show, models: readonly Model[]): INodeProperties[] {
	const custom = { show: { ...show, model: [CUSTOM_MODEL] } };
	const options = [
		...models.map(modelOption),
		{
			name: 'Custom',
			value: CUSTOM_MODEL,
			description: 'Any other model of the gateway, by its ID',
		},
	];
	const model: INodeProperties = {
		displayName: 'Model',
		name: 'model',
		type: 'options',
		options,
		default: '',
		description: 'The Vidu model that makes the video',
		displayOptions: { show },
	};
	return [
		{ ...model, default: models[0].id },
		{
			displayName: 'Custom Model ID',
			// Not `required`: n8n shows it for a model that an expression chooses, and would insist on it.
			name: 'customModelId',
			type: 'string',
			default: '',
			placeholder: 'e.g. viduq3_pro_text2video',
			description: 'ID of the model as the gateway names it',
			displayOptions: custom,
		},
		{
			displayName: 'Custom Parameters',
			name: 'customParameters',
			type: 'json',
			default: '{}',
			description:
				'JSON object that is laid over the fields below and sent unchecked. Use the names from the documentation of the model, such as aspect_ratio; null takes a field away.',
			displayOptions: custom,
		},
	];
}

function mainField(show: Show, shown: readonly Shown[], parameter: string) {
	const varying = shown.filter(({ model }) => variantsOf(model, parameter).length > 0);
	const steady = shown.filter((one) => !varying.includes(one));
	const fields = groupedByField(steady, parameter).map(({ field, values }): INodeProperties => {
		if (!values.includes(shown[0].value)) {
			return { ...field, displayOptions: { show: { ...show, model: values } } };
		}
		// n8n keeps the model when the operation is switched, and marks it as not supported. The fields of
		// the default model stay on the screen meanwhile; a model of another operation is never sent.
		const others = shown.map(({ value }) => value).filter((value) => !values.includes(value));
		const hide = others.length > 0 ? { hide: { model: others } } : {};
		return { ...field, displayOptions: { show, ...hide } };
	});
	return [...fields, ...varying.flatMap((one) => varyingField(show, one, parameter))];
}

const variantsOf = ({ variants = [] }: Model, parameter: string) =>
	variants.filter(({ parameters }) => parameter in parameters);

/** The field of a parameter that is another one at some durations of its model. */
function varyingField(shownAt: Show, { value, model }: Shown, parameter: string) {
	const show = { ...shownAt, model: [value] };
	const variants = variantsOf(model, parameter);
	const usual: INodeProperties = {
		...parameterField(parameter, model.parameters[parameter]),
		displayOptions: { show, hide: { duration: variants.map(({ duration }) => duration) } },
	};
	const others = variants.map(({ duration, parameters }): INodeProperties => ({
		...parameterField(parameter, parameters[parameter]),
		displayOptions: { show: { ...show, duration: [duration] } },
	}));
	return [usual, ...others];
}

function additionalFields(show: Show, shown: readonly Shown[]): INodeProperties {
	const names = new Set(
		shown.flatMap(({ model }) =>
			Object.entries(model.parameters)
				.filter(([, { location }]) => location === 'additional')
				.map(([name]) => name),
		),
	);
	const options = [...names].flatMap((name) =>
		groupedByField(shown, name).map(({ field, values }) =>
			values.length === shown.length
				? field
				: { ...field, displayOptions: { show: { '/model': values } } },
		),
	);
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: options.sort((a, b) => compareNames(a.displayName, b.displayName)),
		displayOptions: { show },
	};
}

/** The different fields that models have for a parameter, each with the models that have it. */
function groupedByField(shown: readonly Shown[], parameter: string) {
	const groups = new Map<string, { field: INodeProperties; values: string[] }>();
	for (const { value, model } of shown) {
		if (!(parameter in model.parameters)) continue;
		const field = parameterField(parameter, model.parameters[parameter]);
		const key = JSON.stringify(field);
		const group = groups.get(key) ?? { field, values: [] };
		group.values.push(value);
		groups.set(key, group);
	}
	return [...groups.values()];
}
