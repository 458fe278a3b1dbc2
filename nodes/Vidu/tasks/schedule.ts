/*
 * When to look at a task again. Pure: the answer depends on nothing but what is passed in.
 * Explained with a picture in docs/polling.md; its figures come from `npm run bench`.
 */

/** What is known of a running task. All times in milliseconds. */
export interface Known {
	/** Time since the task was submitted. */
	age: number;
	/** The newest progress that was reported, 0 to 1, and the age at which it was first seen. */
	progress?: Sighting;
	/** The progress that was seen before that one. */
	before?: Sighting;
	/** How long earlier tasks of the same kind took in this run: the quickest and the slowest. */
	earlier?: { quickest: number; slowest: number };
	/** The user's own interval. */
	interval?: number;
}

interface Sighting {
	fraction: number;
	age: number;
}

/** Nothing is finished before this, but a task that the provider refuses shows at once. */
const FIRST_LOOK = 4_000;
/** The quickest tasks end around here, so there is little hope in between. */
const SECOND_LOOK = 11_000;
/** A delay of 2.5 s on average goes unnoticed in a wait of up to a minute … */
const STEP = 4_500;
/** … and after that a delay of 4 % of the wait: half of this. */
const STEP_PER_AGE = 0.075;
/** Whatever is expected, a task is not left alone for longer: expectations may be wrong. */
const LONGEST_STEP = 60_000;
/** Around the expected end. Shorter would be more looks for a gain that nobody feels. */
const SHORTEST_STEP = 900;
/** Part of the expected rest that is slept before it is estimated again. */
const SHARE_OF_REST = 0.9;
/** What was seen in `age` is not believed for longer than this many times `age`. */
const BELIEF = 1.5;
/** A task that is overdue may be stuck: steps grow with the time it is overdue. */
const STEP_PER_OVERDUE = 0.5;
/** Progress comes exact or rounded to one of these. */
const GRAINS = [0.1, 0.05, 0.01];
/** Milliseconds after the expected end: a look just before it would have to be repeated. */
const MARGIN = 250;
/** Earlier tasks were seen somewhat late: look this part of their time sooner, to find out. */
const SEEN_LATE = 0.015;
const A_DAY = 86_400_000;

/**
 * Milliseconds to sleep until the next look: at least 1 and at most a minute, or the user's own
 * interval.
 *
 * @param jitter 0 to 1, random: spreads the looks of tasks that were submitted together
 */
export function nextLook(known: Known, jitter: number): number {
	const age = known.age > 0 ? known.age : 0;
	const { interval = 0 } = known;
	const isOwn = interval > 0;
	const step = isOwn ? Math.min(interval, A_DAY) : plannedStep({ ...known, age });
	// Only ever earlier: a later look would be a longer delay. The user's interval is kept exactly, and
	// spread by its first look.
	const spread = isOwn && age > interval / 2 ? 0 : 0.1 * Math.min(Math.max(jitter || 0, 0), 1);
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
	const longest = isSure ? Math.min(Math.max(blind, age * BELIEF), LONGEST_STEP) : blind;
	// The last stretch is slept as a whole when another estimate could not be any better.
	const isLast = rest * (1 - SHARE_OF_REST) < doubt;
	return Math.min(longest, isLast ? rest + MARGIN : rest * SHARE_OF_REST);
}

/** Without a hope for a certain moment. */
function blindStep(age: number): number {
	if (age < FIRST_LOOK / 2) return FIRST_LOOK - age;
	if (age < SECOND_LOOK / 2) return SECOND_LOOK - age;
	return Math.min(Math.max(STEP, age * STEP_PER_AGE), LONGEST_STEP);
}

interface Expected {
	/** Age at which the task is expected to end. */
	end: number;
	/** How far apart looks around the end may be: it cannot be told any better. */
	doubt: number;
	/** Whether there is enough evidence to sleep longer for it than without; else only shorter. */
	isSure: boolean;
}

/**
 * The end of a task whose progress goes on as it did so far: as a power of the time, which fits a steady
 * progress as well as one that speeds up or slows down.
 */
function endByProgress({ progress, before }: Known): Expected | undefined {
	if (progress === undefined || !(progress.fraction > 0 && progress.age > 0)) return undefined;
	const grain = grainOf(progress, before);
	const doubt = Math.max(SHORTEST_STEP, (grain * progress.age) / 5);
	const fraction = progress.fraction + grain / 2;
	if (fraction >= 1) return { end: progress.age, doubt, isSure: true };
	// One sighting is not enough: the task may have waited in a queue before it began.
	const moved = before !== undefined && before.fraction > 0 && before.age > 0;
	const advance = moved ? progress.fraction - before.fraction : 0;
	let power = 1;
	if (moved && advance > 5 * grain && progress.age > before.age) {
		power =
			Math.log(progress.fraction / before.fraction) / Math.log(progress.age / before.age);
	}
	return { end: progress.age * fraction ** (-1 / power), doubt, isSure: advance > 0 };
}

/** To what the gateway rounds; 0 for not at all. */
function grainOf(progress: Sighting, before = progress): number {
	const isMultiple = (of: number) =>
		[progress, before].every(({ fraction }) => Math.abs(fraction / of - Math.round(fraction / of)) < 1e-6);
	return GRAINS.find(isMultiple) ?? 0;
}

/** The end of a task that takes as long as the others, as long as those agree. */
function endByEarlier({ age, earlier }: Known): Expected | undefined {
	if (earlier === undefined) return undefined;
	const { quickest, slowest } = earlier;
	if (!(quickest > 0 && slowest - quickest <= blindStep(quickest))) return undefined;
	const end = quickest * (1 - SEEN_LATE) - MARGIN;
	return { end, doubt: SHORTEST_STEP, isSure: slowest > quickest };
}
