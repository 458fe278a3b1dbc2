import fc from 'fast-check';

import { price } from '../gateway/prices';
import type { Bought, Fault } from './fakeGateway';
import { centsOf, play, wordsOf } from './play';
import { anyPrechargeFaults } from './precharge';
import type { PrechargeFaults } from './precharge';
import { anyStorySchedule } from './anySchedule';
import type { Schedule } from './schedule';
import { expectStoriesKept, refunded } from './storyRules';

// A guard against a run that hangs: these take a minute, and longer on a busy machine.
jest.setTimeout(900_000);

/** Stories with scenes of different prices, and limits that are now and then between those of stories. */
const anyLimitedStory: fc.Arbitrary<Schedule> = fc
	.tuple(
		anyStorySchedule,
		fc.record({
			seconds: fc.array(fc.integer({ min: 4, max: 7 }), { minLength: 6, maxLength: 6 }),
			resubmitUnclear: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
		}),
		fc.array(fc.integer({ min: 20, max: 600 }), { minLength: 1, maxLength: 3 }),
		fc.oneof(
			{
				weight: 2,
				arbitrary: fc.constant<PrechargeFaults>({ answers: [], estimateFaults: [] }),
			},
			anyPrechargeFaults,
		),
	)
	.map(([schedule, more, cents, faults]) => ({
		...schedule,
		...more,
		limit: { cents, ...faults },
	}));

/**
 * The cost of tasks, in thousandths of a dollar: the local gateway's prices are whole numbers of them, so
 * that nothing is lost to rounding.
 */
const costOf = (tasks: readonly Bought[]): number =>
	tasks.reduce((sum, { model, params }) => sum + Math.round(1000 * price(params, model).cost), 0);

const byCreations = (tasks: readonly Bought[]) => tasks.filter(({ byEstimate }) => !byEstimate);

describe('whatever happens on the way of a story with Max Cost', () => {
	test('no attempt buys above the limit, and each scene is bought once and never lost', async () => {
		const seen = { refused: 0, boughtLater: 0, refusedLater: 0, created: 0, whole: 0 };
		await fc.assert(
			fc.asyncProperty(anyLimitedStory, async (schedule) => {
				const played = await play(schedule);
				let isBought = false;
				for (const [n, one] of played.tries.entries()) {
					const { refusal, createdByEstimates, withoutPrice } = one;
					const bought = byCreations(one.bought);
					expect(costOf(bought)).toBeLessThanOrEqual(10 * centsOf(schedule, n));
					const mayNot = refusal !== undefined || createdByEstimates.length > 0 || withoutPrice > 0;
					if (mayNot) expect(bought).toEqual([]);
					// Nobody else gets its tasks meanwhile, so what it comes to was counted.
					expect(wordsOf(one)).not.toContain('not part of the price check');
					if (refusal !== undefined) {
						for (const id of createdByEstimates) expect(refusal).toContain(id);
						seen[isBought ? 'refusedLater' : 'refused'] += 1;
					}
					if (isBought && bought.length > 0) seen.boughtLater += 1;
					if (createdByEstimates.length > 0) seen.created += 1;
					isBought ||= bought.length > 0;
				}
				if (schedule.resubmitUnclear) return;
				const scenes = expectStoriesKept(schedule, played);
				seen.whole += scenes.filter((count) => count > 1).length;

				// A story is estimated to its end before its first scene is bought, so all tries together stay
				// below the limit of the one that began, if no story was left out there.
				if (schedule.fileFaults.includes(true)) return;
				const kept = byCreations(played.gateway.bought).filter(({ fails }) => !fails);
				const limits = played.tries.map((_one, n) => centsOf(schedule, n));
				expect(costOf(kept)).toBeLessThanOrEqual(10 * Math.max(...limits));
			}),
			{ numRuns: 1000 },
		);
		// Runs that never come this far would prove little.
		expect(seen.refused).toBeGreaterThan(200);
		expect(seen.refusedLater).toBeGreaterThan(20);
		expect(seen.boughtLater).toBeGreaterThan(100);
		expect(seen.created).toBeGreaterThan(15);
		expect(seen.whole).toBeGreaterThan(30);
	});

	test('and where every estimate comes, a try is refused only if what is left is above it', async () => {
		const seen = { above: 0, below: 0, aboveLater: 0, belowOnlyLater: 0 };
		/** By each of these, nobody is in doubt whether something was bought. */
		const clear = fc.constantFrom<Fault[]>(
			{ type: 'none', delay: 100 },
			{ type: 'none', delay: 100 },
			{ type: 'refusedConnection' },
			{ type: 'status', status: 402, after: false },
			{ type: 'status', status: 429, after: false, retryAfter: 5 },
		);
		const smooth = fc
			.tuple(anyLimitedStory, fc.array(clear, { maxLength: 16 }))
			.map(([schedule, createFaults]) => ({
				...schedule,
				createFaults,
				fileFaults: [],
				totalTimeout: 0,
				stopAt: undefined,
				crashAt: undefined,
				limit: { cents: schedule.limit?.cents ?? [], answers: [], estimateFaults: [] },
			}));
		await fc.assert(
			fc.asyncProperty(smooth, async (schedule) => {
				const free = await play({
					...schedule,
					...{ limit: undefined, createFaults: [], pollFaults: [], timeout: 900, tries: 1 },
					tasks: [{ seconds: 60, fails: false, reports: true }],
				});
				const all = costOf(free.gateway.bought);
				const { tries, gateway } = await play(schedule);
				for (const [n, one] of tries.entries()) {
					const before = tries.slice(0, n);
					const gone = refunded(before, gateway.bought);
					const kept = before.flatMap(({ bought }) => bought).filter(({ id }) => !gone.has(id));
					const isAbove = all - costOf(kept) > 10 * centsOf(schedule, n);
					expect(one.refusal !== undefined).toBe(isAbove);
					seen[isAbove ? 'above' : 'below'] += 1;
					if (kept.length > 0 && isAbove) seen.aboveLater += 1;
					if (!isAbove && all > 10 * centsOf(schedule, n)) seen.belowOnlyLater += 1;
				}
			}),
			{ numRuns: 500 },
		);
		expect(seen.above).toBeGreaterThan(80);
		expect(seen.below).toBeGreaterThan(300);
		expect(seen.aboveLater).toBeGreaterThan(5);
		expect(seen.belowOnlyLater).toBeGreaterThan(4);
	});
});
