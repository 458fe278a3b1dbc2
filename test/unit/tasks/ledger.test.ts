/** Does a purchase keep its ID in the ledger, and leave the ledger only with the entry that wrote it? */

import type { Entry } from '../../../nodes/Vidu/tasks/entry';
import { NO_LEDGER, partsOfId, removeFromLedger } from '../../../nodes/Vidu/tasks/ledger';
import type { PurchaseKey } from '../../../nodes/Vidu/tasks/purchase';
import { keyOf } from '../purchases';

const idOf = (changes: Partial<PurchaseKey>) => JSON.stringify(partsOfId(keyOf(changes)));

it.each<[string, Partial<PurchaseKey>, Partial<PurchaseKey>, boolean]>([
	['the item', { item: 0 }, { item: 1 }, false],
	['the run that the node counts', { runNumber: 0 }, { runNumber: 1 }, false],
	['the run that n8n counts', { run: 0 }, { run: 1 }, true],
	['the parameters in the editor', { parameters: 'a' }, { parameters: 'b' }, false],
	['the request', { request: 'a' }, { request: 'b' }, true],
	['the request of a tool', { isTool: true, request: 'a' }, { isTool: true, request: 'b' }, false],
	['the run of a tool', { isTool: true }, { isTool: true, runNumber: 1 }, true],
	['the scene', { scene: 1 }, { scene: 2 }, false],
	['the scene of a tool', { scene: 1, isTool: true }, { scene: 2, isTool: true }, false],
	['a scene or none', {}, { scene: 1 }, false],
	['the extended task', { scene: 2, extendsTask: 'a' }, { scene: 2, extendsTask: 'b' }, false],
])('two purchases that differ in %s (%p, %p) have the same ID: %p', (_what, one, other, same) => {
	expect(idOf(one) === idOf(other)).toBe(same);
});

it.each<[Partial<Entry>, boolean]>([
	[{ purchase: 'p', copy: 1, isRecorded: true }, true],
	[{ purchase: 'p', copy: 1 }, false],
	[{ purchase: 'p', isRecorded: true }, false],
	[{}, false],
])('the entry %p is removed once: %p', (entry, isRemoved) => {
	const removed: unknown[] = [];
	const ledger = { ...NO_LEDGER, remove: (...line: unknown[]) => void removed.push(line) };
	for (const _time of [1, 2]) removeFromLedger(ledger, entry as Entry);
	expect(removed).toEqual(isRemoved ? [['p', 1]] : []);
});
