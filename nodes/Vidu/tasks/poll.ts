import { getTask } from '../gateway/client';
import { taskError } from '../gateway/errors';
import type { ApiError } from '../gateway/errors';
import { isTaskFailure } from '../gateway/explain';
import type { PollVerdict } from '../gateway/judgePoll';
import type { Task } from '../gateway/parseTask';
import type { Batch } from './batch';
import { doubtAfter, hasLasted } from './doubt';
import type { Doubt } from './doubt';
import { failedItem } from './itemResult';
import type { ItemResult } from './itemResult';
import type { Job } from './job';
import { nextPollDelay } from './pollSchedule';
import type { PollState } from './pollSchedule';
import { pauseAfter, sleepUntilPoll, timeoutBy } from './pollTiming';
import { refreshUrls } from './refreshUrls';

/**
 * An ID that a user gave may be wrong, or belong to a task that was submitted elsewhere a moment ago: it is
 * asked for three times.
 */
const UNKNOWN_ID = { polls: 3, interval: 5_000 } as const;

/** A task to poll. */
interface PollRequest {
	taskId: string;
	/** The task as its creation, or an earlier attempt, reported it. */
	task?: Task;
	/** Whether it was created a moment ago, in this call of the node. */
	isFresh?: boolean;
	/** Milliseconds since 1970, where it is known. */
	submittedAt?: number;
	/** Tasks of one kind take about the same time. */
	kind?: string;
	/** Whether its video is about to be extended, which takes a URL that has not expired. */
	isToExtend?: boolean;
}

/**
 * Polls a task for as long as the job wants: to its end, once, or not at all.
 *
 * Ends in one of two truths: the task ended, or it was not seen to end. A failed poll is no failed task: the
 * task is polled again, unless the gateway refuses the request. A doubtful answer never ends the task: it ends
 * the item as not checked, which buys nothing at the next attempt.
 */
export async function pollTask(batch: Batch, job: Job, request: PollRequest): Promise<ItemResult> {
	const { clock, signal, recent } = batch;
	const { item, until, interval } = job;
	const { taskId, isFresh, submittedAt } = request;
	const startedAt = clock.now();
	const ageAtStart =
		isFresh || submittedAt === undefined ? 0 : Math.max(0, Date.now() - submittedAt);
	const age = () => ageAtStart + clock.now() - startedAt;
	const deadline = Math.min(startedAt + job.timeout, batch.deadline);
	const kind = request.kind === undefined ? undefined : `${batch.gateway} ${request.kind}`;
	let task = isFresh ? asCreated(taskId, request.task) : request.task;
	let lastError: ApiError | undefined;
	let reported: Pick<PollState, 'progress' | 'previous'> = {};
	let pausedUntil = 0;
	let lastRunning = 0;
	let doubt: Doubt | undefined;
	// Until the gateway answers with a task.
	let isUnknown = job.target.type === 'existing';

	// The answer to the creation may already be the end of the task.
	if (isFresh && task && task.status !== 'in_progress') return ended(item, taskId, task);
	if (until === 'creation') {
		return { type: 'success', item, taskId, task: task ?? stillRunning(taskId) };
	}
	if (task?.status === 'completed') return await refreshUrls(batch, job, request, task);
	for (let polls = 0; ; polls += 1) {
		const known = kind === undefined ? [] : recent.of(kind);
		const seen = doubt === undefined ? { ...reported, recent: known } : {};
		const state: PollState = { age: age(), polls, ...seen, interval };
		const usual = polls === 0 && !isFresh ? 0 : nextPollDelay(state, batch.random());
		const delay = isUnknown && doubt?.type === 'notFound' ? UNKNOWN_ID.interval : usual;
		await sleepUntilPoll(batch, Math.max(delay, pausedUntil - clock.now()), deadline);
		if (signal?.aborted) return failedItem(item, { type: 'stopped' }, taskId, task);

		const sentAt = clock.now();
		const response = await getTask(batch.send, taskId, timeoutBy(deadline, sentAt));
		doubt = doubtAfter(response, doubt, clock.now());
		if (response.type === 'task' || 'task' in response) isUnknown = false;
		if (response.type === 'task') {
			task = { ...response.task, id: taskId, model: response.task.model ?? task?.model };
			task.createdAt ??= request.task?.createdAt;
			lastError = undefined;
			batch.pollLimiter.accepted();
			batch.onEvent({ type: 'polled', item, taskId, task });
			if (isFresh && kind !== undefined && task.status === 'completed') {
				// The task ended somewhere between the last two polls.
				recent.add(kind, (lastRunning + age()) / 2);
			}
			if (until === 'poll') return { type: 'success', item, taskId, task };
			if (task.status !== 'in_progress') return ended(item, taskId, task);
			lastRunning = age();
			if (task.progress !== undefined && task.progress !== reported.progress?.fraction) {
				const progress = { fraction: task.progress, age: age() };
				reported = { progress, previous: reported.progress };
			}
		} else {
			if (signal?.aborted) return failedItem(item, { type: 'stopped' }, taskId, task);
			lastError = response.error;
			const known = { taskId, task, isUnknown, doubt, now: clock.now(), deadline };
			const end = endWithoutProof(job, response, known);
			if (end !== undefined) return end;
			if (response.type === 'again') pausedUntil = pauseAfter(batch, response, sentAt);
		}
		if (clock.now() >= deadline) {
			return atDeadline(job, taskId, task, clock.now() - startedAt, lastError);
		}
	}
}

