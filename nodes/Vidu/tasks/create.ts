import { createTask } from '../gateway/client';
import type { Failure } from '../gateway/failure';
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
		if (!purchase.resubmitUnclear) return trouble.stillUnclear(job.item);
		const created = await create(batch, job, purchase);
		return 'kind' in created ? trouble.afterUnclear(created) : created;
	}
	return await create(batch, job, purchase);
}

async function create(batch: Batch, job: Job, purchase: Purchase): Promise<Submitted | Outcome> {
	const { clock, signal, journal, creationPace } = batch;
	const { item } = job;
	const giveUpAt = Math.min(clock.now() + job.timeout, batch.deadline);
	let params: Record<string, unknown>;
	try {
		params = await purchase.params();
	} catch (error) {
		return trouble.notPrepared(item, error);
	}
	let entry: Entry | undefined;
	let refusal: Failure | undefined;
	for (;;) {
		const canGo = await waitForTurn(batch, giveUpAt);
		if (signal?.aborted) return trouble.stopped(item);
		if (!canGo) return trouble.noTimeToSubmit(item, refusal);

		const sentAt = clock.now();
		entry ??= journal.begin(purchase.claim, purchase.model, Date.now());
		entry.state = 'submitting';
		const creation = await createTask(batch.send, purchase.model, params);
		if (creation.kind === 'created') {
			const { task } = creation;
			entry.taskId = task.id;
			entry.state = 'running';
			creationPace.accepted();
			batch.onEvent({ type: 'submitted', item, taskId: task.id, model: purchase.model });
			return { entry, taskId: task.id, task, isFresh: true };
		}
		entry.state = creation.kind === 'unclear' ? 'unclear' : 'refused';
		if (creation.kind !== 'rateLimited') {
			return creation.kind === 'refused'
				? trouble.refused(item, creation.failure)
				: trouble.unclear(item, creation.failure, signal?.aborted === true);
		}
		refusal = creation.failure;
		creationPace.refused(clock.now(), creation.retryAfter, sentAt);
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
