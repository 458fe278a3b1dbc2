import { getTask } from '../gateway/client';
import type { Task } from '../gateway/parseTask';
import type { Batch } from './batch';
import { doubtAfter, hasLasted } from './doubt';
import type { Doubt } from './doubt';
import { failedItem } from './itemResult';
import type { ItemFailure, ItemResult } from './itemResult';
import type { Job } from './job';
import { nextPollDelay } from './pollSchedule';
import { pauseAfter, sleepUntilPoll, timeoutBy } from './pollTiming';

/**
 * Polls a task that completed at an earlier attempt: URLs expire, and a poll may bring fresh ones. What is
 * known of a paid video is not lost to a failed poll. Where the video is to be extended, the poll is repeated:
 * the next scene would be bought with a URL that may be void.
 */
export async function refreshUrls(
	batch: Batch,
	job: Job,
	{ taskId, isToExtend = false }: { taskId: string; isToExtend?: boolean },
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
		if (hasLasted(doubt, clock.now(), deadline)) return failedItem(item, notChecked, taskId, known);
		const age = clock.now() - startedAt;
		const delay = nextPollDelay({ age, polls, interval }, batch.random());
		await sleepUntilPoll(batch, Math.max(delay, pausedUntil - clock.now()), deadline);
		if (signal?.aborted) return failedItem(item, { type: 'stopped' }, taskId, known);
		if (clock.now() >= deadline) return failedItem(item, notChecked, taskId, known);
	}
}
