import { createTask } from '../gateway/client';
import type { ApiError } from '../gateway/errors';
import type { Task } from '../gateway/parseTask';
import type { Batch } from './batch';
import { purchaseInLog } from './entry';
import type { Entry } from './entry';
import type { Job, ItemResult } from './job';
import { removeFromLedger } from './ledger';
import type { Purchase } from './purchase';
import * as trouble from './trouble';
import { acquire } from './rateLimiter';

/** A task of this item: just created, or taken up from an earlier try. */
export interface PurchasedTask {
	entry: Entry;
	taskId: string;
	/** What is known of it. */
	task: Task;
	isFresh: boolean;
}

/**
 * Sees to it that the item has a task, and that it is bought once: takes up what an earlier try
 * submitted, else creates it.
 *
 * @returns the task, or the outcome with which the item ends here
 */
export async function buyOnce(
	batch: Batch,
	job: Job,
	purchase: Purchase,
): Promise<PurchasedTask | ItemResult> {
	const earlier = batch.journal.claim(purchase);
	if (earlier === undefined) return await create(batch, job, purchase);
	const { taskId } = earlier;
	if (taskId !== undefined) {
		const task: Task = earlier.task ?? { id: taskId, status: 'in_progress', videoUrls: [] };
		return { entry: earlier, taskId, task, isFresh: false };
	}
	const id = purchaseInLog(earlier);
	if (!purchase.resubmitUnclear) {
		return id === undefined
			? trouble.stillUnclear(job.item, earlier.namedId)
			: trouble.unclearInLedger(job.item, id);
	}
	const created = await create(batch, job, purchase);
	return 'kind' in created ? trouble.afterUnclear(created, id, earlier.namedId) : created;
}

/** Writes the purchase down in the journal and in the ledger, and only then creates the task. */
async function create(
	batch: Batch,
	job: Job,
	purchase: Purchase,
): Promise<PurchasedTask | ItemResult> {
	const { clock, journal, ledger, mayCreate } = batch;
	const { item } = job;
	if (mayCreate !== undefined && !mayCreate(purchase)) return trouble.notEstimated(item);
	const giveUpAt = Math.min(clock.now() + job.timeout, batch.deadline);
	let params: Record<string, unknown>;
	try {
		params = await purchase.params();
	} catch (error) {
		return trouble.notPrepared(item, error);
	}
	const id = ledger.idOf(purchase);
	const entry = journal.begin(purchase, purchase.model, Date.now(), id);
	if (purchase.scene !== undefined) {
		entry.sent = { prompt: params.prompt, duration: params.duration };
	}
	const { copy = 0 } = entry;
	const recorded = id === undefined ? 'unsure' : await ledger.record(id, copy);
	if (id !== undefined && recorded === 'known' && !purchase.resubmitUnclear) {
		Object.assign(entry, { state: 'unclear', isForgotten: true });
		return trouble.unclearInLedger(item, id);
	}
	if (recorded === 'new') entry.isRecorded = true;
	const outcome = await createInTurn(batch, entry, params, giveUpAt);
	if (entry.state === 'refused') removeFromLedger(ledger, entry);
	return recorded === 'known' && 'kind' in outcome ? trouble.afterUnclear(outcome, id) : outcome;
}

/**
 * Creates the task of an entry when its turn comes. Repeats the creation only when the gateway said that
 * it refused it because of its rate (429).
 *
 * @param giveUpAt moment of the clock after which nothing is sent any more
 */
async function createInTurn(
	batch: Batch,
	entry: Entry,
	params: Record<string, unknown>,
	giveUpAt: number,
): Promise<PurchasedTask | ItemResult> {
	const { clock, signal, createLimiter } = batch;
	const { item, scene, model, purchase } = entry;
	let refusal: ApiError | undefined;
	for (;;) {
		const canGo = await acquire(batch, createLimiter, giveUpAt);
		if (signal?.aborted || !canGo) {
			entry.state = 'refused';
			return signal?.aborted ? trouble.stopped(item) : trouble.noTimeToSubmit(item, refusal);
		}
		const sentAt = clock.now();
		Object.assign(entry, { state: 'submitting', submittedAt: Date.now() });
		const creation = await createTask(batch.send, model, params);
		if (creation.kind === 'created') {
			const { task } = creation;
			entry.taskId = task.id;
			entry.state = 'running';
			createLimiter.accepted();
			batch.onEvent({ type: 'submitted', item, scene, taskId: task.id, model, purchase });
			return { entry, taskId: task.id, task, isFresh: true };
		}
		entry.state = creation.kind === 'unclear' ? 'unclear' : 'refused';
		// The message of this try is gone with the next one.
		if (creation.kind === 'unclear' && creation.named !== undefined) entry.namedId = creation.named;
		if (creation.kind !== 'rateLimited') {
			return creation.kind === 'refused'
				? trouble.refused(item, creation.failure)
				: trouble.unclear(item, creation.failure, signal?.aborted === true, entry.namedId);
		}
		entry.state = 'preparing';
		refusal = creation.failure;
		createLimiter.refused(clock.now(), creation.retryAfter, sentAt);
	}
}
