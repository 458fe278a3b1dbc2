import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { CUSTOM_MODEL, customModelOf, modelFieldOf } from '../models/model';
import type { Model } from '../models/model';
import { onlyChoiceOf } from '../models/parameter';
import { describeModel } from './modelText';
import { parameterField } from './parameterField';

/** The fields that follow from the documented models of an operation that buys. */
interface ModelFields {
	/** The choice of the model, and what a model needs that is not in the list. */
	choice: INodeProperties[];
	/** The main field of a parameter, by its documented name: one for each way in which models differ in it. */
	main: (parameter: string) => INodeProperties[];
	/** The collection of everything that a model takes, except its main fields. */
	additional: INodeProperties;
}

type Show = NonNullable<IDisplayOptions['show']>;

/** The first conditions in the `displayOptions` of every field of an operation that buys. */
export const shownFor = (operation: string) => ({ resource: ['video'], operation: [operation] });

/** Where a list of models stands: when it is shown, and the field of its choice. */
interface ModelList {
	show: Show;
	field: string;
}

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
 * @param also.list the operation whose models they are, where it is another one
 * @param also.when they are shown, where the operation has other models in other cases
 */
export function modelFields(
	operation: string,
	models: readonly Model[],
	{ list = operation, when = {} }: { list?: string; when?: Show } = {},
): ModelFields {
	const at: ModelList = { show: { ...shownFor(operation), ...when }, field: modelFieldOf(list) };
	const shown: Shown[] = [
		...models.map((model) => ({ value: model.id, model })),
		{ value: CUSTOM_MODEL, model: customModelOf(models) },
	];
	return {
		choice: modelChoice(at, models),
		main: (parameter) => mainField(at, shown, parameter),
		additional: additionalFields(at, shown),
	};
}

/** A model in a list to choose from. */
export const modelOption = (model: Model) => ({
	name: model.displayName,
	value: model.id,
	description: describeModel(model),
});

/** The choice of any other model. */
export const CUSTOM_OPTION = {
	name: 'Custom',
	value: CUSTOM_MODEL,
	description: 'Any other model of the gateway, by its ID',
};

function modelChoice({ show, field }: ModelList, models: readonly Model[]): INodeProperties[] {
	const custom = { show: { ...show, [field]: [CUSTOM_MODEL] } };
	const options = [...models.map(modelOption), CUSTOM_OPTION];
	const model: INodeProperties = {
		displayName: 'Model',
		name: field,
		type: 'options',
		options,
		default: '',
		description:
			'The Vidu model that makes the video. Models differ in length, resolution, sound and price.',
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
			description: "The model's ID in the gateway's documentation",
			displayOptions: custom,
		},
		{
			displayName: 'Custom Parameters',
			name: 'customParameters',
			type: 'json',
			default: '{}',
			description:
				"JSON that is added to the request and overrides the fields below. It is not checked. Use the names in the model's documentation, such as aspect_ratio. Set a field to null to leave it out.",
			displayOptions: custom,
		},
	];
}

function mainField(at: ModelList, shown: readonly Shown[], parameter: string): INodeProperties[] {
	const varying = shown.filter(({ model }) => variantsOf(model, parameter).length > 0);
	const steady = shown.filter((one) => !varying.includes(one) && isChoice(one.model, parameter));
	const fields = groupedByField(steady, parameter).map(({ field, values }) => {
		const ofModels = values.length < shown.length ? { [at.field]: values } : {};
		return { ...field, displayOptions: { show: { ...at.show, ...ofModels } } };
	});
	return [...fields, ...varying.flatMap((one) => varyingField(at, one, parameter))];
}

const isChoice = ({ parameters }: Model, parameter: string) =>
	parameter in parameters && onlyChoiceOf(parameters[parameter]) === undefined;

const variantsOf = ({ variants = [] }: Model, parameter: string) =>
	variants.filter(({ parameters }) => parameter in parameters);

/** The field of a parameter that is another one at some durations of its model. */
function varyingField(at: ModelList, { value, model }: Shown, parameter: string) {
	const show = { ...at.show, [at.field]: [value] };
	const variants = variantsOf(model, parameter);
	const usual: INodeProperties = {
		...parameterField(parameter, model.parameters[parameter]),
		displayOptions: { show, hide: { duration: variants.map(({ duration }) => duration) } },
	};
	// Also one with a single choice: where an expression gives the duration, n8n takes the last default.
	const others = variants.map(({ duration, parameters }): INodeProperties => ({
		...parameterField(parameter, parameters[parameter]),
		displayOptions: { show: { ...show, duration: [duration] } },
	}));
	return [usual, ...others];
}

function additionalFields(at: ModelList, shown: readonly Shown[]): INodeProperties {
	const names = new Set(
		shown.flatMap(({ model }) =>
			Object.entries(model.parameters)
				.filter(([, { location }]) => location === 'additional')
				.map(([name]) => name),
		),
	);
	const options = [...names].sort(byUse).flatMap((name) =>
		groupedByField(shown, name).map(({ field, values, needs }): INodeProperties => {
			const ofModels = values.length < shown.length ? { [`/${at.field}`]: values } : {};
			// Not by its whole path: n8n resolves that only after the collection, and drops the value.
			const on = needs === undefined ? {} : { [needs]: [true] };
			const when = { ...ofModels, ...on };
			return Object.keys(when).length === 0 ? field : { ...field, displayOptions: { show: when } };
		}),
	);
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options,
		displayOptions: { show: at.show },
	};
}

/** The additional fields in the order of use: what one hears and sees first, what only programs need last. */
const ORDER = [
	...['audio', 'audio_type', 'voice_id', 'bgm', 'style', 'movement_amplitude', 'seed', 'is_rec'],
	...['watermark', 'wm_position', 'wm_url', 'callback_url', 'payload', 'meta_data', 'off_peak'],
];

const byUse = (one: string, other: string): number => rankOf(one) - rankOf(other);

function rankOf(name: string): number {
	const rank = ORDER.indexOf(name);
	return rank === -1 ? ORDER.length : rank;
}

/** The different fields that models have for a parameter, each with the models that have it. */
function groupedByField(shown: readonly Shown[], parameter: string) {
	const groups = new Map<string, { field: INodeProperties; values: string[]; needs?: string }>();
	for (const { value, model } of shown) {
		if (!(parameter in model.parameters)) continue;
		const field = parameterField(parameter, model.parameters[parameter]);
		const key = JSON.stringify(field);
		const { needs } = model.parameters[parameter];
		const group = groups.get(key) ?? { field, values: [], needs };
		group.values.push(value);
		groups.set(key, group);
	}
	return [...groups.values()];
}
