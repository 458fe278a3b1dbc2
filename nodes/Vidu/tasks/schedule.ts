/*
 * When to look at a task again. Pure: the answer depends on nothing but what is passed in.
 * Explained with a picture in docs/polling.md; its figures come from `npm run bench`.
 */

/** What is known of a running task. All times in milliseconds. */
export interface Known {
	/** Time since the task was submitted. */
	age: number;
	/** The newest progress that was reported, 0 to 1, and the age at which it was seen. */
	progress?: { fraction: number; age: number };
	/** The progress that was seen before that one. */
	before?: { fraction: number; age: number };
	/** How long earlier tasks of the same kind took in this run: the quickest and the slowest. */
	earlier?: { quickest: number; slowest: number };
	/** The user's own interval. */
	interval?: number;
}

/** Nothing ends before this, but a refusal shows at once. */
const FIRST_LOOK = 4_000;
/** Looks at a task of unknown length come at these ages, then in steps. */
const SECOND_LOOK = 11_000;
const STEP = 4_600;
/** Steps grow with the age: the delay stays in proportion to what the user has waited anyway. */
const STEP_PER_AGE = 0.075;
const LONGEST_STEP = 45_000;
/** Progress tells when the end is near: never look more often than this. */
const SHORTEST_STEP = 900;
/** Share of the estimated rest that is slept, so that a task that speeds up is not missed. */
const SHARE_OF_REST = 0.72;
/** Progress is often rounded to whole percents, so half a percent of doubt. */
const ROUNDING = 0.005;

/**
 * Milliseconds to sleep until the next look.
 *
 * @param jitter 0 to 1, random: spreads the looks of tasks that were submitted together
 */
export function nextLook(known: Known, jitter: number): number {
	const step = plannedStep(known);
	// Only ever earlier: a later look would be a longer delay.
	return Math.max(1, Math.round(step * (1 - 0.1 * jitter)));
}

function plannedStep(known: Known): number {
	if (known.interval !== undefined && known.interval > 0) return known.interval;
	const rest = estimatedRest(known);
	const blind = stepWithoutProgress(known);
	if (rest === undefined) return blind;
	if (rest <= SHORTEST_STEP * 1.5) return Math.max(SHORTEST_STEP, rest);
	// Early on the estimate is rough: sleep no longer than the task is old, twice.
	return Math.max(SHORTEST_STEP, Math.min(rest * SHARE_OF_REST, 2 * known.age + FIRST_LOOK));
}

/** Time until the end if the task goes on as it went, or undefined when nothing is known of that. */
function estimatedRest({ age, progress, before }: Known): number | undefined {
	if (progress === undefined || progress.fraction <= ROUNDING || progress.fraction >= 1) {
		return undefined;
	}
	const { fraction } = progress;
	const sinceStart = fraction / progress.age;
	const advanced = before === undefined ? 0 : fraction - before.fraction;
	const lately =
		before !== undefined && advanced > 2 * ROUNDING
			? advanced / (progress.age - before.age)
			: undefined;
	const speed = Math.max(sinceStart, lately ?? 0);
	const restWhenSeen = Math.max(0, 1 - fraction - ROUNDING) / speed;
	return Math.max(0, restWhenSeen - (age - progress.age));
}

function stepWithoutProgress({ age, earlier }: Known): number {
	const step = blindStep(age);
	if (earlier === undefined) return step;
	// What others took in this run says when there is hope: not long before the quickest of them.
	const hopeful = earlier.quickest * 0.97;
	if (age < hopeful) return Math.max(Math.min(step, hopeful - age), hopeful * 0.5 - age);
	if (age < earlier.slowest * 1.05) return Math.min(step, Math.max(SHORTEST_STEP, age * 0.04));
	return step;
}

function blindStep(age: number): number {
	if (age < FIRST_LOOK) return FIRST_LOOK - age;
	if (age < SECOND_LOOK) return SECOND_LOOK - age;
	return Math.min(Math.max(STEP, age * STEP_PER_AGE), LONGEST_STEP);
}
