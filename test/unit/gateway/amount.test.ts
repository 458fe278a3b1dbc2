/** Are amounts of money added and compared as a person would, whatever binary numbers make of them? */

import fc from 'fast-check';

import { isAbove, parseAmount, sumAmounts } from '../../../nodes/Vidu/gateway/amount';

it.each([
	['0.035714285714', 0.035714285714],
	[' 12 ', 12],
	['0', 0],
	['1.', 1],
	[0.15, 0.15],
	[1e-7, 1e-7],
	[1e3, 1_000],
	['0.10000000000000', 0.1],
])('%p is the amount %p', (given, amount) => expect(parseAmount(given)).toBe(amount));

it.each(['', ' ', 'free', '-1', -1, '1,5', '1e3', '.5', NaN, Infinity, null, undefined, {}, true])(
	'%p is no amount',
	(given) => expect(parseAmount(given)).toBeUndefined(),
);

it.each([
	[[0.1, 0.2], 0.3],
	[[0.1, 0.1, 0.1], 0.3],
	[[0.035714285714, 1e-12], 0.035714285715],
	[[1e-7, 1_000], 1_000.0000001],
	[[], 0],
])('the sum of %p is %p', (amounts, sum) => {
	expect(sumAmounts(amounts)).toBe(sum);
	expect(isAbove(sumAmounts(amounts), sum)).toBe(false);
});

it.each([
	[0.1 + 0.2, 0.3, false],
	[0.3, 0.1 + 0.2, false],
	[10.000000000001, 10, true],
	[10, 10.000000000001, false],
	[1e-12, 0, true],
	[1e21, 1e20, true],
])('%p is above %p: %p', (amount, limit, expected) => {
	expect(isAbove(amount, limit)).toBe(expected);
});

it('a sum of prices up to 4,000 USD is the sum of their cents, in any order', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 100 }), (cents) => {
			const sum = cents.reduce((all, one) => all + one, 0) / 100;
			for (const order of [cents, cents.toReversed()]) {
				expect(sumAmounts(order.map((one) => one / 100))).toBe(sum);
			}
		}),
	);
});
