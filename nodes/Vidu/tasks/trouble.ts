import type { ApiError } from '../gateway/errors';
import type { Task } from '../gateway/parseTask';
import { purchaseInLog } from './entry';
import type { Entry } from './entry';
import type { ItemResult, Trouble } from './job';
import { ITEM_NOT_SUBMITTED, MAY_EXIST, NOTHING_CREATED } from './troubleTexts';

/*
 * Every way in which an item can end without a result, each with what happened and what to do next.
 * A message that follows the creation of a task says how to go on with that task, because running the
 * item again in a new execution would buy another one.
 */

const SUBMITTED_BEFORE = 'An earlier try submitted the task that is named here';

const TAKE_UP =
	'The task goes on at the provider. Take it up with Resource: Task, Operation: Wait and this task ID';

/** @param purchase what the ledger knows and n8n lost; undefined for what got no clear answer */
const before = (purchase: string | undefined): string =>
	purchase === undefined
		? 'An earlier try got no clear answer to the creation of the task.'
		: `It was submitted before, and n8n lost the task. ${lookInLog(purchase)}`;

const lookInLog = (purchase: string): string =>
	`Search n8n's log for "purchase ${purchase}": that line has the task ID for Resource: Task, Operation: Wait. Is there no such line?`;

/** @param named an ID that stands in the answer, though the rest of it leaves room for doubt */
const mayExist = (named: string | undefined): string =>
	named === undefined
		? MAY_EXIST
		: `The task may have been created, with the ID ${named}: look at it with Resource: Task, Operation: Get. If it is not there, look at your tasks in the Vtrix console before running it again`;

/** The execution was stopped, or its time was up. With a task ID, that task goes on at the provider. */
export const stopped = (item: number, taskId?: string, task?: Task): ItemResult =>
	taskId === undefined
		? build(item, 'stopped', {
				what: `The execution was stopped ${ITEM_NOT_SUBMITTED}`,
				next: NOTHING_CREATED,
			})
		: build(
				item,
				'stopped',
				task?.status === 'completed'
					? {
							what: 'The execution was stopped before the result left the node, but the task is completed',
							next: 'Get it again with Resource: Task, Operation: Get and this task ID.',
						}
					: {
							what: 'The execution was stopped while the node waited for the task',
							next: `${TAKE_UP}.`,
						},
				taskId,
				task,
			);

/** The item's fields cannot be sent. */
export const notValid = (
	item: number,
	problems: readonly string[],
	earlier?: Entry,
): ItemResult => {
	const what = problems.join('; ');
	if (earlier === undefined) {
		return build(item, 'notSubmitted', { what, next: NOTHING_CREATED });
	}
	const { taskId, task } = earlier;
	return taskId === undefined
		? build(item, 'unclear', {
				what,
				next: `${before(purchaseInLog(earlier))} ${mayExist(earlier.namedId)}.`,
			})
		: build(item, 'notSubmitted', { what, next: `${SUBMITTED_BEFORE}. ${TAKE_UP}.` }, taskId, task);
};

/** A mistake of this node's own. What is known of the task is not lost with it. */
export const unexpected = (
	item: number,
	error: unknown,
	taskId?: string,
	task?: Task,
): ItemResult =>
	build(
		item,
		taskId === undefined ? 'unclear' : 'notChecked',
		{
			what: `The Vidu node broke off where it should not: ${error instanceof Error ? error.message : String(error)}`,
			next: `${taskId === undefined ? MAY_EXIST : TAKE_UP}. If it happens again, report this message to the makers of n8n-nodes-vidu.`,
		},
		taskId,
		task,
	);

/** What is to be sent could not be made, such as an end frame that cannot be read. */
export const notPrepared = (item: number, error: unknown): ItemResult =>
	build(item, 'notSubmitted', {
		what: `The request could not be prepared: ${error instanceof Error ? error.message : String(error)}`,
		next: `${NOTHING_CREATED} Check the input of the item.`,
	});

/** Tasks that nobody asked for; at least one. */
export const createdByEstimate = (
	item: number,
	[taskId, ...others]: readonly string[],
): ItemResult =>
	build(
		item,
		'notChecked',
		{
			what: `The gateway created a task for an estimate${others.length === 0 ? '' : `, and ${others.length} more: ${others.map((id) => `task ${id}`).join(', ')}`}`,
			next: 'That may cost money, and no further estimate is asked for. Look at each with Resource: Task, Operation: Get, and report it to the provider. Use no Dry Run and no Max Cost with this gateway until that is settled.',
		},
		taskId,
	);

/** What another call was to deliver was counted as bought, and that call has it now. */
export const notEstimated = (item: number): ItemResult =>
	build(item, 'notSubmitted', {
		what: 'The task of an earlier try was taken up by another call while this one asked for its estimates, so this item would be bought beyond what was counted for Max Cost',
		next: 'Nothing was created by this try. Run the item again.',
	});

