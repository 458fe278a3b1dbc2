/** Does what is remembered of earlier tasks ever make people wait longer than they would without? */

import fc from 'fast-check';

import { blindLookAfter } from '../../nodes/Vidu/tasks/blindLooks';
import { RecentDurations } from '../../nodes/Vidu/tasks/recentDurations';
import { nextPollDelay } from '../../nodes/Vidu/tasks/pollSchedule';

/** Milliseconds by which rounding to a millisecond may move a look, over all looks of a task. */
const ROUNDING = 200;

/** Ages at which a task without progress is looked at, up to the look that sees its end. */
function looksAt(duration: number, recent?: RecentDurations): { from: number; to: number } {
	let from = 0;
	for (;;) {
		const to = from + nextPollDelay({ age: from, recent: recent?.about('kind', 0) }, 0);
		if (to >= duration) return { from, to };
		from = to;
	}
}

/** Durations that somebody chose who wants the memory to do harm, in milliseconds. */
const seconds = fc.integer({ min: 1_000, max: 900_000 });
const adversarial = fc.oneof(
	fc.array(seconds, { minLength: 1, maxLength: 60 }),
	// Long agreement, and then something else, again and again.
	fc
		.array(
			fc.tuple(
				seconds,
				fc.integer({ min: 1, max: 14 }),
				fc.double({ min: 0.02, max: 2, noNaN: true }),
			),
			{ minLength: 1, maxLength: 8 },
		)
		.map((parts) =>
			parts.flatMap(([long, times, factor]) => [
				...new Array<number>(times).fill(long),
				long * factor,
			]),
		),
	// Each ends just after the last look at which its predecessors would still have been awaited.
	fc
		.tuple(seconds, fc.integer({ min: 2, max: 40 }))
		.map(([long, times]) =>
			Array.from({ length: times }, (_none, n) => (n % 13 === 12 ? NaN : long)),
		),
);

/** Plays tasks one after the other; NaN stands for the worst moment that the schedule leaves. */
function play(durations: readonly number[]) {
	const recent = new RecentDurations();
	return durations.map((given) => {
		const duration = Number.isNaN(given) ? worstMoment(recent) : given;
		const { from, to } = looksAt(duration, recent);
		const known = recent.about('kind', 0)?.ended ?? [];
		const ahead = known.filter((one) => one.from > from);
		const credit = ahead.reduce((sum, one) => sum + one.credit, 0.05 * from);
		recent.note('kind', from, to, 0);
		return { duration, to, blind: looksAt(duration).to, credit };
	});
}

/** Just after the look that is followed by the longest step, as a share of the age. */
function worstMoment(recent: RecentDurations): number {
	let worst = { age: 5_000, share: 0 };
	for (let age = 4_000; age < 900_000;) {
		const look = age + nextPollDelay({ age, recent: recent.about('kind', 0) }, 0);
		const share = (look - blindLookAfter(age)) / age;
		if (share > worst.share) worst = { age: age + 1, share };
		age = look;
	}
	return worst.age;
}

describe('what is remembered of tasks that took otherwise', () => {
	it('makes tasks wait longer by no more than 5 % of their durations in sum, in any order', () => {
		fc.assert(
			fc.property(adversarial, (durations) => {
				let extra = 0;
				let total = 0;
				for (const { to, blind, duration } of play(durations)) {
					extra += to - blind;
					total += duration;
					expect(extra).toBeLessThanOrEqual(0.05 * total + ROUNDING);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('makes one task wait longer by no more than the credit of those that it contradicts', () => {
		fc.assert(
			fc.property(adversarial, (durations) => {
				for (const { to, blind, credit } of play(durations)) {
					expect(to - blind).toBeLessThanOrEqual(credit + ROUNDING);
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('costs a task that outlives all of them 5 % at most', () => {
		fc.assert(
			fc.property(
				fc.array(seconds, { maxLength: 20 }),
				fc.integer({ min: 1, max: 600_000 }),
				(earlier, more) => {
					const recent = new RecentDurations();
					for (const duration of earlier) {
						const { from, to } = looksAt(duration);
						recent.note('kind', from, to, 0);
					}
					const duration = Math.max(0, ...earlier) * 1.2 + 15_000 + more;
					const late = looksAt(duration, recent).to - looksAt(duration).to;
					expect(late).toBeLessThanOrEqual(0.05 * duration + ROUNDING);
				},
			),
			{ numRuns: 200 },
		);
	});
});
