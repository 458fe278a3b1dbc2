import { createTask } from '../gateway/client';
import type { Failure } from '../gateway/failure';
import type { Task } from '../gateway/read';
import type { Batch } from './batch';
import type { Job, Outcome, Purchase } from './job';
import { nameInLog } from './journal';
import type { Entry } from './journal';
import { giveBack } from './ledger';
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
		const name = nameInLog(earlier);
		if (!purchase.resubmitUnclear) {
			return name === undefined
				? trouble.stillUnclear(job.item)
				: trouble.forgotten(job.item, name);
		}
		const created = await create(batch, job, purchase);
		return 'kind' in created ? trouble.afterUnclear(created, name) : created;
	}
	return await create(batch, job, purchase);
}

async function create(batch: Batch, job: Job, purchase: Purchase): Promise<Submitted | Outcome> {
	const { clock, journal, ledger } = batch;
	const { item } = job;
	const { claim, model } = purchase;
	const giveUpAt = Math.min(clock.now() + job.timeout, batch.deadline);
	let params: Record<string, unknown>;
	try {
		params = await purchase.params();
	} catch (error) {
		return trouble.notPrepared(item, error);
	}
	const name = ledger.nameOf(claim);
	const entry = journal.begin(claim, model, Date.now(), name);
	const { nth = 0 } = entry;
	const recorded = name === undefined ? 'unsure' : await ledger.record(name, nth);
	if (name !== undefined && recorded === 'known' && !purchase.resubmitUnclear) {
		Object.assign(entry, { state: 'unclear', isForgotten: true });
		return trouble.forgotten(item, name);
	}
	if (recorded === 'new') entry.isRecorded = true;
	const outcome = await send(batch, item, { entry, params, giveUpAt });
	if (entry.state === 'refused') giveBack(ledger, entry);
	return recorded === 'known' && 'kind' in outcome ? trouble.afterUnclear(outcome, name) : outcome;
}

/** What is to be sent, once its turn comes. `giveUpAt` is a moment of the clock. */
interface Prepared {
	entry: Entry;
	params: Record<string, unknown>;
	giveUpAt: number;
}

/** Sends a creation, and sends it again only after a 429. */
async function send(
	batch: Batch,
	item: number,
	{ entry, params, giveUpAt }: Prepared,
): Promise<Submitted | Outcome> {
	const { clock, signal, creationPace } = batch;
	const { model, purchase } = entry;
	let refusal: Failure | undefined;
	for (;;) {
		const canGo = await waitForTurn(batch, giveUpAt);
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
			creationPace.accepted();
			batch.onEvent({ type: 'submitted', item, taskId: task.id, model, purchase });
			return { entry, taskId: task.id, task, isFresh: true };
		}
		entry.state = creation.kind === 'unclear' ? 'unclear' : 'refused';
		if (creation.kind !== 'rateLimited') {
			return creation.kind === 'refused'
				? trouble.refused(item, creation.failure)
				: trouble.unclear(item, creation.failure, signal?.aborted === true);
		}
		entry.state = 'preparing';
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