/** The time limit came before the gateway let the node create the task. */
export const noTimeToSubmit = (item: number, refusal: ApiError | undefined): ItemResult =>
	build(item, 'notSubmitted', {
		...refusal,
		what: `The time limit was over before the task could be submitted${refusal ? `: ${refusal.what}` : ''}`,
		next: `${NOTHING_CREATED} ${refusal?.next ?? 'Raise Timeout or Total Timeout, or run fewer items at once.'}`,
	});

/** Nothing was created, and that is certain. */
export const refused = (item: number, failure: ApiError): ItemResult =>
	build(item, 'refused', {
		...failure,
		what: `The task was not created. ${failure.what}`,
	});

/** The request may have arrived, and nobody knows what became of it. */
export const unclear = (
	item: number,
	failure: ApiError,
	isStopped: boolean,
	named?: string,
): ItemResult =>
	build(item, isStopped ? 'stopped' : 'unclear', {
		...failure,
		what: isStopped
			? 'The execution was stopped while the task was being submitted'
			: `No clear answer to the creation of the task. ${failure.what}`,
		next: `${mayExist(named)}. The node does not create it again by itself in this execution (option "Resubmit Unclear").`,
	});

/**
 * Adds to an item's trouble that an earlier try may have created its task.
 *
 * @param purchase ID of the purchase, if only the ledger knows of it
 * @param named the ID that its answer named, if it named one
 */
export const afterUnclear = (outcome: ItemResult, purchase?: string, named?: string): ItemResult =>
	outcome.kind === 'result' || outcome.taskId !== undefined
		? outcome
		: {
				...outcome,
				failure: {
					...outcome.failure,
					next: `${before(purchase)} ${mayExist(named)}.`,
				},
			};

/** An earlier try of this execution could not tell whether it created the task. */
export const stillUnclear = (item: number, named?: string): ItemResult =>
	build(item, 'unclear', {
		what: 'An earlier try of this execution got no clear answer to the creation of the task, so it was not created again',
		next: `${mayExist(named)}. To create it again on a retry, turn on the option "Resubmit Unclear".`,
	});

/**
 * The ledger has the purchase, but the journal has no entry of it.
 *
 * @param purchase its ID, which the log line of its task has, too
 */
export const unclearInLedger = (item: number, purchase: string): ItemResult =>
	build(item, 'unclear', {
		what: 'This item was submitted before: by an execution that n8n lost in a crash, by a second run of this one, or by another retry of the same execution. It was not submitted again',
		next: `Look at the other retries. ${lookInLog(purchase)} ${MAY_EXIST}. To buy it again on a retry, turn on the option "Resubmit Unclear".`,
	});

/** The task failed at the provider. */
export const failed = (item: number, taskId: string, task: Task, failure: ApiError): ItemResult =>
	build(item, 'failed', { ...failure, what: `The task failed: ${failure.what}` }, taskId, task);

/** The task is paid and completed, but its answer names no video. */
export const withoutVideo = (item: number, taskId: string, task: Task): ItemResult =>
	build(
		item,
		'withoutVideo',
		{
			what: 'The task completed, but the gateway gave no video URL for it',
			next: 'Look at it again with Resource: Task, Operation: Get. If there is still no URL, ask the provider about this task ID.',
		},
		taskId,
		task,
	);

/**
 * The task was not seen to end in time.
 *
 * @param waited milliseconds
 */
export const timedOut = (
	item: number,
	taskId: string,
	task: Task | undefined,
	lastFailure: ApiError | undefined,
	waited: number,
): ItemResult =>
	build(
		item,
		'timedOut',
		{
			...lastFailure,
			what: `The task was not finished after ${Math.round(waited / 1000)} seconds${
				lastFailure ? `, and could not be checked at last: ${lastFailure.what}` : ''
			}`,
			next: `${TAKE_UP}, or raise Timeout.`,
		},
		taskId,
		task,
	);

/** The gateway answered the look with a refusal that waiting does not cure. */
export const notChecked = (
	item: number,
	taskId: string,
	task: Task | undefined,
	failure: ApiError,
): ItemResult =>
	build(
		item,
		'notChecked',
		{
			...failure,
			what: `The task could not be checked: ${failure.what}`,
			next: `${failure.next} Then take it up with Resource: Task, Operation: Wait and this task ID.`,
		},
		taskId,
		task,
	);

function build(
	item: number,
	trouble: Trouble,
	failure: ApiError,
	taskId?: string,
	task?: Task,
): ItemResult {
	return { kind: 'trouble', item, trouble, failure, taskId, task };
}
