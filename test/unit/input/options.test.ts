/** What may be given as Max File Size and as Max Cost? */

import type { IExecuteFunctions } from 'n8n-workflow';

import { readDryRun, readItemOptions } from '../../../nodes/Vidu/input/options';

const MEGABYTE = 2 ** 20;

const read = (maxFileSize?: unknown) =>
	readItemOptions(
		{
			getNode: () => ({ parameters: {} }),
			getNodeParameter: (name: string, _item: number, initial: unknown) =>
				name === 'options' && maxFileSize !== undefined ? { maxFileSize } : initial,
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
])('%p are %p megabytes', (value, megabytes) => {
	expect(read(value)).toMatchObject({ value: { maxFileSize: megabytes * MEGABYTE } });
});

test.each([[0], [-1], [0.5], ['x'], [Infinity], [NaN], [{}], [[1, 2]]])(
	'%p is refused',
	(value) => {
		expect(read(value)).toEqual({
			ok: false,
			problems: [
				expect.stringMatching(/^Max File Size \(MB\) must be a number of at least 1, but is "/),
			],
		});
	},
);

/** Max Cost as it was given in the editor, and what it came to. */
const readCost = (raw: unknown, value: unknown) =>
	readItemOptions(
		{
			getNode: () => ({ parameters: { options: raw } }),
			getNodeParameter: (name: string, _item: number, initial: unknown) =>
				name === 'options' ? value : initial,
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
	])('of %p is %p USD', (value, maxCost) => {
		expect(give(value)).toMatchObject({ value: { maxCost } });
	});

	test.each([
		...['5 USD', '$5', '0,15', '1,000', '1e3', '0x10', '.5', '+5', '-5', 'ten', 'Infinity', 'NaN'],
		...[-1, -1e-9, NaN, Infinity, 1e15, true, false, {}, [], [3], { cost: 3 }],
	])('of %p is refused', (value) => {
		const words =
			/^Max Cost \(USD\) (must be a number of at least 0, such as 2\.5, but is "|is empty)/;
		expect(give(value)).toEqual({ ok: false, problems: [expect.stringMatching(words)] });
	});

	test.each(['', '  ', null, undefined])('of %p is refused, because no limit is meant', (value) => {
		expect(give(value)).toEqual({ ok: false, problems: [expect.stringMatching(/is empty/)] });
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

describe('a switch', () => {
	const read = (fields: Record<string, unknown>, options: Record<string, unknown> = {}) => {
		const all: Record<string, unknown> = { ...fields, options };
		const context = {
			getNode: () => ({ parameters: {} }),
			getNodeParameter: (name: string, _item: number, initial: unknown) =>
				Object.hasOwn(all, name) ? all[name] : initial,
		} as unknown as IExecuteFunctions;
		return readItemOptions(context, 0);
	};

	it.each(['TRUE', 'yes', 1, ' on '])('%p is on, whatever the field', (value) => {
		const fields = { downloadVideo: value, waitForCompletion: value };
		expect(read(fields, { resubmitUnclear: value, downloadParts: value })).toMatchObject({
			ok: true,
			value: { downloads: true, waits: true, resubmitUnclear: true, downloadParts: true },
		});
	});

	it.each(['FALSE', 'no', 0, 'off'])('%p is off, whatever the field', (value) => {
		const fields = { downloadVideo: value, waitForCompletion: value };
		expect(read(fields, { resubmitUnclear: value, downloadParts: value })).toMatchObject({
			ok: true,
			value: { downloads: false, waits: false, resubmitUnclear: false, downloadParts: false },
		});
	});

	it.each(['', null, ' '])('%p is the default, but for one that spends', (value) => {
		const fields = { downloadVideo: value, waitForCompletion: value };
		expect(read(fields, { downloadParts: value, simplify: value })).toMatchObject({
			ok: true,
			value: { downloads: true, waits: true, downloadParts: false },
		});
		expect(read({}, { resubmitUnclear: value })).toMatchObject({
			ok: false,
			problems: [expect.stringMatching(/^Buy Again if Unclear must be on or off/)],
		});
	});

	it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
		['Download Video', { downloadVideo: 'maybe' }, {}],
		['Wait for Completion', { waitForCompletion: 2 }, {}],
		['Simplify', {}, { simplify: [true] }],
		['Include Input Fields', {}, { includeInputFields: 'x' }],
		['Buy Again if Unclear', {}, { resubmitUnclear: 'ja' }],
	])('%s names itself where it is neither', (name, fields, options) => {
		expect(read(fields, options)).toMatchObject({
			ok: false,
			problems: [expect.stringContaining(`${name} must be on or off`)],
		});
	});

	it.each(['yes', 'TRUE', 1])('Dry Run is on with %p', (value) => {
		expect(dry(value)).toEqual({ ok: true, value: true });
	});

	it.each(['', null, undefined, 'maybe', 2])('Dry Run refuses %p', (value) => {
		expect(dry(value)).toMatchObject({ ok: false });
	});

	const dry = (value: unknown) =>
		readDryRun({ getNodeParameter: () => value } as unknown as IExecuteFunctions, 0);
});
