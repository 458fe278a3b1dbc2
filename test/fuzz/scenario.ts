import fc from 'fast-check';

import { anyPlan, AS_IT_IS, oneShape, sameDoubts } from './answers';
import type { Plans } from './wire';
import type { Engine } from './stream';

/** Everything that happens to one execution of the node. */
export interface Scenario {
	/** Prompts of the items; an empty one cannot be sent. */
	prompts: string[];
	/** Whether the items buy, or poll tasks that somebody bought before. */
	operation: 'buy' | 'get' | 'wait';
	plans: Plans;
	tasks: Array<{ seconds: number; fails: boolean; reports: boolean }>;
	engine: Engine;
	tries: number;
	continueOnFail: boolean;
	waits: boolean;
	downloads: boolean;
	/** Megabytes. */
	maxFileSize: number;
	maxConcurrency: number;
	/** Seconds. */
	timeout: number;
	totalTimeout: number;
	outputOnTimeout: boolean;
	/** Max Cost in USD. */
	limit?: { usd: number; isExpression: boolean };
	dryRun: boolean;
	/** Milliseconds after the start of the first try at which it is stopped. */
	stopAt?: number;
}

const prompt = fc.oneof(
	{ weight: 20, arbitrary: fc.constantFrom('kite', 'boat', 'fox') },
	{ weight: 1, arbitrary: fc.constant('') },
);

/** Enough true answers in between that a run reaches the files. */
const somePlan = fc.oneof(
	{ weight: 1, arbitrary: anyPlan },
	{ weight: 1, arbitrary: fc.constant(AS_IT_IS) },
);

/** A true file in most ways, so that the bytes are read at all. */
const someFile = fc.oneof(
	anyPlan,
	fc
		.constantFrom('end', 'reset', 'stall', 'drip', 'pour', 'pour')
		.map((ending) => ({ ...AS_IT_IS, ending })),
);

/** One of some, the first one most often. */
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
	fc.oneof(
		{ weight: 5, arbitrary: fc.constant(usual) },
		{ weight: 2, arbitrary: fc.constantFrom(...others) },
	);

const scenario = fc.record({
	prompts: fc.array(prompt, { minLength: 1, maxLength: 3 }),
	operation: fc.oneof(
		{ weight: 8, arbitrary: fc.constant('buy' as const) },
		{ weight: 2, arbitrary: fc.constantFrom('get', 'wait') },
	),
	plans: fc.record({
		creates: fc.array(
			fc.oneof({ weight: 3, arbitrary: somePlan }, { weight: 1, arbitrary: oneShape }),
			{ minLength: 1, maxLength: 4, size: 'max' },
		),
		polls: fc.oneof(
			{ weight: 9, arbitrary: fc.array(somePlan, { minLength: 1, maxLength: 5, size: 'max' }) },
			{ weight: 1, arbitrary: sameDoubts },
		),
		files: fc.array(someFile, { minLength: 1, maxLength: 3, size: 'max' }),
		estimates: fc.array(somePlan, { minLength: 1, maxLength: 4, size: 'max' }),
	}),
	tasks: fc.array(
		fc.record({
			seconds: fc.oneof(
				{ weight: 4, arbitrary: fc.integer({ min: 0, max: 40 }) },
				{ weight: 1, arbitrary: fc.nat(400) },
			),
			fails: mostly(false, true),
			reports: fc.boolean(),
		}),
		{ minLength: 1, maxLength: 3 },
	),
	engine: fc.constantFrom('prompt', 'lazy', 'deaf'),
	tries: fc.integer({ min: 1, max: 3 }),
	continueOnFail: fc.boolean(),
	waits: mostly(true, false),
	downloads: mostly(true, false),
	maxFileSize: fc.constantFrom(1, 2000),
	maxConcurrency: fc.integer({ min: 1, max: 3 }),
	timeout: fc.oneof(
		{ weight: 3, arbitrary: fc.integer({ min: 60, max: 300 }) },
		{ weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) },
	),
	totalTimeout: mostly(0, 30, 300),
	outputOnTimeout: fc.boolean(),
	limit: fc.oneof(
		{ weight: 3, arbitrary: fc.constant(undefined) },
		{
			weight: 2,
			arbitrary: fc.record({
				usd: fc.constantFrom(0, 0.15, 0.16, 0.3, 0.44, 0.45, 5, 5),
				isExpression: fc.boolean(),
			}),
		},
	),
	dryRun: fc.oneof(
		{ weight: 14, arbitrary: fc.constant(false) },
		{ weight: 1, arbitrary: fc.constant(true) },
	),
	stopAt: fc.oneof(
		{ weight: 5, arbitrary: fc.constant(undefined) },
		{ weight: 1, arbitrary: fc.integer({ min: 0, max: 100_000 }) },
	),
}) as fc.Arbitrary<Scenario>;

/** Any execution, against a gateway that answers as it likes. Small numbers are no likelier than others. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.noBias(scenario);
