import type { Batch } from './batch';
import { buyTask } from './buy';
import type { Job, Outcome } from './job';
import { purchaseInLog } from './journal';
import { removeFromLedger } from './ledger';
import { afterUnclear, stopped, unexpected } from './trouble';
import { waitForTask } from './wait';

/**
 * Runs jobs side by side. Every job ends with an outcome, in the order of the jobs; never throws for
 * what the network, the gateway or Stop may do.
 *
 * @param maxConcurrency how many tasks are under way at a time; at least 1
 * @param finish what is still to do with an outcome before the next job takes its place
 */
export async function runJobs<T>(
	batch: Batch,
	jobs: readonly Job[],
	maxConcurrency: number,
	finish: (outcome: Outcome, job: Job) => Promise<T>,
): Promise<T[]> {
	const results: T[] = new Array<T>(jobs.length);
	// Whoever is free takes the next one from the same queue.
	const queue = jobs.entries();
	const work = async () => {
		for (const [index, job] of queue) results[index] = await runToItsEnd(batch, job, finish);
	};
	const workers = Math.min(Math.max(1, Math.floor(maxConcurrency) || 1), jobs.length);
	await Promise.all(Array.from({ length: workers }, work));
	return results;
}

async function runToItsEnd<T>(
	batch: Batch,
	job: Job,
	finish: (outcome: Outcome, job: Job) => Promise<T>,
): Promise<T> {
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
}

const taskIdOf = (batch: Batch, { item, subject }: Job): string | undefined =>
	'taskId' in subject ? subject.taskId : batch.journal.taskIdOf(item);

async function runJob(batch: Batch, job: Job): Promise<Outcome> {
	const { subject } = job;
	if (batch.signal?.aborted) {
		// n8n may try again after a stop: what an earlier try submitted is still to be named.
		if ('taskId' in subject) return stopped(job.item, subject.taskId);
		const earlier = batch.journal.takeUp(subject.purchase);
		const outcome = stopped(job.item, earlier?.taskId, earlier?.task);
		return earlier === undefined ? outcome : afterUnclear(outcome, purchaseInLog(earlier));
	}
	if ('taskId' in subject) return await waitForTask(batch, job, { taskId: subject.taskId });

	const bought = await buyTask(batch, job, subject.purchase);
	if ('kind' in bought) return bought;
	const { entry, taskId, task, isFresh } = bought;
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
		removeFromLedger(batch.ledger, entry);
	}
	return outcome;
}
