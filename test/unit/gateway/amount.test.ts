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
])('%p is the amount %p', (value, amount) => expect(parseAmount(value)).toBe(amount));

it.each([
	'',
	' ',
	'free',
	'5 USD',
	'0,15',
	'0x1',
	'+1',
	'-1',
	-1,
	'1,5',
	'1e3',
	'.5',
	NaN,
	Infinity,
	1e15,
	null,
	undefined,
	{},
	true,
])('%p is no amount', (value) => expect(parseAmount(value)).toBeUndefined());

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
	[9e14, 8e14, true],
	[9_000.000000000002, 9_000, true],
])('%p is above %p: %p', (amount, limit, expected) => {
	expect(isAbove(amount, limit)).toBe(expected);
});

/** A number of 10^-12 in words, and as the gateway sends it. */
const inWords = (units: bigint) =>
	String(units)
		.padStart(13, '0')
		.replace(/(.{12})$/, '.$1');

it('a sum is never below the true one, and no limit below the true one lets it pass', () => {
	const units = fc.oneof(
		fc.bigInt({ min: 0n, max: 10n ** 13n }),
		fc.bigInt({ min: 4_096n * 10n ** 12n, max: 20_000n * 10n ** 12n }),
	);
	fc.assert(
		fc.property(fc.array(units, { maxLength: 50 }), (all) => {
			const amounts = all.map((one) => parseAmount(inWords(one)) ?? NaN);
			// A price above 4,096 loses digits when it is read, before the sum.
			const read = amounts.map((one) => BigInt(one.toFixed(12).replace('.', '')));
			const sum = read.reduce((added, one) => added + one, 0n);
			const found = sumAmounts(amounts);
			expect(BigInt(found.toFixed(12).replace('.', ''))).toBeGreaterThanOrEqual(sum);
			for (const below of [1n, 10n ** 4n, 10n ** 9n]) {
				const limit = Number(inWords(sum < below ? 0n : sum - below));
				const isBelow = BigInt(limit.toFixed(12).replace('.', '')) < sum;
				if (isBelow) expect(isAbove(found, limit)).toBe(true);
			}
			const cents = (sum + 10n ** 10n) / 10n ** 10n;
			expect(isAbove(found, Number(cents) / 100)).toBe(false);
		}),
		{ numRuns: 2_000 },
	);
});

it('a sum of ten thousand prices above 4,096 USD is not below the true one', () => {
	const sum = sumAmounts(Array<number>(10_000).fill(0.910000000003));
	expect(sum).toBeGreaterThanOrEqual(9_100.00000003);
	expect(isAbove(sum, 9_100.00000002)).toBe(true);
	expect(isAbove(sumAmounts([9_000, 1e-12]), 9_000)).toBe(true);
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
