import { getTask } from '../gateway/client';
import type { PollResponse } from '../gateway/client';
import { taskError } from '../gateway/errors';
import type { ApiError } from '../gateway/errors';
import type { Task } from '../gateway/parseTask';
import type { Batch } from './batch';
import type { Job, ItemResult } from './job';
import { nextPollDelay } from './pollSchedule';
import type { PollState } from './pollSchedule';
import * as trouble from './trouble';

/** Milliseconds in which a 404 on a new task may be the gateway's own lag. Source: contract.md. */
const LAG_OF_NEW_TASKS = 30_000;
/** Milliseconds that a look has at least, however near the time limit is. */
const MIN_REQUEST_TIME = 2_000;

/** A task to wait for. */
export interface PollRequest {
	taskId: string;
	/** What its creation, or an earlier try, said of it. */
	task?: Task;
	/** Whether it was created a moment ago, in this call of the node. */
	isFresh?: boolean;
	/** Milliseconds since 1970, where it is known. */
	submittedAt?: number;
	kind?: string;
	/** Whether its video is about to be extended, which takes a URL that has not expired. */
	isToExtend?: boolean;
}

/**
 * Waits for a task, however far the job wants it: to its end, for one look, or not at all.
 *
 * Ends in one of two truths: the task ended, or it could not be seen to end before the time limit. A
 * failed look is no failed task: it is waited out, unless the gateway refuses the key.
 */
export async function pollTask(batch: Batch, job: Job, waiting: PollRequest): Promise<ItemResult> {
	const { clock, signal } = batch;
	const { item } = job;
	const { taskId } = waiting;
	const startedAt = clock.now();
	const ageAtStart =
		waiting.isFresh || waiting.submittedAt === undefined
			? 0
			: Math.max(0, Date.now() - waiting.submittedAt);
	const deadline = Math.min(startedAt + job.timeout, batch.deadline);
	let task = waiting.task;
	let lastFailure: ApiError | undefined;
	let progress: PollState['progress'];
	let before: PollState['before'];
	const kind = waiting.kind === undefined ? undefined : `${batch.gateway} ${waiting.kind}`;
	let runningAt = 0;
	let pausedUntil = 0;

	// The answer to the creation may already be the end of the task.
	if (waiting.isFresh && task && task.status !== 'in_progress') return ended(item, taskId, task);
	if (job.until === 'creation') {
		return { kind: 'result', item, taskId, task: task ?? stillRunning(taskId) };
	}
	if (task?.status === 'completed') return await refreshUrls(batch, job, waiting, task);
	for (let looks = 0; ; looks += 1) {
		const age = ageAtStart + clock.now() - startedAt;
		const recent = kind === undefined ? undefined : batch.recent.about(kind, Date.now());
		const known: PollState = { age, progress, before, recent, interval: job.interval };
		const isFirst = looks === 0 && !waiting.isFresh;
		const delay = isFirst ? 0 : nextPollDelay(known, batch.random());
		await sleepUntilPoll(batch, Math.max(delay, pausedUntil - clock.now()), deadline);
		if (signal?.aborted) return trouble.stopped(item, taskId, task);

		const sentAt = clock.now();
		const look = await getTask(batch.send, taskId, Math.max(deadline - sentAt, MIN_REQUEST_TIME));
		if (look.kind === 'seen') {
			task = { ...look.task, id: taskId, model: look.task.model ?? task?.model };
			task.createdAt ??= waiting.task?.createdAt;
			lastFailure = undefined;
			const seenAt = ageAtStart + clock.now() - startedAt;
			// The gateway answered somewhere between the two.
			const answeredAt = seenAt - (clock.now() - sentAt) / 2;
			batch.pollLimiter.accepted();
			batch.onEvent({ type: 'seen', item, taskId, task });
			if (task.status !== 'in_progress') {
				if (waiting.isFresh && kind !== undefined && task.status === 'completed') {
					const isByMemory = progress === undefined && job.interval === undefined;
					batch.recent.note(kind, runningAt, answeredAt, Date.now(), isByMemory);
				}
				return job.until === 'look'
					? { kind: 'result', item, taskId, task }
					: ended(item, taskId, task);
			}
			if (job.until === 'look') return { kind: 'result', item, taskId, task };
			runningAt = answeredAt;
			if (task.progress !== undefined && task.progress !== progress?.fraction) {
				before = progress;
				progress = { fraction: task.progress, age: seenAt };
			}
		} else {
			if (signal?.aborted) return trouble.stopped(item, taskId, task);
			lastFailure = look.failure;
			const isLag =
				look.kind === 'notFound' && clock.now() - startedAt + ageAtStart < LAG_OF_NEW_TASKS;
			const isFinal = look.kind === 'refused' || (look.kind === 'notFound' && !isLag);
			if (isFinal || job.until === 'look') {
				return trouble.notChecked(item, taskId, task, look.failure);
			}
			if (look.kind === 'again') pausedUntil = pauseAfter(batch, look, sentAt);
		}
		if (clock.now() >= deadline) {
			return timeIsUp(job, taskId, task, lastFailure, clock.now() - startedAt);
		}
	}
}

