import { sanitize } from '../gateway/sanitize';
import type { Task } from '../gateway/parseTask';
import { purchaseInLog } from '../tasks/entry';
import type { Entry } from '../tasks/entry';
import { namedIdOf, wasStopped } from '../tasks/itemResult';
import type { FailedItem, ItemResult } from '../tasks/itemResult';
import { enumerate } from '../text';
import { failureText, failureWord, shownId } from './failures';

/** The first line of an error after a stop: n8n recognises a stop by this spelling. */
export const STOPPED = 'Execution was canceled.';

/**
 * The words for an item that failed: what happened, to which item and task, and what to do next. All of it in
 * one text, because n8n keeps only the message of a failed item.
 *
 * @param items all items of which the same is to be said
 */
export function describeFailure(
	result: FailedItem,
	items: readonly number[] = [result.item],
): string {
	const { taskId, task, position, steps = [] } = result;
	const { what, next } = failureText(result, items.length);
	const scene = position === undefined ? '' : `, scene ${position.scene} of ${position.of}`;
	const subject = `${nameRows(items)}${scene}${taskId === undefined ? '' : `, task ${shownId(taskId, result)}`}`;
	const url = task?.videoUrls[0];
	const known = url === undefined ? '' : ` Its video: ${url}.`;
	const earlierScenes = steps
		.filter((step) => step.taskId !== taskId)
		.map((step) => `scene ${step.scene}: ${describeState(step, result)}`);
	const list = earlierScenes.length === 0 ? '' : ` Earlier scenes: ${earlierScenes.join('; ')}.`;
	const before = result.earlier === undefined ? '' : ` ${describeEarlier([result])}`;
	return asOneText(`${subject}: ${endSentence(what)}${known}${list}${before} ${next}`);
}

/** Items that a line names; more are counted. */
const MAX_ITEMS = 10;

/** An item as a person counts it: the first is row 1. */
const nameRow = (item: number): string => `Row ${item + 1}`;

/** The same of several. */
export function nameRows(items: readonly number[]): string {
	if (items.length === 1) return nameRow(items[0]);
	const rows = items.map((item) => String(item + 1));
	if (items.length <= MAX_ITEMS) return `Rows ${enumerate(rows, 'and')}`;
	return `Rows ${rows.slice(0, MAX_ITEMS).join(', ')} and ${items.length - MAX_ITEMS} more`;
}

/**
 * A line for each failure. Items that the gateway refused in the same words, such as those of a wrong key, share
 * one: nothing was bought for them, and no task is to be named.
 */
function describeFailures(failed: readonly FailedItem[]): string[] {
	const groups = new Map<string, FailedItem[]>();
	for (const result of failed) {
		const { what, next } = failureText(result);
		const { failure, taskId, steps, position, earlier, earlierUnclear } = result;
		const isPlain =
			failure.type === 'refused' &&
			[taskId, steps, position, earlier, earlierUnclear].every((one) => one === undefined);
		const key = isPlain ? JSON.stringify([what, next]) : `item ${result.item}`;
		groups.set(key, [...(groups.get(key) ?? []), result]);
	}
	return [...groups.values()].map((group) =>
		describeFailure(
			group[0],
			group.map(({ item }) => item),
		),
	);
}

/**
 * The words for earlier submissions that no result has, and what to do with them; undefined when there are
 * none. A scene or a prompt that is edited before a retry leaves such tasks behind. All are named: nothing
 * else names them.
 */
export function describeEarlier(results: readonly ItemResult[]): string | undefined {
	const entries = results.flatMap(({ earlier = [] }) => earlier.map(describeEntry));
	if (entries.length === 0) return undefined;
	return asOneText(
		`Earlier attempts also submitted: ${entries.join('; ')}. To get each video, use Resource "Task", Operation "Wait" with its task ID.`,
	);
}

/** One line on an earlier submission: its task, or where to search for it. */
export function describeEntry(entry: Entry): string {
	const { item, scene, taskId, task, state, namedId } = entry;
	const whose = `${nameRow(item)}${scene === undefined ? '' : `, scene ${scene}`}`;
	const url = task?.videoUrls[0];
	if (taskId !== undefined) {
		return `${whose}: task ${shownId(taskId)}, ${state}${url === undefined ? '' : `, ${url}`}`;
	}
	if (namedId !== undefined) {
		return `${whose}: a video may have been bought, with the task ID ${shownId(namedId)}`;
	}
	const id = purchaseInLog(entry);
	const where =
		id === undefined
			? 'check your tasks in the Vtrix console'
			: `search n8n's log for "purchase ${id}"`;
	return `${whose}: a video may have been bought; ${where}`;
}

/**
 * One line on an item's task, for an error of the whole node: its state, and its URL if it has one. A line
 * for each scene of a chain.
 */
