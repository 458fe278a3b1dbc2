/** How long after its end is a task seen to be finished, and in how many polls? Simulated. */

import { RecentDurations } from '../nodes/Vidu/tasks/recentDurations';
import { draw, LAWS, SERIES } from './durations';
import { noProgress, PROGRESS, type Progress } from './progressKinds';
import { seeded } from './random';
import { SCHEDULES } from './schedules';
import { simulate, type Schedule, type Seen } from './simulate';
import { mean, quantile } from './statistics';

/** Tasks in a figure. */
const TASKS = 4000;
/** Executions that follow each other, and how often such a series is drawn. */
const EXECUTIONS = 13;
const RUNS = 300;

/** What a schedule comes to. Seconds, and requests. */
export interface Delay {
	mean: number;
	/** 95 of 100 tasks are seen sooner than this. */
	p95: number;
	latest: number;
	polls: number;
}

/** A table by the names of its rows, each by the names of its columns. */
export type DelayTable = Record<string, Record<string, Delay>>;

/** By the law of durations: a poll every 5 s, and this node with each kind of progress. */
export type DelaysByKind = Record<string, { every5: Delay; kinds: Record<string, Delay> }>;

const own = SCHEDULES['this node'];
const every5 = SCHEDULES["every 5 s (the provider's client)"];
const KINDS: Record<string, Progress> = { 'no progress': noProgress, ...PROGRESS };

/** The node's schedule for every law of durations and kind of progress. */
export function byKind(): DelaysByKind {
	const laws = Object.keys(LAWS) as Array<keyof typeof LAWS>;
	const rows = laws.map((law) => {
		const kinds = Object.entries(KINDS).map(([kind, progress]) => [
			kind,
			delayOf(law, own, progress),
		]);
		const row = { every5: delayOf(law, every5), kinds: Object.fromEntries(kinds) };
		return [law, row];
	});
	return Object.fromEntries(rows) as DelaysByKind;
}

/** All schedules without progress, by the law of durations. */
export function bySchedule(): DelayTable {
	const laws = Object.keys(LAWS) as Array<keyof typeof LAWS>;
	const rows = Object.entries(SCHEDULES).map(([name, schedule]) => [
		name,
		Object.fromEntries(laws.map((law) => [law, delayOf(law, schedule)])),
	]);
	return Object.fromEntries(rows) as DelayTable;
}

/** Executions of one item each that follow each other in one process, without progress. */
export function bySeries(): Record<string, { own: Delay; every5: Delay }> {
	const rows = Object.keys(SERIES).map((name) => {
		const series = name as keyof typeof SERIES;
		return [name, { own: seriesDelay(series, own), every5: seriesDelay(series, every5) }];
	});
	return Object.fromEntries(rows) as Record<string, { own: Delay; every5: Delay }>;
}

function delayOf(law: keyof typeof LAWS, schedule: Schedule, progress = noProgress): Delay {
	const random = seeded(20);
	const durations = draw(LAWS[law], TASKS, random);
	return summarize(simulate({ durations, progress, schedule, random }));
}

function seriesDelay(name: keyof typeof SERIES, schedule: Schedule): Delay {
	const random = seeded(23);
	const seen = Array.from({ length: RUNS }, () => {
		const durationOf = SERIES[name](random);
		const durations = Array.from({ length: EXECUTIONS }, (_, execution) => durationOf(execution));
		const recent = new RecentDurations();
		return simulate({ durations, progress: noProgress, schedule, random, recent }).slice(1);
	});
	return summarize(seen.flat());
}

function summarize(seen: readonly Seen[]): Delay {
	const delays = seen.map(({ delay }) => delay / 1000);
	return {
		mean: mean(delays),
		p95: quantile(delays, 0.95),
		latest: Math.max(...delays),
		polls: mean(seen.map(({ polls }) => polls)),
	};
}
