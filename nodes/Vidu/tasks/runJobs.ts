import { messageOf } from '../text';
import { logEnd } from './batch';
import type { Batch } from './batch';
import { runChain } from './chain';
import { failedItem } from './itemResult';
import type { ItemResult } from './itemResult';
import { visitPurchases } from './job';
import type { Job, Target } from './job';
import { pollTask } from './poll';
import { runPurchase } from './runPurchase';

/**
 * Runs jobs in parallel. Every job ends with a result, in the order of the jobs; never throws for what the
 * network, the gateway or Stop may do. An error in one of them fails that job, and the others run to their
 * ends: their tasks are paid.
 *
 * @param maxConcurrency jobs that run at a time; at least 1. A chain counts from its first scene to its last,
 * so that stories end one by one and not all at once.
 * @param finish what is still to do with a result before the next job starts. If it throws, it is called once
 * more, with that failure.
 * @throws {unknown} what `finish` threw the second time, after all jobs have ended
 */
export async function runJobs<T>(
	batch: Batch,
	jobs: readonly Job[],
	maxConcurrency: number,
	finish: (result: ItemResult, job: Job) => Promise<T>,
): Promise<T[]> {
	const results: T[] = new Array<T>(jobs.length);
	const queue = jobs.entries();
	const errors: unknown[] = [];
	const work = async () => {
		for (const [index, job] of queue) {
			try {
				results[index] = await runJob(batch, job, finish);
			} catch (error) {
				errors.push(error);
			}
		}
	};
	const workers = Math.min(Math.max(1, Math.floor(maxConcurrency) || 1), jobs.length);
	await Promise.all(Array.from({ length: workers }, work));
	if (errors.length > 0) throw errors[0];
	return results;
}

/**
 * Looks up in the ledger what jobs buy first and the journal does not have: what a crash left of an earlier
 * attempt. Later scenes extend tasks that are not known yet.
 */
export async function lookUpFirst({ journal, ledger }: Batch, jobs: readonly Job[]): Promise<void> {
	const purchases: string[] = [];
	const peek = journal.peeker();
	for (const job of jobs) {
		visitPurchases(job, (purchase) => {
			const id = ledger.idOf(purchase);
			if (id !== undefined && peek(purchase) === undefined) purchases.push(id);
			return 'end';
		});
	}
	await ledger.lookUp(purchases);
}

async function runJob<T>(
	batch: Batch,
	job: Job,
	finish: (result: ItemResult, job: Job) => Promise<T>,
): Promise<T> {
	const { item, target } = job;
	let result: ItemResult | undefined;
	try {
		result =
			target.type === 'scenes'
				? await runChain(batch, job, target.scenes)
				: await runOne(batch, job, target);
		result = withEarlier(batch, job, result);
		return await finish(result, job);
	} catch (error) {
		const { taskId = taskIdOf(batch, job), task, steps, position, earlier } = result ?? {};
		const failure = { type: 'unexpected', message: messageOf(error) } as const;
		const failed = failedItem(item, failure, taskId, task);
		return await finish({ ...failed, steps, position, earlier }, job);
	} finally {
		// In every case: an entry that stayed in use would be bought again by the next attempt.
		batch.journal.release(item);
	}
}

/**
 * Names what an earlier attempt bought, or may have bought, for the item and this attempt did not use, because
 * a prompt was edited or a scene removed in between: it is paid, and nothing else names it. Calls of a tool
 * share no items, so nothing says whose it is.
 */
function withEarlier({ journal }: Batch, { item, target }: Job, result: ItemResult): ItemResult {
	if (target.type === 'existing') return result;
	try {
		const { run, isTool } =
			target.type === 'purchase' ? target.purchase : target.scenes[0].purchase(undefined);
		if (isTool) return result;
		const earlier = journal.earlier({ run, isTool, item });
		return earlier.length === 0 ? result : { ...result, earlier };
	} catch {
		// A scene that cannot be made into a request: the result says so already.
		return result;
	}
}

type SingleTarget = Exclude<Target, { type: 'scenes' }>;

async function runOne(batch: Batch, job: Job, target: SingleTarget): Promise<ItemResult> {
	const startedAt = batch.clock.now();
	const result = await buyOrPoll(batch, job, target).catch((error: unknown) => {
		const failure = { type: 'unexpected', message: messageOf(error) } as const;
		return failedItem(job.item, failure, taskIdOf(batch, job));
	});
	logEnd(batch, result, startedAt);
	return result;
}

async function buyOrPoll(batch: Batch, job: Job, target: SingleTarget): Promise<ItemResult> {
	if (target.type === 'purchase') return await runPurchase(batch, job, target.purchase);
	const { taskId } = target;
	if (batch.signal?.aborted) return failedItem(job.item, { type: 'stopped' }, taskId);
	return await pollTask(batch, job, { taskId });
}

/** The newest task of a job that is known at this moment. */
const taskIdOf = ({ journal }: Batch, { item, target }: Job): string | undefined =>
	target.type === 'existing' ? target.taskId : journal.taskIdOf(item);
