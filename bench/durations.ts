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
 * A law of about one duration: a whole period of a client that polls every 5 s, so that no schedule
 * profits from a duration that happens to be a multiple of its interval.
 */
export const about = (seconds: number): Law => between(seconds - 2.5, seconds + 2.5);

/** As many durations as are asked for, in seconds. */
export function draw(law: Law, count: number, random: Random): number[] {
	return Array.from({ length: count }, () => law(random));
}

/** Draws a law of executions that follow each other: the duration of each by its number, from 0. */
export type Series = (random: Random) => (execution: number) => number;

const wavering = (share: number, change: (execution: number) => number = () => 1): Series => {
	return (random) => {
		const base = about(120)(random);
		return (execution) => base * change(execution) * (1 - share + 2 * share * random());
	};
};

const jumping =
	(factor: number): Series =>
	(random) => {
		const jump = 2 + Math.floor(8 * random());
		return wavering(0.02, (execution) => (execution < jump ? 1 : factor))(random);
	};

/** The laws of the table of executions, by the names that the table gives them. */
export const SERIES = {
	'all 20 s': (random) => {
		const base = about(20)(random);
		return () => base;
	},
	'all 120 s': wavering(0),
	'120 s ± 2 %': wavering(0.02),
	'120 s ± 10 %': wavering(0.1),
	'log-normal, median 90 s': (random) => () => LAWS['log-normal, median 90 s'](random),
	'bimodal, 40 s and 240 s': (random) => () => LAWS['bimodal, 40 s and 240 s'](random),
	'jumps from 120 s to 60 s': jumping(0.5),
	'jumps from 120 s to 240 s': jumping(2),
	'grows by 3 % each': wavering(0.02, (execution) => 1.03 ** execution),
	'shrinks by 3 % each': wavering(0.02, (execution) => 0.97 ** execution),
	'15–600 s': (random) => () => LAWS['15–600 s'](random),
} satisfies Record<string, Series>;
