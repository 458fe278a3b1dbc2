import type { IExecuteFunctions } from 'n8n-workflow';

import { NO_IMAGES, placeImages, readAll, requiredOriginOf, originOf } from './images';
import type { ReadImages } from './images';
import type { ItemRequest } from './request';
import { EXTEND_IMAGE } from '../images/checkImage';

/**
 * Reads the image with which a video begins.
 *
 * @param request the rest of the request; undefined when that has problems of its own
 */
export async function readFirstFrame(
	context: IExecuteFunctions,
	item: number,
	request: ItemRequest | undefined,
): Promise<ReadImages> {
	// A custom model may want its image under another name.
	if (request?.overrides.images !== undefined) return NO_IMAGES;
	const image = requiredOriginOf(context, item, 'image', 'Image');
	const images = await readAll(context, item, [image]);
	if ('problems' in images) return images;
	return placeImages(images, (values) => ({ images: values }), request);
}

/**
 * Reads the image with which an extended video ends.
 *
 * @param request the rest of the request; undefined when that has problems of its own
 */
export async function readEndFrame(
	context: IExecuteFunctions,
	item: number,
	request: ItemRequest | undefined,
): Promise<ReadImages> {
	const frame = originOf(context, item, 'endFrame', 'End Frame');
	if (frame === undefined) return NO_IMAGES;
	const images = await readAll(context, item, [frame], EXTEND_IMAGE);
	if ('problems' in images) return images;
	const place = (values: unknown[]) => ({ images: values });
	// Its identity is no list: the same digest as in saved executions of 0.1.0.
	return placeImages(images, place, request, images[0].identity);
}
