import type { Entry } from './entry';
import { visitPurchases } from './job';
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
	const taken = new Set<Entry>();
	return jobs.flatMap((job) => {
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
		return purchases.length > 0 ? [{ item: job.item, purchases }] : [];
	});
}
