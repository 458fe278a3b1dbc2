import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { nodeError } from '../n8n/errors';
import { dryRunItem, estimateOf } from '../output/dryRunItem';
import { dryRunHints } from '../output/hints';
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

	const isAborted = signal?.aborted === true;
	const failed = checked.flatMap((entry, item) => {
		if (!entry.ok) return [invalidItem(item, entry.problems)];
		return isAborted ? [failedItem(item, { type: 'stopped' })] : [];
	});
	if (isAborted || (failed.length > 0 && !context.continueOnFail())) {
		const message = describeFailedRun(failed, { count: checked.length, isAborted });
		throw nodeError(context.getNode(), message);
	}
	const now = Date.now();
	const items = checked.map((entry, item) =>
		entry.ok
			? dryRunItem(entry.value.job, wanted[item], estimates, now)
			: failureItem(context, invalidItem(item, entry.problems)),
	);
	const sums = wanted
		.filter((_purchases, item) => checked[item].ok)
		.map((purchases) => sumEstimates(purchases.map((one) => estimateOf(estimates, one))));
	context.addExecutionHints(...dryRunHints(sums, maxCost));
	return shapeOutput(context, items);
}

const invalidItem = (item: number, problems: readonly string[]): FailedItem =>
	failedItem(item, { type: 'invalid', problems });
