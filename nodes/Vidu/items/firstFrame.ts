import type { IExecuteFunctions } from 'n8n-workflow';

import { NO_IMAGES, placeImages, readAll, requiredOriginOf } from './itemImages';
import type { ReadImages } from './itemImages';
import type { ItemRequest } from './request';

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
