/*
 * When to look at a task again. Pure: the answer depends on nothing but what is passed in.
 * Explained with a picture in docs/polling.md; its figures come from `npm run bench`.
 */

import { blindStep, FIRST_LOOK } from './blindLooks';
import { endByProgress } from './endByProgress';
import type { ProgressReport } from './endByProgress';
import { stepByRecent } from './lookByRecent';
import type { Outlook } from './outlook';

/** What is known of a running task. All times in milliseconds. */
export interface PollState {
	/** Time since the task was submitted. */
	age: number;
	/** The newest progress that was reported, and the age at which it was first seen. */
	progress?: ProgressReport;
	/** The progress that was seen before that one. */
	before?: ProgressReport;
	/** How recent tasks of the same kind ended. */
	recent?: Outlook;
	/** The user's own interval; `items/options.ts` says how short it may be. */
	interval?: number;
}

/** Even when the end is expected later: that may be wrong. */
const LONGEST_STEP = 60_000;
/** Shorter steps would cost looks and gain nothing that anyone feels … */
const SHORTEST_STEP = 900;
/** … but a short wait is felt as a share of it. */
const SHORTEST_PER_AGE = 0.02;
const SHORTEST_OF_ALL = 400;
/** What was learned in a time is relied on for no longer than this many times that time. */
const RELIANCE = 1.5;
/** How much of the expected rest is slept before the end is estimated anew. */
const SHARE_OF_REST = 0.9;
/** A look just before the end would have to be repeated. */
const MARGIN = 250;
/** A task that is overdue may be stuck: the steps grow with the time that it is overdue. */
const STEP_PER_OVERDUE = 0.35;
/** Timers cannot take more than 24 days. */
const LONGEST_INTERVAL = 86_400_000;

/**
 * Milliseconds to sleep until the next look: from 0.4 s to a minute whatever is passed in, or else the
 * user's own interval.
 *
 * @param jitter 0 to 1, random: spreads the looks of tasks that were submitted together
 */
export function nextPollDelay(known: PollState, jitter: number): number {
	const age = known.age > 0 && Number.isFinite(known.age) ? known.age : 0;
	const interval = Math.min(known.interval ?? 0, LONGEST_INTERVAL);
	const isFixed = interval > 0;
	// The first look comes soon at any interval: a task that the provider refuses shows at once.
	const soon = age < FIRST_LOOK / 2 ? FIRST_LOOK - age : LONGEST_INTERVAL;
	const { step, isAimed } = isFixed
		? { step: Math.min(interval, soon), isAimed: age > interval / 2 }
		: plannedStep({ ...known, age });
	// Only ever earlier: a later look would be a longer delay. The first look is enough to spread those
	// at a fixed interval; one that is aimed at the end would miss it.
	const spread = isAimed ? 0 : 0.1 * Math.min(Math.max(jitter || 0, 0), 1);
	return Math.max(1, Math.round(step * (1 - spread)));
}

interface Planned {
	step: number;
	/** Whether it is meant to come just after the end. */
	isAimed: boolean;
}

const atRandom = (step: number): Planned => ({ step, isAimed: false });

function plannedStep({ age, progress, before, recent }: PollState): Planned {
	const blind = blindStep(age);
	const shortest = Math.min(Math.max(SHORTEST_OF_ALL, age * SHORTEST_PER_AGE), SHORTEST_STEP);
	const expected = endByProgress(progress, before, shortest);
	if (expected === undefined) {
		const step = age < FIRST_LOOK / 2 ? undefined : stepByRecent(age, recent, shortest);
		if (step === undefined) return atRandom(blind);
		return { step: Math.min(step, LONGEST_STEP), isAimed: true };
	}
	const { end, doubt, isSure } = expected;
	const rest = end - age;
	if (rest <= 0) return atRandom(Math.min(blind, Math.max(doubt, -rest * STEP_PER_OVERDUE)));
	const longest = isSure ? Math.min(Math.max(blind, age * RELIANCE), LONGEST_STEP) : blind;
	const isLastStretch = rest * (1 - SHARE_OF_REST) < doubt;
	const step = isLastStretch ? rest + MARGIN : rest * SHARE_OF_REST;
	const isAimed = isLastStretch && step <= longest;
	return { step: Math.min(longest, Math.max(shortest, step)), isAimed };
}
