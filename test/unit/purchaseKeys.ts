import type { PurchaseKey } from '../../nodes/Vidu/tasks/purchase';

/** What tells the purchase of the first item of a node's first run from others. */
export const keyOf = (changes: Partial<PurchaseKey> = {}): PurchaseKey => ({
	run: 0,
	item: 0,
	inputDigest: 'given',
	request: 'request',
	runNumber: 0,
	parameters: '',
	isTool: false,
	...changes,
});
