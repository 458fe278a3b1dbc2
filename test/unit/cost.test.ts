/** What finished videos did cost, in one line. */

import { costOf, describeCost } from '../../nodes/Vidu/output/cost';

it.each([
	[['0.15', 0.15, '0.15'], [], 0, '3 videos for 0.45 USD'],
	[['0.15'], [], 0, '1 video for 0.15 USD'],
	[['0.15', '0.15'], [30, '10'], 0, '4 videos for 0.30 USD and 40 credits'],
	[['0.15'], [], 2, '1 video for 0.15 USD, and 2 more whose cost the gateway did not say'],
	[[], [30], 0, '1 video for 30 credits'],
	[['', null], [], 1, '3 videos, whose cost the gateway did not say'],
	[[], [], 0, undefined],
])('what videos did cost, case %#', (costs, credits, unknown, words) => {
	const usages: unknown[] = [
		...costs.map((cost) => ({ cost, discount: 0 })),
		...credits.map((amount) => ({ model: 'm', duration: 5, credits: amount })),
		...Array(unknown).fill(undefined),
	];
	const tasks = usages.map((usage) => ({ status: 'completed' as const, videoUrls: [], usage }));
	expect(describeCost(tasks.map(costOf))).toBe(words);
});