/** The facts after a poll that did not show the state of the task. */
interface Unproved {
	taskId: string;
	task: Task | undefined;
	/** Whether the gateway never answered with the task of an ID that a user gave. */
	isUnknown: boolean;
	doubt: Doubt | undefined;
	/** Moments of the clock. */
	now: number;
	deadline: number;
}

/** The result of an item whose poll proved nothing, where it ends there; undefined to poll again. */
function endWithoutProof(
	{ item, until, outputOnTimeout }: Job,
	response: Exclude<PollVerdict, { type: 'task' }>,
	{ taskId, task, isUnknown, doubt, now, deadline }: Unproved,
): ItemResult | undefined {
	const said = 'task' in response ? response.task : undefined;
	if (until === 'poll' && said !== undefined) {
		return { type: 'success', item, taskId, task: { ...said, id: taskId } };
	}
	const isMissing = isUnknown && response.type === 'notFound';
	const isGivenUp = isMissing && (doubt?.count ?? 0) >= UNKNOWN_ID.polls;
	const isOver = response.type === 'refused' || until === 'poll' || isGivenUp;
	if (!isOver && !hasLasted(doubt, now, outputOnTimeout ? Infinity : deadline)) return undefined;
	const last = response.type === 'withoutVideo' ? response.task : task;
	const type = isMissing ? 'noSuchTask' : 'notChecked';
	return failedItem(item, { type, apiError: response.error }, taskId, last);
}

/** The result of an item whose task was not seen to end within `waited` milliseconds. */
function atDeadline(
	{ item, outputOnTimeout }: Job,
	taskId: string,
	task: Task | undefined,
	waited: number,
	apiError: ApiError | undefined,
): ItemResult {
	return outputOnTimeout
		? { type: 'success', item, taskId, task: task ?? stillRunning(taskId), timedOut: true }
		: failedItem(item, { type: 'timedOut', waited, apiError }, taskId, task);
}

const stillRunning = (taskId: string): Task => ({
	id: taskId,
	status: 'in_progress',
	videoUrls: [],
});

/** A task as its creation described it. An end without proof is none: the request may be what ended. */
function asCreated(taskId: string, task: Task | undefined): Task {
	const { status, videoUrls = [], failure, model, createdAt } = task ?? {};
	if (status === 'in_progress' && task) return task;
	if (task && (videoUrls.length > 0 || isTaskFailure(failure?.code))) return task;
	return { ...stillRunning(taskId), model, createdAt };
}

function ended(item: number, taskId: string, task: Task): ItemResult {
	if (task.status === 'completed') return { type: 'success', item, taskId, task };
	const apiError = taskError(task.failure);
	return failedItem(item, { type: 'failed', apiError }, taskId, task);
}
