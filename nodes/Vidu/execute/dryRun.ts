import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failedItem, nodeError } from '../n8n/errors';
import { dryRunHints } from '../output/hints';
import { shapeOutput } from '../output/shape';
import { dryRunItem, estimateOf } from '../output/items';
import { describeFailure, linesOfFailedRun } from '../output/messages';
import type { FailedItemResult } from '../output/messages';
import { Breath, mapInBreaths } from '../tasks/breaths';
import { sumOfEstimates } from '../tasks/estimates';
import { purchasesOf } from '../tasks/job';
import type { ItemResult } from '../tasks/job';
import { RateLimiter } from '../tasks/rateLimiter';
import * as trouble from '../tasks/trouble';
import { askEstimates, estimatingOf } from './estimating';
import type { PreparedCall } from './prepare';

/**
 * Gives out what each item would send and cost, and buys nothing: there is no journal, no ledger and no
 * way to a creation here.
 *
 * @returns one output item for each input item, in order
 * @throws {NodeOperationError} on Stop, and when the gateway created a task for an estimate, unless the
 * node continues on fail
 */
export async function dryRun(
	context: IExecuteFunctions,
	prepared: PreparedCall,
): Promise<INodeExecutionData[]> {
	const { clock, signal, options, read } = prepared;
	const { totalTimeout } = options;
	const deadline = totalTimeout > 0 ? clock.now() + totalTimeout : Infinity;
	const estimating = estimatingOf(context, prepared, { deadline, limiter: new RateLimiter() });
	const wanted = await mapInBreaths(new Breath(clock), read, (entry) =>
		'job' in entry ? purchasesOf(entry.job) : [],
	);
	const estimates = await askEstimates(context, estimating, wanted.flat());

	const breath = new Breath(clock);
	const sums = await mapInBreaths(breath, wanted, (purchases) =>
		sumOfEstimates(purchases.map((purchase) => estimateOf(estimates, purchase))),
	);
	const troubles = read.map((entry, item): ItemResult | undefined => {
		if ('problems' in entry) return trouble.notValid(item, entry.problems);
		const sum = sums[item];
		if (sum.kind === 'created') return trouble.createdByEstimate(item, sum.taskIds);
		return signal?.aborted ? trouble.stopped(item) : undefined;
	});
	const failed = troubles.filter((outcome) => outcome !== undefined);
	const isThrown = failed.length > 0 && !context.continueOnFail();
	const made = isThrown
		? []
		: await mapInBreaths(breath, wanted, (purchases, item) => {
				const outcome = troubles[item];
				if (outcome === undefined) return dryRunItem(purchases, estimates, item);
				const message = describeFailure(outcome as FailedItemResult);
				return failedItem(nodeError(context.getNode(), message, { itemIndex: item }), item);
			});
	const items = await shapeOutput(context, made, breath);
	// Behind the last pause, as a run that buys does it: a Stop may come in any of them.
	if (isThrown || signal?.aborted) {
		const lines = linesOfFailedRun(failed, {
			count: read.length,
			isAborted: signal?.aborted,
		});
		const message = (await mapInBreaths(breath, lines, (line) => line)).join('\n');
		throw nodeError(context.getNode(), message, {});
	}
	context.addExecutionHints(
		...dryRunHints(
			sums.filter((_sum, item) => !troubles[item]),
			options,
		),
	);
	return items;
}
