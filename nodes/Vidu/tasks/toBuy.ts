import { NOT_YET, purchasesOf } from './job';
import type { Extended, Job, Scene } from './job';
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
	const single = jobs.flatMap((job) => ('purchase' in job.subject ? purchasesOf(job) : []));
	const earlier = new Map(journal.peek(single).map((entry, index) => [single[index], entry]));
	return jobs.flatMap(({ item, subject }) => {
		const purchases =
			'scenes' in subject
				? scenesToBuy(journal, subject.scenes)
				: purchasesOf({ subject }).filter((purchase) => {
						const entry = earlier.get(purchase);
						return entry === undefined || (entry.taskId === undefined && purchase.resubmitUnclear);
					});
		return purchases.length > 0 ? [{ item, purchases }] : [];
	});
}

/** From the first scene on that no earlier try bought, every scene is to be bought. */
function scenesToBuy(journal: Journal, scenes: readonly Scene[]): Purchase[] {
	const toBuy: Purchase[] = [];
	let before: Extended | undefined;
	for (const scene of scenes) {
		const purchase = scene.purchase(before);
		const [entry] = toBuy.length === 0 ? journal.peek([purchase]) : [];
		if (entry?.taskId !== undefined) {
			before = { taskId: entry.taskId, videoUrl: NOT_YET.videoUrl };
			continue;
		}
		// The story ends at a scene that may exist.
		if (entry !== undefined && !purchase.resubmitUnclear) return [];
		toBuy.push(purchase);
		before = NOT_YET;
	}
	return toBuy;
}
