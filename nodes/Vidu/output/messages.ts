import type { Task } from '../gateway/parseTask';
import { sanitize } from '../gateway/sanitize';
import { purchaseInLog } from '../tasks/entry';
import type { Entry } from '../tasks/entry';
import type { ItemResult } from '../tasks/job';

/** The first line of an error after a stop: n8n tells it from other errors by this spelling of the word. */
export const STOPPED = 'Execution was canceled.';

/** An item that ended without a result. */
export type FailedItemResult = Extract<ItemResult, { kind: 'trouble' }>;

/**
 * The words for one item's trouble: what happened, to which item and task, and what to do next. All of
 * it in one text, because of a failed item n8n keeps only the message.
 */
export function describeFailure(outcome: FailedItemResult): string {
	const { item, taskId, failure, task, place, steps = [] } = outcome;
	const scene = place === undefined ? '' : `, scene ${place.scene} of ${place.of}`;
	const subject = `Item ${item}${scene}${taskId === undefined ? '' : `, task ${taskId}`}`;
	const url = task?.videoUrls[0];
	const known = url === undefined || steps.length > 0 ? '' : ` Its video: ${url}.`;
	const scenes = steps.map((step) => `scene ${step.scene}: ${describeState(step, outcome)}`);
	const list = scenes.length === 0 ? '' : ` Its tasks so far: ${scenes.join('; ')}.`;
	const before = outcome.earlier === undefined ? '' : ` ${describeEarlier([outcome])}`;
	return asOneText(
		`${subject}: ${endSentence(failure.what)}${known}${list}${before} ${failure.next}`,
	);
}

/**
 * The words for what earlier tries bought and no result has, and what to do with it; undefined when there is
 * none. A scene or a prompt that is edited before a retry leaves such tasks behind. All are named: nobody
 * else names them.
 */
export function describeEarlier(outcomes: readonly ItemResult[]): string | undefined {
	const entries = outcomes.flatMap(({ earlier = [] }) => earlier.map(describeEntry));
	if (entries.length === 0) return undefined;
	return asOneText(
		`Earlier tries also submitted what this try did not take up: ${entries.join('; ')}. Take up each task with Resource: Task, Operation: Wait and its ID.`,
	);
}

/** One line on what an earlier try submitted: its task, or where to look for it. */
export function describeEntry(entry: Entry): string {
	const { item, scene, taskId, task, state, namedId } = entry;
	const whose = `Item ${item}${scene === undefined ? '' : `, scene ${scene}`}`;
	const url = task?.videoUrls[0];
	if (taskId !== undefined) {
		return `${whose}: task ${taskId}, ${state}${url === undefined ? '' : `, ${url}`}`;
	}
	if (namedId !== undefined)
		return `${whose}: a task may have been created, with the ID ${namedId}`;
	const id = purchaseInLog(entry);
	const where =
		id === undefined
			? 'look at your tasks in the Vtrix console'
			: `search n8n's log for "purchase ${id}"`;
	return `${whose}: a task may have been created; ${where}`;
}

/**
 * One line on an item's task, for an error of the whole node: its state, and its URL if it has one. A line
 * for each scene of a chain.
 */
export function describeTask(outcome: ItemResult): string | undefined {
	const { item, taskId, task, steps } = outcome;
	if (steps !== undefined && steps.length > 0) {
		const lines = steps.map(
			(step) => `Item ${item}, scene ${step.scene}: ${describeState(step, outcome)}`,
		);
		return lines.map(asOneText).join('\n');
	}
	if (taskId === undefined) return undefined;
	return asOneText(`Item ${item}: ${describeState({ taskId, task }, outcome)}`);
}

/** The state of a task, and its URLs if it has any. */
function describeState(of: { taskId: string; task?: Task }, outcome: ItemResult): string {
	const { taskId, task } = of;
	const urls = task?.videoUrls ?? [];
	const isFailed =
		outcome.kind === 'trouble' && outcome.trouble === 'failed' && outcome.taskId === taskId;
	const state = isFailed ? 'failed' : (task?.status ?? 'not checked');
	return `task ${taskId}, ${state}${urls.length > 0 ? `, ${urlsInWords(urls)}` : ''}`;
}

/**
 * The words for a call of the node that failed as a whole, line by line: which items, why, and every task
 * that there is, so that none is lost with the error. Lazy, as those of ten thousand items take long.
 *
 * @param options.count all items of the call, where some have no outcome
 * @param options.isAborted whether it ends because of Stop, which may come when every item has its result
 */
export function* linesOfFailedRun(
	outcomes: readonly ItemResult[],
	{ count = outcomes.length, isAborted = false }: { count?: number; isAborted?: boolean } = {},
): Generator<string> {
	const troubles = outcomes.filter((outcome) => outcome.kind === 'trouble');
	const isStopped = isAborted || troubles.some(({ trouble }) => trouble === 'stopped');
	if (count === 1 && troubles.length === 1 && !isStopped) {
		yield describeFailure(troubles[0]);
		return;
	}
	yield isStopped ? STOPPED : `${troubles.length} of ${count} items failed.`;
	for (const one of troubles) yield describeFailure(one);
	let isFirst = true;
	for (const outcome of outcomes) {
		const line = describeTask(outcome);
		if (line === undefined) continue;
		if (isFirst) yield 'All tasks of this run:';
		isFirst = false;
		yield line;
	}
	// Those of an item in trouble stand in its own message.
	const earlier = describeEarlier(outcomes.filter(({ kind }) => kind === 'result'));
	if (earlier !== undefined) yield earlier;
}

/** The words for a log line at the end of a task. */
export function describeEnd(outcome: ItemResult, seconds: number): string {
	const { item, taskId, task, place } = outcome;
	const scene = place === undefined ? '' : `, scene ${place.scene} of ${place.of}`;
	const urls = task?.videoUrls ?? [];
	const how =
		outcome.kind === 'trouble'
			? `${outcome.trouble}: ${outcome.failure.what}`
			: outcome.timedOut
				? 'still running at the time limit'
				: outcome.task.status;
	return asOneText(
		`Vidu task ${taskId ?? 'unknown'} (item ${item}${scene}) after ${seconds} s: ${how}${urls.length > 0 ? `, ${urlsInWords(urls)}` : ''}`,
	);
}

/** URLs of one task that a message names; the item has them all. */
const MOST_URLS = 3;

const urlsInWords = (urls: readonly string[]): string =>
	urls.length > MOST_URLS
		? `${urls.slice(0, MOST_URLS).join(' ')} and ${urls.length - MOST_URLS} more`
		: urls.join(' ');

const endSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** One line, and never the word by which n8n would take an error for a stop. */
export const asOneText = (text: string): string =>
	sanitize(text)
		.replace(/\s+/g, ' ')
		.replace(/canceled/gi, 'cancelled')
		.trim();
