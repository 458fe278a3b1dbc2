import { endByProgress } from './endByProgress';
import type { ProgressReport } from './endByProgress';

/*
 * When to poll a task again. Pure: the answer depends on the arguments only. Explained in docs/polling.md,
 * measured by `npm run bench`. All times in milliseconds.
 */

/** The facts about a running task on which its next poll depends. */
export interface PollState {
	/** Time since the task was submitted. */
	age: number;
	/** Polls so far. */
	polls: number;
	/** The newest progress that was reported, and the age at which it was first seen. */
	progress?: ProgressReport;
	/** The progress that was reported before it. */
	previous?: ProgressReport;
	/** How long the latest tasks of the same kind took. */
	recent?: readonly number[];
	/** The user's own interval; input/options.ts says how short it may be. */
	interval?: number;
}

/** The usual interval, just under the 5 s of the provider's own client (docs/api/http.md). */
const INTERVAL = 4_800;
/** Before the window in which the task is expected to end. An unusual task is seen at most this late. */
const INTERVAL_BEFORE_WINDOW = 10_000;
/** Polls inside that window. */
const POLLS_PER_WINDOW = 22;
/** Durations that differ by more than this factor predict nothing. */
const MAX_SPREAD = 2;
/** The window begins and ends this share outside the durations that were seen. */
const WINDOW_MARGIN = 0.05;
/** The longest delay, by how well two reports of progress agree on the end. */
const MAX_DELAY = { none: INTERVAL, rough: 9_000, exact: 90_000 };
/** Shorter delays cost requests and gain nothing that anyone feels … */
const MIN_DELAY = 900;
/** … but a short wait is felt as a share of it. */
const MIN_DELAY_PER_AGE = 0.02;
const MIN_DELAY_OF_ALL = 400;
/** How much of the predicted rest passes before the end is predicted again. */
const SHARE_OF_REST = 0.9;
/** A poll just before the end would have to be repeated. */
const MARGIN = 250;
/** The delay grows with the time that a task is overdue. */
const DELAY_PER_OVERDUE = 0.35;
/** Intervals that a task must have saved before its polls may come sooner than usual. */
const MUST_BE_SAVED = 0.8;
const NEARLY_DONE = 0.75;
/** Timers take at most 24 days. */
const MAX_INTERVAL = 86_400_000;

/**
 * How long to wait before the next poll, from 0.4 s to 90 s unless the user set an interval.
 *
 * @param jitter 0 to 1, random: spreads the polls of tasks that were submitted together
 * @returns milliseconds
 */
export function nextPollDelay(state: PollState, jitter: number): number {
	const age = state.age > 0 && Number.isFinite(state.age) ? state.age : 0;
	if (state.polls === 0) {
		// A refused task shows soon, whatever the user's interval. Only ever earlier than due.
		const first = Math.max(1, Math.min(state.interval || INTERVAL, INTERVAL) - age);
		return Math.round(first * (1 - 0.1 * Math.min(Math.max(jitter || 0, 0), 1)));
	}
	if (state.interval) return Math.min(state.interval, MAX_INTERVAL);
	const delay = byProgress(age, state);
	if (delay === undefined) return Math.round(byRecent(age, state.recent));
	return Math.round(Math.max(delay, Math.min(soonest(age, state), INTERVAL)));
}

/** Short delays use polls that longer ones saved: on average there is one in each interval. */
function soonest(age: number, { polls, progress }: PollState): number {
	// A task that is nearly done at its first poll saved none, and does not wait for a whole interval.
	const isShort = polls === 1 && progress !== undefined && progress.fraction > NEARLY_DONE;
	return (polls + (isShort ? 0 : MUST_BE_SAVED)) * INTERVAL - age;
}

/** Aims at the end that the reported progress predicts. */
function byProgress(age: number, { progress, previous }: PollState): number | undefined {
	const shortest = Math.min(Math.max(MIN_DELAY_OF_ALL, age * MIN_DELAY_PER_AGE), MIN_DELAY);
	const expected = endByProgress(progress, previous, shortest);
	if (expected === undefined) return undefined;
	const { end, doubt, agreement } = expected;
	const rest = end - age;
	if (rest <= 0) return Math.min(INTERVAL, Math.max(doubt, -rest * DELAY_PER_OVERDUE));
	const longest = MAX_DELAY[agreement];
	const isLast = rest * (1 - SHARE_OF_REST) < doubt;
	return Math.min(longest, Math.max(shortest, isLast ? rest + MARGIN : rest * SHARE_OF_REST));
}

/** Aims at the window in which the latest tasks of the same kind ended. */
function byRecent(age: number, recent: readonly number[] = []): number {
	const start = Math.min(...recent) * (1 - WINDOW_MARGIN);
	const end = Math.max(...recent) * (1 + WINDOW_MARGIN);
	if (recent.length < 2 || end > MAX_SPREAD * start || age >= end) return INTERVAL;
	const delay =
		age < start
			? Math.min(start - age, INTERVAL_BEFORE_WINDOW)
			: Math.min((end - start) / POLLS_PER_WINDOW, INTERVAL);
	return Math.max(delay, MIN_DELAY);
}
