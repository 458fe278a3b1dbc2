import pLimit from 'p-limit';

import type { Task } from '../gateway/read';
import type { Send } from '../gateway/send';
import type { Clock } from './clock';
import { submit } from './create';
import type { Job, Outcome } from './job';
import { nameInLog } from './journal';
import type { Journal } from './journal';
import { giveBack } from './ledger';
import type { Ledger } from './ledger';
import { Pace } from './pace';
import { afterUnclear, stopped, unexpected } from './trouble';
import { waitForTask } from './wait';

/** What the jobs of one call of the node share. Times in milliseconds. */
export interface Batch {
	send: Send;
	clock: Clock;
	journal: Journal;
	ledger: Ledger;
	/** Fires on Stop and on the workflow's timeout. */
	signal?: AbortSignal;
	/** Moment of the clock at which the whole node must be done. */
	deadline: number;
	creationPace: Pace;
	lookPace: Pace;
	/** How long tasks of a kind took in this run. */
	durations: Map<string, { quickest: number; slowest: number }>;
	/** 0 to 1. */
	random: () => number;
	/** Told at once, so that the server's log names every task whatever happens next. */
	onEvent: (event: BatchEvent) => void;
}

/** Something that the log should hold. */
export type BatchEvent =
	| { type: 'submitted'; item: number; taskId: string; model: string; purchase?: string }
	| { type: 'seen'; item: number; taskId: string; task: Task }
	| { type: 'ended'; outcome: Outcome; seconds: number };

/** Builds what jobs share. */
export function newBatch(
	given: Pick<Batch, 'send' | 'clock' | 'journal' | 'ledger' | 'signal' | 'onEvent'>,
	totalTimeout: number,
	random: () => number = Math.random,
): Batch {
	return {
		...given,
		deadline: totalTimeout > 0 ? given.clock.now() + totalTimeout : Infinity,
		creationPace: new Pace(),
		lookPace: new Pace(),
		durations: new Map(),
		random,
	};
}

/**
 * Runs jobs side by side. Every job ends with an outcome, in the order of the jobs; never throws for
 * what the network, the gateway or Stop may do.
 *
 * @param maxConcurrency how many tasks are under way at a time; at least 1
 * @param finish what is still to do with an outcome before the next job takes its place
 */
export async function runBatch<T>(
	batch: Batch,
	jobs: readonly Job[],
	maxConcurrency: number,
	finish: (outcome: Outcome, job: Job) => Promise<T>,
): Promise<T[]> {
	const limit = pLimit(Math.max(1, Math.floor(maxConcurrency) || 1));
	return await Promise.all(
		jobs.map((job) =>
			limit(async () => {
				try {
					const startedAt = batch.clock.now();
					const outcome = await runJob(batch, job).catch((error: unknown) =>
						unexpected(job.item, error, taskIdOf(batch, job)),
					);
					if (outcome.taskId !== undefined) {
						const seconds = Math.round((batch.clock.now() - startedAt) / 1000);
						batch.onEvent({ type: 'ended', outcome, seconds });
					}
					return await finish(outcome, job);
				} finally {
					// Whatever happened: an entry that stayed in use would be bought again by the next try.
					batch.journal.release(job.item);
				}
			}),
		),
	);
}

const taskIdOf = (batch: Batch, { item, subject }: Job): string | undefined =>
	'taskId' in subject ? subject.taskId : batch.journal.taskIdOf(item);

async function runJob(batch: Batch, job: Job): Promise<Outcome> {
	const { subject } = job;
	if (batch.signal?.aborted) {
		// n8n may try again after a stop: what an earlier try submitted is still to be named.
		if ('taskId' in subject) return stopped(job.item, subject.taskId);
		const earlier = batch.journal.takeUp(subject.purchase.claim);
		const outcome = stopped(job.item, earlier?.taskId, earlier?.task);
		return earlier === undefined ? outcome : afterUnclear(outcome, nameInLog(earlier));
	}
	if ('taskId' in subject) return await waitForTask(batch, job, { taskId: subject.taskId });

	const submitted = await submit(batch, job, subject.purchase);
	if ('kind' in submitted) return submitted;
	const { entry, taskId, task, isFresh } = submitted;
	const { submittedAt } = entry;
	const { kind } = subject.purchase;
	const outcome = await waitForTask(batch, job, { taskId, task, isFresh, submittedAt, kind });
	if (outcome.task !== undefined) {
		outcome.task.model ??= entry.model;
		outcome.task.createdAt ??= new Date(submittedAt).toISOString();
	}
	if (outcome.kind === 'result' && outcome.task.status === 'completed') {
		entry.state = 'completed';
		entry.task = outcome.task;
	}
	if (outcome.kind === 'trouble' && outcome.trouble === 'failed') {
		entry.state = 'failed';
		giveBack(batch.ledger, entry);
	}
	return outcome;
}
