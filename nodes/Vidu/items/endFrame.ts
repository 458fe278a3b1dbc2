import type { IExecuteFunctions } from 'n8n-workflow';

import { EXTEND_IMAGE } from '../images/checkImage';
import { NO_IMAGES, originOf, placeImages, readAll } from './itemImages';
import type { ReadImages } from './itemImages';
import type { ItemRequest } from './request';

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
