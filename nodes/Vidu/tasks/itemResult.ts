import type { ApiError } from '../gateway/errors';
import type { Task } from '../gateway/parseTask';
import type { Entry } from './entry';
import type { ScenePosition, Step } from './job';

/*
 * How an item ended, as facts. The words for a person are chosen in output/failures.ts.
 */

/** Why an item has no result. `namedId` is an ID that an answer named, though it could not be relied on. */
export type ItemFailure =
	/** It is not submitted: why, what to do `next`, and what an `earlier` attempt submitted for it. */
	| { type: 'invalid'; problems: readonly string[]; next?: string; earlier?: Entry }
	/** The request could not be built, e.g. because an image cannot be read. */
	| { type: 'notPrepared'; message: string }
	/** It would be bought beyond what was counted for Max Cost. */
	| { type: 'notEstimated' }
	/** The time limit came before the gateway let the node create the task. */
	| { type: 'noTimeToSubmit'; apiError?: ApiError }
	/** Nothing was created, and that is certain. */
	| { type: 'refused'; apiError: ApiError }
	/** The task may have been created. */
	| { type: 'unclear'; apiError: ApiError; namedId?: string; wasStopped: boolean }
	/** An earlier attempt of this execution was unclear, and is not repeated. */
	| { type: 'stillUnclear'; namedId?: string }
	/** The ledger has this purchase, and the journal has no entry of it. */
	| { type: 'inLedger'; purchase: string }
	/** The task failed at the provider. */
	| { type: 'failed'; apiError: ApiError }
	/** The task was not seen to end within `waited` milliseconds. */
	| { type: 'timedOut'; waited: number; apiError?: ApiError }
	/** The gateway does not let the node poll the task, or its answers prove no end of the task. */
	| { type: 'notChecked'; apiError: ApiError }
	/** The gateway has no task with the ID that the user gave. */
	| { type: 'noSuchTask'; apiError: ApiError }
	/** The execution was stopped, or its time was up. */
	| { type: 'stopped' }
	/** An error in this node's own code. */
	| { type: 'unexpected'; message: string };

/** The facts that all results of an item have. */
interface ItemFacts {
	item: number;
	/** Only for a chain. */
	position?: ScenePosition;
	/** Only for a chain: every scene that has a task, in order. */
	steps?: readonly Step[];
	/** Earlier submissions for the item that this attempt did not use. At least one. */
	earlier?: readonly Entry[];
}

/** An item that ended with a result. */
export interface ItemSuccess extends ItemFacts {
	type: 'success';
	taskId: string;
	task: Task;
	timedOut?: boolean;
}

/** An item that ended without a result. */
export interface FailedItem extends ItemFacts {
	type: 'failure';
	failure: ItemFailure;
	taskId?: string;
	/** As it was last seen. */
	task?: Task;
	/** An earlier attempt may have created its task; `purchase` is set where only the ledger knows of it. */
	earlierUnclear?: { purchase?: string; namedId?: string };
}

export type ItemResult = ItemSuccess | FailedItem;

/** Makes the result of an item that failed. */
export const failedItem = (
	item: number,
	failure: ItemFailure,
	taskId?: string,
	task?: Task,
): FailedItem => ({ type: 'failure', item, failure, taskId, task });

/** Adds that an earlier attempt may have created the task. A result with a task says enough itself. */
export const afterUnclear = (
	result: ItemResult,
	earlierUnclear: FailedItem['earlierUnclear'],
): ItemResult =>
	result.type === 'success' || result.taskId !== undefined ? result : { ...result, earlierUnclear };

/** Whether a task may have been created that has no known ID. */
export function mayExist({ failure, taskId, earlierUnclear }: FailedItem): boolean {
	if (taskId !== undefined) return false;
	if (earlierUnclear !== undefined) return true;
	if (failure.type === 'invalid') return failure.earlier !== undefined;
	return ['unclear', 'stillUnclear', 'inLedger', 'unexpected'].includes(failure.type);
}

/** The ID that an unclear answer to this attempt's creation names. */
export const namedIdOf = (result: ItemResult): string | undefined =>
	result.type === 'failure' && result.failure.type === 'unclear'
		? result.failure.namedId
		: undefined;

/** Whether an item failed because the execution was stopped. */
export const wasStopped = ({ failure }: FailedItem): boolean =>
	failure.type === 'stopped' || (failure.type === 'unclear' && failure.wasStopped);

/** The gateway's error, where it is why an item failed. */
export const apiErrorOf = ({ failure }: FailedItem): ApiError | undefined =>
	'apiError' in failure ? failure.apiError : undefined;
