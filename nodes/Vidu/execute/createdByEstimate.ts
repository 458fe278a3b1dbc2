import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { logCreatedByEstimate } from '../n8n/log';
import { CreatedByEstimate } from '../tasks/estimates';
import type { PreparedCall } from './prepare';
import { problemsIn, refuseAll } from './refuse';

/**
 * Guards a call against a gateway that creates tasks for estimates: names them in the log and in one error.
 * Nothing is bought after that in this call.
 *
 * @throws {NodeOperationError} as `refuseAll` does, and whatever `work` throws
 */
export async function guardEstimates(
	context: IExecuteFunctions,
	prepared: PreparedCall,
	work: (context: IExecuteFunctions, prepared: PreparedCall) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	return await work(context, prepared).catch((error: unknown) => {
		if (!(error instanceof CreatedByEstimate)) throw error;
		const { taskIds } = error;
		for (const id of taskIds) logCreatedByEstimate(context, id);
		const tasks = taskIds.map((id) => `task ${id}`).join(', ');
		const refusal = {
			what: `The gateway created ${taskIds.length === 1 ? 'a task for an estimate' : 'tasks for estimates'}: ${tasks}. That may cost money`,
			next: 'Check each with Resource "Task", Operation "Get", and report it to the provider. Until this is solved, do not use Dry Run or Max Cost with this gateway',
			isCreated: true,
		};
		return refuseAll(context, prepared.call, refusal, problemsIn(prepared.checked));
	});
}
