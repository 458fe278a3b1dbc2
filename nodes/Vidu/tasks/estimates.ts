import { sumAmounts, USD } from '../gateway/amount';
import { requestEstimate } from '../gateway/estimate';
import type { Estimate } from '../gateway/estimate';
import { forEstimate } from '../images/standIn';
import type { Batch } from './batch';
import type { Purchase } from './purchase';
import { acquire } from './rateLimiter';
import type { RateLimiter } from './rateLimiter';

/*
 * The estimated cost of purchases. Nothing here writes to the journal or the ledger, or creates a task.
 */

/** Everything that requests for estimates need. */
export interface EstimateDeps extends Pick<Batch, 'send' | 'clock' | 'signal' | 'deadline'> {
	limiter: RateLimiter;
	/** How many estimates are requested at a time. */
	concurrency: number;
}

/**
 * The gateway created tasks for estimates, which it should never do. Ends the call: nothing is bought after
 * that.
 */
export class CreatedByEstimate extends Error {
	constructor(readonly taskIds: readonly string[]) {
		super(`The gateway created tasks for estimates: ${taskIds.join(', ')}`);
	}
}

/** Milliseconds for one answer. */
const TIMEOUT = 15_000;
const MAX_ATTEMPTS = 3;
/** Milliseconds before the second attempt, and twice that before the third. */
const FIRST_WAIT = 500;
/** Milliseconds that an estimate waits for its turn at most, whatever the gateway asks for. */
const MAX_WAIT_FOR_TURN = 60_000;

/** Parameters that are free text or passed through, and so do not change what a task costs. */
const WITHOUT_PRICE = ['prompt', 'payload', 'meta_data', 'callback_url', 'seed'];

/**
 * Estimates purchases. Each different request is sent once: they differ in model and parameters, without
 * `WITHOUT_PRICE`, and with images by their number only. The first one is sent alone, so that a gateway that
 * takes it for a creation is found out by one task.
 *
 * @returns one estimate for each purchase; `none` for those that a stop left out
 * @throws {CreatedByEstimate} when the gateway created tasks
 */
export async function estimateAll(
	deps: EstimateDeps,
	purchases: readonly Purchase[],
): Promise<Map<Purchase, Estimate>> {
	const groups = new Map<string, Purchase[]>();
	for (const purchase of purchases) {
		const key = priceKey(purchase);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [purchase]);
		else group.push(purchase);
	}
	const estimates = new Map<Purchase, Estimate>();
	const created: string[] = [];
	const queue = [...groups.values()].values();
	const work = async (limit = Infinity) => {
		for (let count = 0; count < limit && created.length === 0; count += 1) {
			const { value: group } = queue.next() as { value: Purchase[] | undefined };
			if (group === undefined) return;
			const estimate = await estimateOne(deps, group[0], created);
			for (const purchase of group) estimates.set(purchase, estimate);
		}
	};
	await work(1);
	const workers = Array.from({ length: Math.max(1, deps.concurrency) }, async () => work());
	const settled = await Promise.allSettled(workers);
	// First what may have cost money, whatever else went wrong.
	if (created.length > 0) throw new CreatedByEstimate(created);
	const broken = settled.find(({ status }) => status === 'rejected');
	if (broken?.status === 'rejected') throw broken.reason;
	return estimates;
}

function priceKey({ model, preview }: Purchase): string {
	return JSON.stringify([model, preview()], (name, value: unknown) => {
		if (WITHOUT_PRICE.includes(name)) return undefined;
		return name === 'images' && Array.isArray(value) ? value.length : value;
	});
}

/** @param created receives the ID of a task that the gateway created for the estimate */
async function estimateOne(
	{ send, clock, signal, deadline, limiter }: EstimateDeps,
	purchase: Purchase,
	created: string[],
): Promise<Estimate> {
	let reason = 'there was no time left to request it';
	for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
		const giveUpAt = Math.min(deadline, clock.now() + MAX_WAIT_FOR_TURN);
		const canSend = !signal?.aborted && (await acquire({ clock, signal }, limiter, giveUpAt));
		if (signal?.aborted) return { type: 'none', reason: 'the execution was stopped' };
		if (!canSend || created.length > 0) break;
		const sentAt = clock.now();
		const params = forEstimate(purchase.preview());
		const timeout = Math.max(1, Math.min(TIMEOUT, deadline - sentAt));
		const response = await requestEstimate(send, purchase.model, params, timeout);
		if (response.type === 'created') {
			created.push(response.taskId);
			break;
		}
		if (response.type !== 'again') {
			limiter.accepted();
			return response;
		}
		reason = response.reason;
		if (response.isRateLimited) limiter.refused(clock.now(), response.retryAfter, sentAt);
		else if (attempt < MAX_ATTEMPTS) await clock.sleep(FIRST_WAIT * attempt, signal);
	}
	return { type: 'none', reason };
}

/** The estimate of several purchases together: known when all of them are, in one currency. */
export function sumEstimates(estimates: readonly Estimate[]): Estimate {
	const missing = estimates.find(({ type }) => type === 'none');
	if (missing !== undefined) return missing;
	const known = estimates.flatMap((estimate) => (estimate.type === 'known' ? [estimate] : []));
	const currencies = [...new Set(known.map(({ currency }) => currency))];
	if (currencies.length > 1) {
		const reason = `the estimates are in different currencies (${currencies.join(', ')})`;
		return { type: 'none', reason };
	}
	const cost = sumAmounts(known.map(({ cost: amount }) => amount));
	return { type: 'known', cost, currency: currencies[0] ?? USD };
}
