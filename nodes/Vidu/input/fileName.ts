import type { IExecuteFunctions } from 'n8n-workflow';

import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { enumerate, shorten } from '../text';

/** A field that names a file of the input, with its values for one item. */
interface FileField {
	/** The value of the field's text or expression. */
	value: unknown;
	/** The same as it is in the editor, expressions unresolved. */
	raw: unknown;
	/** The field as messages call it, and that of the choice between a file and a URL. */
	field: string;
	source: string;
	/** The name with which the editor starts. */
	initial: string;
	/** Whether the operation has no other image of this item. */
	isOnlyImage: boolean;
}

/** A file of the input. */
interface ItemFile {
	name: string;
	/** A hint for the user about the choice. */
	hint?: string;
}

/** A file in an expression is an object without bytes and name; only what stands in the editor has the name. */
const BINARY_EXPRESSION = /^=\s*\{\{\s*\$binary(?:\.([\w$]+)|\[\s*(["'])(.+?)\2\s*\])\s*\}\}\s*$/;

/**
 * Finds the file of the input that a field names. A name that nobody changed stands for the only file there is:
 * n8n's form calls a file after its label, not `data`.
 */
export function findItemFile(
	context: IExecuteFunctions,
	item: number,
	{ value, raw, field, source, initial, isOnlyImage }: FileField,
): Result<ItemFile> {
	const names = Object.keys(context.getInputData()[item]?.binary ?? {});
	const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
	const named = BINARY_EXPRESSION.exec(typeof raw === 'string' ? raw : '');
	const has = whatItHas(names, field, source);
	if (isObject && named === null) {
		return invalid(`${field} must be the name of a file, but is an object. The input ${has}`);
	}
	const name = named?.[1] ?? named?.[3] ?? String(value ?? '').trim();
	const known = names.find((one) => one === name) ?? names.find((one) => one.trim() === name);
	if (known !== undefined) return ok({ name: known });
	if (name === initial && isOnlyImage && names.length === 1) {
		const [only] = names;
		return ok({
			name: only,
			hint: `${field}: the node took "${only}", the only file in the input.`,
		});
	}
	if (names.length === 0 && isWithoutFiles(context, item)) {
		return invalid(`an AI agent cannot hand over files. Set ${source} to URL instead of File`);
	}
	if (name.startsWith('data:') || name.length > LONGEST_NAME) {
		return invalid(
			`${field} takes the name of a file in the input, such as "data", not the image itself. To give an image as text, set ${source} to URL. The input ${has}`,
		);
	}
	if (name === '') return invalid(`${field} is empty. The input ${has}`);
	return invalid(`the input has no file "${shorten(name)}". It ${has}`);
}

/** Characters. A longer one is an image as base64, or another text in the wrong field. */
const LONGEST_NAME = 200;

/** Names that a message gives: more would not be read. */
const MAX_NAMES = 10;

/** The files that the input has instead, and advice, in words that follow "The input". */
function whatItHas(names: readonly string[], field: string, source: string): string {
	if (names.length === 0) {
		return `has no files at all: connect a node that gives one, or set ${source} to URL`;
	}
	const quoted = names.map((name) => `"${shorten(name)}"`);
	if (names.length === 1) return `has ${quoted[0]}: enter that name in ${field}`;
	const known = enumerate(quoted.slice(0, MAX_NAMES), 'and');
	return `has ${known}: enter one of these names in ${field}`;
}

/** Whether n8n has no main input to search, as for a tool. */
function isWithoutFiles(context: IExecuteFunctions, item: number): boolean {
	try {
		context.helpers.assertBinaryData(item, '');
		return false;
	} catch (error) {
		return error instanceof TypeError;
	}
}
