/** Does the check before a purchase count what would be bought, and say what is wrong with it? */

import { readAmount } from '../../nodes/Vidu/gateway/amount';
import { checkMaxCost, costOfItem } from '../../nodes/Vidu/execute/maxCost';
import type { Estimate } from '../../nodes/Vidu/gateway/estimate';
import { purchaseOf } from './purchases';

const usd = (cost: number | string, currency = 'USD'): Estimate => ({
	kind: 'known',
	cost: readAmount(cost) ?? 0n,
	currency,
});
const NONE: Estimate = { kind: 'none', reason: 'the gateway was canceled' };

/** The check of items, each with the estimates of its purchases. */
function check(limit: number, items: Estimate[][]): string | undefined {
	const all = items.map((estimates) =>
		estimates.map((estimate) => [purchaseOf({}), estimate] as const),
	);
	const toBuy = all.map((pairs, item) => ({
		item,
		purchases: pairs.map(([purchase]) => purchase),
	}));
	const estimates = new Map(all.flat());
	return checkMaxCost(
		limit,
		toBuy.map((one) => costOfItem(one, estimates)),
	);
}

describe('what is checked against Max Cost', () => {
	it('is allowed up to the limit itself', () => {
		expect(check(0.3, [[usd(0.1)], [usd('0.2')]])).toBeUndefined();
		expect(check(0.3, [])).toBeUndefined();
	});

	it('is refused by a trillionth of a dollar, and the message shows that it is above', () => {
		expect(check(10, [[usd('10.000000000001')]])).toMatch(
			/about 10\.0001 USD; Max Cost is 10\. Nothing was bought/,
		);
	});

	it('is the sum over all parts of all items', () => {
		expect(check(0.59, [[usd(0.1), usd(0.2)], [usd(0.3)]])).toMatch(
			/^The 2 items would cost about 0\.60 USD/,
		);
		expect(check(0.6, [[usd(0.1), usd(0.2)], [usd(0.3)]])).toBeUndefined();
	});

	it('is refused where a part has no estimate, whatever the others cost', () => {
		const message = check(100, [[usd(1)], [usd(1), NONE], [NONE]]);
		expect(message).toMatch(
			/^Items 1, 2 have no estimate: the gateway was cancelled\. Max Cost is 100 USD/,
		);
	});

	it('names ten items, and counts the rest', () => {
		expect(check(1, Array(30).fill([NONE]))).toMatch(
			/^Items 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 20 more have/,
		);
	});

	it('names each reason with its items', () => {
		expect(check(1, [[NONE], [usd(30, 'credit')], [usd(1), usd(1, 'EUR')]])).toMatch(
			/Item 0 has no estimate: .*; Item 1 has no estimate: .*credits \(30 credits\), not in USD; Item 2 has no estimate: .*different currencies \(USD, EUR\)/,
		);
	});

	it('tells a created task before anything else', () => {
		const created: Estimate = { kind: 'created', taskIds: ['task-1'] };
		expect(check(1, [[NONE], [created]])).toMatch(
			/^The gateway created a task for an estimate: task task-1\./,
		);
		const several: Estimate = { kind: 'created', taskIds: ['task-1', 'task-2'] };
		expect(check(1, [[several]])).toMatch(
			/created tasks for estimates: task task-1, task task-2\./,
		);
	});
});
