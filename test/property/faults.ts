import fc from 'fast-check';

import type { Fault } from './fakeGateway';

const delay = fc.integer({ min: 1, max: 200_000 });
const retryAfter = fc.option(fc.integer({ min: 0, max: 120 }), { nil: undefined });

/** The fault of a request. */
export const fault: fc.Arbitrary<Fault> = fc.oneof(
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
			// Most 4xx are sent instead of the work; others may come after it.
			after: fc.constant(false),
			retryAfter,
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			type: fc.constant('status' as const),
			status: fc.constantFrom(202, 408, 409, 424, 499, 500, 502, 503, 504),
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
			body: fc.constantFrom(
				...['', '<html>502</html>', '{"id":"task-', 'null', '[]', '{}', '"ok"'],
				...[
					'{"message":"Task created"}',
					'{"code":500,"message":"no"}',
					'{"error":"exists already"}',
				],
			),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({ type: fc.constant('silent' as const), after: fc.boolean() }),
	},
);

/** A doubtful answer in the place of a poll's, once or for some time. */
const doubt = fc.record({ type: fc.constant('doubt' as const), which: fc.nat(1_000) });

const covers = fc.constant<Fault>({ type: 'covers' });

/** The faults of the polls, one by one. */
export const pollFaults: fc.Arbitrary<Fault[]> = fc
	.array(
		fc.oneof(
			{ weight: 5, arbitrary: fault.map((one) => [one]) },
			{ weight: 1, arbitrary: covers.map((one) => [one]) },
			{ weight: 2, arbitrary: doubt.map((one) => [one]) },
			{
				weight: 1,
				arbitrary: fc
					.tuple(doubt, fc.integer({ min: 2, max: 20 }))
					.map(([one, times]) => Array<Fault>(times).fill(one)),
			},
		),
		{ maxLength: 24 },
	)
	.map((lists) => lists.flat());

/** The fault of a creation. */
export const creationFault: fc.Arbitrary<Fault> = fc.oneof(
	{ weight: 9, arbitrary: fault },
	{
		weight: 1,
		arbitrary: fc.record({ type: fc.constant('bare' as const), which: fc.nat(1_000) }),
	},
);
