import { CREDIT, parseAmount, sumAmounts, USD } from '../gateway/amount';
import type { Task } from '../gateway/parseTask';

/** The cost of a task, with `USD` or `credit` as its currency. */
export interface TaskCost {
	amount: number;
	currency: string;
}

/** The cost of a task, from its answer; undefined when the answer has none. */
export function costOf({ usage }: Task): TaskCost | undefined {
	if (typeof usage !== 'object' || usage === null) return undefined;
	// Text to video has `cost` in USD, Extend has `credits` (docs/api/http.md, "Query a task").
	const { cost, credits } = usage as Record<'cost' | 'credits', unknown>;
	const inUsd = parseAmount(cost);
	if (inUsd !== undefined) return { amount: inUsd, currency: USD };
	const inCredits = parseAmount(credits);
	return inCredits === undefined ? undefined : { amount: inCredits, currency: CREDIT };
}

/** The total cost of videos, as fields of an item; none where the cost of one is not known. */
export function costFields(costs: ReadonlyArray<TaskCost | undefined>): {
	cost?: number;
	currency?: string;
	credits?: number;
} {
	const known = costs.filter((cost) => cost !== undefined);
	if (known.length < costs.length) return {};
	const sumOf = (currency: string) => {
		const amounts = known.filter((cost) => cost.currency === currency).map(({ amount }) => amount);
		return amounts.length === 0 ? undefined : sumAmounts(amounts);
	};
	const [cost, credits] = [sumOf(USD), sumOf(CREDIT)];
	return {
		...(cost === undefined ? {} : { cost, currency: USD }),
		...(credits === undefined ? {} : { credits }),
	};
}

/** The estimate before a purchase. */
interface Estimated {
	/** How many. */
	videos: number;
	usd: number;
}

/**
 * The cost of finished videos, in one line: "3 videos for 0.45 USD", "2 videos for 0.30 USD and 20 credits, and
 * 1 more at an unknown cost". Credits are followed by the estimate of the same videos.
 *
 * @param costs of all videos, from `costOf`
 * @returns undefined when there is none
 */
export function describeCost(
	costs: ReadonlyArray<TaskCost | undefined>,
	estimated?: Estimated,
): string | undefined {
	if (costs.length === 0) return undefined;
	const known = costs.filter((cost) => cost !== undefined);
	const unknown = costs.length - known.length;
	if (known.length === 0) return `${videos(unknown)} at an unknown cost`;
	const isComparable = unknown === 0 && estimated?.videos === costs.length;
	const hasCredits = known.some(({ currency }) => currency === CREDIT);
	const before =
		isComparable && hasCredits
			? `, estimated ${describeAmount(estimated.usd, USD, 'nearest')}`
			: '';
	const rest = unknown === 0 ? '' : `, and ${unknown} more at an unknown cost`;
	return `${videos(known.length)} for ${describeSum(known)}${before}${rest}`;
}

/**
 * The cost of videos that an earlier run bought: "This video cost 0.15 USD when it was made. Nothing was bought
 * now". Without a final full stop, like `describeCost`.
 */
export function describeEarlierCost(
	costs: ReadonlyArray<TaskCost | undefined>,
): string | undefined {
	if (costs.length === 0) return undefined;
	const known = costs.filter((cost) => cost !== undefined);
	const isOne = costs.length === 1;
	const which = isOne ? 'This video' : `These ${costs.length} videos`;
	const made = isOne ? 'when it was made' : 'when they were made';
	const what =
		known.length < costs.length
			? `The gateway did not report the cost of ${isOne ? 'this video' : 'all these videos'}`
			: `${which} cost ${describeSum(known)} ${made}`;
	return `${what}. Nothing was bought now`;
}

function describeSum(known: readonly TaskCost[]): string {
	const currencies = [...new Set(known.map(({ currency }) => currency))].sort();
	const sums = currencies.map((currency) => {
		const ofIt = known.filter((cost) => cost.currency === currency);
		return describeAmount(sumAmounts(ofIt.map(({ amount }) => amount)), currency, 'nearest');
	});
	return sums.join(' and ');
}

const videos = (count: number): string => `${count} ${count === 1 ? 'video' : 'videos'}`;

/** A limit in USD in words, never rounded: "0.20 USD". */
export const describeLimit = (limit: number): string =>
	`${/^\d+(\.\d)?$/.test(String(limit)) ? limit.toFixed(2) : limit} USD`;

/** Decimal places in words for a person: down to a hundredth of a cent. */
const PLACES = 4;

/**
 * An amount in words: "0.45 USD", "0.0358 USD", "30 credits".
 *
 * @param rounding `up` for what something would cost, so that an amount above a limit never reads as the limit
 */
export function describeAmount(
	amount: number,
	currency: string,
	rounding: 'up' | 'nearest',
): string {
	const units = Number((amount * 10 ** PLACES).toFixed(8));
	const rounded = (rounding === 'up' ? Math.ceil(units) : Math.round(units)) / 10 ** PLACES;
	const places = Math.max(2, String(rounded).split('.')[1]?.length ?? 0);
	if (currency !== CREDIT) return `${rounded.toFixed(places)} ${currency}`;
	return `${rounded} ${rounded === 1 ? 'credit' : 'credits'}`;
}