/**
 * A task that completed at an earlier try. A fresh look may bring fresh URLs, because URLs expire; what
 * is already known of a paid video is not lost to a look that fails. Where the video is to be extended, a
 * failed look is made again: the next scene would be bought with a URL that may be void.
 */
async function refreshUrls(
	batch: Batch,
	job: Job,
	{ taskId, isToExtend = false }: PollRequest,
	known: Task,
): Promise<ItemResult> {
	const { clock, signal } = batch;
	const { item, interval } = job;
	const startedAt = clock.now();
	const deadline = Math.min(startedAt + job.timeout, batch.deadline);
	for (;;) {
		const sentAt = clock.now();
		const look = await getTask(batch.send, taskId, Math.max(deadline - sentAt, MIN_REQUEST_TIME));
		if (signal?.aborted) return trouble.stopped(item, taskId, known);
		if (look.kind !== 'again' || !isToExtend) {
			const isComplete =
				look.kind === 'seen' && look.task.status === 'completed' && look.task.videoUrls.length > 0;
			const task: Task = isComplete ? { ...known, ...look.task } : known;
			return { kind: 'result', item, taskId, task };
		}
		const pausedUntil = pauseAfter(batch, look, sentAt);
		const age = clock.now() - startedAt;
		const delay = nextPollDelay({ age, interval }, batch.random());
		await sleepUntilPoll(batch, Math.max(delay, pausedUntil - clock.now()), deadline);
		if (signal?.aborted) return trouble.stopped(item, taskId, known);
		if (clock.now() >= deadline) return trouble.notChecked(item, taskId, known, look.failure);
	}
}

/**
 * What a look that may be made again means for the next ones. A 429 is the rate of the key, which all items
 * share: all of them wait. Any other wait, such as that of a 503, is for the look that was asked to wait.
 *
 * @returns moment of the clock before which this task is not looked at again
 */
function pauseAfter(
	{ clock, pollLimiter }: Batch,
	{ rateLimited, retryAfter }: Extract<PollResponse, { kind: 'again' }>,
	sentAt: number,
): number {
	const now = clock.now();
	if (rateLimited === true) pollLimiter.refused(now, retryAfter, sentAt);
	return now + (rateLimited === true ? 0 : (retryAfter ?? 0));
}

const stillRunning = (taskId: string): Task => ({
	id: taskId,
	status: 'in_progress',
	videoUrls: [],
});

/** Sleeps until the next look is due, its pace allows it, or the time is up: never past the deadline. */
async function sleepUntilPoll(batch: Batch, delay: number, deadline: number): Promise<void> {
	const { clock, signal, pollLimiter } = batch;
	await clock.sleep(Math.min(delay, Math.max(0, deadline - clock.now())), signal);
	while (!signal?.aborted && clock.now() < deadline) {
		const turn = Math.min(pollLimiter.reserve(clock.now()), deadline);
		if (turn <= clock.now()) return;
		await clock.sleep(turn - clock.now(), signal);
		if (!pollLimiter.isPaused(clock.now())) return;
	}
}

function ended(item: number, taskId: string, task: Task): ItemResult {
	if (task.status === 'failed') {
		return trouble.failed(item, taskId, task, taskError(task.failure));
	}
	if (task.videoUrls.length === 0) return trouble.withoutVideo(item, taskId, task);
	return { kind: 'result', item, taskId, task };
}

function timeIsUp(
	job: Job,
	taskId: string,
	task: Task | undefined,
	lastFailure: ApiError | undefined,
	waited: number,
): ItemResult {
	if (job.outputOnTimeout) {
		return {
			kind: 'result',
			item: job.item,
			taskId,
			task: task ?? stillRunning(taskId),
			timedOut: true,
		};
	}
	return trouble.timedOut(job.item, taskId, task, lastFailure, waited);
}
