import fc from 'fast-check';

import { KINDS, STORIES } from './items';
import type { Schedule } from './schedule';
import { creationFault, pollFaults } from './faults';

/**
 * Any schedule of items, durations, failures, answers, stops and retries.
 *
 * @param kinds of operations
 * @param items most items
 * @param fails how many of ten tasks fail
 * @param seconds how long a task takes at most
 */
const schedules = (
	kinds: string[],
	items: number,
	fails: number,
	seconds: number,
): fc.Arbitrary<Schedule> =>
	fc.record({
		kind: fc.constantFrom(...kinds),
		prompts: fc.array(fc.constantFrom('kite', 'boat', 'fox'), { minLength: 1, maxLength: items }),
		createFaults: fc.array(creationFault, { maxLength: 16 }),
		pollFaults: pollFaults,
		fileFaults: fc.array(
			fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
			{ maxLength: 40 },
		),
		tasks: fc.array(
			fc.record({
				seconds: fc.integer({ min: 0, max: seconds }),
				fails: fc.integer({ min: 0, max: 9 }).map((n) => n < fails),
				reports: fc.boolean(),
			}),
			{ minLength: 1, maxLength: 8 },
		),
		maxConcurrency: fc.integer({ min: 1, max: 8 }),
		timeout: fc.integer({ min: 1, max: 900 }),
		totalTimeout: fc.constantFrom(0, 0, 60, 600),
		outputOnTimeout: fc.boolean(),
		stopAt: fc.option(fc.integer({ min: 0, max: 300_000 }), { nil: undefined, freq: 3 }),
		stopInTry: fc.integer({ min: 0, max: 3 }),
		tries: fc.integer({ min: 1, max: 5 }),
		crashAt: fc.option(fc.integer({ min: 0, max: 300_000 }), { nil: undefined, freq: 2 }),
		crashInTry: fc.integer({ min: 0, max: 3 }),
		crashLosesAll: fc.boolean(),
	});

export const anySchedule = schedules(Object.keys(KINDS), 8, 5, 1200);

/** A schedule whose items are stories of 1 to 6 scenes, which get to their end now and then. */
export const anyStorySchedule = fc
	.tuple(
		schedules(Object.keys(STORIES), 4, 1, 400),
		fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 4, maxLength: 4 }),
	)
	.map(([schedule, scenes]): Schedule => ({ ...schedule, scenes }));
