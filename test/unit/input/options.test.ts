/** What may be given as Max File Size and as Max Cost? */

import type { IExecuteFunctions } from 'n8n-workflow';

import { readItemOptions } from '../../../nodes/Vidu/input/options';

const MEGABYTE = 2 ** 20;

const read = (maxFileSize?: unknown) =>
	readItemOptions(
		{
			getNode: () => ({ parameters: {} }),
			getNodeParameter: () => (maxFileSize === undefined ? {} : { maxFileSize }),
		} as unknown as IExecuteFunctions,
		0,
	);

test.each([
	[undefined, 2_000],
	['', 2_000],
	[null, 2_000],
	[1, 1],
	['5', 5],
	[1.5, 1.5],
	[1e6, 1e6],
])('%p are %p megabytes', (given, megabytes) => {
	expect(read(given)).toMatchObject({ value: { maxFileSize: megabytes * MEGABYTE } });
});

test.each([[0], [-1], [0.5], ['x'], [Infinity], [NaN], [{}], [[1, 2]]])(
	'%p is refused',
	(given) => {
		expect(read(given)).toEqual({
			ok: false,
			problems: [
				expect.stringMatching(/^Max File Size \(MB\) must be a number from 1 up, but is "/),
			],
		});
	},
);

/** Max Cost as it was given in the editor, and what it came to. */
const readCost = (raw: unknown, value: unknown) =>
	readItemOptions(
		{
			getNode: () => ({ parameters: { options: raw } }),
			getNodeParameter: () => value,
		} as unknown as IExecuteFunctions,
		0,
	);
const typed = (maxCost: unknown) => readCost({ maxCost }, { maxCost });
const expression = (maxCost: unknown) => readCost({ maxCost: '={{ $json.max }}' }, { maxCost });

describe.each([
	['typed', typed],
	['from an expression', expression],
	[
		'from an expression for all options',
		(maxCost: unknown) => readCost('={{ $json }}', { maxCost }),
	],
])('Max Cost %s', (_how, give) => {
	test.each([
		[2.5, 2.5],
		['2.5', 2.5],
		[' 5 ', 5],
		['1.', 1],
		[1e-7, 1e-7],
		[1_000_000, 1_000_000],
	])('of %p is %p USD', (given, maxCost) => {
		expect(give(given)).toMatchObject({ value: { maxCost } });
	});

	test.each([
		...['5 USD', '$5', '0,15', '1,000', '1e3', '0x10', '.5', '+5', '-5', 'ten', 'Infinity', 'NaN'],
		...[-1, -1e-9, NaN, Infinity, 1e15, true, false, {}, [], [3], { cost: 3 }],
	])('of %p is refused', (given) => {
		const words = /^Max Cost \(USD\) (must be a number from 0 up, such as 2\.5, but is "|is empty)/;
		expect(give(given)).toEqual({ ok: false, problems: [expect.stringMatching(words)] });
	});

	test.each(['', '  ', null, undefined])('of %p is refused, because no limit is meant', (given) => {
		expect(give(given)).toEqual({ ok: false, problems: [expect.stringMatching(/is empty/)] });
	});
});

test.each([0, '0', ' 0.00 '])('Max Cost %p means no limit only where it was typed', (zero) => {
	expect(typed(zero)).toHaveProperty('value.maxCost', undefined);
	expect(expression(zero)).toMatchObject({ value: { maxCost: 0 } });
	expect(readCost({ maxCost: '=0' }, { maxCost: zero })).toMatchObject({ value: { maxCost: 0 } });
	expect(readCost('={{ $json }}', { maxCost: zero })).toMatchObject({ value: { maxCost: 0 } });
});

test('without Max Cost there is no limit', () => {
	expect(readCost({}, {})).toHaveProperty('value.maxCost', undefined);
	expect(readCost(undefined, {})).toHaveProperty('value.maxCost', undefined);
});
