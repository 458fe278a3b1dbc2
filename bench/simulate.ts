/**
 * When does a schedule see that a task ended? On a virtual clock, with the node's own functions and the
 * bookkeeping of nodes/Vidu/tasks/poll.ts around them. Times in milliseconds.
 */

import { nextPollDelay, type PollState } from '../nodes/Vidu/tasks/pollSchedule';
import { RecentDurations } from '../nodes/Vidu/tasks/recentDurations';
import type { Progress, Random } from './laws';

/** How long to wait before the next poll. */
export type Schedule = (state: PollState, jitter: number) => number;

/** As the provider's own client polls. */
export const everyFiveSeconds: Schedule = () => 5_000;

/** How one task was seen to end. */
export interface Seen {
	/** From the end at the gateway to the response that reports it. */
	delay: number;
	/** Ages of the task at which the polls were sent, the last one included. */
	polls: number[];
}

/** The settings of a simulation. */
export interface Simulation {
	/** Seconds that each task takes. One task follows the other, in one process. */
	durations: readonly number[];
	progress: Progress;
	random: Random;
	/** This node's unless given. */
	schedule?: Schedule;
	/** How long a request and its response take; 50 to 300 ms unless given. */
	roundTrip?: (random: Random) => number;
}

/** Runs all tasks to their ends. */
export function simulate(simulation: Simulation): Seen[] {
	const recent = new RecentDurations();
	return simulation.durations.map((duration) => simulateTask(duration * 1000, simulation, recent));
}

const throughTheNet = (random: Random) => 50 + 250 * random();

function simulateTask(duration: number, simulation: Simulation, recent: RecentDurations): Seen {
	const { progress, random, schedule = nextPollDelay, roundTrip = throughTheNet } = simulation;
	// The node counts from the response to the creation.
	const createdAt = -roundTrip(random) / 2;
	const endsAt = createdAt + duration;
	const polls: number[] = [];
	let reported: Pick<PollState, 'progress' | 'previous'> = {};
	let now = 0;
	let lastRunning = 0;
	for (;;) {
		const state = { age: now, polls: polls.length, ...reported, recent: recent.of('') };
		const sentAt = now + schedule(state, random());
		const trip = roundTrip(random);
		const answeredAt = sentAt + trip / 2;
		now = sentAt + trip;
		polls.push(sentAt);
		if (answeredAt >= endsAt) {
			recent.add('', (lastRunning + now) / 2);
			return { delay: now - endsAt, polls };
		}
		lastRunning = now;
		const fraction = progress((answeredAt - createdAt) / duration);
		if (fraction !== undefined && fraction !== reported.progress?.fraction) {
			reported = { progress: { fraction, age: now }, previous: reported.progress };
		}
	}
}
