import type { Failure } from '../gateway/failure';
import type { Task } from '../gateway/read';
import type { Purchase } from './purchase';

/** What one item asks for. Times in milliseconds. */
export interface Job {
	item: number;
	/** A task to buy, or one that exists. */
	subject: { purchase: Purchase } | { taskId: string };
	/** Until the task ends, or only one look, or only its creation. */
	until: 'end' | 'look' | 'creation';
	/** Time limit of the wait, and of the attempts to create. */
	timeout: number;
	/** Whether a task that is not finished in time is given out as it is. */
	outputOnTimeout: boolean;
	/** Between two looks; undefined leaves it to the schedule. */
	interval?: number;
}

/** Everything that a job buys, in order, if nothing of it was bought before. */
export const purchasesOf = ({ subject }: Job): Purchase[] =>
	'purchase' in subject ? [subject.purchase] : [];

/** Why an item has no result. */
export type Trouble =
	/** Nothing was created: it was not tried. */
	| 'notSubmitted'
	/** Nothing was created: the gateway refused it, or was not reached. */
	| 'refused'
	/** It may have been created. */
	| 'unclear'
	/** The task failed at the provider. */
	| 'failed'
	/** The task completed, but its answer has no video URL. */
	| 'withoutVideo'
	/** The task was not seen to end before the time limit. */
	| 'timedOut'
	/** The gateway does not let anyone look at the task. */
	| 'notChecked'
	/** The execution was stopped. */
	| 'stopped';

/** How an item ended. */
export type Outcome =
	| { kind: 'result'; item: number; taskId: string; task: Task; timedOut?: boolean }
	| {
			kind: 'trouble';
			item: number;
			trouble: Trouble;
			failure: Failure;
			taskId?: string;
			/** As it was last seen. */
			task?: Task;
	  };