export function describeTask(result: ItemResult): string | undefined {
	const { item, taskId, task, steps } = result;
	if (steps !== undefined && steps.length > 0) {
		const lines = steps.map(
			(step) => `${nameRow(item)}, scene ${step.scene}: ${describeState(step, result)}`,
		);
		return lines.map(asOneText).join('\n');
	}
	if (taskId === undefined) return undefined;
	return asOneText(`${nameRow(item)}: ${describeState({ taskId, task }, result)}`);
}

/** The state of a task, and its URLs if it has any. */
function describeState(of: { taskId: string; task?: Task }, result: ItemResult): string {
	const { taskId, task } = of;
	const urls = task?.videoUrls ?? [];
	const hasFailed =
		result.type === 'failure' && result.failure.type === 'failed' && result.taskId === taskId;
	const state = hasFailed ? 'failed' : (task?.status ?? 'not checked');
	return `task ${shownId(taskId, result)}, ${state}${urls.length > 0 ? `, ${urlsInWords(urls)}` : ''}`;
}

/**
 * The error of a call that is refused for rows that are not valid: nothing is bought, also not for the others.
 *
 * @param count all rows of the call
 * @param isNew whether no earlier attempt bought anything
 */
export function describeInvalidRows(
	invalid: readonly FailedItem[],
	count: number,
	isNew: boolean,
): string {
	const groups = new Map<string, { problems: string; items: number[] }>();
	for (const result of invalid) {
		const { failure, item } = result;
		const isPlain = failure.type === 'invalid' && failure.earlier === undefined;
		const problems = isPlain ? failure.problems.join('; ') : '';
		const key = isPlain ? problems : describeFailure(result);
		const known = groups.get(key);
		if (known === undefined) groups.set(key, { problems, items: [item] });
		else known.items.push(item);
	}
	const lines = [...groups].map(([text, { problems, items }]) =>
		problems === '' ? text : asOneText(`${nameRows(items)}: ${endSentence(problems)}`),
	);
	const nothing = isNew ? 'Nothing was bought' : 'Nothing new was bought';
	const rest =
		count === 1
			? `${nothing}.`
			: `${nothing} for any of the ${count} rows. To skip bad rows, set On Error to "Continue (using error output)" in Settings.`;
	return lines.length === 1 ? `${lines[0]} ${rest}` : [...lines, rest].join('\n');
}

/**
 * The error of a call that failed as a whole: which items, why, and every task that there is, so that none is
 * lost with the error.
 *
 * @param options.count all items of the call, where some have no result
 * @param options.isAborted whether it ends because of Stop, which may come when every item has its result
 */
export function describeFailedRun(
	results: readonly ItemResult[],
	{ count = results.length, isAborted = false }: { count?: number; isAborted?: boolean } = {},
): string {
	const failed = results.filter((result) => result.type === 'failure');
	const isStopped = isAborted || failed.some(wasStopped);
	if (count === 1 && failed.length === 1 && !isStopped) return describeFailure(failed[0]);
	const tasks = results.map(describeTask).filter((line) => line !== undefined);
	// Those of a failed item stand in its own message.
	const earlier = describeEarlier(results.filter(({ type }) => type === 'success'));
	return [
		isStopped ? STOPPED : `${failed.length} of ${count} rows failed.`,
		...describeFailures(failed),
		...(tasks.length > 0 ? ['All tasks of this run:', ...tasks] : []),
		...(earlier === undefined ? [] : [earlier]),
	].join('\n');
}

/** The words for a log line at the end of a task. */
export function describeEnd(result: ItemResult, seconds: number): string {
	const { item, taskId, task, position } = result;
	const scene = position === undefined ? '' : `, scene ${position.scene} of ${position.of}`;
	const urls = task?.videoUrls ?? [];
	const how =
		result.type === 'failure'
			? `${failureWord(result)}: ${failureText(result).what}`
			: result.timedOut
				? 'still running at the time limit'
				: result.task.status;
	return asOneText(
		`Vidu task ${taskId ?? namedIdOf(result) ?? 'unknown'} (row ${item + 1}${scene}) after ${seconds} s: ${how}${urls.length > 0 ? `, ${urlsInWords(urls)}` : ''}`,
	);
}

/** URLs of one task that a message names; the item has them all. */
const MAX_URLS = 3;

const urlsInWords = (urls: readonly string[]): string =>
	urls.length > MAX_URLS
		? `${urls.slice(0, MAX_URLS).join(' ')} and ${urls.length - MAX_URLS} more`
		: urls.join(' ');

export const endSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** One line, and never the word by which n8n would take an error for a stop. */
export const asOneText = (text: string): string =>
	sanitize(text)
		.replace(/\s+/g, ' ')
		.replace(/canceled/gi, 'cancelled')
		.trim();
