import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Operation } from '../operations/operation';
import { CreatedByEstimate } from '../tasks/estimates';
import { refuseAfterEstimate } from './createdByEstimate';
import { dryRun } from './dryRun';
import { prepareCall } from './prepare';
import { runCall } from './run';

/**
 * Runs one call of the node: prepares all items, then shows their price or buys them.
 *
 * @returns one output item for each input item, in order
 * @throws {NodeOperationError | NodeApiError} when the call ends in an error
 */
export async function executeCall(
	context: IExecuteFunctions,
	operations: readonly Operation[],
): Promise<INodeExecutionData[]> {
	const prepared = await prepareCall(context, operations);
	if ('refused' in prepared) return prepared.refused;
	const run = prepared.isDry ? dryRun : runCall;
	return await run(context, prepared).catch((error: unknown) => {
		if (!(error instanceof CreatedByEstimate)) throw error;
		return refuseAfterEstimate(context, prepared, error.taskIds);
	});
}
