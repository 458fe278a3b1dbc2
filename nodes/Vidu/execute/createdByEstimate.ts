import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { logCreatedByEstimate } from '../n8n/log';
import type { PreparedCall } from './prepare';
import { problemsIn, refuseAll } from './refuse';

/**
 * Ends a call whose gateway created tasks for estimates: names them in the log and in one error.
 *
 * @returns failed items under "continue on fail"
 * @throws {NodeOperationError} as `refuseAll` does
 */
export function refuseAfterEstimate(
	context: IExecuteFunctions,
	{ call, checked }: PreparedCall,
	taskIds: readonly string[],
): INodeExecutionData[] {
	for (const id of taskIds) logCreatedByEstimate(context, id);
	const tasks = taskIds.map((id) => `task ${id}`).join(', ');
	const refusal = {
		what: `The gateway created ${taskIds.length === 1 ? 'a task for an estimate' : 'tasks for estimates'}: ${tasks}. That may cost money`,
		next: 'Check each with Resource "Task", Operation "Get", and report it to Vtrix. Until this is solved, do not use Dry Run or Max Cost with this gateway',
		isCreated: true,
	};
	return refuseAll(context, call, refusal, problemsIn(checked));
}
