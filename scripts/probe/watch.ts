/** Looks at a task until it ends, and keeps what the answers said in their own words. */

import { getTask } from '../../nodes/Vidu/gateway/client';
import type { Task } from '../../nodes/Vidu/gateway/parseTask';
import { PATIENCE, ProbeEnd, sleep, TIMEOUT } from './probe';
import type { Probe } from './probe';

/** What was seen of a task. */
export interface Watched {
	/** As the node reads it: the newest look. */
	task: Task;
	/** Status words as they were sent, each once, in order. */
	words: string[];
	/** Progress as it was sent, in order. */
	progress: unknown[];
	/** Seconds from the creation until the task was first seen finished. */
	seconds: number;
	/** How many looks after the first one that showed the end brought the usage; undefined if none did. */
	usageAfter?: number;
	/** What went wrong in between, such as a 404 of a task that is there. */
	hitches: string[];
	/** The word that was said last. */
	announced?: string;
	/** Whether two looks in a row at the end gave the same URL. */
	isSameUrl?: boolean;
}

/** Looks at a finished task for its usage, and whether its URL changes. */
const LOOKS_AT_END = 6;

/**
 * Watches a task to its end.
 *
 * @throws {ProbeEnd} on Ctrl-C, when the task does not end, and when the gateway does not let it be seen
 */
export async function watch(probe: Probe, taskId: string, createdAt: number): Promise<Watched> {
	const watched: Watched = {
		task: { status: 'in_progress', videoUrls: [] },
		words: [],
		progress: [],
		seconds: 0,
		hitches: [],
	};
	while (watched.task.status === 'in_progress') {
		await sleep(probe.lookEvery, probe.signal);
		if (probe.signal.aborted) throw new ProbeEnd('Stopped.');
		if (Date.now() - createdAt > PATIENCE) {
			throw new ProbeEnd(`Task ${taskId} did not end within ${PATIENCE / 60_000} minutes.`);
		}
		await look(probe, taskId, watched);
	}
	watched.seconds = Math.round((Date.now() - createdAt) / 1000);
	await lookAtEnd(probe, taskId, watched);
	return watched;
}

async function look(probe: Probe, taskId: string, watched: Watched): Promise<void> {
	const seen = await getTask(probe.send, taskId, TIMEOUT);
	if (seen.kind === 'refused') throw new ProbeEnd(`${seen.failure.what}. ${seen.failure.next}`);
	if (seen.kind !== 'seen') {
		watched.hitches.push(seen.failure.what);
		return;
	}
	watched.task = seen.task;
	const sent = innerOf(probe.exchanges.at(-1)?.body);
	const word = String(sent.status);
	if (watched.words.at(-1) !== word) watched.words.push(word);
	if (sent.progress !== undefined) watched.progress.push(sent.progress);
	if (word !== watched.announced) {
		watched.announced = word;
		probe.say(`  task ${taskId}: ${word}`);
	}
}

async function lookAtEnd(probe: Probe, taskId: string, watched: Watched): Promise<void> {
	const [url] = watched.task.videoUrls;
	for (let looks = 0; looks < LOOKS_AT_END; looks += 1) {
		const { usage } = watched.task;
		if (usage !== undefined && usage !== null) watched.usageAfter ??= looks;
		if (watched.isSameUrl !== undefined && watched.usageAfter !== undefined) return;
		await sleep(probe.lookEvery, probe.signal);
		if (probe.signal.aborted) throw new ProbeEnd('Stopped.');
		await look(probe, taskId, watched);
		watched.isSameUrl ??= watched.task.videoUrls[0] === url;
	}
}

/** The task in an answer, out of the envelope of older answers. */
export function innerOf(body: unknown): Record<string, unknown> {
	const outer = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
	const { data } = outer;
	return typeof data === 'object' && data !== null && outer.id === undefined
		? (data as Record<string, unknown>)
		: outer;
}
