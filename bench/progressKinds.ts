/** How may a gateway report the progress of a task? */

/**
 * What is reported of a task.
 *
 * @param share of its time that is over, 0 to 1
 * @returns 0 to 1, or undefined where nothing is reported
 */
export type Progress = (share: number) => number | undefined;

const roundedTo =
	(grain: number): Progress =>
	(share) =>
		Math.round(share / grain) * grain;

/** The kinds of the table of delays, by the name that the table gives them. */
export const PROGRESS = {
	'linear, exact': (share) => share,
	'linear, rounded to 0.01': roundedTo(0.01),
	'linear, cut to 0.01': (share) => Math.floor(share * 100) / 100,
	'linear, rounded to 0.05': roundedTo(0.05),
	'linear, rounded to 0.1': roundedTo(0.1),
	'slow, then fast': (share) => share ** 2,
	'fast, then slow': (share) => 1 - (1 - share) ** 2,
	'starts at 40 % of the time': (share) => Math.max(0, share - 0.4) / 0.6,
	'reported from 40 % of the time on': (share) => (share < 0.4 ? undefined : share),
	'wavers by 0.02': (share) => Math.min(Math.max(0, share + 0.02 * Math.sin(60 * share)), 1),
	'three jumps: 0.3, 0.6, 0.9': (share) => Math.min(0.9, Math.floor(share * 4) * 0.3),
	'stuck at 0.99 for half of the time': (share) => Math.min(0.99, 2 * share),
} satisfies Record<string, Progress>;

/** A gateway that reports none. */
export const noProgress: Progress = () => undefined;
