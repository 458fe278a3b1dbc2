/**
 * What does a task cost? The amounts are invented: the documents say how a price is reported,
 * not how high it is.
 */

/** Thousandths of a US dollar per second of video. */
const PER_SECOND: Readonly<Record<string, number>> = { '540p': 20, '720p': 30, '1080p': 60 };
/** One credit is half a cent here. */
const CREDIT = 5;

/**
 * @param settings of the task: `duration` in seconds, `resolution`, `off_peak`
 * @returns `cost` in US dollars, `discount` in US dollars (already taken off), `credits`
 */
export function price(settings: Readonly<Record<string, unknown>>): {
	cost: number;
	discount: number;
	credits: number;
} {
	const seconds = typeof settings.duration === 'number' ? settings.duration : 5;
	const full = seconds * (PER_SECOND[String(settings.resolution)] ?? PER_SECOND['720p']);
	// "Off-peak mode consumes fewer credits" (text-to-video.txt), how many fewer is not said.
	const discount = settings.off_peak === true ? full / 2 : 0;
	const charged = full - discount;
	return {
		cost: charged / 1000,
		discount: discount / 1000,
		credits: Math.ceil(charged / CREDIT),
	};
}
