import type { IExecuteFunctions } from 'n8n-workflow';

import type { Estimate } from '../gateway/estimate';
import { logCreatedByEstimate } from '../n8n/log';
import type { Batch } from '../tasks/batch';
import { estimateAll } from '../tasks/estimates';
import type { Estimating } from '../tasks/estimates';
import type { Purchase } from '../tasks/purchase';
import type { PreparedCall } from './prepare';

/**
 * Tasks that the gateway created for an estimate, by the node's context in an execution. Retry On Fail
 * and the next run in a loop find it there, and ask for no estimate either.
 */
const createdIn = new WeakMap<object, string[]>();

/** What a call of the node needs to ask for estimates. */
export function estimatingOf(
	context: IExecuteFunctions,
	{ send, clock, signal, options }: PreparedCall,
	{ deadline, limiter }: Pick<Batch, 'deadline'> & Pick<Estimating, 'pace'>,
): Estimating {
	const execution = context.getContext('node');
	const created = createdIn.get(execution) ?? [];
	createdIn.set(execution, created);
	return { send, clock, signal, deadline, limiter, concurrency: options.maxConcurrency, created };
}

/** Asks for estimates. A task that the gateway created for one is in the log, whatever happens next. */
export async function askEstimates(
	context: IExecuteFunctions,
	estimating: Estimating,
	purchases: readonly Purchase[],
): Promise<Map<Purchase, Estimate>> {
	const before = estimating.created.length;
	const estimates = await estimateAll(estimating, purchases);
	for (const id of estimating.created.slice(before)) logCreatedByEstimate(context, id);
	return estimates;
}
