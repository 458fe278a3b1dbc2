/*
 * When is a task likely to end, by how recent ones of its kind ended? Pure. Milliseconds.
 */

/** How a task ended: somewhere between two looks. Ages of the task. */
export interface Ended {
	/** The last look that saw it running; 0 when none did. */
	from: number;
	/** The look that saw it ended. */
	to: number;
	/** How much longer a later task may go without a look because of this one. See recentDurations.ts. */
	credit: number;
}

/** A stretch of ages, and how likely a task ends in it. */
export interface Stretch {
	from: number;
	to: number;
	/** 0 to 1. */
	chance: number;
}

/** What recent tasks say of the next one. */
export interface Outlook {
	/** Newest last. */
	ended: readonly Ended[];
	/**
	 * In order; together as likely as that the next one ends like those that are remembered. None where
	 * those say nothing.
	 */
	stretches: readonly Stretch[];
	/** How likely the next one ends like none of them, 0 to 1. */
	doubt: number;
}

/** Shares of its duration by which a task differs from the one before it that is most like it. */
interface Spread {
	least: number;
	/** Where those that are remembered lie far from each other. */
	most: number;
}

/** Chosen by the simulation, for tasks that agree … */
const AGREEING: Spread = { least: 0.018, most: 0.06 };
/** … and for those that do not: only the range in which they end, and where most of them do, is known. */
const SCATTERED: Spread = { least: 0.15, most: 0.3 };
/** How much less the next older one counts: durations drift. */
const FADING = 0.95;
/** Tasks agree whose durations differ by less than this share. */
const AGREEMENT = 0.2;
/** What doubt one task leaves that nothing contradicts. */
const FIRST_DOUBT = 0.3;
/** Beyond this doubt, tasks are scattered. */
const MOST_DOUBT = 0.6;
/** From how many on scattered tasks show a range. */
const FEWEST_SCATTERED = 3;
/** Of tasks that come at random, the next one lies beyond the range of n others 2 times in n + 1. */
const BEYOND_RANGE = 2;

/** @param ended at least one, newest last */
export function outlookOf(ended: readonly Ended[]): Outlook {
	const doubt = doubtOf(ended);
	if (doubt <= MOST_DOUBT) {
		return { ended, stretches: likelyEnds(ended, 1 - doubt, AGREEING), doubt };
	}
	if (ended.length < FEWEST_SCATTERED) return { ended, stretches: [], doubt: 1 };
	const beyond = BEYOND_RANGE / (ended.length + 1);
	return { ended, stretches: likelyEnds(ended, 1 - beyond, SCATTERED), doubt: beyond };
}

/** Milliseconds between two intervals; 0 when they overlap. */
const gap = (one: Ended, other: Ended): number =>
	Math.max(0, other.from - one.to, one.from - other.to);

/** The share of pairs that disagree. */
function doubtOf(ended: readonly Ended[]): number {
	const pairs = ended.flatMap((one, n) => ended.slice(n + 1).map((other) => [one, other]));
	const apart = pairs.filter(
		([one, other]) => gap(one, other) > AGREEMENT * Math.min(one.to, other.to),
	);
	return (apart.length + FIRST_DOUBT) / (pairs.length + 1);
}

/**
 * Each task ended somewhere in its interval, nobody knows where; the ends are the more likely, the more
 * intervals overlap. They are wider than they were seen, because the next task is a little different.
 */
function likelyEnds(ended: readonly Ended[], chance: number, { least, most }: Spread): Stretch[] {
	const widened = ended.map((one) => {
		const nearest = Math.min(...ended.filter((other) => other !== one).map((o) => gap(one, o)));
		const spread = Math.min(Math.max(least * one.to, nearest), most * one.to);
		return { from: Math.max(0, one.from - spread), to: one.to + spread };
	});
	const cuts = [...new Set(widened.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
	const stretches = cuts.slice(1).map((to, n) => ({ from: cuts[n], to, chance: 0 }));
	const weights = widened.map((_one, n) => FADING ** (widened.length - 1 - n));
	const allWeights = weights.reduce((sum, weight) => sum + weight, 0);
	widened.forEach(({ from, to }, n) => {
		const within = stretches.filter((stretch) => stretch.from >= from && stretch.to <= to);
		for (const stretch of within) {
			const share = (stretch.to - stretch.from) / (to - from);
			stretch.chance += (chance * weights[n] * share) / allWeights;
		}
	});
	return stretches.filter((stretch) => stretch.chance > 0);
}
