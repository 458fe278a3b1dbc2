import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Send } from '../gateway/send';
import { readNodeOptions } from '../items/options';
import type { NodeOptions } from '../items/options';
import type { Call, ReadJob } from '../items/readJob';
import { connect } from '../n8n/connection';
import { inputHints } from '../n8n/hints';
import { n8nClock } from '../n8n/n8nClock';
import { buys } from '../operations/operation';
import type { Operation } from '../operations/operation';
import type { Clock } from '../tasks/clock';
import { shorten } from '../text';
import { describeCall } from './describeCall';
import { invalidItemsError, refuseAll } from './refuse';

/** What one call of the node works with. */
export interface Prepared {
	send: Send;
	/** A digest of the gateway's address. */
	gateway: string;
	clock: Clock;
	/** Fires on Stop and on the workflow's timeout. */
	signal: AbortSignal | undefined;
	options: NodeOptions;
	call: Call;
	/** One entry for each input item, in order. */
	read: readonly ReadJob[];
}

/** Milliseconds of checking at a stretch; n8n's other work goes on in between. */
const LONGEST_BREATH = 10;

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
): Promise<Prepared | { refused: INodeExecutionData[] }> {
	if (typeof context.getExecutionCancelSignal !== 'function') {
		throw new NodeOperationError(
			context.getNode(),
			'This n8n is too old for the Vidu node: it cannot tell the node that an execution was stopped. Update n8n to 1.123 or newer.',
		);
	}
	const call = describeCall(context);
	const refuse = (reason: string) => ({ refused: refuseAll(context, call, reason) });
	const operation = findOperation(context, operations);
	if ('problem' in operation) return refuse(operation.problem);
	const options = readNodeOptions(context);
	if ('problems' in options) return refuse(options.problems.join('; '));
	const count = context.getInputData().length;
	if (buys(operation) && count > options.maxTasks) {
		return refuse(
			`The ${count} input items would buy ${count} videos; the limit of one run is ${options.maxTasks}. Nothing was bought. Raise the option "Max Tasks" if you want them all`,
		);
	}
	const clock = n8nClock();
	const connection = await connect(context, clock);
	if ('problem' in connection) return refuse(connection.problem);

	const read = await readItems(context, operation, call, clock);
	const invalid = read.flatMap((entry, item) =>
		'problems' in entry ? [{ item, problems: entry.problems }] : [],
	);
	if (invalid.length > 0 && !context.continueOnFail()) {
		throw invalidItemsError(context, call, invalid);
	}
	context.addExecutionHints(...inputHints(read));
	const signal = context.getExecutionCancelSignal();
	const { send, gateway } = connection;
	return { send, gateway, clock, signal, options, call, read };
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
	return {
		problem: `This version of the Vidu node has no operation "${shorten(value)}" of the resource "${shorten(resource)}". Nothing was bought. Choose the operation anew, or update the node if the workflow comes from a newer one. It has ${known}`,
	};
}

async function readItems(
	context: IExecuteFunctions,
	operation: Operation,
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
	operation: Operation,
	call: Call,
): Promise<ReadJob> {
	try {
		return await operation.readJob(context, item, call);
	} catch (error) {
		// An expression that cannot be resolved: this item's problem, not that of the others.
		const { message, context: where } = error as Error & { context?: { parameter?: string } };
		const field = where?.parameter === undefined ? 'a field' : `"${where.parameter}"`;
		return { problems: [`The expression in ${field} cannot be resolved: ${message}`] };
	}
}
