import { createTask } from '../gateway/client';
import type { Task } from '../gateway/read';
import type { Batch } from './batch';
import type { Job, Outcome, Purchase } from './job';
import type { Entry } from './journal';
import * as trouble from './trouble';

/** A task of this item: just created, or taken up from an earlier try. */
export interface Submitted {
	entry: Entry;
	taskId: string;
	/** What is known of it. */
	task: Task;
	isFresh: boolean;
}

/**
 * Sees to it that the item has a task, and that it is bought once: takes up what an earlier try
 * submitted, else creates it. Repeats a creation only when the gateway said that it refused it because
 * of its rate (429).
 *
 * @returns the task, or the outcome with which the item ends here
 */
export async function submit(
	batch: Batch,
	job: Job,
	purchase: Purchase,
): Promise<Submitted | Outcome> {
	const { journal } = batch;
	const earlier = journal.takeUp(purchase.claim);
	if (earlier !== undefined) {
		const { taskId } = earlier;
		if (taskId !== undefined) {
			const task: Task = earlier.task ?? { id: taskId, status: 'in_progress', videoUrls: [] };
			return { entry: earlier, taskId, task, isFresh: false };
		}
		if (!purchase.resubmitUnclear) {
			return earlier.forgotten === undefined
				? trouble.stillUnclear(job.item)
				: trouble.forgotten(job.item, earlier.forgotten);
		}
		const created = await create(batch, job, purchase);
		return 'kind' in created ? trouble.afterUnclear(created) : created;
	}
	return await create(batch, job, purchase);
}

async function create(batch: Batch, job: Job, purchase: Purchase): Promise<Submitted | Outcome> {
	const { clock, signal, journal, ledger } = batch;
	const { item } = job;
	const { claim } = purchase;
	const giveUpAt = Math.min(clock.now() + job.timeout, batch.deadline);
	let params: Record<string, unknown>;
	try {
		params = await purchase.params();
	} catch (error) {
		return trouble.notPrepared(item, error);
	}
	const canGo = await waitForTurn(batch, giveUpAt);
	if (signal?.aborted) return trouble.stopped(item);
	if (!canGo) return trouble.noTimeToSubmit(item, undefined);

	const name = ledger.nameOf(claim);
	const nth = journal.creationsOf(claim);
	const entry = journal.begin(claim, purchase.model, Date.now());
	const isKnown = name !== undefined && (await ledger.record(name, nth));
	if (isKnown && !purchase.resubmitUnclear) {
		Object.assign(entry, { state: 'unclear', forgotten: name });
		return trouble.forgotten(item, name);
	}
	const outcome = await send(batch, job, { ...purchase, params, entry, giveUpAt, name });
	if (entry.state === 'refused' && name !== undefined && !isKnown) ledger.forget(name, nth);
	return outcome;
}

/** What is to be sent, once its turn has come and it is written down. */
interface Prepared {
	model: string;
	params: Record<string, unknown>;
	entry: Entry;
	/** Moment of the clock. */
	giveUpAt: number;
	/** In the ledger. */
	name: string | undefined;
}

/** Sends a creation, and sends it again only after a 429. */
async function send(batch: Batch, { item }: Job, prepared: Prepared): Promise<Submitted | Outcome> {
	const { clock, signal, creationPace } = batch;
	const { model, params, entry, giveUpAt, name } = prepared;
	for (;;) {
		if (signal?.aborted) {
			entry.state = 'refused';
			return trouble.stopped(item);
		}
		const sentAt = clock.now();
		entry.state = 'submitting';
		const creation = await createTask(batch.send, model, params);
		if (creation.kind === 'created') {
			const { task } = creation;
			entry.taskId = task.id;
			entry.state = 'running';
			creationPace.accepted();
			batch.onEvent({ type: 'submitted', item, taskId: task.id, model, purchase: name });
			return { entry, taskId: task.id, task, isFresh: true };
		}
		entry.state = creation.kind === 'unclear' ? 'unclear' : 'refused';
		if (creation.kind !== 'rateLimited') {
			return creation.kind === 'refused'
				? trouble.refused(item, creation.failure)
				: trouble.unclear(item, creation.failure, signal?.aborted === true);
		}
		creationPace.refused(clock.now(), creation.retryAfter, sentAt);
		const canGo = await waitForTurn(batch, giveUpAt);
		if (!canGo && !signal?.aborted) return trouble.noTimeToSubmit(item, creation.failure);
	}
}

/** Waits for a turn to create. Resolves to false when the time is up before it comes. */
async function waitForTurn(batch: Batch, giveUpAt: number): Promise<boolean> {
	const { clock, signal, creationPace } = batch;
	for (;;) {
		const turn = creationPace.takeTurn(clock.now());
		if (turn >= giveUpAt) return false;
		while (clock.now() < turn) {
			await clock.sleep(turn - clock.now(), signal);
			if (signal?.aborted) return false;
		}
		if (!creationPace.isPaused(clock.now())) return true;
	}
}
