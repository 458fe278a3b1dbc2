import type { ApiError } from '../gateway/errors';
import { purchaseInLog } from '../tasks/entry';
import type { Entry } from '../tasks/entry';
import { apiErrorOf, mayExist, wasStopped } from '../tasks/itemResult';
import type { FailedItem } from '../tasks/itemResult';
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

const TAKE_UP =
	'The task goes on at the provider. Take it up with Resource: Task, Operation: Wait and this task ID';

/** An ID in a message. The log and the output have a longer one whole. */
export const shownId = (id: string): string => shorten(id, 200);

const MAY_EXIST =
	'The task may have been created; look at your tasks in the Vtrix console before running it again';

/** The words for the failure of an item, or of the scene at which it failed. */
export function failureText(result: FailedItem): FailureText {
	const { position, steps = [], earlierUnclear } = result;
	const text = ownText(result);
	const next =
		earlierUnclear === undefined
			? text.next
			: `${submittedBefore(earlierUnclear.purchase)} ${mayHaveId(earlierUnclear.namedId)}.`;
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

function ownText(result: FailedItem): FailureText {
	const { failure, taskId, task } = result;
	const isLaterScene = (result.steps ?? []).length > 0 && (result.position?.scene ?? 1) > 1;
	const nothingCreated = isLaterScene
		? 'This scene was not created by this try.'
		: 'Nothing was created by this try.';
	const { what: said = '', next: advice = '' } = apiErrorOf(result) ?? ({} as Partial<ApiError>);
	switch (failure.type) {
		case 'stopped':
			if (taskId === undefined) {
				const which = isLaterScene ? 'scene' : 'item';
				const what = `The execution was stopped before this ${which} was submitted`;
				return { what, next: nothingCreated };
			}
			if (task?.status === 'completed') {
				return {
					what: 'The execution was stopped before the result left the node, but the task is completed',
					next: 'Get it again with Resource: Task, Operation: Get and this task ID.',
				};
			}
			return {
				what: 'The execution was stopped while the node waited for the task',
				next: `${TAKE_UP}.`,
			};
		case 'invalid': {
			const what = failure.problems.join('; ');
			const { earlier } = failure;
			if (earlier === undefined) return { what, next: nothingCreated };
			return { what, next: submittedText(earlier) };
		}
		case 'unexpected':
			return {
				what: `The Vidu node broke off where it should not: ${failure.message}`,
				next: `${taskId === undefined ? MAY_EXIST : TAKE_UP}. If it happens again, report this message to the makers of n8n-nodes-vidu.`,
			};
		case 'notPrepared':
			return {
				what: `The request could not be prepared: ${failure.message}`,
				next: `${nothingCreated} Check the input of the item.`,
			};
		case 'notEstimated':
			return {
				what: 'The task of an earlier try was taken up by another call while this one asked for its estimates, so this item would be bought beyond what was counted for Max Cost',
				next: `${nothingCreated} Run the item again.`,
			};
		case 'noTimeToSubmit':
			return {
				what: `The time limit was over before the task could be submitted${said === '' ? '' : `: ${said}`}`,
				next: `${nothingCreated} ${advice || 'Raise Timeout or Total Timeout, or run fewer items at once.'}`,
			};
		case 'refused':
			return { what: `The task was not created. ${said}`, next: advice };
		case 'unclear':
			return {
				what: failure.wasStopped
					? 'The execution was stopped while the task was being submitted'
					: `No clear answer to the creation of the task. ${said}`,
				next: `${mayHaveId(failure.namedId)}. The node does not create it again by itself in this execution (option "Buy Again if Unclear").`,
			};
		case 'stillUnclear':
			return {
				what: 'An earlier try of this execution got no clear answer to the creation of the task, so it was not created again',
				next: `${mayHaveId(failure.namedId)}. To create it again on a retry, turn on the option "Buy Again if Unclear".`,
			};
		case 'inLedger':
			return {
				what: 'This item was submitted before: by an execution that n8n lost in a crash, by a second run of this one, or by another retry of the same execution. It was not submitted again',
				next: `Look at the other retries. ${searchLog(failure.purchase)} ${MAY_EXIST}. To buy it again on a retry, turn on the option "Buy Again if Unclear".`,
			};
		case 'failed':
			return { what: `The task failed: ${said}`, next: advice };
		case 'timedOut':
			return {
				what: `The task was not finished after ${Math.round(failure.waited / 1000)} seconds${said === '' ? '' : `, and could not be checked at last: ${said}`}`,
				next: `${TAKE_UP}, or raise Timeout.`,
			};
		case 'notChecked':
			return {
				what: `The task could not be checked: ${said}`,
				next: `${advice} Then take it up with Resource: Task, Operation: Wait and this task ID.`,
			};
		case 'noSuchTask':
			return { what: `The gateway does not know this task ID: ${said}`, next: advice };
	}
}

function submittedText(earlier: Entry): string {
	return earlier.taskId === undefined
		? `${submittedBefore(purchaseInLog(earlier))} ${mayHaveId(earlier.namedId)}.`
		: `An earlier try submitted the task that is named here. ${TAKE_UP}.`;
}

/** @param purchase set where only the ledger knows of it */
const submittedBefore = (purchase: string | undefined): string =>
	purchase === undefined
		? 'An earlier try got no clear answer to the creation of the task.'
		: `It was submitted before, and n8n lost the task. ${searchLog(purchase)}`;

const searchLog = (purchase: string): string =>
	`Search n8n's log for "purchase ${purchase}": that line has the task ID for Resource: Task, Operation: Wait. Is there no such line?`;

/** @param namedId an ID that the answer names, though the rest of it leaves room for doubt */
const mayHaveId = (namedId: string | undefined): string =>
	namedId === undefined
		? MAY_EXIST
		: `The task may have been created, with the ID ${shownId(namedId)}: look at it with Resource: Task, Operation: Get. If it is not there, look at your tasks in the Vtrix console before running it again`;

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
	const unless = isUnclear ? ', once "Buy Again if Unclear" is on' : '';
	const retry = `Retry On Fail and "Retry execution" go on at scene ${scene}${unless}.`;
	const last = steps.findLast(({ task }) => task?.videoUrls[0] !== undefined);
	if (last === undefined) return `${kept}${retry}`;
	const url = last.task?.videoUrls[0];
	const isRunning =
		result.failure.type !== 'failed' && steps.at(-1)?.scene === scene && last.scene !== scene;
	// Extending the video before a scene that is bought already buys that scene a second time.
	if (isRunning) {
		return `${kept}${retry} The last video so far is that of scene ${last.scene}. Do not extend it by hand while the task of scene ${scene} may still end well: that would buy scene ${scene} again. Video URL: ${url}`;
	}
	const when = isUnclear ? `, once you know that scene ${scene} was not bought` : '';
	return `${kept}${retry} Or go on by hand${when}: Operation: Extend with Video URL ${url}`;
}
