import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { CallContext, CheckedJob } from '../input/checkedJob';
import { errorItem, nodeError } from '../n8n/errors';
import {
	describeEntry,
	describeFailure,
	describeInvalidRows,
	endSentence,
	STOPPED,
} from '../output/messages';
import { shapeOutput } from '../output/shape';
import { failedItem } from '../tasks/itemResult';
import type { FailedItem } from '../tasks/itemResult';
import type { Step } from '../tasks/job';
import { Journal } from '../tasks/journal';

/*
 * Errors before anything is sent. n8n keeps only the error of the last attempt, so each of these names what
 * earlier attempts submitted: no task is lost with their errors.
 */

/** Why a call is refused, and what to do next, each without a full stop. */
export interface Refusal {
	what: string;
	next?: string;
	/** Whether a task exists that nobody bought. */
	isCreated?: boolean;
}

/** The journal of the node in this execution. */
export const openJournal = (context: IExecuteFunctions): Journal =>
	Journal.open(context.getContext('node') as Record<string, unknown>);

/**
 * The result of an item whose fields are not valid: names all that earlier attempts submitted for it, of a
 * chain each scene's task. Calls of a tool share no items: of their single videos, only the newest is named.
 */
export function invalidResult(
	journal: Journal,
	{ run, isTool }: CallContext,
	item: number,
	problems: readonly string[],
	next?: string,
): FailedItem {
	const entries = journal.earlier({ run, isTool, item });
	const newest = entries.at(-1);
	const { taskId, task } = newest ?? {};
	const steps = entries.flatMap(({ scene, taskId: id, task: known, model }): Step[] =>
		scene === undefined || id === undefined ? [] : [{ scene, taskId: id, task: known, model }],
	);
	const others = entries.filter(
		(entry) =>
			entry !== newest && !isTool && (entry.scene === undefined || entry.taskId === undefined),
	);
	return {
		...failedItem(item, { type: 'invalid', problems, next, earlier: newest }, taskId, task),
		...(steps.length > 0 ? { steps } : {}),
		...(others.length > 0 ? { earlier: others } : {}),
	};
}

/** The error for items that are not valid. */
export function invalidItemsError(
	context: IExecuteFunctions,
	call: CallContext,
	invalid: ReadonlyArray<{ item: number; problems: string[] }>,
) {
	const journal = openJournal(context);
	const earlier = earlierTasks(journal, call);
	const failed = invalid.map(({ item, problems }): FailedItem => ({
		...invalidResult(journal, call, item, problems),
		// All that earlier attempts submitted is listed below.
		earlier: undefined,
	}));
	const count = context.getInputData().length;
	const lines = [describeInvalidRows(failed, count, earlier.length === 0), ...earlier];
	return nodeError(context.getNode(), lines.join('\n'));
}

/**
 * Fails every item for a reason that concerns the node and not one of them.
 *
 * @param refusal words without "Nothing was bought", which this adds
 * @param own an item's own problems, which replace the reason
 * @returns failed items, as the options shape them, under "continue on fail": n8n would give out the input
 * as a success otherwise
 * @throws {NodeOperationError} without it, and after a stop
 */
export function refuseAll(
	context: IExecuteFunctions,
	call: CallContext,
	{ what, next, isCreated = false }: Refusal,
	own: (item: number) => string[] | undefined = () => undefined,
): INodeExecutionData[] {
	const journal = openJournal(context);
	const isStopped = context.getExecutionCancelSignal()?.aborted === true;
	if (context.continueOnFail() && !isStopped) {
		const failed = context.getInputData().map((_item, item) => {
			const problems = own(item);
			const result =
				problems === undefined
					? invalidResult(journal, call, item, [what], endOf(next))
					: invalidResult(journal, call, item, problems);
			return failureItem(context, result);
		});
		return shapeOutput(context, failed);
	}
	const head = isStopped ? [STOPPED] : [];
	const earlier = earlierTasks(journal, call);
	const which = isCreated ? 'else ' : earlier.length > 0 ? 'new ' : '';
	const reason = `${endSentence(what)} Nothing ${which}was bought.${next === undefined ? '' : ` ${endOf(next)}`}`;
	throw nodeError(context.getNode(), [...head, reason, ...earlier].join('\n'));
}

const endOf = (text: string | undefined): string | undefined =>
	text === undefined ? undefined : endSentence(text);

/** The own problems of each item, for `refuseAll`. */
export const problemsIn =
	(checked: readonly CheckedJob[]) =>
	(item: number): string[] | undefined => {
		const entry = checked[item];
		return entry.ok ? undefined : entry.problems;
	};

/** The output item of an item that failed. */
export const failureItem = (
	context: IExecuteFunctions,
	result: FailedItem,
	status?: number,
): INodeExecutionData => {
	return errorItem(nodeError(context.getNode(), describeFailure(result), { status }), result.item);
};

function earlierTasks(journal: Journal, { run, isTool }: CallContext): string[] {
	const lines = journal.earlier({ run, isTool }).map(describeEntry);
	return lines.length > 0 ? ['Submitted by earlier attempts:', ...lines] : [];
}
