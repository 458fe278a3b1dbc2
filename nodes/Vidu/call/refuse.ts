import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Call } from '../items/readJob';
import { failedItem, nodeError } from '../n8n/errors';
import { describeTrouble } from '../output/messages';
import type { TroubleOutcome } from '../output/messages';
import { Journal, purchaseInLog } from '../tasks/journal';
import type { Entry } from '../tasks/journal';
import * as trouble from '../tasks/trouble';

/*
 * What ends before anything is sent. n8n keeps only the error of the last try, so each of these names
 * what the tries before it submitted: no task is lost with their errors.
 */

/** The journal of the node in this execution. */
export const openJournal = (context: IExecuteFunctions): Journal =>
	Journal.open(context.getContext('node') as Record<string, unknown>);

/** What an earlier try submitted for an item, if anything that still counts. */
export const earlierEntry = (journal: Journal, call: Call, item: number): Entry | undefined =>
	journal.earlier({ run: call.run, isTool: call.isTool, item }).at(-1);

/** The error for items that are not valid. */
export function invalidItemsError(
	context: IExecuteFunctions,
	call: Call,
	invalid: ReadonlyArray<{ item: number; problems: string[] }>,
) {
	const journal = openJournal(context);
	const lines = invalid.map(({ item, problems }) =>
		describeNotValid(item, problems, earlierEntry(journal, call, item)),
	);
	if (context.getInputData().length > 1) lines.push('Nothing was bought by this try.');
	const message = [...lines, ...tasksSoFar(journal, call)].join('\n');
	return nodeError(context.getNode(), message, { itemIndex: invalid[0].item });
}

/**
 * Fails every item for a reason that concerns the node and not one of them.
 *
 * @param own what is wrong with an item itself, which is told instead
 * @returns failed items under "continue on fail": n8n would give out the input as a success otherwise
 * @throws {NodeOperationError} without it
 */
export function refuseAll(
	context: IExecuteFunctions,
	call: Call,
	reason: string,
	own: (item: number) => string[] | undefined = () => undefined,
): INodeExecutionData[] {
	const journal = openJournal(context);
	if (!context.continueOnFail()) {
		const lines = [`${reason}.`, ...tasksSoFar(journal, call)];
		throw nodeError(context.getNode(), lines.join('\n'), {});
	}
	return context.getInputData().map((_entry, item) => {
		const message = describeNotValid(
			item,
			own(item) ?? [reason],
			earlierEntry(journal, call, item),
		);
		return failedItem(nodeError(context.getNode(), message, { itemIndex: item }), item);
	});
}

const describeNotValid = (item: number, problems: string[], earlier: Entry | undefined): string =>
	describeTrouble(trouble.notValid(item, problems, earlier) as TroubleOutcome);

function tasksSoFar(journal: Journal, call: Call): string[] {
	const lines = journal.earlier({ run: call.run, isTool: call.isTool }).map((entry) => {
		const { item, taskId, state } = entry;
		if (taskId !== undefined) return `Item ${item}: task ${taskId}, ${state}`;
		const id = purchaseInLog(entry);
		const where = id === undefined ? '' : `; search n8n's log for "purchase ${id}"`;
		return `Item ${item}: a task may have been created${where}`;
	});
	return lines.length > 0 ? ['Submitted by earlier tries:', ...lines] : [];
}
