import type { Batch } from './batch';
import { buyOnce } from './buy';
import { purchaseInLog } from './entry';
import { afterUnclear, failedItem } from './itemResult';
import type { ItemResult } from './itemResult';
import type { Job } from './job';
import { removeFromLedger } from './ledger';
import { pollTask } from './poll';
import type { Purchase } from './purchase';

/**
 * Buys one task of a job, unless an earlier attempt did, and polls it. The only way in which anything is
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
	const { item } = job;
	if (batch.signal?.aborted) {
		// n8n may try again after a stop: what an earlier attempt submitted is still to be named.
		const earlier = batch.journal.claim(purchase);
		const result = failedItem(item, { type: 'stopped' }, earlier?.taskId, earlier?.task);
		if (earlier === undefined) return result;
		return afterUnclear(result, { purchase: purchaseInLog(earlier), namedId: earlier.namedId });
	}
	const bought = await buyOnce(batch, job, purchase);
	if (bought.type !== 'purchased') return bought;
	const { entry, taskId, task, isFresh } = bought;
	const { submittedAt } = entry;
	const { kind } = purchase;
	const request = { taskId, task, isFresh, submittedAt, kind, isToExtend };
	const result = await pollTask(batch, job, request);
	if (result.task !== undefined) {
		result.task.model ??= entry.model;
		result.task.createdAt ??= new Date(submittedAt).toISOString();
	}
	if (result.type === 'success' && result.task.status === 'completed') {
		entry.state = 'completed';
		entry.task = result.task;
	}
	if (result.type === 'failure' && result.failure.type === 'failed') {
		entry.state = 'failed';
		removeFromLedger(batch.ledger, entry);
	}
	return result;
}
