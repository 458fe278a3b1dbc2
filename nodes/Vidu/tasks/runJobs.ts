import type { Batch } from './batch';
import { runChain } from './chain';
import type { Job, Outcome } from './job';
import { runPurchase, tellEnd } from './runTask';
import { stopped, unexpected } from './trouble';
import { waitForTask } from './wait';

/**
 * Runs jobs side by side. Every job ends with an outcome, in the order of the jobs; never throws for
 * what the network, the gateway or Stop may do.
 *
 * @param maxConcurrency how many jobs are under way at a time; at least 1. A chain holds its place from
 * its first scene to its last, so that stories end one after the other and not all at once.
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
		const { subject } = job;
		const outcome =
			'scenes' in subject
				? await runChain(batch, job, subject.scenes)
				: await runOne(batch, job, subject);
		return await finish(withEarlier(batch, job, outcome), job);
	} finally {
		// Whatever happened: an entry that stayed in use would be bought again by the next try.
		batch.journal.release(job.item);
	}
}

/**
 * Names what an earlier try bought, or may have bought, for the item and this try did not take up, because
 * a prompt was edited or a scene taken out in between: it is paid, and nobody else would name it. Calls of a
 * tool share no items, so there nothing tells whose it is.
 */
function withEarlier({ journal }: Batch, { item, subject }: Job, outcome: Outcome): Outcome {
	if ('taskId' in subject) return outcome;
	try {
		const { run, isTool } =
			'purchase' in subject ? subject.purchase : subject.scenes[0].purchase(undefined);
		if (isTool) return outcome;
		const earlier = journal.earlier({ run, isTool, item });
		return earlier.length === 0 ? outcome : { ...outcome, earlier };
	} catch {
		// A scene that cannot be made into a request: the outcome says so already.
		return outcome;
	}
}

async function runOne(
	batch: Batch,
	job: Job,
	subject: Exclude<Job['subject'], { scenes: unknown }>,
): Promise<Outcome> {
	const startedAt = batch.clock.now();
	const run = async () => {
		if ('purchase' in subject) return await runPurchase(batch, job, subject.purchase);
		if (batch.signal?.aborted) return stopped(job.item, subject.taskId);
		return await waitForTask(batch, job, { taskId: subject.taskId });
	};
	const known = () => ('taskId' in subject ? subject.taskId : batch.journal.taskIdOf(job.item));
	const outcome = await run().catch((error: unknown) => unexpected(job.item, error, known()));
	tellEnd(batch, outcome, startedAt);
	return outcome;
}
