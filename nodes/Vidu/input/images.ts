import type { IExecuteFunctions } from 'n8n-workflow';

import type { ImageLimits } from '../images/checkImage';
import { checkRequestSize } from '../images/requestSize';
import { ImageStandIn } from '../images/standIn';
import { uriLengthOf } from '../gateway/inlineImage';
import type { Params } from '../models/check';
import { isWebAddress } from '../text';
import { readImage } from './image';
import type { ImageOrigin, ItemImage } from './image';
import { readList } from './imageList';
import type { ItemRequest } from './request';

/** How the images of an item reach the request. */
export interface ItemImages {
	/** Part of the request's digest. */
	identity: unknown;
	/** The same parameters with an `ImageStandIn` for each file, known once they are checked. */
	preview: () => Params;
	/** Digests of the files among them: part of what the item was given, beside its JSON. */
	files?: readonly string[];
	/** Makes the parameters that hold images when they are sent. */
	load: () => Promise<Params>;
	/** What the user should know, though it is no reason to refuse the item. */
	hints?: string[];
}

/** An item without images. The word is part of saved digests. */
export const NO_IMAGES: ItemImages = {
	identity: 'none',
	preview: () => ({}),
	load: async () => ({}),
};

/** The images of an item, or every reason why they cannot be sent. */
export type ReadImages = ItemImages | { problems: string[] };

/**
 * Where one image of an item is, by the three fields that `imageFields` makes.
 *
 * @param field how their names begin
 * @param displayName what the editor calls it: the start of every message
 * @returns undefined when the user chose none
 */
export function originOf(
	context: IExecuteFunctions,
	item: number,
	field: string,
	displayName: string,
): { origin: ImageOrigin; where: string } | { problem: string } | undefined {
	const source = context.getNodeParameter(`${field}Source`, item, 'none') as string;
	if (source === 'binary') {
		const dataField = String(context.getNodeParameter(`${field}Field`, item, 'data'));
		const where = `${displayName}, input data field "${dataField}"`;
		return { origin: { field: dataField }, where };
	}
	if (source !== 'url') return undefined;
	const given: unknown = context.getNodeParameter(`${field}Url`, item, '');
	const text = String(given ?? '').trim();
	const where = `${displayName} URL`;
	if (text === '') return { problem: `${where} is empty, but ${displayName} is set to URL` };
	// Base64 may have line breaks; a URL would be sent with the others at its end.
	const several = Array.isArray(given) || isWebAddress(text) ? readList(given, 'urls').length : 1;
	if (several > 1) return { problem: `${where} must be exactly 1 image, but there are ${several}` };
	return { origin: { text }, where };
}

/**
 * The same for an image that the item must have. The source may be one of another operation: n8n keeps it
 * when the operation is switched, and an expression may give anything.
 */
export const requiredOriginOf = (
	context: IExecuteFunctions,
	item: number,
	field: string,
	displayName: string,
): { origin: ImageOrigin; where: string } | { problem: string } =>
	originOf(context, item, field, displayName) ?? {
		problem: `${displayName} is missing, but the model needs it: set the field ${displayName} to Input Data Field or URL`,
	};

/** Reads and checks several images, each by its origin; every problem is told at once. */
export async function readAll(
	context: IExecuteFunctions,
	item: number,
	origins: ReadonlyArray<{ origin: ImageOrigin; where: string } | { problem: string }>,
	limits?: ImageLimits,
): Promise<ItemImage[] | { problems: string[] }> {
	const images: ItemImage[] = [];
	const problems: string[] = [];
	for (const given of origins) {
		const image =
			'problem' in given
				? given
				: await readImage(context, item, given.origin, given.where, limits);
		if ('problem' in image) problems.push(asSentence(image.problem));
		else images.push(image);
	}
	return problems.length > 0 ? { problems } : images;
}

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Puts images where the request has them, and checks the whole request.
 *
 * @param place makes the parameters that hold images out of one value for each image, in order
 * @param request the rest of the item's request; undefined when that has problems of its own
 */
export function placeImages(
	images: readonly ItemImage[],
	place: (values: unknown[]) => Params,
	request: ItemRequest | undefined,
	identity: unknown = images.map((image) => image.identity),
): ReadImages {
	const inline = images.flatMap(({ where, brief, file }) =>
		file === undefined
			? []
			: [
					{
						where,
						brief,
						size: file.size,
						uriLength: uriLengthOf(file.facts.mimeType, file.size),
					},
				],
	);
	if (request !== undefined && inline.length > 0) {
		const values = images.map((image) => (image.file === undefined ? image.identity : ''));
		const params = { ...request.params, ...place(values) };
		const problem = checkRequestSize(request.modelId, params, inline);
		if (problem !== undefined) return { problems: [problem] };
	}
	const load = async () => {
		const values: unknown[] = [];
		for (const image of images) values.push(await image.load());
		return place(values);
	};
	const preview = () =>
		place(
			images.map(({ identity: url, file }) =>
				file === undefined ? url : new ImageStandIn(file.facts.mimeType, file.size),
			),
		);
	const files = images.flatMap(({ file, identity: digest }) =>
		file === undefined ? [] : [digest],
	);
	return { identity, files, preview, load };
}
