import { sumOfAmounts, USD } from '../gateway/amount';
import { requestEstimate } from '../gateway/estimate';
import type { Estimate } from '../gateway/estimate';
import { forEstimate } from '../images/standIn';
import type { Batch } from './batch';
import { Breath, mapInBreaths } from './breaths';
import type { RateLimiter } from './rateLimiter';
import type { Purchase } from './purchase';
import { acquire } from './rateLimiter';

/*
 * What purchases would cost. Nothing here writes to the journal or the ledger, or creates a task.
 */

/** What asking for estimates needs. */
export interface Estimating extends Pick<Batch, 'send' | 'clock' | 'signal' | 'deadline'> {
	/** The pace of the other requests of the call. */
	limiter: RateLimiter;
	/** How many estimates are asked for at a time. */
	concurrency: number;
	/**
	 * The tasks that the gateway created for estimates: from the first one on nothing is asked. Those that
	 * were under way side by side may each create one.
	 */
	created: string[];
}

/** Milliseconds for one answer. */
const TIMEOUT = 15_000;
/** How often one estimate is asked for at most. */
const MOST_TRIES = 3;
/** Milliseconds before the second try, and twice that before the third. */
const FIRST_WAIT = 500;
/** Milliseconds that an estimate waits for its turn at most, whatever the gateway asks for. */
const LONGEST_TURN = 60_000;

/** Parameters that are free text or passed through, and so do not change what a task costs. */
const WITHOUT_PRICE = ['prompt', 'payload', 'meta_data', 'callback_url', 'seed'];

/**
 * Estimates purchases. Each different request is asked for once: they differ in model and parameters,
 * without `WITHOUT_PRICE`, and with images by their number only.
 *
 * The first one is asked for alone, so that a gateway that takes the question for a creation is found
 * out by one task; the others then go side by side. Never throws.
 *
 * @returns one estimate for each purchase; after a stop, those that were not asked for are `none`, and
 * `created` where the gateway created a task for another one
 */
export async function estimateAll(
	estimating: Estimating,
	purchases: readonly Purchase[],
): Promise<Map<Purchase, Estimate>> {
	const groups = new Map<string, Purchase[]>();
	await mapInBreaths(new Breath(estimating.clock), purchases, (purchase) => {
		const key = priceKey(purchase);
		const group = groups.get(key) ?? [];
		group.push(purchase);
		groups.set(key, group);
	});
	const estimates = new Map<Purchase, Estimate>();
	const queue = [...groups.values()].values();
	const next = async (group: Purchase[]) => {
		const estimate = await estimateOne(estimating, group[0]);
		// Whoever is told of one of them is told of all, also of those that are still to come.
		const told: Estimate =
			estimate.kind === 'created' ? { kind: 'created', taskIds: estimating.created } : estimate;
		for (const purchase of group) estimates.set(purchase, told);
	};
	const work = async () => {
		for (const group of queue) await next(group);
	};
	const { value: first } = queue.next() as { value: Purchase[] | undefined };
	if (first === undefined) return estimates;
	await next(first);
	await Promise.all(Array.from({ length: Math.max(1, estimating.concurrency) }, work));
	return estimates;
}

function priceKey({ model, preview }: Purchase): string {
	return JSON.stringify([model, preview()], (name, value: unknown) => {
		if (WITHOUT_PRICE.includes(name)) return undefined;
		return name === 'images' && Array.isArray(value) ? value.length : value;
	});
}

async function estimateOne(estimating: Estimating, purchase: Purchase): Promise<Estimate> {
	const { send, clock, signal, deadline, limiter, created } = estimating;
	let reason = 'it was not asked for in time';
	for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
		const giveUpAt = Math.min(deadline, clock.now() + LONGEST_TURN);
		const canGo = !signal?.aborted && (await acquire(estimating, limiter, giveUpAt));
		// Also after a stop: n8n may try again then, and keeps the error of the last try.
		if (created.length > 0) return { kind: 'created', taskIds: created };
		if (signal?.aborted) return { kind: 'none', reason: 'the execution was stopped' };
		if (!canGo) break;
		const sentAt = clock.now();
		const params = forEstimate(purchase.preview());
		const timeout = Math.max(1, Math.min(TIMEOUT, deadline - sentAt));
		const answer = await requestEstimate(send, purchase.model, params, timeout);
		if (answer.kind === 'created') created.push(...answer.taskIds);
		if (answer.kind !== 'again') {
			limiter.accepted();
			return answer;
		}
		reason = answer.reason;
		if (answer.isRateLimited) limiter.refused(clock.now(), answer.retryAfter, sentAt);
		else if (tries < MOST_TRIES) await clock.sleep(FIRST_WAIT * tries, signal);
	}
	return { kind: 'none', reason };
}

/** The estimate of several purchases together: known when all of them are, in one currency. */
export function sumOfEstimates(estimates: readonly Estimate[]): Estimate {
	const missing =
		estimates.find(({ kind }) => kind === 'created') ??
		estimates.find(({ kind }) => kind === 'none');
	if (missing !== undefined) return missing;
	const known = estimates.flatMap((estimate) => (estimate.kind === 'known' ? [estimate] : []));
	const currencies = [...new Set(known.map(({ currency }) => currency))];
	if (currencies.length > 1) {
		const reason = `the estimates are in different currencies (${currencies.join(', ')})`;
		return { kind: 'none', reason };
	}
	const cost = sumOfAmounts(known.map(({ cost: amount }) => amount));
	return { kind: 'known', cost, currency: currencies[0] ?? USD };
}
