/** Purchases, jobs and attempts, for tests of what happens before and after a creation. */

import type { SendRequest } from '../../nodes/Vidu/gateway/http';
import { newBatch } from '../../nodes/Vidu/tasks/batch';
import type { Batch } from '../../nodes/Vidu/tasks/batch';
import type { ItemResult } from '../../nodes/Vidu/tasks/itemResult';
import type { Job } from '../../nodes/Vidu/tasks/job';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { NO_LEDGER } from '../../nodes/Vidu/tasks/ledger';
import type { Purchase, PurchaseKey } from '../../nodes/Vidu/tasks/purchase';
import { runJobs } from '../../nodes/Vidu/tasks/runJobs';
import { VirtualClock } from '../property/virtualClock';

export const HOUR = 3_600_000;

/** The key of the first item in the first run of a node. */
export const keyOf = (changes: Partial<PurchaseKey> = {}): PurchaseKey => ({
	run: 0,
	runNumber: 0,
	item: 0,
	isTool: false,
	inputDigest: 'input',
	request: 'request',
	parameters: '',
	...changes,
});

/** A purchase of an item with these parameters. */
export const purchaseOf = (
	params: Record<string, unknown> = {},
	changes: Partial<Purchase> = {},
): Purchase => ({
	...keyOf(),
	model: 'm',
	params: async () => params,
	preview: () => params,
	resubmitUnclear: false,
	kind: 'm',
	...changes,
});

/** A job that buys it. */
export const jobOf = (purchase: Purchase, changes: Partial<Job> = {}): Job => ({
	item: purchase.item,
	target: { type: 'purchase', purchase },
	until: 'end',
	timeout: HOUR,
	outputOnTimeout: false,
	...changes,
});

/** The data that n8n keeps of a node over several attempts. */
export type Memory = Record<string, unknown>;

interface Attempt extends Partial<
	Pick<Batch, 'ledger' | 'signal' | 'onEvent' | 'recent' | 'gateway' | 'mayCreate'>
> {
	send: SendRequest;
	jobs?: Job[];
	clock?: VirtualClock;
	finish?: (result: ItemResult) => Promise<ItemResult>;
}

/** One attempt of a node, of which n8n makes several in one execution. */
export async function attempt(memory: Memory, setup: Attempt): Promise<ItemResult[]> {
	const { jobs = [jobOf(purchaseOf())], clock = new VirtualClock(), mayCreate, ...deps } = setup;
	const { finish = async (result: ItemResult) => result } = setup;
	const shared = { ledger: NO_LEDGER, onEvent: () => {}, ...deps, clock };
	const batch = newBatch({ ...shared, journal: Journal.open(memory) }, 0, () => 0.5);
	Object.assign(batch, { mayCreate });
	return await clock.run(runJobs(batch, jobs, 10, finish), clock.now() + 10 * HOUR);
}
