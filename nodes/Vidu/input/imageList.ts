import type { IExecuteFunctions } from 'n8n-workflow';

import { FILE_FIELD, IMAGE_SOURCES } from '../fields/imageFields';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { splitUrls } from '../models/urls';
import { asChoice, nonsenseIn } from '../models/values';
import { shorten } from '../text';
import { noSuchChoice } from './choice';
import { findItemFile } from './fileName';
import type { ImageOrigin, ImageSource } from './image';

/** Where one image of a list is, and what the messages call its field. */
export interface ListEntry {
	origin: Result<ImageOrigin>;
	/** The input field, or a part of the URL. */
	from: string;
	/** A hint for the user about the choice. */
	hint?: string;
}

/** The fields of a list of images, which `imageListFields` makes. */
interface ImageListOf {
	/** How their names begin. */
	name: string;
	/** Their name in the editor. */
	displayName: string;
	/** The entry of a fixed collection that holds the fields, as it came out and as it is in the editor. */
	group?: { values: Record<string, unknown>; raw: Record<string, unknown> };
	/** Whether the item has no other images. */
	isOnlyList: boolean;
}

/** Why a source is refused. */
export const noSuchSource = (displayName: string, source: unknown): string =>
	noSuchChoice(`${displayName} From`, source, IMAGE_SOURCES);

/** Reads where the images of a list are. */
export function listImages(
	context: IExecuteFunctions,
	item: number,
	{ name, displayName, group, isOnlyList }: ImageListOf,
): ListEntry[] {
	const read = (field: string, initial: string): unknown => {
		if (group === undefined) return context.getNodeParameter(field, item, initial);
		// An expression that finds nothing does not mean the default.
		return field in group.values ? group.values[field] : initial;
	};
	const chosen = read(`${name}Source`, 'binary');
	const source = asChoice(chosen, Object.keys(IMAGE_SOURCES));
	if (source === 'url') {
		return readList(read(`${name}Urls`, ''), 'urls').map((text) => {
			const nonsense = nonsenseIn(text);
			return {
				origin: nonsense === undefined ? ok({ text }) : invalid(`it ${nonsense}`),
				from: 'URL',
			};
		});
	}
	if (source !== 'binary') {
		return [{ origin: invalid(noSuchSource(`${displayName} Images`, chosen)), from: 'no file' }];
	}
	const parameter = `${name}Fields`;
	const entered = read(parameter, FILE_FIELD);
	const isObject = typeof entered === 'object' && entered !== null && !Array.isArray(entered);
	const values = isObject ? [entered] : readList(entered, 'names');
	const file = {
		raw: (group?.raw ?? context.getNode().parameters)[parameter],
		field: `${displayName} Files`,
		source: `${displayName} Images From`,
		initial: FILE_FIELD,
		isOnlyImage: isOnlyList && values.length === 1,
	};
	return values.map((value) => {
		const found = findItemFile(context, item, { ...file, value });
		if (!found.ok) return { origin: found, from: `file "${shorten(String(value))}"` };
		const { name: field, hint } = found.value;
		return { origin: ok({ field }), from: `file "${field}"`, hint };
	});
}

/** Names the images of a task by their position among all of them: `image 3 of 5, field …`. */
export const numberImages = (
	images: readonly ListEntry[],
	ownerOf: (index: number) => string = () => '',
): Array<Result<ImageSource>> =>
	images.map(({ origin, from, hint }, index) => {
		const where = `image ${index + 1} of ${images.length}${ownerOf(index)}`;
		if (!origin.ok) return invalid(...origin.problems.map((problem) => `${where}: ${problem}`));
		return ok({ origin: origin.value, where: `${where}, ${from}`, hint });
	});

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

/**
 * Reads a field that takes several texts: typed in with commas or line breaks between them, or a list from
 * an expression. Empty ones are left out.
 */
export function readList(value: unknown, of: 'names' | 'urls'): string[] {
	if (value === undefined || value === null) return [];
	const cells: unknown[] = Array.isArray(value) ? value : [value];
	const texts = cells.map((cell) => String(cell ?? ''));
	if (of === 'urls') return texts.flatMap(splitUrls);
	const names = Array.isArray(value) ? texts : texts.flatMap((text) => text.split(BETWEEN_NAMES));
	return names.map((name) => name.trim()).filter((name) => name !== '');
}
