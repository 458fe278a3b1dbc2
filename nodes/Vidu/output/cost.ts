import { CREDIT, describeAmount, readAmount, sumOfAmounts, USD } from '../gateway/amount';
import type { Amount } from '../gateway/amount';
import type { Task } from '../gateway/parseTask';

/** What a task did cost. */
export interface TaskCost {
	amount: Amount;
	/** As the gateway names it. */
	currency: string;
}

/** What a task cost, as its answer says; undefined when it does not. */
export function costOf({ usage }: Task): TaskCost | undefined {
	if (typeof usage !== 'object' || usage === null) return undefined;
	// Documented: text to video has `cost` in USD, extend `credits` (contract.md, "Query a task").
	const { cost, credits } = usage as Record<'cost' | 'credits', unknown>;
	const inUsd = readAmount(cost);
	if (inUsd !== undefined) return { amount: inUsd, currency: USD };
	const inCredits = readAmount(credits);
	return inCredits === undefined ? undefined : { amount: inCredits, currency: CREDIT };
}

/**
 * What finished videos did cost, in one line: "3 videos for 0.45 USD", "2 videos for 0.30 USD and 20
 * credits, and 1 more whose cost the gateway did not say".
 *
 * @param costs of all videos, from `costOf`
 * @returns undefined when there is none
 */
export function describeCost(costs: ReadonlyArray<TaskCost | undefined>): string | undefined {
	if (costs.length === 0) return undefined;
	const known = costs.filter((cost) => cost !== undefined);
	const unknown = costs.length - known.length;
	if (known.length === 0) return `${videos(unknown)}, whose cost the gateway did not say`;
	const sums = [...new Set(known.map(({ currency }) => currency))].sort();
	const amounts = sums.map((currency) => {
		const ofIt = known.filter((cost) => cost.currency === currency);
		return describeAmount(sumOfAmounts(ofIt.map(({ amount }) => amount)), currency, 'nearest');
	});
	const rest = unknown === 0 ? '' : `, and ${unknown} more whose cost the gateway did not say`;
	return `${videos(known.length)} for ${amounts.join(' and ')}${rest}`;
}

const videos = (count: number): string => `${count} ${count === 1 ? 'video' : 'videos'}`;
