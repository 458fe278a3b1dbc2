/** Purchases for tests of what comes before and after a creation. */

import type { Job } from '../../nodes/Vidu/tasks/job';
import type { Purchase } from '../../nodes/Vidu/tasks/purchase';
import { keyOf } from './purchaseKeys';

/** A purchase of an item with these parameters. */
export const purchaseOf = (
	params: Record<string, unknown>,
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
export const jobOf = (purchase: Purchase): Job => ({
	item: purchase.item,
	target: { purchase },
	until: 'end',
	timeout: 60_000,
	outputOnTimeout: false,
});
