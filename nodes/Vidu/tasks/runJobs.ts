import type { Batch } from './batch';
import { runChain } from './chain';
import type { Job, ItemResult } from './job';
import { runPurchase, logEnd } from './runTask';
import { stopped, unexpected } from './trouble';
import { pollTask } from './poll';

/**
 * Runs jobs side by side. Every job ends with an outcome, in the order of the jobs; never throws for
 * what the network, the gateway or Stop may do. A mistake in one of them is that job's trouble, and the
 * others go on to their ends: their tasks are paid.
 *
 * @param maxConcurrency how many jobs are under way at a time; at least 1. A chain holds its place from
 * its first scene to its last, so that stories end one after the other and not all at once.
 * @param finish what is still to do with an outcome before the next job takes its place. If it throws, it
 * is given the trouble that it made, once.
 * @throws {unknown} what `finish` threw at that trouble, too, after all jobs have ended
 */
export async function runJobs<T>(
	batch: Batch,
	jobs: readonly Job[],
	maxConcurrency: number,
	finish: (outcome: ItemResult, job: Job) => Promise<T>,
): Promise<T[]> {
	const results: T[] = new Array<T>(jobs.length);
	// Whoever is free takes the next one from the same queue.
	const queue = jobs.entries();
	const mistakes: unknown[] = [];
	const work = async () => {
		for (const [index, job] of queue) {
			try {
				results[index] = await runToItsEnd(batch, job, finish);
			} catch (mistake) {
				mistakes.push(mistake);
			}
		}
	};
	const workers = Math.min(Math.max(1, Math.floor(maxConcurrency) || 1), jobs.length);
	await Promise.all(Array.from({ length: workers }, work));
	if (mistakes.length > 0) throw mistakes[0];
	return results;
}

async function runToItsEnd<T>(
	batch: Batch,
	job: Job,
	finish: (outcome: ItemResult, job: Job) => Promise<T>,
): Promise<T> {
	const { item, target } = job;
	let outcome: ItemResult | undefined;
	const toItsEnd = async () => {
		outcome =
			'scenes' in target
				? await runChain(batch, job, target.scenes)
				: await runOne(batch, job, target);
		outcome = withEarlier(batch, job, outcome);
		return await finish(outcome, job);
	};
	try {
		return await toItsEnd().catch(async (mistake: unknown) => {
			const { taskId = taskIdOf(batch, job), task, steps, place, earlier } = outcome ?? {};
			const broken = unexpected(item, mistake, taskId, task);
			return await finish({ ...broken, steps, place, earlier }, job);
		});
	} finally {
		// Whatever happened: an entry that stayed in use would be bought again by the next try.
		batch.journal.release(item);
	}
}

/**
 * Names what an earlier try bought, or may have bought, for the item and this try did not take up, because
 * a prompt was edited or a scene taken out in between: it is paid, and nobody else would name it. Calls of a
 * tool share no items, so there nothing tells whose it is.
 */
function withEarlier({ journal }: Batch, { item, target }: Job, outcome: ItemResult): ItemResult {
	if ('taskId' in target) return outcome;
	try {
		const { run, isTool } =
			'purchase' in target ? target.purchase : target.scenes[0].purchase(undefined);
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
	subject: Exclude<Job['target'], { scenes: unknown }>,
): Promise<ItemResult> {
	const startedAt = batch.clock.now();
	const run = async () => {
		if ('purchase' in subject) return await runPurchase(batch, job, subject.purchase);
		if (batch.signal?.aborted) return stopped(job.item, subject.taskId);
		return await pollTask(batch, job, { taskId: subject.taskId });
	};
	const outcome = await run().catch((error: unknown) =>
		unexpected(job.item, error, taskIdOf(batch, job)),
	);
	logEnd(batch, outcome, startedAt);
	return outcome;
}

/** The newest task of a job that is known at this moment. */
const taskIdOf = ({ journal }: Batch, { item, target }: Job): string | undefined =>
	'taskId' in target ? target.taskId : journal.taskIdOf(item);
