import type { INodeProperties } from 'n8n-workflow';

import { CUSTOM_MODEL, customModel, models, modelsOf } from '../models';
import type { Model, VideoOperation } from '../models';
import { factsOf } from '../models/facts';
import { parameterField } from './parameterField';

/** The models of an operation as the editor sees them: the documented ones, and any other. */
const shownModels = (operation: VideoOperation): Array<{ value: string; model: Model }> => [
	...modelsOf(operation).map((model) => ({ value: model.id, model })),
	{ value: CUSTOM_MODEL, model: customModel(operation) },
];

const shownFor = (operation: VideoOperation) => ({ resource: ['video'], operation: [operation] });

/** The choice of the model, and what a model needs that is not in the list. */
export function modelChoice(operation: VideoOperation): INodeProperties[] {
	const [first] = modelsOf(operation);
	const custom = { show: { ...shownFor(operation), model: [CUSTOM_MODEL] } };
	const options = [
		...modelsOf(operation).map(({ id, displayName }) => ({
			name: displayName,
			value: id,
			description: id,
		})),
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
		displayOptions: { show: shownFor(operation) },
	};
	return [
		{ ...model, default: first.id },
		{
			displayName: 'Custom Model ID',
			name: 'customModelId',
			type: 'string',
			required: true,
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

/**
 * The main field of a documented parameter: one for each way in which models differ in it, shown for
 * those models.
 */
export function mainField(operation: VideoOperation, parameter: string): INodeProperties[] {
	const [first] = modelsOf(operation);
	const ofOthers = models.filter((model) => model.operation !== operation).map(({ id }) => id);
	return groupedByField(operation, parameter).map(({ field, values }) => {
		// n8n keeps the model when the operation is switched, and marks it as not supported. The fields
		// stay on the screen meanwhile; a model of the other operation is never sent.
		const model = values.includes(first.id) ? [...values, ...ofOthers] : values;
		return { ...field, displayOptions: { show: { ...shownFor(operation), model } } };
	});
}

/** The collection of everything that a model takes beside its main fields. */
export function additionalFields(operation: VideoOperation): INodeProperties {
	const shown = shownModels(operation);
	const names = new Set(
		shown.flatMap(({ model }) =>
			Object.entries(model.parameters.shape)
				.filter(([, schema]) => factsOf(schema).text.place === 'additional')
				.map(([name]) => name),
		),
	);
	const options = [...names].flatMap((name) =>
		groupedByField(operation, name).map(({ field, values }) =>
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
		options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)),
		displayOptions: { show: shownFor(operation) },
	};
}

function groupedByField(operation: VideoOperation, parameter: string) {
	const groups = new Map<string, { field: INodeProperties; values: string[] }>();
	for (const { value, model } of shownModels(operation)) {
		const schema = model.parameters.shape[parameter];
		if (schema === undefined) continue;
		const field = parameterField(parameter, schema);
		const key = JSON.stringify(field);
		const group = groups.get(key) ?? { field, values: [] };
		group.values.push(value);
		groups.set(key, group);
	}
	return [...groups.values()];
}
