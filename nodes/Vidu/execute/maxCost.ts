import { CREDIT, describeAmount, readAmount, USD } from '../gateway/amount';
import type { Amount } from '../gateway/amount';
import type { Estimate } from '../gateway/estimate';
import { estimateOf } from '../output/items';
import { asOneText } from '../output/messages';
import type { Batch } from '../tasks/batch';
import { Breath, mapInBreaths } from '../tasks/breaths';
import { sumOfEstimates } from '../tasks/estimates';
import type { Job } from '../tasks/job';
import { partOf } from '../tasks/purchase';
import type { Purchase } from '../tasks/purchase';
import type { Entry } from '../tasks/entry';
import { visitPurchases } from '../tasks/job';
import type { Journal } from '../tasks/journal';

/**
 * Holds what jobs would buy against Max Cost, before the first of them begins. From then on, only what was
 * counted can be created by this batch.
 *
 * @param maxCost USD; 0 for no limit, and then nothing is asked
 * @param ask asks for the estimates of purchases
 * @returns why nothing may be bought; undefined when everything may, and after a stop, which the jobs
 * tell themselves, unless the gateway created a task for an estimate: no job knows of that
 */
export async function limitCost(
	batch: Batch,
	jobs: readonly Job[],
	maxCost: number,
	ask: (purchases: readonly Purchase[]) => Promise<ReadonlyMap<Purchase, Estimate>>,
): Promise<string | undefined> {
	if (maxCost === 0) return undefined;
	const breath = new Breath(batch.clock);
	const all = await mapInBreaths(breath, whatToBuy(batch.journal, jobs), (one) => one);
	const toBuy = all.filter(({ purchases }) => purchases.length > 0);
	const counted = toBuy.flatMap(({ purchases }) => purchases);
	const parts = new Set(counted.map(partOf));
	batch.mayCreate = (purchase) => parts.has(partOf(purchase));
	const estimates = await ask(counted);
	// A task that the gateway created for an estimate is named whatever else happened.
	const isCreated = [...estimates.values()].some(({ kind }) => kind === 'created');
	if (batch.signal?.aborted && !isCreated) return undefined;
	const answered = new Breath(batch.clock);
	const items = await mapInBreaths(answered, toBuy, (one) => costOfItem(one, estimates));
	return checkMaxCost(maxCost, items);
}

/** What an item would cost: all that it would buy together, in USD. */
export interface ItemCost {
	item: number;
	estimate: Estimate;
}

/** @param estimates of all purchases */
export function costOfItem(
	{ item, purchases }: ToBuy,
	estimates: ReadonlyMap<Purchase, Estimate>,
): ItemCost {
	const all = purchases.map((purchase) => estimateOf(estimates, purchase));
	return { item, estimate: inUsd(sumOfEstimates(all)) };
}

/**
 * Holds what a call would buy against what the user is ready to pay.
 *
 * @param limit USD, above 0
 * @returns why nothing may be bought, and what to do next; undefined when everything may
 */
export function checkMaxCost(limit: number, items: readonly ItemCost[]): string | undefined {
	const created = items.find(({ estimate }) => estimate.kind === 'created')?.estimate;
	if (created?.kind === 'created') {
		const { taskIds } = created;
		const what =
			taskIds.length === 1
				? `a task for an estimate: task ${taskIds[0]}`
				: `tasks for estimates: ${taskIds.map((id) => `task ${id}`).join(', ')}`;
		return `The gateway created ${what}. That may cost money, and no further estimate is asked for. Look at each with Resource: Task, Operation: Get, and report it to the provider. ${withoutCheck(limit)}`;
	}
	const reasons = new Map<string, number[]>();
	for (const { item, estimate } of items) {
		if (estimate.kind !== 'none') continue;
		const missing = reasons.get(estimate.reason);
		if (missing === undefined) reasons.set(estimate.reason, [item]);
		else missing.push(item);
	}
	if (reasons.size > 0) {
		const which = [...reasons].map(
			([reason, missing]) =>
				`${listOf(missing)} ${missing.length === 1 ? 'has' : 'have'} no estimate: ${reason}`,
		);
		return asOneText(`${which.join('; ')}. ${withoutCheck(limit)}`);
	}
	const sum = sumOfEstimates(items.map(({ estimate }) => estimate));
	if (sum.kind !== 'known' || sum.cost <= limitOf(limit)) return undefined;
	const what =
		items.length === 1 ? `Item ${items[0].item} would` : `The ${items.length} items would`;
	return `${what} cost about ${describeAmount(sum.cost, sum.currency, 'up')}; Max Cost is ${limit}. Nothing was bought. Raise the option "Max Cost", or run fewer or cheaper items`;
}

/** Of a number in binary the nearest decimal that a person would write. */
const limitOf = (limit: number): Amount => readAmount(limit) ?? 0n;

/** An estimate in another currency says nothing about a limit in USD. */
function inUsd(estimate: Estimate): Estimate {
	if (estimate.kind !== 'known' || estimate.currency === USD) return estimate;
	const { cost, currency } = estimate;
	const amount = describeAmount(cost, currency, 'nearest');
	const name = currency === CREDIT ? 'credits' : currency;
	return { kind: 'none', reason: `the gateway estimates it in ${name} (${amount}), not in USD` };
}

const withoutCheck = (limit: number): string =>
	`Max Cost is ${limit} USD, and what cannot be checked is not bought: nothing was bought. Remove the option "Max Cost" to buy without a check`;

/** More items than this are counted, not named. */
const MOST_NAMED = 10;

function listOf(items: readonly number[]): string {
	if (items.length === 1) return `Item ${items[0]}`;
	const named = items.slice(0, MOST_NAMED).join(', ');
	const rest = items.length - MOST_NAMED;
	return rest > 0 ? `Items ${named} and ${rest} more` : `Items ${named}`;
}

/** What a job of this call would create: nothing, where it has what it needs. */
export interface ToBuy {
	item: number;
	purchases: Purchase[];
}

/**
 * What jobs would create now, each job in its turn, also where that is nothing. What an earlier try bought
 * is taken up and costs nothing, and what is unclear is not created again unless the user said so. Changes
 * nothing. Lazy, as ten thousand take long.
 */
export function* whatToBuy(journal: Journal, jobs: readonly Job[]): Generator<ToBuy> {
	const taken = new Set<Entry>();
	for (const job of jobs) {
		const purchases: Purchase[] = [];
		visitPurchases(job, (purchase) => {
			const [entry] = journal.peek([purchase], taken);
			const { taskId, task } = entry ?? {};
			if (taskId !== undefined) return { taskId, videoUrl: task?.videoUrls[0] ?? '' };
			// Nothing extends what nobody knows.
			if (entry !== undefined && !purchase.resubmitUnclear) return 'end';
			purchases.push(purchase);
			return undefined;
		});
		yield { item: job.item, purchases };
	}
}
