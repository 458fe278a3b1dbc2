/** What comes out of a dry run, and what the editor shows beside it. */

import { readAmount } from '../../nodes/Vidu/gateway/amount';
import type { Estimate } from '../../nodes/Vidu/gateway/estimate';
import { dryRunHints } from '../../nodes/Vidu/output/hints';
import { dryRunItem } from '../../nodes/Vidu/output/items';
import { purchaseOf } from './purchases';

const usd = (cost: number | string, currency = 'USD'): Estimate => ({
	kind: 'known',
	cost: readAmount(cost) ?? 0n,
	currency,
});
const NONE: Estimate = { kind: 'none', reason: 'the gateway was canceled' };

describe('a dry run of several scenes', () => {
	const one = { ...purchaseOf({ prompt: 'a' }), scene: 1 };
	const two = { ...purchaseOf({ prompt: 'b' }), scene: 2 };
	const item = (first: Estimate, second: Estimate) =>
		dryRunItem(
			[one, two],
			new Map([
				[one, first],
				[two, second],
			]),
			4,
		);

	it('has an entry for each, and the sum', () => {
		expect(item(usd(0.1), usd(0.2))).toEqual({
			json: {
				dryRun: true,
				steps: [
					{ scene: 1, model: 'm', params: { prompt: 'a' }, estimatedCost: 0.1, currency: 'USD' },
					{ scene: 2, model: 'm', params: { prompt: 'b' }, estimatedCost: 0.2, currency: 'USD' },
				],
				estimatedCost: 0.3,
				currency: 'USD',
			},
			pairedItem: { item: 4 },
		});
	});

	it('has no sum where one is missing', () => {
		const { json } = item(usd(0.1), NONE);
		expect(json).toMatchObject({ estimatedCost: null, currency: null });
		expect(json.estimateNote).toBe('No estimate: the gateway was canceled');
	});
});

it.each([
	[
		[usd(0.1), usd(0.2)],
		0,
		'info',
		/nothing was bought\. The 2 items would cost about 0\.30 USD\.$/,
	],
	[[usd(0.1), usd(0.2)], 0.3, 'info', /0\.30 USD\.$/],
	[
		[usd(0.1), usd(0.2)],
		0.2,
		'warning',
		/Max Cost is 0\.2 USD, so a real run would buy nothing\.$/,
	],
	[[usd(1, 'credit')], 1, 'warning', /about 1 credit\. Max Cost is 1 USD/],
	[[usd(1), NONE], 0, 'info', /1 of 2 items have no estimate/],
	[[usd(1), NONE], 10, 'warning', /Max Cost is 10 USD/],
	[[usd(1), usd(1, 'credit')], 0, 'info', /different currencies/],
] as const)('the hint of a dry run, case %#', (estimates, maxCost, type, message) => {
	expect(dryRunHints(estimates, { maxCost })).toEqual([
		{ type, message: expect.stringMatching(message), location: 'outputPane' },
	]);
});
