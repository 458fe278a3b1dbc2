import type { INodeProperties } from 'n8n-workflow';

import { fieldNameOf } from '../models/parameter';
import type { Parameter } from '../models/parameter';

/**
 * The editor's field for a documented parameter.
 *
 * @param name documented name
 */
export function parameterField(name: string, parameter: Parameter): INodeProperties {
	const { type, displayName, description, placeholder, options, format, rows } = parameter;
	const field: INodeProperties = {
		displayName,
		name: fieldNameOf(name),
		type: 'string',
		default: '',
		description,
	};
	if (parameter.default !== undefined) field.default = parameter.default;
	if (placeholder !== undefined && format !== 'json') field.placeholder = placeholder;
	if (parameter.required === true) field.required = true;
	if (options !== undefined) {
		const nameOf = (value: string | number) => parameter.optionNames?.[value] ?? String(value);
		return {
			...field,
			type: 'options',
			options: options.map((value) => ({ name: nameOf(value), value })),
		};
	}
	if (type === 'boolean') return { ...field, type: 'boolean' };
	if (type === 'integer') {
		const { min, max, unit } = parameter;
		const limits = { minValue: min, maxValue: max };
		const typeOptions = Object.fromEntries(
			Object.entries(limits).filter(([, limit]) => limit !== undefined),
		);
		// n8n turns a number beyond its limits back without a word.
		const range =
			min === undefined || max === undefined ? {} : { hint: `${min} to ${max} ${unit}` };
		const number: INodeProperties = { ...field, type: 'number', ...range };
		return { ...number, typeOptions: { ...typeOptions, numberPrecision: 0 } };
	}
	if (format === 'json') return { ...field, type: 'json' };
	return rows === undefined ? field : { ...field, typeOptions: { rows } };
}
