/** How long do the simulated tasks take? All in seconds, seeded. */

import { normal, type Random } from './random';

/** A law by which durations are drawn. */
export type Law = (random: Random) => number;

const between = (shortest: number, longest: number): Law => {
	return (random) => shortest + (longest - shortest) * random();
};

/** The range of the goals. */
const within = (seconds: number) => Math.min(Math.max(seconds, 15), 600);

/** The laws of the tables of delays, by the names that the tables give them. */
export const LAWS = {
	'15–600 s': between(15, 600),
	'15–60 s': between(15, 60),
	'60–600 s': between(60, 600),
	'5–15 s': between(5, 15),
	'log-normal, median 90 s': (random) => within(90 * Math.exp(0.6 * normal(random))),
	'bimodal, 40 s and 240 s': (random) =>
		within(random() < 0.7 ? 40 + 4 * normal(random) : 240 + 24 * normal(random)),
} satisfies Record<string, Law>;

/** Durations of the table by single durations. */
export const FIXED = [15, 20, 30, 45, 60, 90, 120, 180, 300, 420, 600] as const;

/**
 * A law of about one duration: a whole period of a client that looks every 5 s, so that no schedule
 * profits from a duration that happens to be a multiple of its interval.
 */
export const about = (seconds: number): Law => between(seconds - 2.5, seconds + 2.5);

/** As many durations as are asked for, in seconds. */
export function draw(law: Law, count: number, random: Random): number[] {
	return Array.from({ length: count }, () => law(random));
}
