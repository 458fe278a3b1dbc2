/**
 * What does a task cost? The amounts are invented: the documents say how a price is reported,
 * not how high it is.
 */

import { picturesOf } from './validate';

/** Thousandths of a US dollar per second of video. */
const PER_SECOND: Readonly<Record<string, number>> = { '540p': 20, '720p': 30, '1080p': 60 };
/** Thousandths of a US dollar for each picture after the first. */
const PER_PICTURE = 5;
/** One credit is half a cent here. */
const CREDIT = 5;
/** docs/api/models.md: `is_rec` costs "10 credits at Vidu". */
const RECOMMENDED = 10 * CREDIT;

/**
 * @param settings of the task: `duration` in seconds, `resolution`, `off_peak`, pictures, `is_rec`
 * @param model its ID; Q3 is twice as dear
 * @returns `cost` in US dollars, `discount` in US dollars (already taken off), `credits`
 */
export function price(
	settings: Readonly<Record<string, unknown>>,
	model: string,
): {
	cost: number;
	discount: number;
	credits: number;
} {
	const seconds = typeof settings.duration === 'number' ? settings.duration || 5 : 5;
	const perSecond = PER_SECOND[String(settings.resolution)] ?? PER_SECOND['720p'];
	const pictures = Math.max(picturesOf(settings).length - 1, 0) * PER_PICTURE;
	const full =
		seconds * perSecond * (model.startsWith('viduq3') ? 2 : 1) +
		pictures +
		(settings.is_rec === true ? RECOMMENDED : 0);
	// Off-peak "costs fewer credits" (docs/api/models.md), how many fewer is not said.
	const discount = settings.off_peak === true ? full / 2 : 0;
	const charged = full - discount;
	return {
		cost: charged / 1000,
		discount: discount / 1000,
		credits: Math.ceil(charged / CREDIT),
	};
}
