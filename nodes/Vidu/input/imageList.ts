import type { IExecuteFunctions } from 'n8n-workflow';

import { ok } from '../models/result';
import type { Result } from '../models/result';
import type { ImageOrigin, ImageSource } from './image';

/** Where one image of a list is, and what the messages call its field. */
export interface ListEntry {
	origin: ImageOrigin;
	/** The input field, or a part of the URL. */
	from: string;
}

/**
 * Reads where the images of a list are, from the three fields that `imageListFields` makes.
 *
 * @param field how their names begin
 * @param group the entry of a fixed collection that holds the fields; undefined for fields of the node
 */
export function listImages(
	context: IExecuteFunctions,
	item: number,
	field: string,
	group?: Record<string, unknown>,
): ListEntry[] {
	const read = (name: string, initial: string): unknown => {
		if (group === undefined) return context.getNodeParameter(name, item, initial);
		// An expression that finds nothing does not mean the default.
		return name in group ? group[name] : initial;
	};
	if (read(`${field}Source`, 'binary') === 'url') {
		return readList(read(`${field}Urls`, ''), 'urls').map((text) => ({
			origin: { text },
			from: 'URL',
		}));
	}
	return readList(read(`${field}Fields`, 'data'), 'names').map((name) => ({
		origin: { field: name },
		from: `field \`${name}\``,
	}));
}

/** Names the images of a task by their position among all of them: `image 3 of 5, field …`. */
export const numberImages = (
	images: readonly ListEntry[],
	ownerOf: (index: number) => string = () => '',
): Array<Result<ImageSource>> =>
	images.map(({ origin, from }, index) =>
		ok({ origin, where: `image ${index + 1} of ${images.length}${ownerOf(index)}, ${from}` }),
	);

/**
 * Checks a number of entries against the limits of a documented parameter.
 *
 * @returns why it is too small or too large, or undefined
 */
export function checkCount(
	count: number,
	what: string,
	{ minItems = 0, maxItems = Infinity }: { minItems?: number; maxItems?: number },
): string | undefined {
	if (count >= minItems && count <= maxItems) return undefined;
	const range = minItems === maxItems ? `exactly ${minItems}` : `${minItems} to ${maxItems}`;
	return `${what} must be ${range}, but there are ${count}`;
}

const BETWEEN_NAMES = /[,\r\n]+/;

/** A URL may contain a comma: only a comma before white space, another URL or the end separates. */
const BETWEEN_URLS = /[\r\n]+|,(?=\s|https?:\/\/|$)/i;

/**
 * Reads a field that takes several texts: typed in with commas or line breaks between them, or a list from
 * an expression. Empty ones are left out.
 */
export function readList(given: unknown, of: 'names' | 'urls'): string[] {
	if (given === undefined || given === null) return [];
	const texts = Array.isArray(given)
		? given.map(String)
		: String(given).split(of === 'names' ? BETWEEN_NAMES : BETWEEN_URLS);
	return texts.map((text) => text.trim()).filter((text) => text !== '');
}
