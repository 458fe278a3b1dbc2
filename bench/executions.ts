/** What is it worth that the process remembers how long tasks of earlier executions took? Simulated. */

import { RecentDurations } from '../nodes/Vidu/tasks/recentDurations';
import { SERIES, type Series } from './durations';
import { noProgress } from './progressKinds';
import { seeded } from './random';
import { SCHEDULES } from './schedules';
import { simulate } from './simulate';
import { mean } from './statistics';

/** Executions of one item each, one after the other, from a process that knows nothing on. */
export const EXECUTIONS = 13;
/** How often such a series is drawn. */
const RUNS = 300;

/** Means over tasks: seconds of delay, looks, and the share of its duration that a task is seen late. */
export interface Execution {
	delay: number;
	looks: number;
	share: number;
}

/** One kind of durations: the executions from the second on, and the last one alone. */
export interface Remembered {
	blind: Execution;
	fromSecond: Execution;
	second: Execution;
	last: Execution;
}

/** By the name of the durations. */
export type ExecutionTable = Record<string, Remembered>;

/** The node's schedule without progress, in executions that follow each other. */
export function byExecution(runs = RUNS, executions = EXECUTIONS): ExecutionTable {
	const rows = Object.entries(SERIES).map(([name, series]) => {
		const known = play(series, true, runs, executions);
		const blind = play(series, false, runs, executions);
		return [
			name,
			{
				blind: meanOf(blind.slice(1).flat()),
				fromSecond: meanOf(known.slice(1).flat()),
				second: meanOf(known[1]),
				last: meanOf(known[executions - 1]),
			},
		];
	});
	return Object.fromEntries(rows) as ExecutionTable;
}

/** All tasks, by the number of their execution. */
function play(series: Series, remembers: boolean, runs: number, executions: number) {
	const random = seeded(23);
	const all: Execution[][] = Array.from({ length: executions }, () => []);
	for (let run = 0; run < runs; run += 1) {
		const durationOf = series(random);
		const durations = all.map((_tasks, execution) => durationOf(execution));
		const recent = remembers ? new RecentDurations() : undefined;
		const given = { durations, progress: noProgress, schedule: SCHEDULES['this node'] };
		simulate({ ...given, random, recent }).forEach(({ delay, looks }, execution) => {
			const share = delay / 1000 / durations[execution];
			all[execution].push({ delay: delay / 1000, looks, share });
		});
	}
	return all;
}

const meanOf = (tasks: readonly Execution[]): Execution => ({
	delay: mean(tasks.map(({ delay }) => delay)),
	looks: mean(tasks.map(({ looks }) => looks)),
	share: mean(tasks.map(({ share }) => share)),
});
