/** The goals of waiting: the node's schedule next to a poll every 5 s, as simulated. */

import type { Delay } from './delays';
import type { Goal } from './goal';
import type { Results } from './results';
import { seconds } from './tables';

/** How much slower, and how much more often, than a poll every 5 s the node may be. */
const DELAY_FACTOR = 1.05;
const POLLS_FACTOR = 1.1;
/** Seconds that a single task may be seen late. */
const LATEST = 15;

const told = ({ mean, polls, latest }: Delay) =>
	`${seconds(mean, 2)} in ${polls.toFixed(1)} polls, at most ${seconds(latest)}`;

/** Rows for each law of durations and each kind of progress: the worst one of each, and those with goals. */
export function delayGoals({ byKind, series }: Results): Goal[] {
	const rows = Object.entries(byKind).map(([law, { every5, kinds }]): Goal => {
		const all = Object.entries(kinds);
		const worst = (value: (delay: Delay) => number) =>
			all.reduce((one, other) => (value(other[1]) > value(one[1]) ? other : one));
		const [slowest, delay] = worst(({ mean }) => mean);
		const [busiest, polls] = worst((one) => one.polls);
		const latest = Math.max(...all.map(([, one]) => one.latest));
		return {
			figure: `${law}: the slowest and the busiest of ${all.length} kinds of progress`,
			goal: `≤ ${DELAY_FACTOR} and ≤ ${POLLS_FACTOR} of every 5 s, ≤ ${LATEST} s`,
			isReached:
				delay.mean <= DELAY_FACTOR * every5.mean &&
				polls.polls <= POLLS_FACTOR * every5.polls &&
				latest <= LATEST,
			measured: `${seconds(delay.mean, 2)} (${slowest}); ${polls.polls.toFixed(1)} polls (${busiest}); at most ${seconds(latest)}`,
			beside: told(every5),
		};
	});
	const { every5, kinds } = byKind['15–600 s'];
	const exact = kinds['linear, exact'];
	const exactRow: Goal = {
		figure: '15–600 s with exact progress',
		goal: '≤ 0.6 s in ≤ 10 polls',
		isReached: exact.mean <= 0.6 && exact.polls <= 10,
		measured: told(exact),
		beside: told(every5),
	};
	return [exactRow, ...rows, ...seriesGoals(series)];
}

/** Executions of one item each that follow each other, without progress, from the second one on. */
function seriesGoals(series: Results['series']): Goal[] {
	const limits: Record<string, number> = { '120 s ± 2 %': 0.9, '120 s ± 10 %': 1.2 };
	return Object.entries(series).map(([name, { own, every5 }]): Goal => {
		const limit = limits[name] ?? DELAY_FACTOR * every5.mean;
		const isQuick = own.mean <= limit && own.polls <= POLLS_FACTOR * every5.polls;
		return {
			figure: `${name}, without progress, executions 2 to 13`,
			goal: `≤ ${seconds(limit, 2)}, ≤ ${POLLS_FACTOR} of the polls, ≤ ${LATEST} s`,
			isReached: isQuick && own.latest <= LATEST,
			measured: told(own),
			beside: told(every5),
		};
	});
}
