import type { Batch } from './batch';
import { buyOnce } from './buy';
import { purchaseInLog } from './entry';
import type { Job, ItemResult } from './job';
import { removeFromLedger } from './ledger';
import type { Purchase } from './purchase';
import { afterUnclear, stopped } from './trouble';
import { pollTask } from './poll';

/**
 * Buys one task of a job, unless an earlier try did, and waits for it. The only way in which anything is
 * bought.
 *
 * @param isToExtend whether its video is about to be extended
 */
export async function runPurchase(
	batch: Batch,
	job: Job,
	purchase: Purchase,
	isToExtend = false,
): Promise<ItemResult> {
	if (batch.signal?.aborted) {
		// n8n may try again after a stop: what an earlier try submitted is still to be named.
		const earlier = batch.journal.claim(purchase);
		const outcome = stopped(job.item, earlier?.taskId, earlier?.task);
		return earlier === undefined
			? outcome
			: afterUnclear(outcome, purchaseInLog(earlier), earlier.namedId);
	}
	const bought = await buyOnce(batch, job, purchase);
	if ('kind' in bought) return bought;
	const { entry, taskId, task, isFresh } = bought;
	const { submittedAt } = entry;
	const { kind } = purchase;
	const waiting = { taskId, task, isFresh, submittedAt, kind, isToExtend };
	const outcome = await pollTask(batch, job, waiting);
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

/**
 * Tells the log that a task ended, or that the node no longer waits for it. Never throws: the outcome is
 * worth having, whatever becomes of the log.
 */
export function logEnd(batch: Batch, outcome: ItemResult, startedAt: number): void {
	if (outcome.taskId === undefined) return;
	const seconds = Math.round((batch.clock.now() - startedAt) / 1000);
	try {
		batch.onEvent({ type: 'ended', outcome, seconds });
	} catch {
		// Nobody is left to be told: this was the log.
	}
}
