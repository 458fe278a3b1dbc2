import { getTask } from '../gateway/client';
import { taskError } from '../gateway/errors';
import type { ApiError } from '../gateway/errors';
import { isTaskFailure } from '../gateway/explain';
import type { PollVerdict } from '../gateway/judgePoll';
import type { Task } from '../gateway/parseTask';
import type { Batch } from './batch';
import { failedItem } from './itemResult';
import type { ItemFailure, ItemResult } from './itemResult';
import type { Job } from './job';
import { nextPollDelay } from './pollSchedule';
import type { PollState } from './pollSchedule';
import { acquire } from './rateLimiter';

/**
 * Milliseconds for which the same doubtful answer has to come before the item ends with it. A missing task may
 * be replication lag (docs/api/http.md, "HTTP errors").
 */
const PATIENCE = { notFound: 30_000, doubtful: 60_000, withoutVideo: 30_000 } as const;

/**
 * An ID that a user gave may be wrong, or belong to a task that was submitted elsewhere a moment ago: it is
 * asked for three times.
 */
const UNKNOWN_ID = { polls: 3, interval: 5_000 } as const;

/** A doubtful answer that came again and again since a moment of the clock. */
interface Doubt {
	type: keyof typeof PATIENCE;
	since: number;
	/** How often it came. */
	count: number;
}

/** The doubt after one more answer. Any other answer ends it. */
function doubtAfter({ type }: PollVerdict, doubt: Doubt | undefined, now: number) {
	if (type !== 'notFound' && type !== 'doubtful' && type !== 'withoutVideo') return undefined;
	return doubt?.type === type
		? { ...doubt, count: doubt.count + 1 }
		: { type, since: now, count: 1 };
}

const isLasting = (doubt: Doubt | undefined, now: number, deadline: number): boolean =>
	doubt !== undefined && (now - doubt.since >= PATIENCE[doubt.type] || now >= deadline);

/** Milliseconds that a poll has at least, however near the time limit is. */
const MIN_POLL_TIMEOUT = 2_000;

/** A task to poll. */
export interface PollRequest {
	taskId: string;
	/** What its creation, or an earlier attempt, said of it. */
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
			const said = 'task' in response ? response.task : undefined;
			if (until === 'poll' && said !== undefined) {
				return { type: 'success', item, taskId, task: { ...said, id: taskId } };
			}
			const isMissing = isUnknown && response.type === 'notFound';
			const isGivenUp = isMissing && (doubt?.count ?? 0) >= UNKNOWN_ID.polls;
			const isOver = response.type === 'refused' || until === 'poll' || isGivenUp;
			const end = job.outputOnTimeout ? Infinity : deadline;
			if (isOver || isLasting(doubt, clock.now(), end)) {
				const last = response.type === 'withoutVideo' ? response.task : task;
				const type = isMissing ? 'noSuchTask' : 'notChecked';
				return failedItem(item, { type, apiError: lastError }, taskId, last);
			}
			if (response.type === 'again') pausedUntil = pauseAfter(batch, response, sentAt);
		}
		if (clock.now() < deadline) continue;
		if (job.outputOnTimeout) {
			const last = task ?? stillRunning(taskId);
			return { type: 'success', item, taskId, task: last, timedOut: true };
		}
		const waited = clock.now() - startedAt;
		return failedItem(item, { type: 'timedOut', waited, apiError: lastError }, taskId, task);
	}
}

/**
 * Polls a task that completed at an earlier attempt: URLs expire, and a poll may bring fresh ones. What is
 * known of a paid video is not lost to a failed poll. Where the video is to be extended, the poll is repeated:
 * the next scene would be bought with a URL that may be void.
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
	let doubt: Doubt | undefined;
	for (let polls = 1; ; polls += 1) {
		const sentAt = clock.now();
		const response = await getTask(batch.send, taskId, timeoutBy(deadline, sentAt));
		if (signal?.aborted) return failedItem(item, { type: 'stopped' }, taskId, known);
		if (response.type === 'task' || response.type === 'refused' || !isToExtend) {
			const hasVideo = response.type === 'task' && response.task.status === 'completed';
			const task: Task = hasVideo ? { ...known, ...response.task } : known;
			return { type: 'success', item, taskId, task };
		}
		doubt = doubtAfter(response, doubt, clock.now());
		const pausedUntil = response.type === 'again' ? pauseAfter(batch, response, sentAt) : 0;
		const notChecked: ItemFailure = { type: 'notChecked', apiError: response.error };
		if (isLasting(doubt, clock.now(), deadline)) return failedItem(item, notChecked, taskId, known);
		const age = clock.now() - startedAt;
		const delay = nextPollDelay({ age, polls, interval }, batch.random());
		await sleepUntilPoll(batch, Math.max(delay, pausedUntil - clock.now()), deadline);
		if (signal?.aborted) return failedItem(item, { type: 'stopped' }, taskId, known);
		if (clock.now() >= deadline) return failedItem(item, notChecked, taskId, known);
	}
}

const timeoutBy = (deadline: number, now: number): number =>
	Math.max(deadline - now, MIN_POLL_TIMEOUT);

/**
 * A 429 is the rate of the key, which all items share: all of them wait. Any other wait, such as that of a
 * 503, concerns this task only.
 *
 * @returns moment of the clock before which this task is not polled again
 */
function pauseAfter(
	{ clock, pollLimiter }: Batch,
	{ isRateLimited, retryAfter }: Extract<PollVerdict, { type: 'again' }>,
	sentAt: number,
): number {
	const now = clock.now();
	if (isRateLimited) pollLimiter.refused(now, retryAfter, sentAt);
	return now + (isRateLimited ? 0 : (retryAfter ?? 0));
}

const stillRunning = (taskId: string): Task => ({
	id: taskId,
	status: 'in_progress',
	videoUrls: [],
});

/** Sleeps until the next poll is due and the rate allows it, but never past the deadline. */
async function sleepUntilPoll(batch: Batch, delay: number, deadline: number): Promise<void> {
	const { clock, signal } = batch;
	const rest = () => Math.max(0, deadline - clock.now());
	await clock.sleep(Math.min(delay, rest()), signal);
	if (signal?.aborted || (await acquire(batch, batch.pollLimiter, deadline))) return;
	await clock.sleep(rest(), signal);
}

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
