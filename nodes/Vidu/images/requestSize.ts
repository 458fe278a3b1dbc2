import { inMegabytes } from './checkImage';

/** Bytes of the whole request as it is sent. Source: extend.txt, `images`; models.md, "Images". */
const LARGEST_REQUEST = 20 * 1024 * 1024;

/** An image inside a request. */
export interface SentImage {
	/** What the messages call it. */
	where: string;
	/** What a list of several calls it. */
	brief: string;
	/** Bytes of the image itself. */
	size: number;
	/** Bytes of its data URI. */
	uriLength: number;
}

/**
 * Checks the whole request as it will be sent, without building it twice in memory.
 *
 * @param params every parameter, with an empty text in the place of each inline image
 * @param images the inline images
 * @returns why it is too large, with the share of each image, or undefined
 */
export function checkRequestSize(
	model: string,
	params: Record<string, unknown>,
	images: readonly SentImage[],
): string | undefined {
	const rest = Buffer.byteLength(JSON.stringify({ model, input: [{ params }] }));
	const whole = images.reduce((sum, { uriLength }) => sum + uriLength, rest);
	if (whole <= LARGEST_REQUEST) return undefined;
	const limit = 'the limit is 20 MB for the whole request';
	if (images.length === 1) {
		const [{ where, size }] = images;
		return `${where} has ${inMegabytes(size)} and makes the request ${inMegabytes(whole)}; ${limit}. Put the image on the web and give it as a URL instead`;
	}
	const shares = images.map(({ brief, size }) => `${brief}: ${inMegabytes(size)}`);
	return `The images make the request ${inMegabytes(whole)}; ${limit} (${shares.join('; ')}). Make them smaller, or put them on the web and give them as URLs instead`;
}
