import type { INodeProperties } from 'n8n-workflow';
import type { z } from 'zod';

import { fieldNameOf } from '../models';
import { factsOf } from '../models/facts';

/**
 * The editor's field for a documented parameter, derived from its schema.
 *
 * @param name documented name
 * @param schema made by `documented`
 */
export function parameterField(name: string, schema: z.ZodTypeAny): INodeProperties {
	const facts = factsOf(schema);
	const { displayName, description, placeholder, optionNames, rows, json, required } = facts.text;
	const field: INodeProperties = {
		displayName,
		name: fieldNameOf(name),
		type: 'string',
		default: '',
		description,
	};
	if (facts.default !== undefined) field.default = facts.default;
	if (placeholder !== undefined && json !== true) field.placeholder = placeholder;
	if (required === true) field.required = true;
	if (facts.options !== undefined) {
		return {
			...field,
			type: 'options',
			options: facts.options.map((value) => ({
				name: optionNames?.[value] ?? String(value),
				value,
			})),
		};
	}
	if (facts.type === 'boolean') return { ...field, type: 'boolean' };
	if (facts.type === 'integer') {
		const limits = { minValue: facts.min, maxValue: facts.max };
		const typeOptions = Object.fromEntries(
			Object.entries(limits).filter(([, limit]) => limit !== undefined),
		);
		return { ...field, type: 'number', typeOptions: { ...typeOptions, numberPrecision: 0 } };
	}
	if (json === true) return { ...field, type: 'json' };
	return rows === undefined ? field : { ...field, typeOptions: { rows } };
}
