import { httpError, noSuchTask, otherTaskError, unprovedFailure } from './errors';
import type { ApiError } from './errors';
import { WITHOUT_VIDEO } from './errorTexts';
import { isStatusCheck, isTaskFailure } from './explain';
import type { GatewayResponse } from './http';
import { taskIdsIn } from './namedId';
import { unreadableResponse } from './notTheGateway';
import type { parseResponse } from './parseResponse';
import type { Task } from './parseTask';

/** The result of a poll for the task that was asked for. `again` proved nothing; `retryAfter` in milliseconds. */
export type PollVerdict =
	/** It runs, it completed with a video, or it failed for good. */
	| { type: 'task'; task: Task }
	| { type: 'again'; error: ApiError; retryAfter?: number; isRateLimited?: boolean }
	| { type: 'notFound'; error: ApiError }
	/** The gateway does not answer polls of this key. */
	| { type: 'refused'; error: ApiError }
	/** Something failed or ended, which need not be this task. `task`: what was said, where it was named. */
	| { type: 'doubtful'; error: ApiError; task?: Task }
	/** It completed, and its video may still come. */
	| { type: 'withoutVideo'; error: ApiError; task: Task };

/** A "task not found" body means that the key was accepted, whatever the status (docs/api/http.md, "Check a key"). */
export const NOT_FOUND = /not\s+(found|exist)/i;

/** A named task failed: its own reason may be a missing image, so the words have to speak of the task. */
const TASK_NOT_FOUND = /^\W*(?:(?:the )?task\b[^:,;]*\bnot\s+(?:found|exist)|no such task\b)/i;

/**
 * Judges an answer of the 2xx kind. A task that failed may be bought again, so its failure needs proof: the
 * answer names the ID that was asked for and says so, or has a documented task error code.
 */
export function judgePoll(
	response: GatewayResponse,
	{ parsed, error: said, reason, lasting }: ReturnType<typeof parseResponse>,
	taskId: string,
): PollVerdict {
	if (parsed === undefined && lasting !== undefined) return { type: 'refused', error: said };
	if (parsed === undefined) return { type: 'again', error: unreadableResponse(response) };
	const { ids = [], saysFailed = false } = 'task' in parsed ? parsed : {};
	const isNamed = ids.includes(taskId.trim());
	// Under another name than the documented ones, an ID proves only that the answer is about another task.
	const named = [...ids, ...taskIdsIn(response.body)];
	if (named.length > 0 && !named.includes(taskId.trim())) {
		return { type: 'doubtful', error: otherTaskError(named[0]) };
	}
	const task = 'task' in parsed ? parsed.task : undefined;
	if (task?.status === 'completed' && task.videoUrls.length === 0) {
		return { type: 'withoutVideo', error: WITHOUT_VIDEO, task };
	}
	if (task !== undefined && task.status !== 'failed') return { type: 'task', task };

	if (isTaskFailure(reason?.code)) {
		return { type: 'task', task: task ?? { status: 'failed', failure: reason, videoUrls: [] } };
	}
	if (reason !== undefined && isStatusCheck(reason)) {
		return { type: 'doubtful', error: unprovedFailure(reason), ...(isNamed ? { task } : {}) };
	}
	// No failed task, and no answer will be better.
	if (!isNamed && lasting !== undefined) return { type: 'refused', error: said };
	const pattern = isNamed ? TASK_NOT_FOUND : NOT_FOUND;
	if (pattern.test((reason?.message ?? '').replaceAll('_', ' '))) {
		return { type: 'notFound', error: noSuchTask(response.status, reason ?? {}) };
	}
	if (task === undefined) {
		const isEmpty = reason === undefined;
		const error = isEmpty ? unreadableResponse(response) : httpError(response.status, reason);
		return { type: 'again', error };
	}
	if (isNamed && saysFailed) return { type: 'task', task };
	return { type: 'doubtful', error: unprovedFailure(reason) };
}
