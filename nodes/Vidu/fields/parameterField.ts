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
		const limits = { minValue: parameter.min, maxValue: parameter.max };
		const typeOptions = Object.fromEntries(
			Object.entries(limits).filter(([, limit]) => limit !== undefined),
		);
		return { ...field, type: 'number', typeOptions: { ...typeOptions, numberPrecision: 0 } };
	}
	if (format === 'json') return { ...field, type: 'json' };
	return rows === undefined ? field : { ...field, typeOptions: { rows } };
}
