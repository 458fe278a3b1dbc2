import type { ApiError } from '../gateway/errors';
import { purchaseInLog } from '../tasks/entry';
import type { Entry } from '../tasks/entry';
import { apiErrorOf, mayExist, wasStopped } from '../tasks/itemResult';
import type { FailedItem, ItemResult } from '../tasks/itemResult';
import type { ScenePosition, Step } from '../tasks/job';
import { shorten } from '../text';

/*
 * The words for every way in which an item can end without a result: what happened, and what to do next. A
 * message that follows the creation of a task says how to continue with that task, because running the item
 * in a new execution would buy another one.
 */

/** `what` happened and what to do `next`, each one sentence or two. */
interface FailureText {
	what: string;
	next: string;
}

const WAIT_FOR_IT = 'use Resource "Task", Operation "Wait" with this task ID.';

const GET_IT = `The video is still being made and will be charged. To get it, ${WAIT_FOR_IT}`;

const GET_FINISHED =
	'To get it, use Resource "Task", Operation "Get" with this task ID. That costs nothing.';

/**
 * An ID in a message. The log and the output have a longer one whole.
 *
 * @param result of an item whose ID it is: one that the gateway does not know may be any text
 */
export const shownId = (id: string, result?: ItemResult): string =>
	shorten(id, result?.type === 'failure' && result.failure.type === 'noSuchTask' ? 100 : 200);

const YOUR_TASKS = 'your tasks in the Vtrix console before you run this row again.';

/**
 * The words for the failure of an item, or of the scene at which it failed.
 *
 * @param count rows of which the same is said
 */
export function failureText(result: FailedItem, count = 1): FailureText {
	const { position, steps = [], earlierUnclear } = result;
	const text = ownText(result, count);
	const next =
		earlierUnclear === undefined
			? text.next
			: submittedBefore(earlierUnclear.purchase, earlierUnclear.namedId);
	if (position === undefined || position.of === 1 || steps.length === 0) return { ...text, next };
	return { ...text, next: `${next} ${howToContinue(result, position, steps)}` };
}

/** The word for the kind of failure in a log line. */
export function failureWord(result: FailedItem): string {
	const { type } = result.failure;
	if (wasStopped(result)) return 'stopped';
	if (mayExist(result)) return 'unclear';
	if (['invalid', 'notPrepared', 'notEstimated', 'noTimeToSubmit'].includes(type)) {
		return 'notSubmitted';
	}
	return type === 'unexpected' ? 'notChecked' : type;
}

/** No page says so, but only completed tasks report a cost. Source: docs/api/errors.md. */
const NO_COST = 'A failed video should cost nothing.';

function ownText(result: FailedItem, count: number): FailureText {
	const { failure, taskId, task } = result;
	const isLaterScene = (result.steps ?? []).length > 0 && (result.position?.scene ?? 1) > 1;
	const ofRows = count === 1 ? 'for this row' : 'for these rows';
	// The same message names the purchases of earlier attempts.
	const which = result.earlier === undefined ? '' : 'new ';
	const nothing = isLaterScene
		? 'This scene was not bought.'
		: `Nothing ${which}was bought ${ofRows}.`;
	const { what: said = '', next: advice = '' } = apiErrorOf(result) ?? ({} as Partial<ApiError>);
	switch (failure.type) {
		case 'stopped':
			return stoppedText(result, isLaterScene ? 'scene' : 'row', nothing);
		case 'invalid': {
			const { problems, next = '', earlier } = failure;
			const before = earlier === undefined ? nothing : submittedText(earlier);
			return { what: problems.join('; '), next: `${before} ${next}` };
		}
		case 'unexpected': {
			const getIt = task?.status === 'completed' ? GET_FINISHED : GET_IT;
			return {
				what: `Unexpected error in the Vidu node: ${failure.message}`,
				next: `${taskId === undefined ? mayHaveId(undefined) : getIt} If it happens again, report this message to the developers of n8n-nodes-vidu.`,
			};
		}
		case 'notPrepared':
			return {
				what: `The request could not be prepared: ${failure.message}`,
				next: `${nothing} Check the input of this row.`,
			};
		case 'notEstimated':
			return {
				what: 'This row was not part of the price check for Max Cost',
				next: `${nothing} Run it again.`,
			};
		case 'noTimeToSubmit':
			return {
				what: `The time limit was reached before the video was submitted${said === '' ? '' : `: ${said}`}`,
				next: `${nothing} ${advice || 'Raise Timeout or Total Timeout, or run fewer rows at once.'}`,
			};
		case 'refused':
			return { what: said, next: `${nothing} ${advice}` };
		case 'unclear':
			return {
				what: failure.wasStopped
					? 'The execution was stopped while the video was being submitted'
					: `The gateway gave no clear answer: ${said}`,
				next: `${mayHaveId(failure.namedId)} The node does not buy it again in this execution, unless you turn on "Buy Again if Unclear".`,
			};
		case 'stillUnclear':
			return {
				what: 'An earlier attempt got no clear answer from the gateway, so this row was not submitted again',
				next: `${mayHaveId(failure.namedId)} To buy it again on a retry, turn on "Buy Again if Unclear".`,
			};
		case 'inLedger':
			return {
				what: 'This row was already submitted by an execution that crashed, a duplicate run or another retry, so it was not submitted again',
				next: `${searchLog(failure.purchase)} To buy it again on a retry, turn on "Buy Again if Unclear".`,
			};
		case 'failed':
			return { what: `The task failed: ${said}`, next: `${advice} ${NO_COST}` };
		case 'timedOut':
			return {
				what: `The video was not finished after ${inSeconds(failure.waited)}${said === '' ? '' : `, and could not be checked at the end: ${said}`}`,
				next: `${GET_IT} To wait longer next time, raise Timeout.`,
			};
		case 'notChecked':
			return {
				what: `The task could not be checked: ${said}`,
				next: `${advice} Then use Resource "Task", Operation "Wait" with this task ID. That costs nothing.`,
			};
		case 'noSuchTask':
			return { what: said, next: advice };
	}
}

