import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { fileKindOf } from './fileKind';
import { parseImageHeader } from './imageFacts';
import type { ImageFacts } from './imageFacts';

/*
 * The limits of an image. Source: docs/api/models.md, "Images".
 */

/** Bytes of an image. */
const LARGEST_IMAGE = 50 * 1024 * 1024;
/** Longer side over shorter side. */
const LARGEST_RATIO = 4;
/** Pixels of the shorter side of a reference. */
export const SMALLEST_REFERENCE = 128;

/** Limits of an image that depend on the operation. */
export interface ImageLimits {
	/** Pixels that both sides must have at least. */
	smallestSide?: number;
	/** Whether a ratio of exactly 4:1 is too much. */
	excludesLargestRatio?: boolean;
}

/** Extend says "less than 1:4 or 4:1", the other pages say "between". */
export const EXTEND_IMAGE: ImageLimits = { excludesLargestRatio: true };
export const REFERENCE_IMAGE: ImageLimits = { smallestSide: SMALLEST_REFERENCE };

/** Start frame over end frame, in pixels of the whole image. */
const FRAME_RATIO = { min: 0.8, max: 1.25 };

/**
 * Checks an image against the documented limits.
 *
 * @param where the field and, for a file, its name: the start of every message
 */
export function checkImage(
	bytes: Buffer,
	where: string,
	{ smallestSide = 1, excludesLargestRatio = false }: ImageLimits = {},
): Result<ImageFacts> {
	if (bytes.length === 0) return invalid(`${where} is empty (0 bytes)`);
	const tooLarge = checkImageSize(bytes.length, where);
	if (tooLarge !== undefined) return invalid(tooLarge);
	const image = parseImageHeader(bytes);
	if (image === undefined) {
		const kind = fileKindOf(bytes) ?? 'of another kind';
		return invalid(`${where} must be a PNG, JPEG or WebP image, but is ${kind}`);
	}
	if (!image.isWhole) return invalid(`${where} is cut off: the image does not reach its end`);
	const { width, height } = image;
	const longer = Math.max(width, height);
	const shorter = Math.min(width, height);
	const ratio = longer / shorter;
	const isTooLong = excludesLargestRatio ? ratio >= LARGEST_RATIO : ratio > LARGEST_RATIO;
	const pixels = `${where} is ${width} × ${height} pixels`;
	if (shorter === 0 || isTooLong) {
		const excluded = excludesLargestRatio ? ', and neither of them' : '';
		return invalid(`${pixels}; its ratio must be between 1:4 and 4:1${excluded}`);
	}
	if (shorter < smallestSide) {
		return invalid(`${pixels}; a reference must have at least ${smallestSide} × ${smallestSide}`);
	}
	return ok(image);
}

/**
 * Checks the bytes of an image against the documented limit.
 *
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
	const { min, max } = FRAME_RATIO;
	const sizes = `The start frame is ${sizeOf(start)} pixels and the end frame ${sizeOf(end)}`;
	return `${sizes}: ${ratio.toFixed(2)} times as many pixels. It must be ${min} to ${max} times. Scale one of them`;
}

const sizeOf = ({ width, height }: ImageFacts): string => `${width} × ${height}`;

/** Bytes in words, as every message gives them. */
export const inMegabytes = (bytes: number): string => `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
