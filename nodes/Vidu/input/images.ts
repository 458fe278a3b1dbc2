import type { IExecuteFunctions } from 'n8n-workflow';

import type { ImageLimits } from '../images/checkImage';
import { checkRequestSize } from '../images/requestSize';
import { ImageStandIn } from '../images/standIn';
import type { Params } from '../models/check';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { readImage } from './image';
import type { ImageSource, ItemImage } from './image';
import type { ItemRequest } from './request';

/** The parameters of a request that hold its images. */
export interface ItemImages {
	/** With the URL, or a digest of the bytes, for each image: part of the request's digest. */
	identity: Params;
	/** Digests of the files among them: another file in the same field is another video. */
	files: readonly string[];
	/** With an `ImageStandIn` for each file. Reads no file. */
	preview: () => Params;
	/** As they are sent. */
	load: () => Promise<Params>;
	/** Hints for the user about a valid item. */
	hints?: string[];
}

/** An item without images. */
export const NO_IMAGES: ItemImages = {
	identity: {},
	files: [],
	preview: () => ({}),
	load: async () => ({}),
};

/** Reads and checks several images, and gives the problems of all of them. */
export async function readImages(
	context: IExecuteFunctions,
	item: number,
	sources: ReadonlyArray<Result<ImageSource>>,
	limits?: ImageLimits,
): Promise<Result<ItemImage[]>> {
	const images: ItemImage[] = [];
	const problems: string[] = [];
	for (const source of sources) {
		const image = source.ok ? await readImage(context, item, source.value, limits) : source;
		if (image.ok) images.push({ ...image.value, hint: source.ok ? source.value.hint : undefined });
		else problems.push(...image.problems.map(asSentence));
	}
	return problems.length > 0 ? invalid(...problems) : ok(images);
}

const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A hint on each image that is there twice. */
function duplicates(images: readonly ItemImage[]): string[] {
	return images.flatMap(({ identity, brief }, index) => {
		const first = images.find((other) => other.identity === identity);
		if (first === undefined || first === images[index]) return [];
		return [asSentence(`${brief} is the same picture as ${first.brief}.`)];
	});
}

/**
 * Puts images into the parameters that hold them, and checks the size of the whole request.
 *
 * @param toParams makes these parameters out of one value for each image, in order
 * @param request the rest of the item's request; undefined if that has problems of its own
 */
export function placeImages(
	images: readonly ItemImage[],
	toParams: (values: unknown[]) => Params,
	request: ItemRequest | undefined,
): Result<ItemImages> {
	const inline = images.flatMap(({ where, brief, file }) =>
		file === undefined ? [] : [{ where, brief, mimeType: file.facts.mimeType, size: file.size }],
	);
	if (request !== undefined && inline.length > 0) {
		const values = images.map(({ file, identity: url }) => (file === undefined ? url : ''));
		const params = { ...request.params, ...toParams(values) };
		const problem = checkRequestSize(request.modelId, params, inline);
		if (problem !== undefined) return invalid(problem);
	}
	const chosen = images.flatMap(({ hint }) => (hint === undefined ? [] : [hint]));
	return ok({
		hints: [...chosen, ...duplicates(images)],
		identity: toParams(images.map(({ identity }) => identity)),
		files: images.flatMap(({ file, identity }) => (file === undefined ? [] : [identity])),
		preview: () =>
			toParams(
				images.map(({ identity: url, file }) =>
					file === undefined ? url : new ImageStandIn(file.facts.mimeType, file.size),
				),
			),
		load: async () => {
			const values: string[] = [];
			for (const image of images) values.push(await image.load());
			return toParams(values);
		},
	});
}
