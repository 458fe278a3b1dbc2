/** The goals of many items. */

import { medianOf, type MeasuredBatch } from './batch';
import type { Goal } from './goal';
import type { Results } from './results';
import { milliseconds } from './tables';

const SCALE = { small: 1_000, large: 10_000 };

/** What an item costs in a run of ten thousand. */
export function scaleGoals({ scale }: Results): Goal[] {
	const { small, plain } = scale;
	const large = medianOf(scale.large);
	const perItem = (work: number, items: number) => work / items;
	const costs = {
		small: perItem(small.work, SCALE.small),
		large: perItem(large.work, SCALE.large),
		plain: perItem(plain.work, SCALE.large),
	};
	const kilobytesOf = (growth: number) => (growth / SCALE.large / 1e3).toFixed(1);
	const longestBlock = Math.max(...scale.large.map((run) => run.longestBlock));
	const bytes = large.growth / SCALE.large;
	// What 9,000 items more cost: without what V8 lets any process grow by before it collects.
	const further = (large.growth - small.growth) / (SCALE.large - SCALE.small);
	const runs = (tell: (run: MeasuredBatch) => string) =>
		`${scale.large.map(tell).join(', ')} in ${scale.large.length} runs`;
	return [
		{
			figure:
				'10,000 items × 1 s at 500: processor time an item, over that of 1,000 items; medians',
			goal: '≤ 1',
			isReached: costs.large <= costs.small,
			measured: `${(costs.large / costs.small).toFixed(2)} (${costs.large.toFixed(2)} ms)`,
			beside: `${costs.small.toFixed(2)} ms; n8n's own requests alone ${costs.plain.toFixed(2)} ms`,
		},
		{
			figure: 'the same: longest block of the event loop, of all runs',
			goal: "≤ 2 × n8n's own",
			isReached: longestBlock <= 2 * plain.longestBlock,
			measured: milliseconds(longestBlock),
			beside: `${runs((run) => milliseconds(run.longestBlock))}; n8n's own requests alone ${milliseconds(plain.longestBlock)}`,
		},
		{
			figure: 'the same: growth of the resident memory an item, median',
			goal: '≤ 20 kB',
			isReached: bytes <= 20e3,
			measured: `${kilobytesOf(large.growth)} kB`,
			beside: `${runs(({ growth }) => kilobytesOf(growth))}; an item beyond the first 1,000 ${(further / 1e3).toFixed(1)} kB; n8n's own requests alone ${kilobytesOf(plain.growth)} kB`,
		},
	];
}
