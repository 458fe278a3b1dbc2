/** Is what a call would buy counted as it would be bought, without a change of the journal? */

import { Journal } from '../../nodes/Vidu/tasks/journal';
import { whatToBuy } from '../../nodes/Vidu/execute/maxCost';
import { jobOf, purchaseOf } from './purchases';

describe('what is to be bought', () => {
	const left = (context: Record<string, unknown>, ...purchases: ReturnType<typeof purchaseOf>[]) =>
		[...whatToBuy(Journal.open(context), purchases.map(jobOf))]
			.filter((one) => one.purchases.length > 0)
			.map(({ item }) => item);

	/** A journal in which an earlier try left an entry of an item. */
	function earlier(changes: object, key: Parameters<typeof purchaseOf>[1] = {}) {
		const context: Record<string, unknown> = {};
		const journal = Journal.open(context);
		Object.assign(journal.begin(purchaseOf({}, key), 'm', 0), changes);
		journal.release(key.item ?? 0);
		return context;
	}

	it.each([
		['running', { state: 'running', taskId: 't' }, []],
		['completed', { state: 'completed', taskId: 't' }, []],
		['unclear', { state: 'unclear' }, []],
		['being submitted when n8n went away', { state: 'submitting' }, []],
		['refused', { state: 'refused' }, [0]],
		['failed for good', { state: 'failed', taskId: 't' }, [0]],
	])('is not what is %s', (_state, changes, items) => {
		expect(left(earlier(changes), purchaseOf({}))).toEqual(items);
	});

	it('is what is unclear and to be resubmitted', () => {
		const again = purchaseOf({}, { resubmitUnclear: true });
		expect(left(earlier({ state: 'unclear' }), again)).toEqual([0]);
		expect(left(earlier({ state: 'running', taskId: 't' }), again)).toEqual([]);
	});

	it('is one of two calls of a tool for which there is one task', () => {
		const key = { isTool: true };
		const context = earlier({ state: 'running', taskId: 't' }, key);
		expect(left(context, purchaseOf({}, key), purchaseOf({}, { ...key, item: 1 }))).toEqual([1]);
	});

	it('is found out without a change of the journal', () => {
		const context = earlier({ state: 'submitting' });
		const before = JSON.stringify(context);
		left(context, purchaseOf({}));
		expect(JSON.stringify(context)).toBe(before);
		expect(Journal.open(context).claim(purchaseOf({}))).toBeDefined();
		const empty = {};
		left(empty, purchaseOf({}));
		expect(empty).toEqual({});
	});
});
