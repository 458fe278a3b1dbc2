import { InlineImage } from '../gateway/inlineImage';
import { shorten } from '../text';
import { readImage } from './imageFacts';

/** Bytes of the image. Source: extend.txt, `images`. */
const LARGEST_IMAGE = 50 * 1024 * 1024;
/** Bytes of the whole request as it is sent. Source: extend.txt, `images`. */
const LARGEST_REQUEST = 20 * 1024 * 1024;
/** Longer side over shorter side, "less than" this. Source: extend.txt, `images`. */
const LARGEST_RATIO = 4;

/**
 * Checks an image against the documented limits.
 *
 * @param bytes the image
 * @param where the field and, for a file, its name: the start of every message
 * @returns the image as it goes into the request, or why it cannot be sent
 */
export function checkImage(bytes: Buffer, where: string): InlineImage | { problem: string } {
	if (bytes.length === 0) return { problem: `${where} is empty (0 bytes)` };
	const tooLarge = checkImageSize(bytes.length, where);
	if (tooLarge !== undefined) return { problem: tooLarge };
	const image = readImage(bytes);
	if (image === undefined) {
		return {
			problem: `${where} must be a png, jpeg or webp image, but its bytes are none of these`,
		};
	}
	if (!image.isWhole) return { problem: `${where} is cut off: the image does not reach its end` };
	const { width, height, mimeType } = image;
	const longer = Math.max(width, height);
	const shorter = Math.min(width, height);
	if (shorter === 0 || longer / shorter >= LARGEST_RATIO) {
		return {
			problem: `${where} is ${width} × ${height} pixels; its ratio must be between 1:4 and 4:1`,
		};
	}
	return new InlineImage(mimeType, bytes);
}

/**
 * Checks the size of an image against the documented limit.
 *
 * @param size bytes
 * @returns why it is too large, or undefined
 */
export const checkImageSize = (size: number, where: string): string | undefined =>
	size > LARGEST_IMAGE ? `${where} has ${inMegabytes(size)}; the limit is 50 MB` : undefined;

/**
 * Checks the whole request as it will be sent, without building it twice in memory.
 *
 * @param params every parameter but the image
 * @returns why it is too large, or undefined
 */
export function checkRequestSize(
	model: string,
	params: Record<string, unknown>,
	image: InlineImage,
	where: string,
): string | undefined {
	const rest = Buffer.byteLength(
		JSON.stringify({ model, input: [{ params: { ...params, images: [''] } }] }),
	);
	const whole = rest + image.uriLength;
	if (whole <= LARGEST_REQUEST) return undefined;
	return `${where} has ${inMegabytes(image.bytes.length)} and makes the request ${inMegabytes(whole)}; the limit is 20 MB for the whole request. Put the image on the web and give it as a URL instead`;
}

/** Reads an image that was given as text: a data URI or bare base64. Undefined when it is neither. */
export function readInlineImage(text: string): Buffer | undefined {
	const uri = /^data:[^,]*;base64,/i.exec(text);
	const encoded = (uri ? text.slice(uri[0].length) : text).replace(/\s+/g, '');
	if (encoded === '' && uri) return Buffer.alloc(0);
	if (!/^[A-Za-z0-9+/_-]{32,}={0,2}$/.test(encoded)) return undefined;
	return Buffer.from(encoded, 'base64');
}

/** What to say of an image URL that is neither a URL nor an image as text. */
export const notAnImageText = (where: string, text: string): string =>
	`${where} must be a URL that starts with http:// or https://, a data URI or base64, but is "${shorten(text)}"`;

const inMegabytes = (bytes: number): string => `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
