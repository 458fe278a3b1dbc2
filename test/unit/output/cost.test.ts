/** Are amounts of money, and what finished videos cost, said as a person would? */

import type { Task } from '../../../nodes/Vidu/gateway/parseTask';
import {
	costOf,
	describeAmount,
	describeCost,
	describeEarlierCost,
} from '../../../nodes/Vidu/output/cost';

it.each([
	[0.45, 'USD', 'up', '0.45 USD'],
	[12.6, 'USD', 'up', '12.60 USD'],
	[0, 'USD', 'up', '0.00 USD'],
	[0.1 + 0.2, 'USD', 'up', '0.30 USD'],
	[0.035714285714, 'USD', 'up', '0.0358 USD'],
	[0.035714285714, 'USD', 'nearest', '0.0357 USD'],
	[1e-7, 'USD', 'up', '0.0001 USD'],
	[10.000000000001, 'USD', 'nearest', '10.00 USD'],
	[30, 'credit', 'up', '30 credits'],
	[1, 'credit', 'up', '1 credit'],
	[2.5, 'credit', 'nearest', '2.5 credits'],
	[7, 'EUR', 'up', '7.00 EUR'],
] as const)('%p in %s, rounded %s, reads %s', (amount, currency, rounding, text) => {
	expect(describeAmount(amount, currency, rounding)).toBe(text);
});

const usd = (cost: unknown) => ({ cost, discount: 0 });
const credits = (amount: unknown) => ({ model: 'm', duration: 5, credits: amount });

it.each<[string | undefined, unknown[]]>([
	['3 videos for 0.45 USD', [usd('0.15'), usd(0.15), usd('0.15')]],
	['1 video for 0.15 USD', [usd('0.15')]],
	['4 videos for 0.30 USD and 40 credits', [usd(0.15), usd(0.15), credits(30), credits('10')]],
	['1 video for 0.15 USD, and 2 more at an unknown cost', [usd(0.15), null, 5]],
	['1 video for 30 credits', [credits(30)]],
	['3 videos at an unknown cost', [usd(''), usd(null), undefined]],
	[undefined, []],
])('%s', (words, usages) => {
	const tasks = usages.map((usage): Task => ({ status: 'completed', videoUrls: [], usage }));
	expect(describeCost(tasks.map(costOf))).toBe(words);
});

const costsOf = (usages: unknown[]) =>
	usages.map((usage) => costOf({ status: 'completed', videoUrls: [], usage }));

it.each<[string, unknown[], number]>([
	[
		'3 videos for 0.15 USD and 60 credits, estimated 0.45 USD',
		[usd(0.15), credits(30), credits(30)],
		3,
	],
	['1 video for 30 credits, estimated 0.45 USD', [credits(30)], 1],
	// A cost in USD needs no estimate.
	['1 video for 0.15 USD', [usd(0.15)], 1],
	// One of the videos was not estimated, as it was bought before.
	['2 videos for 60 credits', [credits(30), credits(30)], 1],
	['1 video for 30 credits, and 1 more at an unknown cost', [credits(30), null], 2],
])('%s: with an estimate', (words, usages, videos) => {
	expect(describeCost(costsOf(usages), { videos, usd: 0.45 })).toBe(words);
});

it.each<[string | undefined, unknown[]]>([
	['This video cost 0.15 USD when it was made. Nothing was bought now', [usd(0.15)]],
	[
		'These 2 videos cost 0.15 USD and 30 credits when they were made. Nothing was bought now',
		[usd(0.15), credits(30)],
	],
	['The gateway did not report the cost of this video. Nothing was bought now', [null]],
	[
		'The gateway did not report the cost of all these videos. Nothing was bought now',
		[usd(0.15), null],
	],
	[undefined, []],
])('%s: of an earlier run', (words, usages) => {
	expect(describeEarlierCost(costsOf(usages))).toBe(words);
});
