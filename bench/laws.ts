/** How long do simulated tasks take, and how does a gateway report their progress? All of it seeded. */

/** A source of numbers from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** Numbers that look random and are the same in every run (Mulberry32). */
export function seeded(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A number of the standard normal distribution (Box and Muller). */
const normal = (random: Random): number =>
	Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Draws one duration, in seconds. */
export type Law = (random: Random) => number;

const between =
	(shortest: number, longest: number): Law =>
	(random) =>
		shortest + (longest - shortest) * random();

const within = (duration: number) => Math.min(Math.max(duration, 15), 600);
const logNormal: Law = (random) => within(90 * Math.exp(0.6 * normal(random)));
const bimodal: Law = (random) =>
	within(random() < 0.7 ? 40 + 4 * normal(random) : 240 + 24 * normal(random));

/** Single tasks, of which no earlier one is known. */
export const LAWS = {
	'15–600 s': between(15, 600),
	'15–60 s': between(15, 60),
	'60–600 s': between(60, 600),
	'log-normal, median 90 s': logNormal,
	'bimodal, 40 and 240 s': bimodal,
} satisfies Record<string, Law>;

/** Draws a series of executions: the duration of each by its number, from 0. */
export type Series = (random: Random) => (execution: number) => number;

/** About two minutes, so that no schedule profits from a multiple of its interval. */
const steady =
	(share: number, change: (execution: number) => number = () => 1): Series =>
	(random) => {
		const base = between(117.5, 122.5)(random);
		return (execution) => base * change(execution) * (1 - share + 2 * share * random());
	};

const jumping =
	(factor: number): Series =>
	(random) => {
		const jump = 2 + Math.floor(8 * random());
		return steady(0.02, (execution) => (execution < jump ? 1 : factor))(random);
	};

const drawn =
	(law: Law): Series =>
	(random) =>
	() =>
		law(random);

/** Executions of one task each that follow each other in one process. */
export const SERIES = {
	'120 s ± 2 %': steady(0.02),
	'120 s ± 10 %': steady(0.1),
	'jump from 120 to 60 s': jumping(0.5),
	'jump from 120 to 240 s': jumping(2),
	'120 s, growing by 3 % each': steady(0.02, (execution) => 1.03 ** execution),
	'120 s, shrinking by 3 % each': steady(0.02, (execution) => 0.97 ** execution),
	'log-normal': drawn(logNormal),
	bimodal: drawn(bimodal),
	'15 to 600 s': drawn(LAWS['15–600 s']),
} satisfies Record<string, Series>;

/** The progress that a gateway reports, 0 to 1, by the share of its time that a task has run. */
export type Progress = (share: number) => number | undefined;

const roundedTo =
	(unit: number): Progress =>
	(share) =>
		Math.round(share / unit) * unit;

/** The kinds of progress. */
export const PROGRESS = {
	none: () => undefined,
	exact: (share) => share,
	'rounded to 0.01': roundedTo(0.01),
	'cut to 0.01': (share) => Math.floor(share * 100) / 100,
	'rounded to 0.05': roundedTo(0.05),
	'rounded to 0.1': roundedTo(0.1),
	'slow, then fast': (share) => share ** 2,
	'fast, then slow': (share) => 1 - (1 - share) ** 2,
	'starts at 40 %': (share) => Math.max(0, share - 0.4) / 0.6,
	'reported from 40 % on': (share) => (share < 0.4 ? undefined : share),
	'wavers by 0.02': (share) => Math.min(Math.max(0, share + 0.02 * Math.sin(60 * share)), 1),
	'jumps to 0.3, 0.6, 0.9': (share) => Math.min(0.9, Math.floor(share * 4) * 0.3),
	'stuck at 0.99 for half': (share) => Math.min(0.99, 2 * share),
} satisfies Record<string, Progress>;
