/** How late is the end of a task seen, and in how many polls? Simulated. */

import { atMost, mean, ratio, seconds, table, yesOrNo, type Row } from './figures';
import { LAWS, PROGRESS, SERIES, seeded, type Series } from './laws';
import { everyFiveSeconds, simulate, type Schedule } from './simulate';

/** How often each law is drawn: about as many tasks of a series as single ones. */
const SINGLE = { executions: 1, draws: 4_000 };
const FOLLOWING = { executions: 13, draws: 300 };

/** How much later, and how much more often, than a poll every 5 s. */
const DELAY_FACTOR = 1.05;
const POLLS_FACTOR = 1.1;
/** Seconds. */
const LATEST = 15;

/** Seconds, and polls per task. */
interface Delay {
	mean: number;
	latest: number;
	polls: number;
}

type Kind = keyof typeof PROGRESS;
const KINDS = Object.keys(PROGRESS) as Kind[];

/** A law of durations. */
interface Delays {
	law: string;
	every5s: Delay;
	/** This node, by the kind of progress. */
	own: Record<Kind, Delay>;
}

/** Simulates every law of durations with every kind of progress. */
export function simulateDelays(): Delays[] {
	const single = Object.entries(LAWS).map(([law, draw]) =>
		delaysOf(law, (random) => () => draw(random), SINGLE),
	);
	const following = Object.entries(SERIES).map(([law, series]) =>
		delaysOf(`series: ${law}`, series, FOLLOWING),
	);
	return [...single, ...following];
}

function delaysOf(law: string, series: Series, { executions, draws }: typeof SINGLE): Delays {
	const delayOf = (kind: Kind, schedule?: Schedule): Delay => {
		const drawn = seeded(20);
		const random = seeded(21);
		const seen = Array.from({ length: draws }, () => {
			const durationOf = series(drawn);
			const durations = Array.from({ length: executions }, (_none, at) => durationOf(at));
			const all = simulate({ durations, progress: PROGRESS[kind], random, schedule });
			// Nothing is known to the first execution of a series.
			return executions > 1 ? all.slice(1) : all;
		}).flat();
		const late = seen.map(({ delay }) => delay / 1000);
		const latest = late.reduce((one, other) => Math.max(one, other));
		return { mean: mean(late), latest, polls: mean(seen.map(({ polls }) => polls.length)) };
	};
	const own = Object.fromEntries(KINDS.map((kind) => [kind, delayOf(kind)]));
	return { law, every5s: delayOf('none', everyFiveSeconds), own: own as Delays['own'] };
}

const delayAndPolls = ({ mean: delay, polls }: Delay) =>
	`${seconds(delay, 2)} in ${polls.toFixed(1)} polls`;

/** The kind of progress with the largest figure. */
const worst = ({ own }: Delays, figure: keyof Delay): Kind =>
	KINDS.reduce((one, other) => (own[other][figure] > own[one][figure] ? other : one));

const delayRatio = (row: Delays) => row.own[worst(row, 'mean')].mean / row.every5s.mean;
const pollsRatio = (row: Delays) => row.own[worst(row, 'polls')].polls / row.every5s.polls;
const latestOf = (row: Delays) => row.own[worst(row, 'latest')].latest;

/** The rows of the table of figures. */
export function delayRows(all: readonly Delays[]): Row[] {
	const most = (figure: (row: Delays) => number) =>
		all.reduce((one, other) => (figure(other) > figure(one) ? other : one));
	const [slowest, busiest, last] = [most(delayRatio), most(pollsRatio), most(latestOf)];
	const cases = `the worst of ${all.length * KINDS.length} cases`;
	const nextTo = ({ every5s }: Delays) => `every 5 s: ${delayAndPolls(every5s)}`;
	const limited = (law: string, kind: Kind, maximum: number): Row => {
		const row = all.find((one) => one.law === law) as Delays;
		const figure = `mean delay, ${law}, ${kind === 'none' ? 'no' : kind} progress`;
		const polls = `${row.own[kind].polls.toFixed(1)} polls`;
		const write = (value: number) => seconds(value, 2);
		return atMost(figure, [row.own[kind].mean, maximum], write, nextTo(row), polls);
	};
	const exact = all[0].own.exact.polls;
	return [
		atMost(
			`mean delay over that of a poll every 5 s: ${cases}`,
			[delayRatio(slowest), DELAY_FACTOR],
			ratio,
			nextTo(slowest),
			`${slowest.law}, ${worst(slowest, 'mean')}`,
		),
		atMost(
			`polls over those of a poll every 5 s: ${cases}`,
			[pollsRatio(busiest), POLLS_FACTOR],
			ratio,
			nextTo(busiest),
			`${busiest.law}, ${worst(busiest, 'polls')}`,
		),
		atMost(
			'the latest of all simulated tasks',
			[latestOf(last), LATEST],
			seconds,
			`every 5 s: ${seconds(last.every5s.latest)}`,
			`${last.law}, ${worst(last, 'latest')}`,
		),
		limited('15–600 s', 'exact', 0.6),
		atMost(`the same: polls per task`, [exact, 10], (polls) => polls.toFixed(1), nextTo(all[0])),
		limited('series: 120 s ± 2 %', 'none', 0.9),
		limited('series: 120 s ± 10 %', 'none', 1.2),
	];
}

/** Every law, next to a poll every 5 s. */
export function delayTable(all: readonly Delays[]): string {
	const cell = ({ mean: delay, polls }: Delay) => `${seconds(delay, 2)}, ${polls.toFixed(1)}`;
	const rows = all.map((row) => {
		const isReached =
			delayRatio(row) <= DELAY_FACTOR && pollsRatio(row) <= POLLS_FACTOR && latestOf(row) <= LATEST;
		return [
			row.law,
			cell(row.every5s),
			cell(row.own.none),
			cell(row.own.exact),
			`${seconds(row.own[worst(row, 'mean')].mean, 2)}, ${row.own[worst(row, 'polls')].polls.toFixed(1)}`,
			seconds(latestOf(row)),
			yesOrNo(isReached),
		];
	});
	return table(
		['durations', 'every 5 s', 'no progress', 'exact', 'worst', 'latest', 'reached'],
		rows,
	);
}
