import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { CallContext } from '../input/checkedJob';
import { failedItem, nodeError } from '../n8n/errors';
import { shapeOutput } from '../output/shape';
import { describeEntry, describeFailure, STOPPED } from '../output/messages';
import type { FailedItemResult } from '../output/messages';
import { mapInBreaths } from '../tasks/breaths';
import type { Breath } from '../tasks/breaths';
import type { Entry } from '../tasks/entry';
import { Journal } from '../tasks/journal';
import type { ItemResult, Step } from '../tasks/job';
import * as trouble from '../tasks/trouble';

/*
 * What ends before anything is sent. n8n keeps only the error of the last try, so each of these names
 * what the tries before it submitted: no task is lost with their errors.
 */

/** The journal of the node in this execution. */
export const openJournal = (context: IExecuteFunctions): Journal =>
	Journal.open(context.getContext('node') as Record<string, unknown>);

/**
 * The outcome of an item whose fields are not valid: names all that earlier tries submitted for it, of a
 * chain each scene's task. Calls of a tool share no items: of their single videos, only the newest is named.
 */
export function invalidOutcome(
	journal: Journal,
	call: CallContext,
	item: number,
	problems: string[],
): ItemResult {
	const earlier = journal.earlier({ run: call.run, isTool: call.isTool, item });
	const outcome = trouble.notValid(item, problems, earlier.at(-1));
	const steps: Step[] = [];
	const others: Entry[] = [];
	for (const entry of earlier) {
		const { scene, taskId, task, model } = entry;
		if (scene !== undefined && taskId !== undefined) steps.push({ scene, taskId, task, model });
		else if (entry !== earlier.at(-1) && !call.isTool) others.push(entry);
	}
	return {
		...outcome,
		...(steps.length > 0 ? { steps } : {}),
		...(others.length > 0 ? { earlier: others } : {}),
	};
}

/** The error for items that are not valid. */
export async function invalidItemsError(
	context: IExecuteFunctions,
	call: CallContext,
	invalid: ReadonlyArray<{ item: number; problems: string[] }>,
	breath: Breath,
) {
	const journal = openJournal(context);
	const lines = await mapInBreaths(breath, invalid, ({ item, problems }) => {
		const outcome = invalidOutcome(journal, call, item, problems);
		// All that earlier tries submitted is listed below.
		return describeFailure({ ...outcome, earlier: undefined } as FailedItemResult);
	});
	if (context.getInputData().length > 1) lines.push('Nothing was bought by this try.');
	lines.push(...(await tasksSoFar(journal, call, breath)));
	const message = lines.join('\n');
	return nodeError(context.getNode(), message, { itemIndex: invalid[0].item });
}

/**
 * Fails every item for a reason that concerns the node and not one of them.
 *
 * @param own what is wrong with an item itself, which is told instead
 * @returns failed items, as the options shape them, under "continue on fail": n8n would give out the input
 * as a success otherwise
 * @throws {NodeOperationError} without it, and after a stop
 */
export async function refuseAll(
	context: IExecuteFunctions,
	call: CallContext,
	reason: string,
	breath: Breath,
	own: (item: number) => string[] | undefined = () => undefined,
): Promise<INodeExecutionData[]> {
	const journal = openJournal(context);
	const failed = context.continueOnFail() ? context.getInputData() : [];
	const made = await mapInBreaths(breath, failed, (_entry, item) => {
		const outcome = invalidOutcome(journal, call, item, own(item) ?? [reason]);
		const message = describeFailure(outcome as FailedItemResult);
		return failedItem(nodeError(context.getNode(), message, { itemIndex: item }), item);
	});
	const items = await shapeOutput(context, made, breath);
	// Behind the last pause: it may come in any of them.
	const isStopped = context.getExecutionCancelSignal()?.aborted === true;
	if (context.continueOnFail() && !isStopped) return items;
	const head = isStopped ? [STOPPED] : [];
	const lines = [...head, `${reason}.`, ...(await tasksSoFar(journal, call, breath))];
	throw nodeError(context.getNode(), lines.join('\n'), {});
}

async function tasksSoFar(journal: Journal, call: CallContext, breath: Breath): Promise<string[]> {
	const earlier = journal.earlier({ run: call.run, isTool: call.isTool });
	const lines = await mapInBreaths(breath, earlier, describeEntry);
	return lines.length > 0 ? ['Submitted by earlier tries:', ...lines] : [];
}
