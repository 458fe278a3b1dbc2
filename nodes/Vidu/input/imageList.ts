import type { IExecuteFunctions } from 'n8n-workflow';

import type { ImageOrigin } from './image';

/** Where one image of a list is, and what the messages call its field. */
export interface ListedImage {
	origin: ImageOrigin;
	/** The input field, or a part of the URL. */
	from: string;
}

/**
 * Where the images of a list are, by the three fields that `imageListFields` makes.
 *
 * @param field how their names begin
 * @param group the entry of a fixed collection that holds the fields; undefined for fields of the node
 */
export function listedImages(
	context: IExecuteFunctions,
	item: number,
	field: string,
	group?: Record<string, unknown>,
): ListedImage[] {
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

/** Names the images of a task by their place among all of them: `image 3 of 5, field …`. */
export const numbered = (
	images: readonly ListedImage[],
	whose: (index: number) => string = noOne,
) =>
	images.map(({ origin, from }, index) => ({
		origin,
		where: `image ${index + 1} of ${images.length}${whose(index)}, ${from}`,
	}));

const noOne = () => '';

/**
 * Checks a number against what a documented parameter takes.
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

/** Commas and line breaks part the names of fields. */
const BETWEEN_NAMES = /[,\r\n]+/;

/** A comma may stand inside a URL: only one that white space, another URL or nothing follows ends it. */
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
