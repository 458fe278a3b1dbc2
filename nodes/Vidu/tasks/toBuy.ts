import type { Entry } from './entry';
import { visitPurchases } from './job';
import type { Job } from './job';
import type { Journal } from './journal';
import type { Purchase } from './purchase';

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