function stoppedText(
	{ taskId, task }: FailedItem,
	part: 'scene' | 'row',
	nothing: string,
): FailureText {
	if (taskId === undefined) {
		return { what: `The execution was stopped before this ${part} was submitted`, next: nothing };
	}
	return task?.status === 'completed'
		? { what: 'The execution was stopped, but the video is finished', next: GET_FINISHED }
		: { what: 'The execution was stopped while the node waited for the video', next: GET_IT };
}

function submittedText(earlier: Entry): string {
	return earlier.taskId === undefined
		? submittedBefore(purchaseInLog(earlier), earlier.namedId)
		: `An earlier attempt submitted this task. To get its video, ${WAIT_FOR_IT}`;
}

/** @param purchase set where only the ledger knows of it */
const submittedBefore = (purchase: string | undefined, namedId: string | undefined): string =>
	purchase === undefined
		? `An earlier attempt got no clear answer from the gateway. ${mayHaveId(namedId)}`
		: `This row was already submitted, and n8n lost its task. ${searchLog(purchase, namedId)}`;

const searchLog = (purchase: string, namedId?: string): string =>
	`Search n8n's log for "purchase ${purchase}" to find the task ID, then use Resource "Task", Operation "Wait". ${mayHaveId(namedId, 'If there is no such line, the video may still')}`;

/** @param namedId an ID that the answer names, though the rest of it leaves room for doubt */
const mayHaveId = (namedId: string | undefined, itMay = 'The video may'): string =>
	namedId === undefined
		? `${itMay} have been bought. Check ${YOUR_TASKS}`
		: `${itMay} have been bought, with the task ID ${shownId(namedId)}. Check it with Resource "Task", Operation "Get". If it is not there, check ${YOUR_TASKS}`;

/** How to continue a chain from the scene at which it failed. */
function howToContinue(
	result: FailedItem,
	{ scene }: ScenePosition,
	steps: readonly Step[],
): string {
	const before = steps.filter((step) => step.scene < scene).length;
	const kept =
		['', 'Scene 1 is paid and kept. '][before] ?? `Scenes 1 to ${before} are paid and kept. `;
	const isUnclear = mayExist(result);
	const unless = isUnclear ? ' if "Buy Again if Unclear" is on' : '';
	const retry = `Retry On Fail and "Retry execution" continue at scene ${scene}${unless}.`;
	const last = steps.findLast(({ task }) => task?.videoUrls[0] !== undefined);
	if (last === undefined) return `${kept}${retry}`;
	const url = last.task?.videoUrls[0];
	const isRunning =
		result.failure.type !== 'failed' && steps.at(-1)?.scene === scene && last.scene !== scene;
	// Extending the video before a scene that is bought already buys that scene a second time.
	if (isRunning) {
		return `${kept}${retry} The last finished video is that of scene ${last.scene}. Do not extend it while the task of scene ${scene} may still finish: that would buy scene ${scene} again. Video URL: ${url}`;
	}
	const when = isUnclear ? `, once you know that scene ${scene} was not bought` : '';
	return `${kept}${retry} To continue by hand${when}, use Operation "Extend" with Video URL ${url}`;
}

function inSeconds(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
