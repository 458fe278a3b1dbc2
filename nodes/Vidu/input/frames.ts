import type { IExecuteFunctions } from 'n8n-workflow';

import { EXTEND_IMAGE } from '../images/checkImage';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { isWebAddress } from '../text';
import type { ImageSource } from './image';
import { readList } from './imageList';
import { NO_IMAGES, placeImages, readImages } from './images';
import type { ItemImages } from './images';
import type { ItemRequest } from './request';

/**
 * Reads the image with which a video begins.
 *
 * @param request the rest of the request; undefined if that has problems of its own
 */
export async function readFirstFrame(
	context: IExecuteFunctions,
	item: number,
	request: ItemRequest | undefined,
): Promise<Result<ItemImages>> {
	// A custom model may want its image under another name.
	if (request?.overrides.images !== undefined) return ok(NO_IMAGES);
	const source = requiredSourceOf(context, item, 'image', 'Image');
	const images = await readImages(context, item, [source]);
	return images.ok ? placeImages(images.value, (values) => ({ images: values }), request) : images;
}

/**
 * Reads the image with which an extended video ends, if the user chose one.
 *
 * @param request the rest of the request; undefined if that has problems of its own
 */
export async function readEndFrame(
	context: IExecuteFunctions,
	item: number,
	request: ItemRequest | undefined,
): Promise<Result<ItemImages>> {
	const source = sourceOf(context, item, 'endFrame', 'End Frame');
	if (source === undefined) return ok(NO_IMAGES);
	const images = await readImages(context, item, [source], EXTEND_IMAGE);
	return images.ok ? placeImages(images.value, (values) => ({ images: values }), request) : images;
}

/**
 * Reads where one image is, from the three fields that `imageFields` makes.
 *
 * @param field how their names begin
 * @param displayName what the editor calls it: the start of every message
 * @returns undefined if the user chose none
 */
function sourceOf(
	context: IExecuteFunctions,
	item: number,
	field: string,
	displayName: string,
): Result<ImageSource> | undefined {
	const source = context.getNodeParameter(`${field}Source`, item, 'none') as string;
	if (source === 'binary') {
		const dataField = String(context.getNodeParameter(`${field}Field`, item, 'data'));
		const where = `${displayName}, input data field "${dataField}"`;
		return ok({ origin: { field: dataField }, where });
	}
	if (source !== 'url') return undefined;
	const given: unknown = context.getNodeParameter(`${field}Url`, item, '');
	const text = String(given ?? '').trim();
	const where = `${displayName} URL`;
	if (text === '') return invalid(`${where} is empty, but ${displayName} is set to URL`);
	// Base64 may have line breaks; a URL with others after it would be sent as one.
	const count = Array.isArray(given) || isWebAddress(text) ? readList(given, 'urls').length : 1;
	if (count > 1) return invalid(`${where} must be exactly 1 image, but there are ${count}`);
	return ok({ origin: { text }, where });
}

/**
 * The same for an image that the item must have. Its source may be one of another operation, which n8n keeps
 * when the operation changes, or anything that an expression gives.
 */
export const requiredSourceOf = (
	context: IExecuteFunctions,
	item: number,
	field: string,
	displayName: string,
): Result<ImageSource> =>
	sourceOf(context, item, field, displayName) ??
	invalid(
		`${displayName} is missing, but the model needs it: set the field ${displayName} to Input Data Field or URL`,
	);
