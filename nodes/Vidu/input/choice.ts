import type { IExecuteFunctions } from 'n8n-workflow';

import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { asChoice } from '../models/values';
import { enumerate, shorten } from '../text';

/**
 * Reads a field with a few choices. An expression may give any value: another one is refused, never taken for
 * one of them.
 *
 * @param choices what the editor calls them, by value; the first is the default
 */
export function readChoice<T extends string>(
	context: IExecuteFunctions,
	item: number,
	field: string,
	displayName: string,
	choices: Readonly<Record<T, string>>,
): Result<T> {
	const values = Object.keys(choices) as T[];
	const value: unknown = context.getNodeParameter(field, item, values[0]);
	const chosen = asChoice(value, values);
	return chosen === undefined ? invalid(noSuchChoice(displayName, value, choices)) : ok(chosen);
}

/** Why a value is refused that is none of the choices. */
export const noSuchChoice = (
	displayName: string,
	value: unknown,
	choices: Readonly<Record<string, string>>,
): string =>
	`${displayName} "${shorten(String(value))}" is not an option. Choose ${enumerate(Object.values(choices), 'or')}`;
