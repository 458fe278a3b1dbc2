import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { nodeError } from '../n8n/errors';
import { dryRunHints } from '../output/hints';
import { dryRunItem, estimateOf } from '../output/items';
import { describeFailedRun } from '../output/messages';
import { shapeOutput } from '../output/shape';
import { estimateAll, sumEstimates } from '../tasks/estimates';
import { failedItem } from '../tasks/itemResult';
import type { FailedItem } from '../tasks/itemResult';
import { purchasesOf } from '../tasks/job';
import { RateLimiter } from '../tasks/rateLimiter';
import type { PreparedCall } from './prepare';
import { failureItem } from './refuse';

/**
 * Gives out what each item would send and cost, and buys nothing: there is no journal, no ledger and no
 * way to a creation here.
 *
 * @returns one output item for each input item, in order
 * @throws {NodeOperationError} on Stop, and when an item failed, unless the node continues on fail
 * @throws {CreatedByEstimate} when the gateway created a task for an estimate
 */
export async function dryRun(
	context: IExecuteFunctions,
	{ send, clock, signal, options, maxCost, checked }: PreparedCall,
): Promise<INodeExecutionData[]> {
	const { totalTimeout, maxConcurrency: concurrency } = options;
	const deadline = totalTimeout > 0 ? clock.now() + totalTimeout : Infinity;
	const wanted = checked.map((entry) => (entry.ok ? purchasesOf(entry.value.job) : []));
	const deps = { send, clock, signal, deadline, limiter: new RateLimiter(), concurrency };
	const estimates = await estimateAll(deps, wanted.flat());

	const failures = checked.map((entry, item): FailedItem | undefined => {
		if (!entry.ok) return failedItem(item, { type: 'invalid', problems: entry.problems });
		return signal?.aborted ? failedItem(item, { type: 'stopped' }) : undefined;
	});
	const failed = failures.filter((failure) => failure !== undefined);
	if (signal?.aborted || (failed.length > 0 && !context.continueOnFail())) {
		const count = checked.length;
		const message = describeFailedRun(failed, { count, isAborted: signal?.aborted });
		throw nodeError(context.getNode(), message);
	}
	const items = wanted.map((purchases, item) => {
		const failure = failures[item];
		return failure === undefined
			? dryRunItem(purchases, estimates, item)
			: failureItem(context, failure);
	});
	const sums = wanted
		.filter((_purchases, item) => failures[item] === undefined)
		.map((purchases) => sumEstimates(purchases.map((one) => estimateOf(estimates, one))));
	context.addExecutionHints(...dryRunHints(sums, maxCost));
	return shapeOutput(context, items);
}
