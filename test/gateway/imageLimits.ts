/** Is this image one that the model takes? */

import { decodeImage, isImage, sizeOfImage, type Flaw, type Size } from './images';
import { isUrl, list, type Problem, type Rule } from './rules';

/** docs/api/models.md, "Images": at most 50 MB each. In bytes. */
export const MOST_IMAGE_BYTES = 50 * 1024 * 1024;
const MOST_RATIO = 4;
/** docs/api/models.md, "Images": the resolution of the start over that of the end is 0.8 to 1.25. */
const MOST_UNLIKE = 1.25;

/** The documented limits of an image other than its type and its bytes. */
export interface ImageLimits {
	/** The least length of each side, in pixels. */
	readonly smallestSide?: number;
	/** Whether a ratio of exactly 1:4 or 4:1 is too much. */
	readonly excludesLimit?: boolean;
}

/** docs/api/models.md, "Images": "less than 1:4 or 4:1". */
export const EXTEND_IMAGE: ImageLimits = { excludesLimit: true };
/** docs/api/models.md, "Images": "between 1:4 and 4:1". */
export const ANY_IMAGE: ImageLimits = {};
/** docs/api/models.md, "Images": references of at least 128 × 128 pixels. */
export const REFERENCE_IMAGE: ImageLimits = { smallestSide: 128 };

/** The flaw in the content of a file. One whose size cannot be read passes, as yet. */
export function bytesFlaw(bytes: Buffer, limits: ImageLimits): Flaw | undefined {
	if (bytes.length > MOST_IMAGE_BYTES) return { kind: 'size', text: 'exceeds 50MB' };
	if (!isImage(bytes)) return { kind: 'format', text: 'is no png, jpeg or webp' };
	const size = sizeOfImage(bytes);
	if (!size) return undefined;
	const { smallestSide = 0, excludesLimit = false } = limits;
	const ratio = Math.max(size.width / size.height, size.height / size.width);
	if (excludesLimit ? ratio >= MOST_RATIO : ratio > MOST_RATIO) {
		return { kind: 'size', text: 'must have an aspect ratio between 1:4 and 4:1' };
	}
	if (Math.min(size.width, size.height) >= smallestSide) return undefined;
	return { kind: 'size', text: `must have at least ${smallestSide}x${smallestSide} pixels` };
}

/** The flaw of an inline image. */
function inlineFlaw(uri: string, limits: ImageLimits): Flaw | undefined {
	const bytes = decodeImage(uri, MOST_IMAGE_BYTES);
	return Buffer.isBuffer(bytes) ? bytesFlaw(bytes, limits) : bytes;
}

/** The size of an inline image's picture, if it is one and says it. */
export function sizeOfInline(uri: string): Size | undefined {
	const bytes = decodeImage(uri, MOST_IMAGE_BYTES);
	return Buffer.isBuffer(bytes) ? sizeOfImage(bytes) : undefined;
}

/** The problem of Extend's inline end frame, with its documented code. */
export function endFrameProblem(uri: string): Problem | undefined {
	const flaw = inlineFlaw(uri, EXTEND_IMAGE);
	if (!flaw) return undefined;
	const code = flaw.kind === 'format' ? '008012008' : '008012009';
	return { text: `images[0] ${flaw.text}`, code };
}

/** At most one image, a URL or Base64 (docs/api/models.md, "Extend"). */
export const endFrame: Rule = (value) => {
	if (!Array.isArray(value)) return { text: 'images must be an array', code: '008012007' };
	if (value.length > 1) return { text: 'images must hold 1 image only', code: '008012007' };
	if (value.length === 0 || isUrl(value[0])) return undefined;
	if (typeof value[0] === 'string') return endFrameProblem(value[0]);
	return { text: 'images[0] must be a string', code: '008012008' };
};

/** A list `images` of URLs and inline images. */
export function imageList(least: number, most: number, limits: ImageLimits): Rule {
	const counted = list('images', least, most, () => undefined);
	return (value) => counted(value) ?? imageProblems(value as unknown[], limits, 'images');
}

/** The problem of the first image of a list that is not right; URLs are checked later. */
export function imageProblems(
	images: readonly unknown[],
	limits: ImageLimits,
	name: string,
): Problem | undefined {
	for (const [index, image] of images.entries()) {
		const about = `${name}[${index}]`;
		if (typeof image !== 'string') {
			return { text: `${about} must be a string`, reason: 'FieldInvalid' };
		}
		const flaw = isUrl(image) ? undefined : inlineFlaw(image, limits);
		if (flaw) return { text: `${about} ${flaw.text}`, reason: reasonOf(flaw) };
	}
	return undefined;
}

/** Vidu's word for a flaw. */
export function reasonOf({ kind }: Flaw): string {
	return kind === 'format' ? 'ImageFormatInvalid' : 'PageSizeOutOfRange';
}

/**
 * Whether two frames differ too much. "The ratio of their resolutions" is read as that of their
 * pixels' number here; other gateways' pages speak of the sides' ratio.
 */
export function differTooMuch(start: Size | undefined, end: Size | undefined): boolean {
	if (!start || !end) return false;
	const quotient = (start.width * start.height) / (end.width * end.height);
	return quotient > MOST_UNLIKE || quotient < 1 / MOST_UNLIKE;
}
