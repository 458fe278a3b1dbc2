import type { IExecuteFunctions } from 'n8n-workflow';

import type { Estimate } from '../gateway/estimate';
import { logCreatedByEstimate } from '../n8n/serverLog';
import type { Batch } from '../tasks/batch';
import { estimateAll } from '../tasks/estimates';
import type { Estimating } from '../tasks/estimates';
import type { Purchase } from '../tasks/purchase';
import type { Prepared } from './prepare';

/**
 * Tasks that the gateway created for an estimate, by the node's context in an execution. Retry On Fail
 * and the next run in a loop find it there, and ask for no estimate either.
 */
const createdIn = new WeakMap<object, { taskId?: string }>();

/** What a call of the node needs to ask for estimates. */
export function estimatingOf(
	context: IExecuteFunctions,
	{ send, clock, signal, options }: Prepared,
	{ deadline, pace }: Pick<Batch, 'deadline'> & Pick<Estimating, 'pace'>,
): Estimating {
	const execution = context.getContext('node');
	const created = createdIn.get(execution) ?? {};
	createdIn.set(execution, created);
	return { send, clock, signal, deadline, pace, places: options.maxConcurrency, created };
}

/** Asks for estimates. A task that the gateway created for one is in the log, whatever happens next. */
export async function askEstimates(
	context: IExecuteFunctions,
	estimating: Estimating,
	purchases: readonly Purchase[],
): Promise<Map<Purchase, Estimate>> {
	const { taskId } = estimating.created;
	const estimates = await estimateAll(estimating, purchases);
	const created = [...estimates.values()].flatMap((one) =>
		one.kind === 'created' && one.taskId !== taskId ? [one.taskId] : [],
	);
	for (const id of new Set(created)) logCreatedByEstimate(context, id);
	return estimates;
}
