import { CREDIT, isAbove, USD } from '../gateway/amount';
import type { Estimate } from '../gateway/estimate';
import { describeAmount, describeLimit } from '../output/cost';
import { estimateOf } from '../output/dryRunItem';
import { asOneText, nameRows } from '../output/messages';
import type { Batch } from '../tasks/batch';
import { estimateAll, sumEstimates } from '../tasks/estimates';
import { NOT_YET, visitPurchases } from '../tasks/job';
import type { Job } from '../tasks/job';
import type { Journal } from '../tasks/journal';
import { partOf } from '../tasks/purchase';
import type { Purchase } from '../tasks/purchase';
import type { Refusal } from './refuse';

/**
 * Checks what jobs would buy against Max Cost, before the first of them begins. From then on, only what was
 * counted can be created by this batch.
 *
 * @param maxCost USD; 0: nothing may be bought; undefined: no limit, and then no estimate is requested
 * @param concurrency how many estimates are requested at a time
 * @returns why nothing may be bought; undefined when everything may, and after a stop, which the jobs say
 * themselves
 * @throws {CreatedByEstimate} when the gateway created a task for an estimate
 */
export async function limitCost(
	batch: Batch,
	jobs: readonly Job[],
	maxCost: number | undefined,
	concurrency: number,
): Promise<Refusal | undefined> {
	if (maxCost === undefined) return undefined;
	const toBuy = whatToBuy(batch.journal, jobs).filter(({ purchases }) => purchases.length > 0);
	const counted = toBuy.flatMap(({ purchases }) => purchases);
	const parts = new Set(counted.map(partOf));
	batch.mayCreate = (purchase) => parts.has(partOf(purchase));
	if (maxCost === 0 && counted.length > 0) return NOTHING_LEFT;
	const deps = { ...batch, limiter: batch.createLimiter, concurrency };
	const estimates = await estimateAll(deps, counted);
	if (batch.signal?.aborted) return undefined;
	const costs = toBuy.map(({ item, purchases }): ItemCost => {
		const all = purchases.map((purchase) => estimateOf(estimates, purchase));
		return { item, estimate: inUsd(sumEstimates(all)) };
	});
	const sum = sumEstimates(costs.map(({ estimate }) => estimate));
	if (sum.type === 'known') batch.estimated = { videos: counted.length, usd: sum.cost };
	return checkMaxCost(maxCost, costs);
}

const NOTHING_LEFT: Refusal = {
	what: 'The expression in Max Cost gives 0',
	next: 'Raise the limit, or type 0 into Max Cost for no limit',
};

/** The purchases that a job would make now; none if it has its tasks, or must not create them again. */
interface JobPurchases {
	item: number;
	purchases: Purchase[];
}

/**
 * The purchases that jobs would make now, in order. A task that an earlier attempt bought costs nothing, and one
 * that is unclear is not created again unless the user said so. Changes nothing.
 */
export function whatToBuy(journal: Journal, jobs: readonly Job[]): JobPurchases[] {
	const peek = journal.peeker();
	return jobs.map((job) => {
		const purchases: Purchase[] = [];
		visitPurchases(job, (purchase) => {
			const entry = peek(purchase);
			const taskId = entry?.taskId;
			// Its known link may have expired: the estimate has the same one as for a scene that does not exist yet.
			if (taskId !== undefined) return { taskId, videoUrl: NOT_YET.videoUrl };
			// Nothing can extend an unknown task.
			if (entry !== undefined && !purchase.resubmitUnclear) return 'end';
			purchases.push(purchase);
			return undefined;
		});
		return { item: job.item, purchases };
	});
}

/** The estimated cost of an item: of all its purchases together, in USD. */
interface ItemCost {
	item: number;
	estimate: Estimate;
}

/**
 * Checks what a call would buy against what the user is ready to pay.
 *
 * @param limit USD, above 0
 * @returns why nothing may be bought, and what to do next; undefined when everything may
 */
export function checkMaxCost(limit: number, items: readonly ItemCost[]): Refusal | undefined {
	const reasons = new Map<string, number[]>();
	for (const { item, estimate } of items) {
		if (estimate.type === 'known') continue;
		const missing = reasons.get(estimate.reason);
		if (missing === undefined) reasons.set(estimate.reason, [item]);
		else missing.push(item);
	}
	if (reasons.size > 0) {
		const which = [...reasons].map(
			([reason, missing]) =>
				`${nameRows(missing)} ${missing.length === 1 ? 'has' : 'have'} no price: ${reason}`,
		);
		return {
			what: asOneText(`The cost could not be checked against Max Cost. ${which.join('; ')}`),
			next: 'To buy without a check, remove the option "Max Cost"',
		};
	}
	const sum = sumEstimates(items.map(({ estimate }) => estimate));
	if (sum.type !== 'known' || !isAbove(sum.cost, limit)) return undefined;
	const cost = describeAmount(sum.cost, sum.currency, 'up');
	return {
		what: `This run would cost about ${cost}; your limit (Max Cost) is ${describeLimit(limit)}`,
		next: 'Raise it, or choose fewer rows, shorter videos or a lower resolution',
	};
}

/** An estimate in another currency says nothing about a limit in USD. */
function inUsd(estimate: Estimate): Estimate {
	if (estimate.type === 'none' || estimate.currency === USD) return estimate;
	const { cost, currency } = estimate;
	const amount = describeAmount(cost, currency, 'nearest');
	const name = currency === CREDIT ? 'credits' : currency;
	return { type: 'none', reason: `the gateway estimates it in ${name} (${amount}), not in USD` };
}
