import fc from 'fast-check';

import type { Trouble } from './fakeGateway';
import { KINDS, STORIES } from './items';
import type { PrechargeTroubles } from './precharge';

/** One tries' worth of history: what happens at which request, and when the user stops it. */
export interface Schedule {
	/** What the node does with the items. */
	kind: string;
	/** Prompts of the items; some are the same. */
	prompts: string[];
	/** Of stories: the number of scenes of each item. */
	scenes?: number[];
	/** Of stories: how long each scene is meant to be, in seconds. */
	seconds?: number[];
	/** Max Cost of each try in cents, and what comes of estimates; undefined for no limit. */
	limit?: PrechargeTroubles & { cents: number[] };
	resubmitUnclear?: boolean;
	/** What goes wrong, request by request; when they are used up, nothing goes wrong. */
	createTroubles: Trouble[];
	lookTroubles: Trouble[];
	/** Which readings of a file fail, in order; when they are used up, none does. */
	fileTroubles: boolean[];
	tasks: Array<{ seconds: number; fails: boolean; reports: boolean }>;
	maxConcurrency: number;
	/** Seconds. */
	timeout: number;
	totalTimeout: number;
	outputOnTimeout: boolean;
	/** Milliseconds after the start of a try at which it is stopped, and which try that is. */
	stopAt?: number;
	stopInTry: number;
	tries: number;
	/** Milliseconds after the start of a try at which n8n crashes, and which try that is. */
	crashAt?: number;
	crashInTry: number;
	/** Whether n8n had saved nothing since the start, as between the tries of Retry On Fail. */
	crashLosesAll: boolean;
}

const delay = fc.integer({ min: 1, max: 200_000 });
const retryAfter = fc.option(fc.integer({ min: 0, max: 120 }), { nil: undefined });

/** What goes wrong with a request. */
export const trouble: fc.Arbitrary<Trouble> = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.record({
			type: fc.constant('none' as const),
			delay: fc.integer({ min: 1, max: 2000 }),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ type: fc.constant('none' as const), delay }) },
	{ weight: 2, arbitrary: fc.constant({ type: 'refusedConnection' as const }) },
	{ weight: 1, arbitrary: fc.constant({ type: 'noHost' as const }) },
	{
		weight: 2,
		arbitrary: fc.record({ type: fc.constant('lost' as const), after: fc.boolean(), delay }),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			type: fc.constant('status' as const),
			status: fc.constantFrom(400, 401, 402, 403, 404, 408, 500, 502, 503, 504),
			// A 4xx is sent instead of the work; a 5xx may come after it.
			after: fc.constant(false),
			retryAfter,
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			type: fc.constant('status' as const),
			status: fc.constantFrom(500, 502, 503, 504),
			after: fc.constant(true),
			retryAfter,
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			type: fc.constant('status' as const),
			status: fc.constant(429),
			after: fc.constant(false),
			retryAfter,
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			type: fc.constant('garbled' as const),
			body: fc.constantFrom('', '<html>502</html>', '{"id":"task-', 'null', '[]', '{}', '"ok"'),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({ type: fc.constant('silent' as const), after: fc.boolean() }),
	},
);

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
		createTroubles: fc.array(trouble, { maxLength: 16 }),
		lookTroubles: fc.array(trouble, { maxLength: 24 }),
		fileTroubles: fc.array(
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
