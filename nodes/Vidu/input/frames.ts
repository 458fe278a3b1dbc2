import type { IExecuteFunctions } from 'n8n-workflow';

import { FILE_FIELD, fileLabel, IMAGE_SOURCES } from '../fields/imageFields';
import { EXTEND_IMAGE } from '../images/checkImage';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { asChoice, nonsenseIn } from '../models/values';
import { isWebAddress } from '../text';
import { findItemFile } from './fileName';
import type { ImageSource } from './image';
import { noSuchSource, readList } from './imageList';
import { NO_IMAGES, placeImages, readImages } from './images';
import type { ItemImages } from './images';
import type { ItemRequest } from './request';

/**
 * Reads the image with which a video begins.
 *
 * @param request the rest of the request; undefined if that has problems of its own
 * @param isOnlyImage whether the item has no other file
 */
export async function readFirstFrame(
	context: IExecuteFunctions,
	item: number,
	request: ItemRequest | undefined,
	isOnlyImage = true,
): Promise<Result<ItemImages>> {
	// A custom model may want its image under another name.
	if (request?.overrides.images !== undefined) return ok(NO_IMAGES);
	const source = requiredSourceOf(context, item, { ...IMAGE, isOnlyImage });
	const images = await readImages(context, item, [source]);
	return images.ok ? placeImages(images.value, (values) => ({ images: values }), request) : images;
}

/**
 * Reads the image with which an extended video ends, if the user chose one.
 *
 * @param request the rest of the request; undefined if that has problems of its own
 * @param isOnlyImage whether the item has no other file
 */
export async function readEndFrame(
	context: IExecuteFunctions,
	item: number,
	request: ItemRequest | undefined,
	isOnlyImage = true,
): Promise<Result<ItemImages>> {
	const source = sourceOf(context, item, { ...END_FRAME, isOnlyImage });
	if (source === undefined) return ok(NO_IMAGES);
	const images = await readImages(context, item, [source], EXTEND_IMAGE);
	return images.ok ? placeImages(images.value, (values) => ({ images: values }), request) : images;
}

/** One image of an item, and the three fields that `imageFields` makes for it. */
interface ImageFieldOf {
	/** How the names of its fields begin. */
	name: string;
	/** Its name in the editor: the start of every message. */
	displayName: string;
	/** The input field with which the editor starts. */
	initial: string;
	/** Whether the item has no other image. */
	isOnlyImage: boolean;
}

const IMAGE = { name: 'image', displayName: 'Image', initial: FILE_FIELD };
const END_FRAME = { name: 'endFrame', displayName: 'End Frame', initial: '' };

/**
 * Reads where one image is.
 *
 * @returns undefined if the user chose none
 */
function sourceOf(
	context: IExecuteFunctions,
	item: number,
	{ name, displayName, initial, isOnlyImage }: ImageFieldOf,
): Result<ImageSource> | undefined {
	const chosen: unknown = context.getNodeParameter(`${name}Source`, item, 'none');
	if (chosen === null || chosen === '') return undefined;
	const source = asChoice(chosen, ['none', ...Object.keys(IMAGE_SOURCES)]);
	if (source === 'none') return undefined;
	if (source === 'binary') {
		const parameter = `${name}Field`;
		const file = findItemFile(context, item, {
			value: context.getNodeParameter(parameter, item, initial),
			raw: context.getNode().parameters[parameter],
			field: fileLabel(displayName),
			source: `${displayName} From`,
			initial,
			isOnlyImage,
		});
		if (!file.ok) return file;
		const { name: field, hint } = file.value;
		return ok({ origin: { field }, where: `${displayName}, file "${field}"`, hint });
	}
	if (source !== 'url') return invalid(noSuchSource(displayName, chosen));
	const value: unknown = context.getNodeParameter(`${name}Url`, item, '');
	const where = `${displayName} URL`;
	const urls = readList(value, 'urls');
	const nonsense = (Array.isArray(value) ? urls : [value]).map(nonsenseIn).find(Boolean);
	if (nonsense !== undefined) return invalid(`${where} ${nonsense}`);
	const text = Array.isArray(value) && urls.length === 1 ? urls[0] : String(value ?? '').trim();
	if (text === '') return invalid(`${where} is empty, but ${displayName} From is URL`);
	// Base64 may have line breaks; a URL with others after it would be sent as one.
	if (!Array.isArray(value) && !isWebAddress(text)) return ok({ origin: { text }, where });
	if (urls.length > 1) {
		return invalid(`${where} must be exactly 1 image, but there are ${urls.length}`);
	}
	return ok({ origin: { text: urls[0] ?? text }, where });
}

/**
 * The same for an image that the item must have. Its source may be one of another operation, which n8n keeps
 * when the operation changes, or anything that an expression gives.
 */
export const requiredSourceOf = (
	context: IExecuteFunctions,
	item: number,
	image: ImageFieldOf,
): Result<ImageSource> =>
	sourceOf(context, item, image) ??
	invalid(
		`${image.displayName} is missing, but the model needs it. Set ${image.displayName} From to File or URL`,
	);
