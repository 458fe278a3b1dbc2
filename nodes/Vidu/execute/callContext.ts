import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallContext } from '../input/checkedJob';
import { isNewerEngine } from '../n8n/ledgerStore';
import { digestOf } from '../tasks/purchase';

/** Parameters that a user may edit before a retry, and still mean the same video. */
const NOT_SENT = ['options', 'waitForCompletion', 'downloadVideo', 'outputField', 'dryRun'];

/** Identifies this call of the node among its calls in the execution. */
export function callContextOf(context: IExecuteFunctions): CallContext {
	const node = context.getNode();
	const rawParameters = Object.entries(node.parameters).filter(
		([name]) => !NOT_SENT.includes(name),
	);
	const run = context.getWorkflowDataProxy(0).$runIndex as number;
	return {
		run,
		runNumber: isNewerEngine(context.getExecutionId()) ? run : runNumberOf(context, run),
		// n8n gives the node this name when it makes a tool of it.
		isTool: node.type.endsWith('Tool') || context.isToolExecution?.() === true,
		rawParameters,
		parameters: digestOf(rawParameters),
	};
}

/**
 * Which of the node's runs this is, as the node counts them: from 0. After a crash, n8n's own count begins
 * after runs that it made up to mark where it was (execution recovery, n8n 2.41). The newer engine has no such
 * recovery, and no context in which the node could count.
 *
 * A dry run counts like any other: the number is a position in the loop, and what a later run bought keeps its
 * ID when Dry Run is switched for an earlier one before a retry.
 */
function runNumberOf(context: IExecuteFunctions, run: number): number {
	const memory = context.getContext('node') as { viduRuns?: number[] };
	memory.viduRuns ??= [];
	if (!memory.viduRuns.includes(run)) memory.viduRuns.push(run);
	return memory.viduRuns.indexOf(run);
}
