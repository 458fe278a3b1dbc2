import { shorten } from '../text';
import { parseImageHeader } from './imageFacts';
import type { ImageFacts } from './imageFacts';

/** Bytes of an image. Source: extend.txt and models.md, "Images". */
const LARGEST_IMAGE = 50 * 1024 * 1024;
/** Longer side over shorter side. Source: extend.txt and models.md, "Images". */
const LARGEST_RATIO = 4;
/** Pixels of the shorter side of a reference. Source: models.md, "Images". */
export const SMALLEST_REFERENCE = 128;

/** What the documents ask of an image beside its format and its bytes. */
export interface ImageLimits {
	/** Pixels that both sides must have at least. */
	smallestSide?: number;
	/** Whether a ratio of exactly 4:1 is too much. */
	excludesLargestRatio?: boolean;
}

/** "Less than 1:4 or 4:1". Source: extend.txt, `images`. */
export const EXTEND_IMAGE: ImageLimits = { excludesLargestRatio: true };
/** Source: models.md, "Images". */
export const REFERENCE_IMAGE: ImageLimits = { smallestSide: SMALLEST_REFERENCE };

/** Start frame over end frame, in pixels of the whole image. Source: models.md, "Start and end frame". */
const FRAME_RATIO = { min: 0.8, max: 1.25 };

/**
 * Checks an image against the documented limits.
 *
 * @param bytes the image
 * @param where the field and, for a file, its name: the start of every message
 * @param limits what else is asked of it; "between 1:4 and 4:1" when nothing is
 * @returns what it is, or why it cannot be sent
 */
export function checkImage(
	bytes: Buffer,
	where: string,
	{ smallestSide = 1, excludesLargestRatio = false }: ImageLimits = {},
): ImageFacts | { problem: string } {
	if (bytes.length === 0) return { problem: `${where} is empty (0 bytes)` };
	const tooLarge = checkImageSize(bytes.length, where);
	if (tooLarge !== undefined) return { problem: tooLarge };
	const image = parseImageHeader(bytes);
	if (image === undefined) {
		return {
			problem: `${where} must be a png, jpeg or webp image, but its bytes are none of these`,
		};
	}
	if (!image.isWhole) return { problem: `${where} is cut off: the image does not reach its end` };
	const { width, height } = image;
	const longer = Math.max(width, height);
	const shorter = Math.min(width, height);
	const ratio = longer / shorter;
	const isTooLong = excludesLargestRatio ? ratio >= LARGEST_RATIO : ratio > LARGEST_RATIO;
	if (shorter === 0 || isTooLong) {
		return {
			problem: `${where} is ${width} × ${height} pixels; its ratio must be between 1:4 and 4:1${excludesLargestRatio ? ', and neither of them' : ''}`,
		};
	}
	if (shorter < smallestSide) {
		return {
			problem: `${where} is ${width} × ${height} pixels; a reference must have at least ${smallestSide} × ${smallestSide}`,
		};
	}
	return image;
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
 * Checks that two frames are about as large as each other.
 *
 * @returns why they are not, or undefined
 */
export function checkFrames(start: ImageFacts, end: ImageFacts): string | undefined {
	const ratio = (start.width * start.height) / (end.width * end.height);
	if (ratio >= FRAME_RATIO.min && ratio <= FRAME_RATIO.max) return undefined;
	return `The start frame is ${start.width} × ${start.height} pixels and the end frame ${end.width} × ${end.height}, which is ${ratio.toFixed(2)} of its size; it must be ${FRAME_RATIO.min} to ${FRAME_RATIO.max}. Scale one of them`;
}

/** Reads an image that was given as text: a data URI or bare base64. Undefined when it is neither. */
export function readInlineImage(text: string): Buffer | undefined {
	const uri = /^data:[^,]*;base64,/i.exec(text);
	const encoded = (uri ? text.slice(uri[0].length) : text).replace(/\s+/g, '');
	if (encoded === '' && uri) return Buffer.alloc(0);
	// One pattern for the whole text would overflow the stack on an image of several megabytes.
	const end = encoded.slice(-2).indexOf('=');
	const letters = end < 0 ? encoded : encoded.slice(0, end - 2);
	const isPadded = /^=*$/.test(encoded.slice(letters.length));
	if (letters.length < 32 || !isPadded || /[^A-Za-z0-9+/_-]/.test(letters)) return undefined;
	return Buffer.from(encoded, 'base64');
}

/** What to say of an image URL that is neither a URL nor an image as text. */
export const notAnImageText = (where: string, text: string): string =>
	`${where} must be a URL that starts with http:// or https://, a data URI or base64, but is "${shorten(text)}"`;

/** Bytes in words, as every message gives them. */
export const inMegabytes = (bytes: number): string => `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
