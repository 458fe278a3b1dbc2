/** Which shape has a task's video? */

import { sizeOfInline } from './imageLimits';
import { isUrl } from './rules';

/** The documented aspect ratios (docs/api/models.md, "Text to video"), for each of which there is a sample. */
export const RATIOS = ['16:9', '9:16', '3:4', '4:3', '1:1'] as const;
export type Ratio = (typeof RATIOS)[number];

/** The ratio of the samples that is nearest to a width divided by a height. */
export function nearestRatio(quotient: number): Ratio {
	const distance = (ratio: Ratio) => Math.abs(Math.log(quotient / (quotientOf(ratio) ?? 1)));
	return [...RATIOS].sort((one, other) => distance(one) - distance(other))[0];
}

/** The sample's ratio nearest to the one that a value names, or 16:9, the documented default. */
export function ratioOf(value: unknown): Ratio {
	const quotient = quotientOf(value);
	return quotient === undefined ? '16:9' : nearestRatio(quotient);
}

/** The ratio of the first of some pictures, if it is inline; 16:9 until it is known. */
export function ratioOfPicture(images: readonly string[]): Ratio {
	const size = images.length > 0 && !isUrl(images[0]) ? sizeOfInline(images[0]) : undefined;
	return size ? nearestRatio(size.width / size.height) : '16:9';
}

/** Whether the video has the shape of its first picture: there is no `aspect_ratio`, or it is "auto". */
export function followsPicture(
	operation: string,
	settings: Readonly<Record<string, unknown>>,
): boolean {
	if (settings.aspect_ratio === 'auto') return true;
	return operation === 'img2video' || operation === 'start_end2video';
}

function quotientOf(value: unknown): number | undefined {
	const [, width, height] = /^([\d.]+):([\d.]+)$/.exec(String(value)) ?? [];
	const quotient = Number(width) / Number(height);
	return quotient > 0 && quotient < Infinity ? quotient : undefined;
}
