/** Does the simulation of executions that follow each other hold on real tasks, over HTTP on loopback? */

import { RecentDurations } from '../nodes/Vidu/tasks/recentDurations';
import type { BatchInput } from './batch';
import { measureInChild } from './child';
import { EXECUTIONS } from './executions';
import { startGatewayProcess } from './gateway';
import type { Cost } from './observe';
import { noProgress } from './progressKinds';
import { seeded } from './random';
import type { MeanDelay, RealDelay } from './realDelays';
import { SCHEDULES } from './schedules';
import { simulate } from './simulate';
import { mean } from './statistics';

/** Seconds; every task takes that, give or take the share. */
const SECONDS = 120;
/** Items of an execution, each of a kind of its own, by the length of its video. */
const KINDS = 10;
/** How often the same is simulated. */
const SIMULATED = 400;

/**
 * Runs executions of ten tasks without progress one after the other in one process: of each kind, one task
 * in each execution, as many as are simulated. Takes 26 minutes.
 *
 * @param share by which the durations differ, from 0 to 1
 */
export async function measureRealExecutions(share: number): Promise<RealDelay> {
	const random = seeded(24);
	const durations = Array.from({ length: EXECUTIONS * KINDS }, () => draw(share, random));
	const gateway = await startGatewayProcess({ taskSeconds: 1, reportsProgress: false });
	try {
		const prompts = durations.map((seconds) => `A lighthouse [seconds:${seconds.toFixed(2)}]`);
		const input: BatchInput = {
			prompts,
			executions: EXECUTIONS,
			maxConcurrency: KINDS,
			credentials: gateway.credentials,
		};
		await measureInChild<Cost>('batchChild.ts', input);
		const { tasks } = await gateway.report();
		// The first task is the warm-up, and the first execution knows nothing.
		const real = tasks.slice(1 + KINDS);
		return {
			real: {
				delay: mean(real.map(({ delay }) => delay)) / 1000,
				looks: mean(real.map(({ looks }) => looks)),
			},
			simulated: simulated(share),
		};
	} finally {
		await gateway.close();
	}
}

const draw = (share: number, random: () => number): number =>
	SECONDS * (1 - share + 2 * share * random());

function simulated(share: number): MeanDelay {
	const random = seeded(25);
	const seen = Array.from({ length: SIMULATED }, () => {
		const durations = Array.from({ length: EXECUTIONS }, () => draw(share, random));
		const given = { durations, progress: noProgress, schedule: SCHEDULES['this node'] };
		const recent = new RecentDurations();
		return simulate({ ...given, random, roundTrip: () => 4, recent }).slice(1);
	}).flat();
	return {
		delay: mean(seen.map(({ delay }) => delay)) / 1000,
		looks: mean(seen.map(({ looks }) => looks)),
	};
}
