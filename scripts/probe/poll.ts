/** Polls a task until it ends, and keeps what the answers said in their own words. */

import { getTask } from '../../nodes/Vidu/gateway/client';
import type { Task } from '../../nodes/Vidu/gateway/parseTask';
import type { PricedRequest } from './previews';
import { ProbeEnd, sleep, TIMEOUT } from './probe';
import type { Probe } from './probe';

/** The answers about one task. */
interface Polled {
	/** As the node reads the newest answer. */
	task: Task;
	/** Status words as they were sent, without repetitions, in order. */
	words: string[];
	/** Progress as it was sent, in order. */
	progress: unknown[];
	/** Seconds from the creation to the first answer with the end. */
	seconds: number;
	/** Number of polls from the first answer with the end to the one with the usage, if any has it. */
	pollsUntilUsage?: number;
	/** Errors before the end, such as a 404 of an existing task. */
	errors: string[];
	/** Whether two polls after the end gave the same URL. */
	isSameUrl?: boolean;
}

/** A task that was bought and has ended. */
export interface FinishedTask extends Polled {
	taskId: string;
	request: PricedRequest;
}

/** Maximum time of a task, in milliseconds. */
const MAX_WAIT = 20 * 60_000;

/** Maximum number of polls after the end, for the usage and for a second URL. */
const POLLS_AFTER_END = 6;

/**
 * Polls a task to its end.
 *
 * @throws {ProbeEnd} on Ctrl-C, when the task does not end, and when the gateway refuses a poll
 */
export async function pollToEnd(probe: Probe, taskId: string, createdAt: number): Promise<Polled> {
	const polled: Polled = {
		task: { status: 'in_progress', videoUrls: [] },
		words: [],
		progress: [],
		seconds: 0,
		errors: [],
	};
	while (polled.task.status === 'in_progress') {
		if (Date.now() - createdAt > MAX_WAIT) {
			throw new ProbeEnd(`Task ${taskId} did not end within ${MAX_WAIT / 60_000} minutes.`);
		}
		await poll(probe, taskId, polled);
	}
	polled.seconds = Math.round((Date.now() - createdAt) / 1000);
	await pollAfterEnd(probe, taskId, polled);
	return polled;
}

/** Waits, then polls once. */
async function poll(probe: Probe, taskId: string, polled: Polled): Promise<void> {
	await sleep(probe.pollEvery, probe.signal);
	if (probe.signal.aborted) throw new ProbeEnd('Stopped.');
	const answer = await getTask(probe.send, taskId, TIMEOUT);
	if (answer.type === 'refused') {
		throw new ProbeEnd(`${answer.error.what}. ${answer.error.next}`);
	}
	if (answer.type !== 'task' && answer.type !== 'withoutVideo') {
		polled.errors.push(answer.error.what);
		return;
	}
	polled.task = answer.task;
	const sent = taskIn(probe.exchanges.at(-1)?.body);
	if (sent.progress !== undefined) polled.progress.push(sent.progress);
	const word = String(sent.status);
	if (polled.words.at(-1) === word) return;
	polled.words.push(word);
	probe.say(`  task ${taskId}: ${word}`);
}

async function pollAfterEnd(probe: Probe, taskId: string, polled: Polled): Promise<void> {
	const [url] = polled.task.videoUrls;
	for (let polls = 0; polls < POLLS_AFTER_END; polls += 1) {
		const { usage } = polled.task;
		if (usage !== undefined && usage !== null) polled.pollsUntilUsage ??= polls;
		if (polled.isSameUrl !== undefined && polled.pollsUntilUsage !== undefined) return;
		await poll(probe, taskId, polled);
		polled.isSameUrl ??= polled.task.videoUrls[0] === url;
	}
}

/** The task in an answer, without the envelope of older answers. */
export function taskIn(body: unknown): Record<string, unknown> {
	const outer = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
	const { data } = outer;
	return typeof data === 'object' && data !== null && outer.id === undefined
		? (data as Record<string, unknown>)
		: outer;
}
