/** The goals of many items, and of many executions. */

import { medianOf, type MeasuredBatch } from './batch';
import { EXECUTIONS, type Execution } from './executions';
import type { Goal } from './goals';
import type { RealDelay } from './realDelays';
import type { Results } from './results';
import { milliseconds, seconds } from './tables';

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
			goal: '≤ 50 ms',
			isReached: longestBlock <= 50,
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

/** Delays without progress from the second execution of a kind on. */
export function executionGoals({ byExecution, realExecutions }: Results): Goal[] {
	type Mean = Pick<Execution, 'delay' | 'looks'>;
	const told = ({ delay, looks }: Mean) => `${seconds(delay, 2)} in ${looks.toFixed(1)} looks`;
	type Reached = (now: Mean, blind: Mean) => boolean;
	const row = (name: string, goal: string, isReached: Reached): Goal => {
		const { fromSecond, blind } = byExecution[name];
		return {
			figure: `${name}, without progress, from the second execution of a kind on: mean delay`,
			goal,
			isReached: isReached(fromSecond, blind),
			measured: told(fromSecond),
			beside: `with nothing known: ${told(blind)}`,
		};
	};
	const extra = Math.max(
		...Object.values(byExecution).map(({ fromSecond, blind }) => fromSecond.share - blind.share),
	);
	const goals: Record<'close' | 'wide', [string, string, Reached]> = {
		close: ['120 s ± 2 %', '≤ 0.8 s, ≤ 9 looks', ({ delay, looks }) => delay <= 0.8 && looks <= 9],
		wide: [
			'120 s ± 10 %',
			'≤ 1.5 s, ≤ 12 looks',
			({ delay, looks }) => delay <= 1.5 && looks <= 12,
		],
	};
	const realRow = (kind: 'close' | 'wide', { real, simulated }: RealDelay): Goal => {
		const [name, goal, isReached] = goals[kind];
		return {
			figure: `real tasks of ${name}, executions 2 to ${EXECUTIONS}: mean delay`,
			goal,
			isReached: isReached(real, real),
			measured: told(real),
			beside: `simulated: ${told(simulated)}`,
		};
	};
	const { close, wide } = realExecutions ?? {};
	return [
		row(...goals.close),
		row(...goals.wide),
		row(
			'log-normal, median 90 s',
			'no worse than with nothing known',
			(now, blind) => now.delay <= blind.delay && now.looks <= blind.looks,
		),
		{
			figure:
				'the worst of all laws: mean of how much longer tasks wait than with nothing known, as a share of the duration',
			goal: '≤ 5 %',
			isReached: extra <= 0.05,
			measured: `${(extra * 100).toFixed(1)} %`,
			beside: '',
		},
		...(close === undefined ? [] : [realRow('close', close)]),
		...(wide === undefined ? [] : [realRow('wide', wide)]),
	];
}
