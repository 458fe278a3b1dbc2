/** Is what was simulated true? A few real tasks, through the engine and over HTTP. */

import { measureInChild } from './child';
import { startGatewayProcess, type GatewayReport } from './gateway';
import type { Cost } from './observe';
import { PROGRESS, noProgress } from './progressKinds';
import { seeded } from './random';
import { SCHEDULES } from './schedules';
import { simulate } from './simulate';
import { RecentDurations } from '../nodes/Vidu/tasks/recentDurations';
import { mean } from './statistics';

/** Seconds. Not too long, and no multiples of anything. */
const DURATIONS = [15.3, 22.7, 31.9, 44.1, 58.6, 76.2, 97.4, 121.8, 152.3, 188.9];

/** How often the same is simulated. */
const SIMULATED = 400;

/** Mean over the tasks. Seconds, and requests per task. */
export interface MeanDelay {
	delay: number;
	looks: number;
}

/** What was measured, and what the simulation says for the same durations. */
export interface RealDelay {
	real: MeanDelay;
	simulated: MeanDelay;
}

/** Runs one task of each duration at the same time, with or without progress. Takes three minutes. */
export async function measureRealDelays(reportsProgress: boolean): Promise<RealDelay> {
	const gateway = await startGatewayProcess({ taskSeconds: 1, reportsProgress });
	try {
		const prompts = DURATIONS.map((seconds) => `A lighthouse [seconds:${seconds}]`);
		const maxConcurrency = prompts.length;
		const input = { prompts, maxConcurrency, credentials: gateway.credentials };
		await measureInChild<Cost>('batchChild.ts', input);
		// The first task is the warm-up.
		const { tasks } = await gateway.report();
		return { real: meanOf(tasks.slice(1)), simulated: simulated(reportsProgress) };
	} finally {
		await gateway.close();
	}
}

function simulated(reportsProgress: boolean): MeanDelay {
	// The local gateway's; on loopback, a request and its answer take a few milliseconds.
	const progress = reportsProgress ? PROGRESS['linear, rounded to 0.01'] : noProgress;
	const roundTrip = () => 4;
	const given = { durations: DURATIONS, progress, roundTrip, schedule: SCHEDULES['this node'] };
	const concurrency = DURATIONS.length;
	const random = seeded(22);
	const runs = Array.from({ length: SIMULATED }, () =>
		simulate({ ...given, random, concurrency, recent: new RecentDurations() }),
	);
	return meanOf(runs.flat());
}

const meanOf = (
	tasks: ReadonlyArray<GatewayReport['tasks'][number] | { delay: number; looks: number }>,
) => ({
	delay: mean(tasks.map(({ delay }) => delay)) / 1000,
	looks: mean(tasks.map(({ looks }) => looks)),
});
