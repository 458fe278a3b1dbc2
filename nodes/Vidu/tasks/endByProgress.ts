/** The newest progress that was reported, and when. */
export interface ProgressReport {
	/** 0 to 1. */
	fraction: number;
	/** Age of the task at which it was first seen. Milliseconds. */
	age: number;
}

/** When a task is expected to end. Milliseconds. */
interface ExpectedEnd {
	/** Age of the task at its end. */
	end: number;
	/** Polls that are closer to each other than this teach nothing. */
	doubt: number;
	/** How well two reports agree on it: whether the next poll may come later than usual. */
	agreement: 'none' | 'rough' | 'exact';
}

/** To what a gateway may round the progress. */
const ROUNDINGS = [0.1, 0.05, 0.01];

/**
 * The end of a task whose progress continues as it did so far; undefined while nothing was reported.
 *
 * @param progress the newest report
 * @param before the one before that
 * @param shortest milliseconds below which no doubt is worth a poll
 */
export function endByProgress(
	progress: ProgressReport | undefined,
	before: ProgressReport | undefined,
	shortest: number,
): ExpectedEnd | undefined {
	if (progress === undefined || !isTimely(progress)) return undefined;
	const rounding = roundingOf(progress, before);
	const doubt = Math.max(shortest, (rounding * progress.age) / 5);
	const fraction = progress.fraction + rounding / 2;
	if (fraction >= 1) return { end: progress.age, doubt, agreement: 'none' };
	// One report is not enough: the task may have waited in a queue before it began.
	const start = before !== undefined && isTimely(before) ? before : progress;
	const advance = progress.fraction - start.fraction;
	// A steady progress grows with the time, one that speeds up with a power of it; less than some
	// roundings says nothing about that.
	const isTelling = advance > 5 * rounding && progress.age > start.age;
	const power = isTelling
		? Math.log(progress.fraction / start.fraction) / Math.log(progress.age / start.age)
		: 1;
	return {
		end: progress.age * fraction ** (-1 / power),
		doubt,
		agreement: agreementOf(progress, start, rounding),
	};
}

/** Two predictions agree when they differ by less than this share of the end. */
const EXACT = 0.001;
const ROUGH = 0.15;

/** How well a later report predicts the same end as an earlier one. */
function agreementOf(later: ProgressReport, earlier: ProgressReport, rounding: number) {
	if (later.fraction <= earlier.fraction) return 'none';
	const [end, before] = [later.age / later.fraction, earlier.age / earlier.fraction];
	const difference = Math.abs(end - before) / end;
	if (difference < EXACT) return 'exact';
	return difference < ROUGH + rounding / earlier.fraction ? 'rough' : 'none';
}

/** Whether a report says something: the task has begun. */
const isTimely = ({ fraction, age }: ProgressReport) =>
	fraction > 0 && age > 0 && Number.isFinite(age);

/** 0 for progress that is not rounded. A single report may be a multiple of a tenth by chance. */
function roundingOf(progress: ProgressReport, before: ProgressReport | undefined): number {
	const fits = (value: number, unit: number) =>
		Math.abs(value / unit - Math.round(value / unit)) < 1e-6;
	const units = before === undefined ? ROUNDINGS.slice(-1) : ROUNDINGS;
	const reports = [progress, before ?? progress];
	return units.find((unit) => reports.every(({ fraction }) => fits(fraction, unit))) ?? 0;
}
