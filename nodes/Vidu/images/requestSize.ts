import { inMegabytes } from './checkImage';
import { dataUriLength } from './dataUri';
import type { ImageFacts } from './imageFacts';

/** Bytes of the whole request body. Source: docs/api/models.md, "Images". */
const LARGEST_REQUEST = 20 * 1024 * 1024;

/** An image inside a request. */
interface InlineImage {
	/** Its name in messages. */
	where: string;
	/** Its short name, for a list of several images. */
	brief: string;
	mimeType: ImageFacts['mimeType'];
	/** Bytes of the image itself. */
	size: number;
}

/**
 * Checks the size of the whole request without building it.
 *
 * @param params every parameter, with an empty text in the place of each inline image
 * @returns why it is too large, with the share of each image, or undefined
 */
export function checkRequestSize(
	model: string,
	params: Record<string, unknown>,
	images: readonly InlineImage[],
): string | undefined {
	const rest = Buffer.byteLength(JSON.stringify({ model, input: [{ params }] }));
	const uris = images.map(({ mimeType, size }) => dataUriLength(mimeType, size));
	const whole = uris.reduce((sum, length) => sum + length, rest);
	if (whole <= LARGEST_REQUEST) return undefined;
	const limit = 'the limit is 20 MB for the whole request';
	if (images.length === 1) {
		const [{ where, size }] = images;
		return `${where} has ${inMegabytes(size)} and makes the request ${inMegabytes(whole)}; ${limit}. Put the image on the web and give it as a URL instead`;
	}
	const shares = images.map(({ brief, size }) => `${brief}: ${inMegabytes(size)}`);
	return `The images make the request ${inMegabytes(whole)}; ${limit} (${shares.join('; ')}). Make them smaller, or put them on the web and give them as URLs instead`;
}
