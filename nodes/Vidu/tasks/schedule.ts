/*
 * When to look at a task again. Pure: the answer depends on nothing but what is passed in.
 * Explained with a picture in docs/polling.md; its figures come from `npm run bench`.
 */

/** What is known of a running task. All times in milliseconds. */
export interface Known {
	/** Time since the task was submitted. */
	age: number;
	/** The newest progress that was reported, and the age at which it was first seen. */
	progress?: Sighting;
	/** The progress that was seen before that one. */
	before?: Sighting;
	/** How long earlier tasks of the same kind took in this run: the quickest and the slowest. */
	earlier?: { quickest: number; slowest: number };
	/** The user's own interval; `items/options.ts` says how short it may be. */
	interval?: number;
}

interface Sighting {
	/** 0 to 1. */
	fraction: number;
	age: number;
}

/** Nothing is finished before this, but a task that the provider refuses shows at once. */
const FIRST_LOOK = 4_000;
/** Hardly a video is made in less than this, so there is little hope in between. */
const SECOND_LOOK = 13_000;
/** The delay is half of a step on average: 2.4 s at first … */
const STEP = 4_800;
/** … and less than 4 % of the age from one minute on … */
const STEP_PER_AGE = 0.075;
/** … but never long: beyond this, a longer step saves few looks. */
const LONGEST_BLIND_STEP = 15_000;
/** Even when the end is expected later: that may be wrong. */
const LONGEST_STEP = 60_000;
/** Shorter steps would cost looks and gain nothing that anyone feels. */
const SHORTEST_STEP = 900;
/** What was learned in a time is relied on for no longer than this many times that time. */
const RELIANCE = 1.5;
/** How much of the expected rest is slept before the end is estimated anew. */
const SHARE_OF_REST = 0.9;
/** A look just before the end would have to be repeated. */
const MARGIN = 250;
/** A task that is overdue may be stuck: the steps grow with the time that it is overdue. */
const STEP_PER_OVERDUE = 0.35;
/** To what a gateway may round the progress. */
const ROUNDINGS = [0.1, 0.05, 0.01];
/** Earlier tasks were seen late: the next one is looked at this much sooner, so that they converge. */
const SEEN_LATE = 0.01;
/** Timers cannot take more than 24 days. */
const LONGEST_INTERVAL = 86_400_000;

/**
 * Milliseconds to sleep until the next look: from 0.8 s to a minute whatever is passed in, or else the
 * user's own interval.
 *
 * @param jitter 0 to 1, random: spreads the looks of tasks that were submitted together
 */
export function nextLook(known: Known, jitter: number): number {
	const age = known.age > 0 && Number.isFinite(known.age) ? known.age : 0;
	const interval = Math.min(known.interval ?? 0, LONGEST_INTERVAL);
	const isFixed = interval > 0;
	// The first look comes soon at any interval: a task that the provider refuses shows at once.
	const soon = age < FIRST_LOOK / 2 ? FIRST_LOOK - age : LONGEST_INTERVAL;
	const step = isFixed ? Math.min(interval, soon) : plannedStep({ ...known, age });
	// Only ever earlier: a later look would be a longer delay. The first look is enough to spread those
	// at a fixed interval.
	const spread = isFixed && age > interval / 2 ? 0 : 0.1 * Math.min(Math.max(jitter || 0, 0), 1);
	return Math.max(1, Math.round(step * (1 - spread)));
}

function plannedStep(known: Known): number {
	const { age } = known;
	const blind = blindStep(age);
	const expected = endByProgress(known) ?? endByEarlier(known);
	if (expected === undefined) return blind;
	const { end, doubt, isSure } = expected;
	const rest = end - age;
	if (rest <= 0) return Math.min(blind, Math.max(doubt, -rest * STEP_PER_OVERDUE));
	const longest = isSure ? Math.min(Math.max(blind, age * RELIANCE), LONGEST_STEP) : blind;
	const isLastStretch = rest * (1 - SHARE_OF_REST) < doubt;
	const step = isLastStretch ? rest + MARGIN : rest * SHARE_OF_REST;
	return Math.min(longest, Math.max(SHORTEST_STEP, step));
}

/** The step when nothing is known but the age. */
function blindStep(age: number): number {
	// Half: a look that came somewhat early because of its jitter still counts as made.
	if (age < FIRST_LOOK / 2) return FIRST_LOOK - age;
	if (age < SECOND_LOOK / 2) return SECOND_LOOK - age;
	return Math.min(Math.max(STEP, age * STEP_PER_AGE), LONGEST_BLIND_STEP);
}

/** When a task is expected to end. */
interface Expected {
	/** Age of the task at its end. */
	end: number;
	/** Looks that are closer to each other than this teach nothing. Milliseconds. */
	doubt: number;
	/** Whether that is reason enough to look later than without it, and not only sooner. */
	isSure: boolean;
}

/** The end of a task whose progress goes on as it came so far. */
function endByProgress({ progress, before }: Known): Expected | undefined {
	if (progress === undefined || !isTimely(progress)) return undefined;
	const rounding = roundingOf(progress, before);
	const doubt = Math.max(SHORTEST_STEP, (rounding * progress.age) / 5);
	const fraction = progress.fraction + rounding / 2;
	if (fraction >= 1) return { end: progress.age, doubt, isSure: true };
	// One sighting is not enough: the task may have waited in a queue before it began.
	const start = before !== undefined && isTimely(before) ? before : progress;
	const advance = progress.fraction - start.fraction;
	// A steady progress grows with the time, one that speeds up with a power of it; less than some
	// roundings tells nothing about that.
	const isTelling = advance > 5 * rounding && progress.age > start.age;
	const power = isTelling
		? Math.log(progress.fraction / start.fraction) / Math.log(progress.age / start.age)
		: 1;
	return { end: progress.age * fraction ** (-1 / power), doubt, isSure: advance > 0 };
}

/** Whether a sighting says something: the task has begun. */
const isTimely = ({ fraction, age }: Sighting) => fraction > 0 && age > 0 && Number.isFinite(age);

/** 0 for progress that is not rounded. */
function roundingOf(progress: Sighting, before = progress): number {
	const fits = (value: number, unit: number) =>
		Math.abs(value / unit - Math.round(value / unit)) < 1e-6;
	return (
		ROUNDINGS.find((unit) => fits(progress.fraction, unit) && fits(before.fraction, unit)) ?? 0
	);
}

/** The end of a task that takes as long as the earlier ones, provided that those agree. */
function endByEarlier({ earlier }: Known): Expected | undefined {
	if (earlier === undefined || !(earlier.quickest > 0)) return undefined;
	const { quickest, slowest } = earlier;
	// One alone says little; tasks of the same length are seen up to a step apart, and hardly at once.
	const spread = slowest - quickest;
	if (!(spread > 0 && spread <= 2 * blindStep(quickest))) return undefined;
	const end = quickest * (1 - SEEN_LATE) - MARGIN;
	return { end, doubt: SHORTEST_STEP, isSure: true };
}
