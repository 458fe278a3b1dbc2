/**
 * When would a schedule see that a task is finished? Tasks on a virtual clock, polled by the very
 * function that the node uses, with the bookkeeping of nodes/Vidu/tasks/poll.ts.
 */

import type { RecentDurations } from '../nodes/Vidu/tasks/recentDurations';
import type { PollState } from '../nodes/Vidu/tasks/pollSchedule';
import type { Progress } from './progressKinds';
import type { Random } from './random';

/** Milliseconds until the next poll; `poll` counts from 0. */
export type Schedule = (known: PollState, jitter: number, poll: number) => number;

/** How one task was seen to end. Times in milliseconds. */
export interface Seen {
	/** From the end at the gateway to the answer that tells it. */
	delay: number;
	/** Requests, the last one included. */
	polls: number;
	/** Ages of the task at which the requests left. */
	ages: number[];
}

/** What is simulated. */
export interface Simulation {
	/** Seconds that each task takes at the gateway, in the order of submission. */
	durations: readonly number[];
	progress: Progress;
	schedule: Schedule;
	random: Random;
	/** Milliseconds that a request and its answer take; 50 to 300 unless given. */
	roundTrip?: (random: Random) => number;
	/** Share of its time that a task has behind it when the node takes it up, not knowing that. */
	takenUpAt?: number;
	/** Tasks under way at a time; 1 unless given. */
	concurrency?: number;
	/** Where what a task took is remembered for the next ones; nothing is, unless given. */
	recent?: RecentDurations;
}

const throughTheNet = (random: Random) => 50 + 250 * random();

interface Running {
	task: number;
	/** When the node began to wait, and when the gateway is done. Milliseconds of the virtual clock. */
	startedAt: number;
	createdAt: number;
	endsAt: number;
	nextPollAt: number;
	ages: number[];
	known: PollState;
}

/** Runs all tasks to their ends. The result has the order of `durations`. */
export function simulate(simulation: Simulation): Seen[] {
	const { durations, progress, schedule, random, takenUpAt } = simulation;
	const { roundTrip = throughTheNet, concurrency = 1, recent } = simulation;
	const seen: Seen[] = [];
	const running: Running[] = [];
	let next = 0;

	const plan = (run: Running, now: number) => {
		const age = now - run.startedAt;
		run.known = { ...run.known, age, polls: run.ages.length, recent: recent?.of('') };
		const isFirstOfOld = takenUpAt !== undefined && run.ages.length === 0;
		const step = schedule(run.known, random(), run.ages.length);
		run.nextPollAt = isFirstOfOld ? now : now + step;
	};
	const start = (now: number) => {
		if (next >= durations.length) return;
		const duration = durations[next] * 1000;
		const createdAt = now - roundTrip(random) / 2 - duration * (takenUpAt ?? 0);
		const endsAt = createdAt + duration;
		const run = {
			task: next,
			startedAt: now,
			createdAt,
			endsAt,
			nextPollAt: now,
			ages: [],
		};
		running.push({ ...run, known: { age: 0, polls: 0 } });
		plan(running[running.length - 1], now);
		next += 1;
	};

	for (let slot = 0; slot < concurrency; slot += 1) start(0);
	while (running.length > 0) {
		const run = running.reduce((one, other) => (other.nextPollAt < one.nextPollAt ? other : one));
		const sentAt = run.nextPollAt;
		const trip = roundTrip(random);
		const answeredAt = sentAt + trip / 2;
		const seenAt = sentAt + trip;
		run.ages.push(sentAt - run.startedAt);
		if (answeredAt >= run.endsAt) {
			const { task, ages, endsAt } = run;
			seen[task] = { delay: seenAt - endsAt, polls: ages.length, ages };
			running.splice(running.indexOf(run), 1);
			recent?.add('', answeredAt - run.startedAt);
			start(seenAt);
			continue;
		}
		const share = (answeredAt - run.createdAt) / (run.endsAt - run.createdAt);
		const fraction = progress(share);
		const newest = run.known.progress;
		if (fraction !== undefined && fraction !== newest?.fraction) {
			run.known.previous = newest;
			run.known.progress = { fraction, age: seenAt - run.startedAt };
		}
		plan(run, seenAt);
	}
	return seen;
}
