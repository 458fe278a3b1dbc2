/** The node's fields as n8n's editor shows them: names, types, defaults and values, without texts. */

import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { shownFields, shownInside } from '../unit/editor';

/** The parts of a field that saved workflows depend on. */
export interface SavedField {
	type: string;
	default: INodeProperties['default'];
	/** The values of a list of options. */
	values?: Array<string | number | boolean>;
}

/** The node in the editor with some parameters set. */
export interface Form {
	given: INodeParameters;
	/** Every field by its path, such as `options.timeout`; those inside of a list have the list's path. */
	fields: Record<string, SavedField>;
}

const { properties } = new Vidu().description;

/** Fields that show or hide others. */
const CHOICES = new Set(
	properties
		.flatMap((field) => [field, ...((field.options ?? []) as INodeProperties[])])
		.flatMap(({ displayOptions: { show = {}, hide = {} } = {} }) =>
			Object.keys({ ...show, ...hide }).map((name) => name.replace('/', '')),
		),
);

/** The form for some parameters. */
export function formOf(given: INodeParameters): Form {
	// A field may need another one of its collection to be on.
	const on = { ...given, ...Object.fromEntries(collectionsOf(given)) };
	const fields = shownFields(given).flatMap((field) => [
		[field.name, reduce(field)] as const,
		...inside(field, on).map(({ path, inner }) => [path, reduce(inner)] as const),
	]);
	return { given, fields: Object.fromEntries(fields) };
}

const collectionsOf = (given: INodeParameters): Array<[string, INodeParameters]> =>
	shownFields(given)
		.filter(({ type }) => type === 'collection')
		.map(({ name }) => {
			const switches = shownInside(given, name).filter(({ type }) => type === 'boolean');
			return [name, Object.fromEntries(switches.map((field) => [field.name, true]))];
		});

function inside({ name, type, options = [] }: INodeProperties, given: INodeParameters) {
	if (type === 'collection') {
		return shownInside(given, name).map((inner) => ({ path: `${name}.${inner.name}`, inner }));
	}
	return options.flatMap((group) =>
		'values' in group
			? group.values.map((inner) => ({ path: `${name}.${group.name}.${inner.name}`, inner }))
			: [],
	);
}

function reduce({ type, default: initial, options = [] }: INodeProperties): SavedField {
	if (type !== 'options') return { type, default: initial };
	const values = options.flatMap((option) => ('value' in option ? [option.value] : []));
	return { type, default: initial, values };
}

/** The values of a field when some parameters are set. */
export const valuesOf = (name: string, given: INodeParameters = {}): string[] =>
	(formOf(given).fields[name]?.values ?? []).map(String);

/** Every operation. */
export const allOperations = (): Array<{ resource: string; operation: string }> =>
	valuesOf('resource').flatMap((resource) =>
		valuesOf('operation', { resource }).map((operation) => ({ resource, operation })),
	);

/** Every operation, with each value of the fields that show or hide others, where that changes the form. */
export const allForms = (): Form[] =>
	allOperations().flatMap((given) => {
		const form = formOf(given);
		return [form, ...formsBelow(form, new Set())];
	});

/** @param passed fields whose values were tried further up */
function formsBelow({ given, fields }: Form, passed: ReadonlySet<string>): Form[] {
	const choices = Object.entries(fields).filter(
		([name, field]) =>
			CHOICES.has(name) && !(name in given) && !passed.has(name + JSON.stringify(field)),
	);
	const tried = new Set([
		...passed,
		...choices.map(([name, field]) => name + JSON.stringify(field)),
	]);
	return choices.flatMap(([choice, { type, values = type === 'boolean' ? [false, true] : [] }]) =>
		values.flatMap((value) => {
			const form = formOf({ ...given, [choice]: value });
			const isNew = JSON.stringify(form.fields) !== JSON.stringify(fields);
			return isNew ? [form, ...formsBelow(form, tried)] : [];
		}),
	);
}

/** The collections with all of their fields, none at its default. */
export const filled = (given: INodeParameters, collection: string): INodeParameters =>
	Object.fromEntries(
		Object.entries(formOf(given).fields).flatMap(([path, field]) => {
			const [parent, name] = path.split('.');
			return parent === collection && name !== undefined ? [[name, otherThan(name, field)]] : [];
		}),
	);

function otherThan(name: string, { type, default: initial, values }: SavedField) {
	if (values !== undefined) return values.findLast((value) => value !== initial) ?? values[0];
	if (type === 'boolean') return initial !== true;
	if (type === 'number') return Number(initial) + 1;
	if (type === 'json' || name === 'metaData') return '{"Label":"a label"}';
	return /url$/i.test(name) ? 'https://example.com/a' : 'a text';
}
