import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Send } from '../gateway/http';
import { readNodeOptions } from '../input/options';
import type { NodeOptions } from '../input/options';
import type { CallContext, CheckedJob } from '../input/checkedJob';
import { connect } from '../n8n/httpClient';
import { inputHints } from '../output/hints';
import { n8nClock } from '../n8n/clock';
import { buys } from '../operations/operation';
import type { Operation } from '../operations/operation';
import { Breath, mapInBreaths } from '../tasks/breaths';
import type { Clock } from '../tasks/clock';
import { shorten } from '../text';
import { describeCall } from './callContext';
import { invalidItemsError, refuseAll } from './refuse';

/** What one call of the node works with. */
export interface PreparedCall {
	send: Send;
	/** A digest of the gateway's address. */
	gateway: string;
	clock: Clock;
	/** Fires on Stop and on the workflow's timeout. */
	signal: AbortSignal | undefined;
	options: NodeOptions;
	call: CallContext;
	/** One entry for each input item, in order. */
	read: readonly CheckedJob[];
	/** Whether the items are only to be estimated. */
	isDry: boolean;
}

/**
 * Reads and checks everything that can be checked, for every item, before the first one is submitted, so
 * that nothing is bought that cannot be used.
 *
 * @returns what is needed to run the call, or the failed items of one that is refused under "continue on
 * fail"
 * @throws {NodeOperationError | NodeApiError} when the call, or an item of it, is refused and the node does
 * not continue on fail
 */
export async function prepareCall(
	context: IExecuteFunctions,
	operations: readonly Operation[],
): Promise<PreparedCall | { refused: INodeExecutionData[] }> {
	if (typeof context.getExecutionCancelSignal !== 'function') {
		throw new NodeOperationError(
			context.getNode(),
			'This n8n is too old for the Vidu node: it cannot tell the node that an execution was stopped. Update n8n to 1.123 or newer.',
		);
	}
	const call = describeCall(context);
	const clock = n8nClock();
	const refuse = async (reason: string) => ({
		refused: await refuseAll(context, call, reason, new Breath(clock)),
	});
	const operation = findOperation(context, operations);
	if ('problem' in operation) return await refuse(operation.problem);
	const options = readNodeOptions(context);
	if ('problems' in options) return await refuse(options.problems.join('; '));
	const count = context.getInputData().length;
	if (buys(operation) && !operation.isChain && count > options.maxTasks) {
		return await refuse(tooMany(`${count} input items`, count, options.maxTasks));
	}
	const connection = await connect(context, clock);
	if ('problem' in connection) return await refuse(connection.problem);

	const breath = new Breath(clock);
	const read = await mapInBreaths(
		breath,
		context.getInputData().keys(),
		async (item) => await readItem(context, item, operation, call),
	);
	const invalid = read.flatMap((entry, item) =>
		'problems' in entry ? [{ item, problems: entry.problems }] : [],
	);
	if (invalid.length > 0 && !context.continueOnFail()) {
		throw await invalidItemsError(context, call, invalid, breath);
	}
	const videos = read.reduce((sum, entry) => sum + countVideos(entry), 0);
	if (videos > options.maxTasks) {
		const items = count === 1 ? 'item' : `${count} items`;
		return await refuse(tooMany(items, videos, options.maxTasks));
	}
	const dry = read.flatMap((entry) => ('job' in entry ? [entry.isDry === true] : []));
	if (new Set(dry).size > 1) {
		return await refuse(
			`Dry Run is on for ${dry.filter(Boolean).length} items and off for ${dry.filter((on) => !on).length}. Nothing was bought. Give Dry Run the same value for all items, or part them with an If node before this one`,
		);
	}
	context.addExecutionHints(...inputHints(read));
	const signal = context.getExecutionCancelSignal();
	const { send, gateway } = connection;
	return { send, gateway, clock, signal, options, call, read, isDry: dry[0] === true };
}

const tooMany = (items: string, videos: number, limit: number): string =>
	`The ${items} would buy ${videos} videos; the limit of one run is ${limit}. Nothing was bought. Raise the option "Max Tasks" if you want them all`;

/** How many videos an item buys, if no earlier try did. */
function countVideos(entry: CheckedJob): number {
	if ('problems' in entry || 'taskId' in entry.job.target) return 0;
	return 'scenes' in entry.job.target ? entry.job.target.scenes.length : 1;
}

function findOperation(
	context: IExecuteFunctions,
	operations: readonly Operation[],
): Operation | { problem: string } {
	const resource = String(context.getNodeParameter('resource', 0, 'video'));
	const value = String(context.getNodeParameter('operation', 0, 'textToVideo'));
	const found = operations.find((one) => one.resource === resource && one.value === value);
	if (found !== undefined) return found;
	const known = operations.map((one) => `${one.resource}: ${one.value}`).join(', ');
	// n8n drops the operation of a resource that the node does not have, and fills in its default.
	const missing = operations.some((one) => one.resource === resource)
		? `operation "${shorten(value)}" of the resource "${shorten(resource)}"`
		: `resource "${shorten(resource)}"`;
	return {
		problem: `This version of the Vidu node has no ${missing}. Nothing was bought. Choose the operation anew, or update the node if the workflow comes from a newer one. It has ${known}`,
	};
}

async function readItem(
	context: IExecuteFunctions,
	item: number,
	operation: Operation,
	call: CallContext,
): Promise<CheckedJob> {
	try {
		return await operation.readJob(context, item, call);
	} catch (error) {
		// An expression that cannot be resolved: this item's problem, not that of the others.
		const { message, context: where } = error as Error & { context?: { parameter?: string } };
		const field = where?.parameter === undefined ? 'a field' : `"${where.parameter}"`;
		return { problems: [`The expression in ${field} cannot be resolved: ${message}`] };
	}
}
