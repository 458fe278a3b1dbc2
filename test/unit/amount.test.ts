/** Are amounts of money added and shown as a person would, whatever binary numbers make of them? */

import fc from 'fast-check';

import {
	CREDIT,
	describeAmount,
	readAmount,
	sumOfAmounts,
	toNumber,
	USD,
} from '../../nodes/Vidu/gateway/amount';
import type { Amount } from '../../nodes/Vidu/gateway/amount';

const read = (value: unknown): Amount => {
	const amount = readAmount(value);
	if (amount === undefined) throw new Error(`${String(value)} is no amount`);
	return amount;
};

describe('an amount', () => {
	it.each([
		['0.035714285714', 0.035714285714],
		[' 12 ', 12],
		['0', 0],
		['1.', 1],
		[0.15, 0.15],
		[1e-7, 1e-7],
		['0.0000000000001', 1e-12],
		['0.10000000000000', 0.1],
	])('is read from %p', (given, number) => {
		expect(toNumber(read(given))).toBe(number);
	});

	it.each([
		'',
		' ',
		'free',
		'-1',
		-1,
		'1,5',
		'1e3',
		'.5',
		NaN,
		Infinity,
		null,
		undefined,
		{},
		true,
	])('is not read from %p', (given) => expect(readAmount(given)).toBeUndefined());

	it('is added without the noise of binary numbers', () => {
		expect(0.1 + 0.2 > 0.3).toBe(true);
		expect(sumOfAmounts([read('0.1'), read(0.2)])).toBe(read('0.3'));
		expect(toNumber(sumOfAmounts(Array<Amount>(3).fill(read('0.1'))))).toBe(0.3);
	});

	it('is the number it was read from, for whatever a price list holds', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }), (n, p) => {
				const number = Number(`${n}e-${p}`);
				expect(toNumber(read(number))).toBe(number);
				expect(toNumber(read(number.toFixed(p)))).toBe(number);
			}),
		);
	});

	it.each([
		['0.45', USD, 'up', '0.45 USD'],
		['12.6', USD, 'up', '12.60 USD'],
		['0', USD, 'up', '0.00 USD'],
		['0.035714285714', USD, 'up', '0.0358 USD'],
		['0.035714285714', USD, 'nearest', '0.0357 USD'],
		['10.000000000001', USD, 'up', '10.0001 USD'],
		['10.000000000001', USD, 'nearest', '10.00 USD'],
		['30', CREDIT, 'up', '30 credits'],
		['1', CREDIT, 'up', '1 credit'],
		['2.5', CREDIT, 'nearest', '2.5 credits'],
		['7', 'EUR', 'up', '7.00 EUR'],
	] as const)('%s in %s, rounded %s, reads %s', (given, currency, rounding, text) => {
		expect(describeAmount(read(given), currency, rounding)).toBe(text);
	});
});
