import { purchasesOf } from './job';
import type { Job } from './job';
import type { Journal } from './journal';
import type { Purchase } from './purchase';

/** What a job of this call would create. */
export interface ToBuy {
	item: number;
	purchases: Purchase[];
}

/**
 * What jobs would create now, each item with something to create. What an earlier try bought is taken up
 * and costs nothing, and what is unclear is not created again unless the user said so. Changes nothing.
 */
export function whatToBuy(journal: Journal, jobs: readonly Job[]): ToBuy[] {
	const all = jobs.flatMap(purchasesOf);
	const earlier = new Map(journal.peek(all).map((entry, index) => [all[index], entry]));
	return jobs.flatMap((job) => {
		const purchases = purchasesOf(job).filter((purchase) => {
			const entry = earlier.get(purchase);
			return entry === undefined || (entry.taskId === undefined && purchase.resubmitUnclear);
		});
		return purchases.length > 0 ? [{ item: job.item, purchases }] : [];
	});
}
