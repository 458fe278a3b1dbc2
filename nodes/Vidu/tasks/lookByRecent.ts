import { blindLookAfter, blindStep } from './blindLooks';
import type { Outlook, Stretch } from './outlook';

/*
 * Where to look when it is known how recent tasks of the same kind ended. Pure. Explained with a picture
 * in docs/polling.md.
 */

/** Milliseconds of delay that one look less is worth: chosen by the simulation. */
const PRICE = 133;
/** Share of its own duration that a task may be seen later than without a memory. */
export const OWN_CREDIT = 0.05;
/** A task that outlives all others is looked at in steps that grow with the time that it is overdue. */
const STEP_PER_OVERDUE = 0.5;
const SHORTEST_OVERDUE = 3;

/**
 * Milliseconds until the next look, at least `shortest`; undefined when what is remembered does not help.
 *
 * A look is due as soon as the delay that is to be expected without it is worth one. Where the ends are
 * likely, that is soon; where they are not, it is later than without a memory by no more than the credit of
 * those tasks that are still to be outlived.
 */
export function stepByRecent(
	age: number,
	outlook: Outlook | undefined,
	shortest: number,
): number | undefined {
	if (outlook === undefined || outlook.stretches.length === 0) return undefined;
	const { ended } = outlook;
	const ahead = ended.filter(({ from }) => from > age);
	const credit = ahead.reduce((sum, one) => sum + one.credit, OWN_CREDIT * age);
	const longest = blindLookAfter(age) - age + credit;
	const look = dueLook(age, outlook);
	if (look !== undefined) return Math.min(Math.max(look - age, shortest), longest);
	const overdue = age - Math.max(...ended.map(({ to }) => to));
	const step = Math.max(shortest * SHORTEST_OVERDUE, overdue * STEP_PER_OVERDUE);
	return Math.min(step, blindStep(age), longest);
}

/** The age at which the delay that is to be expected has grown to the price of a look. */
function dueLook(age: number, { stretches, doubt }: Outlook): number | undefined {
	const ahead = stretches.flatMap(({ from, to, chance }) => {
		const start = Math.max(from, age);
		return to > age ? [{ from: start, to, chance: (chance * (to - start)) / (to - from) }] : [];
	});
	if (ahead.length === 0) return undefined;
	const all = ahead.reduce((sum, { chance }) => sum + chance, doubt);
	// Of one that ends like none before it, nothing is known: alone, it would be looked at blindly.
	const blindDelay = (look: number) => doubt * PRICE * ((look - age) / blindStep(age)) ** 2;
	const isDue = (look: number) => delayUntil(look, ahead) + blindDelay(look) > PRICE * all;
	let early = age;
	let late = ahead[ahead.length - 1].to;
	if (!isDue(late)) return late;
	while (late - early > 1) {
		const middle = (early + late) / 2;
		if (isDue(middle)) late = middle;
		else early = middle;
	}
	return late;
}

/** The delay of tasks that end by an age and are looked at then, times their chance. */
function delayUntil(age: number, stretches: readonly Stretch[]): number {
	return stretches.reduce((sum, { from, to, chance }) => {
		if (age <= from) return sum;
		const end = Math.min(age, to);
		return sum + chance * ((end - from) / (to - from)) * (age - (from + end) / 2);
	}, 0);
}
