import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { modelFieldOf } from '../../nodes/Vidu/models/model';
import { operations } from '../../nodes/Vidu/operations/registry';
import { shownFields, shownInside, withDefaults } from '../unit/editor';

/** The parts of a field that saved workflows depend on. */
export interface SavedField {
	name: string;
	type: string;
	default: INodeProperties['default'];
	/** The values of a list of options. */
	values?: Array<string | number | boolean>;
	/** The fields of a collection. */
	fields?: SavedField[];
}

/** The node in the editor with some parameters set. */
export interface Form {
	given: INodeParameters;
	/** Every field that the editor shows. */
	shown: SavedField[];
	/** The given parameters and the defaults of the others, as n8n passes them to the node. */
	resolved: INodeParameters;
}

/** The form for some parameters, made by n8n's own functions. */
export const formOf = (given: INodeParameters): Form => ({
	given,
	shown: shownFields(given).map((field) => reduce(field, given)),
	resolved: withDefaults(given),
});

function reduce(field: INodeProperties, given: INodeParameters): SavedField {
	const { name, type, default: initial } = field;
	if (type === 'collection') {
		const fields = shownInside(given, name).map((inner) => reduce(inner, given));
		return { name, type, default: initial, fields };
	}
	if (type !== 'options') return { name, type, default: initial };
	const values = (field.options ?? []).flatMap((option) =>
		'value' in option ? [option.value] : [],
	);
	return { name, type, default: initial, values };
}

/** The values of a field when some parameters are set. */
export const valuesOf = (name: string, given: INodeParameters = {}): string[] =>
	formOf(given)
		.shown.filter((field) => field.name === name)
		.flatMap(({ values }) => (values ?? []).map(String));

/** Every operation, with each value of the fields that show or hide others. */
export const allForms = (): Form[] =>
	valuesOf('resource').flatMap((resource) =>
		valuesOf('operation', { resource }).flatMap((operation) => {
			const given = { resource, operation };
			return CHOICES.flatMap((choice) =>
				formOf(given)
					.shown.filter(({ name }) => name === choice)
					.flatMap(({ values = [false, true] }) => values)
					.map((value) => ({ ...given, [choice]: value })),
			).map((chosen) => formOf({ ...chosen, ...filled(chosen) }));
		}),
	);

/** Fields that show or hide others. */
const CHOICES = [
	...operations.map(({ value }) => modelFieldOf(value)),
	...['videoSource', 'endFrameSource', 'waitForCompletion', 'downloadVideo'],
];

/** Every collection with all of its fields, none at its default. */
export const filled = (given: INodeParameters): INodeParameters =>
	Object.fromEntries(
		formOf(given).shown.flatMap(({ name, fields }) =>
			fields === undefined
				? []
				: [[name, Object.fromEntries(fields.map((field) => [field.name, otherThan(field)]))]],
		),
	);

function otherThan({ name, type, default: initial, values }: SavedField) {
	if (values !== undefined) return values.findLast((value) => value !== initial) ?? values[0];
	if (type === 'boolean') return initial !== true;
	if (type === 'number') return Number(initial) + 1;
	if (type === 'json' || name === 'metaData') return '{"Label":"a label"}';
	return /url$/i.test(name) ? 'https://example.com/a' : 'a text';
}
