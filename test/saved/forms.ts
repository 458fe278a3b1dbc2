import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { shownFields, shownInside, withDefaults } from '../unit/editor';

/** What a saved workflow depends on in a field of the node; the texts may change. */
export interface SavedField {
	name: string;
	type: string;
	default: INodeProperties['default'];
	/** Of a choice. */
	values?: Array<string | number | boolean>;
	/** Of a collection, the fields that can be added to it. */
	fields?: SavedField[];
}

/** The node as it is open in the editor with some parameters set. */
export interface Form {
	given: INodeParameters;
	/** Every field that is shown then. */
	shown: SavedField[];
	/** What n8n hands to the node: the given parameters, and the defaults of the rest. */
	resolved: INodeParameters;
}

/** The form for some parameters, by n8n's own functions. */
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

/** The values that the node offers for a field when some parameters are set. */
export const valuesOf = (name: string, given: INodeParameters = {}): string[] =>
	formOf(given)
		.shown.filter((field) => field.name === name)
		.flatMap(({ values }) => (values ?? []).map(String));

/** Every resource and operation, with each choice on which other fields depend. */
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

/** Fields on which others depend, by name; booleans have no values of their own. */
const CHOICES = ['model', 'videoSource', 'endFrameSource', 'waitForCompletion', 'downloadVideo'];

/** Every collection with everything in it that can be added, and nothing left as it starts. */
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
