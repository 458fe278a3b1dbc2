/*
 * When to look at a task of which nothing is known but its age. Ages and steps in milliseconds.
 */

/** Nothing is finished before this, but a task that the provider refuses shows at once. */
export const FIRST_LOOK = 4_000;
/** Hardly a video is made in less than this, so there is little hope in between. */
const SECOND_LOOK = 13_000;
/** The delay is half of a step on average: 2.4 s at first … */
const STEP = 4_800;
/** … and less than 4 % of the age from one minute on … */
const STEP_PER_AGE = 0.075;
/** … but never long: beyond this, a longer step saves few looks. */
const LONGEST_STEP = 15_000;

/** How long to sleep until the next look. */
export function blindStep(age: number): number {
	// Half: a look that came somewhat early because of its jitter still counts as made.
	if (age < FIRST_LOOK / 2) return FIRST_LOOK - age;
	if (age < SECOND_LOOK / 2) return SECOND_LOOK - age;
	return Math.min(Math.max(STEP, age * STEP_PER_AGE), LONGEST_STEP);
}

/** The first age after the given one at which a task without jitter is looked at. */
export function blindLookAfter(age: number): number {
	let look = FIRST_LOOK;
	while (look <= age) {
		const step = blindStep(look);
		// From where the steps do not grow any more, a day is not counted step by step.
		const steps = step < LONGEST_STEP ? 1 : Math.floor((age - look) / step) + 1;
		look += steps * step;
	}
	return look;
}
