/** How long after its end is a task seen to be finished, and in how many looks? Simulated. */

import { RecentDurations } from '../nodes/Vidu/tasks/recentDurations';
import { about, draw, FIXED, LAWS, type Law } from './durations';
import { noProgress, PROGRESS, type Progress } from './progressKinds';
import { seeded } from './random';
import { SCHEDULES } from './schedules';
import { simulate, type Schedule } from './simulate';
import { mean, quantile } from './statistics';

/** Tasks in a figure. */
const TASKS = 4000;
/** Tasks in one run of the node, where what earlier ones took is known to the next. */
const BATCH = 20;

/** What a schedule comes to. Seconds, and requests. */
export interface Delay {
	mean: number;
	/** 95 of 100 tasks are seen sooner than this. */
	p95: number;
	/** Mean of the delay's share of the task's duration. */
	share: number;
	looks: number;
	mostLooks: number;
}

/** A table by the names of its rows, each by the names of its columns. */
export type DelayTable = Record<string, Record<string, Delay>>;

const own = SCHEDULES['this node'];

/** The schedules beside each other. Those of others do not use the progress. */
export function bySchedule(): DelayTable {
	const others = Object.entries(SCHEDULES).filter(([, schedule]) => schedule !== own);
	return {
		...rowOf('this node, progress exact', LAWS, own, PROGRESS['linear, exact']),
		...rowOf('this node, progress rounded to 0.01', LAWS, own, PROGRESS['linear, rounded to 0.01']),
		...rowOf('this node, no progress', LAWS, own),
		...Object.assign({}, ...others.map(([name, schedule]) => rowOf(name, LAWS, schedule))),
	};
}

/** The node's schedule, by how a gateway may report progress. */
export function byProgress(): DelayTable {
	const kinds: Record<string, Progress> = { none: noProgress, ...PROGRESS };
	const rows = Object.entries(kinds).map(([name, progress]) => rowOf(name, LAWS, own, progress));
	return Object.assign({}, ...rows);
}

/** The node's schedule, by single durations. */
export function byDuration(): DelayTable {
	const laws = Object.fromEntries(FIXED.map((seconds) => [`${seconds} s`, about(seconds)]));
	return {
		...rowOf('progress exact', laws, own, PROGRESS['linear, exact']),
		...rowOf('progress rounded to 0.01', laws, own, PROGRESS['linear, rounded to 0.01']),
		...rowOf('no progress', laws, own),
	};
}

/**
 * The node's schedule without progress in runs of 20 tasks, 5 at a time: the second half of each, when
 * the first half is not known and when it is.
 */
export function byEarlier(): DelayTable {
	const laws: Record<string, Law> = {
		'all 20 s': () => 20,
		'all 120 s': () => 120,
		'all 600 s': () => 600,
		'120 s ± 2 %': (random) => 120 * (0.98 + 0.04 * random()),
		...LAWS,
	};
	const rows = Object.entries(laws).map(([name, law]) => [
		name,
		{ 'not known': secondHalves(law, false), known: secondHalves(law, true) },
	]);
	return Object.fromEntries(rows) as DelayTable;
}

function rowOf(
	name: string,
	laws: Record<string, Law>,
	schedule: Schedule,
	progress = noProgress,
): DelayTable {
	const cells = Object.entries(laws).map(([column, law]) => {
		const random = seeded(20);
		const durations = draw(law, TASKS, random);
		const seen = simulate({ durations, progress, schedule, random });
		return [column, summarize(seen, durations)];
	});
	return { [name]: Object.fromEntries(cells) as Record<string, Delay> };
}

function secondHalves(law: Law, remembers: boolean): Delay {
	const random = seeded(21);
	const all = Array.from({ length: TASKS / BATCH }, () => {
		const durations = draw(law, BATCH, random);
		const recent = remembers ? new RecentDurations() : undefined;
		const given = { progress: noProgress, schedule: own, concurrency: 5, recent };
		return { durations, seen: simulate({ durations, random, ...given }) };
	});
	return summarize(
		all.flatMap(({ seen }) => seen.slice(BATCH / 2)),
		all.flatMap(({ durations }) => durations.slice(BATCH / 2)),
	);
}

function summarize(
	seen: ReadonlyArray<{ delay: number; looks: number }>,
	durations: number[],
): Delay {
	const seconds = seen.map(({ delay }) => delay / 1000);
	const looks = seen.map((task) => task.looks);
	return {
		mean: mean(seconds),
		p95: quantile(seconds, 0.95),
		share: mean(seconds.map((delay, task) => delay / durations[task])),
		looks: mean(looks),
		mostLooks: Math.max(...looks),
	};
}
