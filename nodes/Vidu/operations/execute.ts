import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failedItem, nodeError } from '../output/errors';
import { describeTrouble } from '../output/messages';
import type { TroubleOutcome } from '../output/messages';
import { Journal } from '../tasks/journal';
import * as trouble from '../tasks/trouble';
import { clockOf } from './clock';
import { readNodeOptions } from './options';
import { runItems } from './run';
import { gatewaySender } from './sender';
import { readTask } from './taskJob';
import { readExtend, readTextToVideo } from './videoJob';
import type { Call, ReadJob } from './videoJob';

/** Milliseconds of checking at a stretch; n8n's other work goes on in between. */
const LONGEST_BREATH = 10;

/**
 * Runs the node for all of its input items. Everything that can be checked is checked for every item
 * before the first one is submitted, so that nothing is bought that cannot be used.
 *
 * @returns one output item for each input item, in order
 * @throws {NodeOperationError | NodeApiError} as `runItems`; before anything is bought when an item is not
 * valid and the node does not continue on fail
 */
export async function executeItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const count = context.getInputData().length;
	const call = describeCall(context);
	const operation = String(context.getNodeParameter('operation', 0, 'textToVideo'));
	const isVideo = context.getNodeParameter('resource', 0, 'video') === 'video';
	const options = readNodeOptions(context);
	if ('problems' in options) return allFail(context, call, options.problems.join('; '));
	if (isVideo && count > options.maxTasks) {
		return allFail(
			context,
			call,
			`The ${count} input items would buy ${count} videos; the limit of one run is ${options.maxTasks}. Nothing was bought. Raise the option "Max Tasks" if you want them all`,
		);
	}
	const connection = await gatewaySender(context);
	if ('problem' in connection) return allFail(context, call, connection.problem);

	const read: ReadJob[] = [];
	const clock = clockOf();
	let breath = clock.now();
	for (let item = 0; item < count; item += 1) {
		read.push(await readItem(context, item, operation, call));
		if (clock.now() - breath > LONGEST_BREATH) {
			await clock.sleep(0);
			breath = clock.now();
		}
	}
	const invalid = read.flatMap((entry, item) =>
		'problems' in entry ? [trouble.notValid(item, entry.problems) as TroubleOutcome] : [],
	);
	if (invalid.length > 0 && !context.continueOnFail()) {
		const lines = invalid.map(describeTrouble);
		if (count > 1) lines.push('Nothing was bought by this try.');
		const message = [...lines, ...tasksSoFar(context, call)].join('\n');
		throw nodeError(context.getNode(), message, { itemIndex: invalid[0].item });
	}
	const signal = context.getExecutionCancelSignal();
	return await runItems(context, { send: connection.send, clock, signal, options }, read);
}

async function readItem(
	context: IExecuteFunctions,
	item: number,
	operation: string,
	call: Call,
): Promise<ReadJob> {
	try {
		if (operation === 'textToVideo') return await readTextToVideo(context, item, call);
		if (operation === 'extend') return await readExtend(context, item, call);
		return await readTask(context, item, operation === 'get' ? 'look' : 'end');
	} catch (error) {
		// An expression that cannot be resolved: this item's problem, not that of the others.
		const { message, context: where } = error as Error & { context?: { parameter?: string } };
		const field = where?.parameter === undefined ? 'a field' : `"${where.parameter}"`;
		return { problems: [`The expression in ${field} cannot be resolved: ${message}`] };
	}
}

/** What tells this call of the node from its other calls in the same execution. */
function describeCall(context: IExecuteFunctions): Call {
	const node = context.getNode();
	return {
		run: context.getWorkflowDataProxy(0).$runIndex as number,
		// n8n gives the node this name when it makes a tool of it.
		isTool: node.type.endsWith('Tool') || context.isToolExecution?.() === true,
		rawParameters: node.parameters,
	};
}

/** What earlier tries submitted: n8n keeps only the last error, and no task may be lost with the others. */
function tasksSoFar(context: IExecuteFunctions, { run }: Call): string[] {
	const journal = Journal.open(context.getContext('node') as Record<string, unknown>);
	const tasks = journal.describeRun(run);
	return tasks.length > 0 ? ['Tasks that earlier tries submitted:', ...tasks] : [];
}

/** What is wrong concerns the node, not one item: nothing was submitted. */
function allFail(context: IExecuteFunctions, call: Call, message: string): INodeExecutionData[] {
	const items = context.getInputData();
	if (!context.continueOnFail()) {
		const lines = [`${message}.`, ...tasksSoFar(context, call)];
		throw nodeError(context.getNode(), lines.join('\n'), {});
	}
	return items.map((_entry, item) =>
		failedItem(
			nodeError(context.getNode(), `Item ${item}: ${message}.`, { itemIndex: item }),
			item,
		),
	);
}
