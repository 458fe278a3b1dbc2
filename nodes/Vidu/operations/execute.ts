import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Clock } from '../tasks/clock';
import { clockOf } from './clock';
import { digestOf } from './digest';
import { readNodeOptions } from './options';
import { invalidItemsError, refuseAll } from './refuse';
import { runItems } from './run';
import { gatewaySender } from './sender';
import type { Connection } from './sender';
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
	if ('problems' in options) return refuseAll(context, call, options.problems.join('; '));
	if (isVideo && count > options.maxTasks) {
		return refuseAll(
			context,
			call,
			`The ${count} input items would buy ${count} videos; the limit of one run is ${options.maxTasks}. Nothing was bought. Raise the option "Max Tasks" if you want them all`,
		);
	}
	const connection = await connect(context);
	if ('problem' in connection) return refuseAll(context, call, connection.problem);

	const clock = clockOf();
	const read = await readItems(context, operation, call, clock);
	const invalid = read.flatMap((entry, item) =>
		'problems' in entry ? [{ item, problems: entry.problems }] : [],
	);
	if (invalid.length > 0 && !context.continueOnFail()) {
		throw invalidItemsError(context, call, invalid);
	}
	const signal = context.getExecutionCancelSignal();
	return await runItems(context, { send: connection.send, clock, signal, options, call }, read);
}

async function connect(context: IExecuteFunctions): Promise<Connection> {
	try {
		return await gatewaySender(context);
	} catch (error) {
		return { problem: `The Vidu API credential cannot be used: ${(error as Error).message}` };
	}
}

async function readItems(
	context: IExecuteFunctions,
	operation: string,
	call: Call,
	clock: Clock,
): Promise<ReadJob[]> {
	const read: ReadJob[] = [];
	let breath = clock.now();
	for (const item of context.getInputData().keys()) {
		read.push(await readItem(context, item, operation, call));
		if (clock.now() - breath > LONGEST_BREATH) {
			await clock.sleep(0);
			breath = clock.now();
		}
	}
	return read;
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
	const request = Object.entries(node.parameters).filter(([name]) => !NOT_SENT.includes(name));
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	return {
		run,
		nthRun: countRun(context, run),
		// n8n gives the node this name when it makes a tool of it.
		isTool: node.type.endsWith('Tool') || context.isToolExecution?.() === true,
		rawParameters: request,
		parameters: digestOf(request),
	};
}

/**
 * Which of the node's runs this is, as the node counts them: from 0. After a crash, n8n's own count begins
 * behind runs that it made up to mark where it was (execution recovery, n8n 2.41).
 */
function countRun(context: IExecuteFunctions, run: number): number {
	const memory = context.getContext('node') as { viduRuns?: number[] };
	memory.viduRuns ??= [];
	if (!memory.viduRuns.includes(run)) memory.viduRuns.push(run);
	return memory.viduRuns.indexOf(run);
}

/** Parameters that a user may edit before a retry, and still mean the same video. */
const NOT_SENT = ['options', 'waitForCompletion', 'downloadVideo', 'outputField'];
