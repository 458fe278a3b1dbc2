import { createTask } from '../gateway/client';
import type { CreateResponse } from '../gateway/client';
import type { ApiError } from '../gateway/errors';
import type { Task } from '../gateway/parseTask';
import { messageOf } from '../text';
import { logEnd } from './batch';
import type { Batch, Creation } from './batch';
import { purchaseInLog, sentIn } from './entry';
import type { Entry } from './entry';
import { afterUnclear, failedItem } from './itemResult';
import type { ItemResult } from './itemResult';
import type { Job } from './job';
import { removeFromLedger } from './ledger';
import type { Purchase } from './purchase';
import { acquire } from './rateLimiter';

/** A task of this item: just created, or submitted by an earlier attempt. */
interface PurchasedTask {
	type: 'purchased';
	entry: Entry;
	taskId: string;
	/** Its last known state; `in_progress` where none is known. */
	task: Task;
	isFresh: boolean;
}

/**
 * Makes sure that the item has a task, bought once: continues with what an earlier attempt submitted, else
 * creates it.
 *
 * @returns the task, or the result with which the item ends here
 */
export async function buyOnce(
	batch: Batch,
	job: Job,
	purchase: Purchase,
): Promise<PurchasedTask | ItemResult> {
	const earlier = batch.journal.claim(purchase);
	if (earlier === undefined) return await recordAndCreate(batch, job, purchase);
	const { taskId, namedId } = earlier;
	if (taskId !== undefined) {
		const task: Task = earlier.task ?? { id: taskId, status: 'in_progress', videoUrls: [] };
		return { type: 'purchased', entry: earlier, taskId, task, isFresh: false };
	}
	const id = purchaseInLog(earlier);
	if (!purchase.resubmitUnclear) {
		const failure =
			id === undefined
				? ({ type: 'stillUnclear', namedId } as const)
				: ({ type: 'inLedger', purchase: id } as const);
		return failedItem(job.item, failure);
	}
	const created = await recordAndCreate(batch, job, purchase);
	return created.type === 'purchased' ? created : afterUnclear(created, { purchase: id, namedId });
}

/** Records the purchase in the journal and in the ledger, and only then creates the task. */
async function recordAndCreate(
	batch: Batch,
	job: Job,
	purchase: Purchase,
): Promise<PurchasedTask | ItemResult> {
	const { clock, journal, ledger, mayCreate } = batch;
	const { item } = job;
	if (mayCreate !== undefined && !mayCreate(purchase)) {
		return failedItem(item, { type: 'notEstimated' });
	}
	const giveUpAt = Math.min(clock.now() + job.timeout, batch.deadline);
	let params: Record<string, unknown>;
	try {
		params = await purchase.params();
	} catch (error) {
		return failedItem(item, { type: 'notPrepared', message: messageOf(error) });
	}
	const id = ledger.idOf(purchase);
	const entry = journal.begin(purchase, purchase.model, Date.now(), id);
	if (purchase.scene !== undefined) entry.sent = sentIn(params);
	const { copy = 0 } = entry;
	const recorded = id === undefined ? 'unsure' : await ledger.record(id, copy);
	if (id !== undefined && recorded === 'known' && !purchase.resubmitUnclear) {
		Object.assign(entry, { state: 'unclear', isForgotten: true });
		return failedItem(item, { type: 'inLedger', purchase: id });
	}
	if (recorded === 'new') entry.isRecorded = true;
	const result = await createWhenAllowed(batch, entry, params, giveUpAt);
	if (entry.state === 'refused') removeFromLedger(ledger, entry);
	return recorded === 'known' && result.type !== 'purchased'
		? afterUnclear(result, { purchase: id })
		: result;
}

/**
 * Creates the task of an entry when the rate allows it. Repeats the creation only when the gateway said that
 * it refused it because of its rate (429).
 *
 * @param giveUpAt moment of the clock after which nothing is sent any more
 */
async function createWhenAllowed(
	batch: Batch,
	entry: Entry,
	params: Record<string, unknown>,
	giveUpAt: number,
): Promise<PurchasedTask | ItemResult> {
	const { clock, signal, createLimiter } = batch;
	const { item, model } = entry;
	let refusal: ApiError | undefined;
	for (;;) {
		const canSend = await acquire(batch, createLimiter, giveUpAt);
		if (signal?.aborted || !canSend) {
			entry.state = 'refused';
			return failedItem(
				item,
				signal?.aborted ? { type: 'stopped' } : { type: 'noTimeToSubmit', apiError: refusal },
			);
		}
		const sentAt = clock.now();
		Object.assign(entry, { state: 'submitting', submittedAt: Date.now() });
		const response = await createTask(batch.send, model, params);
		if (response.type === 'created') {
			const { task } = response;
			createLimiter.accepted();
			recordTask(batch, entry, task.id);
			return { type: 'purchased', entry, taskId: task.id, task, isFresh: true };
		}
		if (response.type === 'unclear') {
			entry.state = 'unclear';
			// The message of this attempt is gone with the next one.
			if (response.namedId !== undefined) entry.namedId = response.namedId;
			const { error, namedId = entry.namedId } = response;
			const wasStopped = signal?.aborted === true;
			if (response.late !== undefined) {
				batch.onEvent({ type: 'unanswered', ...creationOf(entry) });
				response.late.then((late) => recordLate(batch, entry, late)).catch(() => {});
			}
			return failedItem(item, { type: 'unclear', apiError: error, namedId, wasStopped });
		}
		entry.state = 'refused';
		if (response.type === 'refused') {
			return failedItem(item, { type: 'refused', apiError: response.error });
		}
		entry.state = 'preparing';
		refusal = response.error;
		createLimiter.refused(clock.now(), response.retryAfter, sentAt);
	}
}

function recordTask({ onEvent }: Batch, entry: Entry, taskId: string): void {
	entry.taskId = taskId;
	entry.state = 'running';
	onEvent({ type: 'submitted', taskId, ...creationOf(entry) });
}

const creationOf = ({ item, scene, model, purchase }: Entry): Creation => ({
	item,
	scene,
	model,
	purchase,
});

/** The call is over by then, so the log is all that can name the task. */
function recordLate(batch: Batch, entry: Entry, late: CreateResponse): void {
	if (late.type === 'created') return recordTask(batch, entry, late.task.id);
	if (late.type !== 'unclear') {
		entry.state = 'refused';
		removeFromLedger(batch.ledger, entry);
		batch.onEvent({ type: 'refused', apiError: late.error, ...creationOf(entry) });
		return;
	}
	if (late.namedId === undefined) return;
	entry.namedId = late.namedId;
	const failure = {
		type: 'unclear',
		apiError: late.error,
		namedId: late.namedId,
		wasStopped: true,
	} as const;
	logEnd(batch, failedItem(entry.item, failure), batch.clock.now());
}
