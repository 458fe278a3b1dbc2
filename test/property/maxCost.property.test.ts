import { setMaxListeners } from 'node:events';

import fc from 'fast-check';

import { limitCost } from '../../nodes/Vidu/execute/maxCost';
import type { GatewayRequest, SendRequest } from '../../nodes/Vidu/gateway/http';
import { newBatch } from '../../nodes/Vidu/tasks/batch';
import { CreatedByEstimate } from '../../nodes/Vidu/tasks/estimates';
import type { PreviousScene, Job, Scene } from '../../nodes/Vidu/tasks/job';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { NO_LEDGER } from '../../nodes/Vidu/tasks/ledger';
import type { Purchase } from '../../nodes/Vidu/tasks/purchase';
import { runJobs } from '../../nodes/Vidu/tasks/runJobs';
import { FakeGateway } from './fakeGateway';
import { anyPrechargeFaults, isTask } from './precharge';
import type { PrechargeFaults } from './precharge';
import { anySchedule } from './anySchedule';
import type { Schedule } from './schedule';
import { VirtualClock } from './virtualClock';

// A guard against a run that hangs: these take a minute, and longer on a busy machine.
jest.setTimeout(900_000);

interface Limited extends Schedule, PrechargeFaults {
	/** One for each item, in tenths of a dollar; each further scene costs one more. */
	prices: number[];
	/** Scenes of each item; 0 for one that is no story. */
	lengths: number[];
	/** One for each attempt, in the same unit: the user may change it between two. 0: nothing may be bought. */
	maxCosts: number[];
	/** Two parallel calls of a tool, which may get each other's tasks. */
	isTool: boolean;
	resubmitUnclear: boolean;
}

/** The result of one call of the node. */
interface Call {
	/** Its Max Cost, in tenths of a dollar. */
	limit: number;
	/** Prices of everything that its creations bought, in tenths of a dollar, answered or not. */
	spent: number[];
	refusal?: string;
	wasStopped: boolean;
	/** Estimates sent after one was answered by a task. */
	askedAfterTask: number;
	sawTask: boolean;
}

const priceIn = (body: unknown): number =>
	(body as { input: [{ params: { price: number } }] }).input[0].params.price;

async function play(schedule: Limited) {
	const clock = new VirtualClock();
	const queues = {
		create: [...schedule.createFaults],
		poll: [...schedule.pollFaults],
		estimate: [...schedule.estimateFaults],
	};
	const answers = [...schedule.answers];
	const gateway = new FakeGateway(
		clock,
		(kind) => queues[kind].shift() ?? { type: 'none', delay: 100 },
		(n) => schedule.tasks[n % schedule.tasks.length],
		{
			estimates: () => answers.shift() ?? 'usd',
			costOf: ({ price }) => Number(price) / 10,
		},
	);
	let context: Record<string, unknown> = {};
	const calls: Call[] = [];
	for (let n = 0; n < schedule.tries; n += 1) {
		const stop = new AbortController();
		// Two calls share it, with several items each.
		setMaxListeners(0, stop.signal);
		gateway.signal = stop.signal;
		if (n === schedule.stopInTry && schedule.stopAt !== undefined) {
			clock.at(clock.now() + schedule.stopAt, () => stop.abort());
		}
		const limit = schedule.maxCosts[n % schedule.maxCosts.length];
		const once = async (run: number) =>
			await oneCall(schedule, { clock, gateway, context, signal: stop.signal, run, limit });
		const runs = schedule.isTool ? [2 * n, 2 * n + 1] : [0];
		calls.push(...(await clock.run(Promise.all(runs.map(once)), 400_000_000)));
		context = JSON.parse(JSON.stringify(context)) as Record<string, unknown>;
		if (stop.signal.aborted) break;
	}
	return { gateway, calls };
}

interface Surroundings {
	clock: VirtualClock;
	gateway: FakeGateway;
	context: Record<string, unknown>;
	signal: AbortSignal;
	run: number;
	limit: number;
}

async function oneCall(
	schedule: Limited,
	{ clock, gateway, context, signal, run, limit }: Surroundings,
): Promise<Call> {
	const call: Call = { limit, spent: [], wasStopped: false, askedAfterTask: 0, sawTask: false };
	const send: SendRequest = async (request: GatewayRequest) => {
		const isEstimate = request.path.endsWith('/precharge');
		if (isEstimate && call.sawTask) call.askedAfterTask += 1;
		const before = gateway.bought.length;
		const sent = gateway.send(request);
		// The gateway does its work at once, or not at all.
		const buys = gateway.bought.length > before;
		if (buys && !isEstimate) call.spent.push(priceIn(request.body));
		const answered = await sent;
		if (isEstimate && 'response' in answered) call.sawTask ||= isTask(answered.response.body);
		return answered;
	};
	const journal = Journal.open(context);
	const shared = { send, clock, journal, ledger: NO_LEDGER, signal, onEvent: () => {} };
	const batch = newBatch(shared, schedule.totalTimeout * 1000, () => 0.5);
	const jobs = schedule.prompts.map((_prompt, item) => toJob(schedule, item, run));
	const { maxConcurrency } = schedule;
	const refusal = await limitCost(batch, jobs, limit / 10, maxConcurrency).catch((error) => {
		if (!(error instanceof CreatedByEstimate)) throw error;
		return { what: error.message };
	});
	call.refusal = refusal?.what;
	if (call.refusal === undefined) await runJobs(batch, jobs, maxConcurrency, async (one) => one);
	call.wasStopped = signal.aborted;
	return call;
}

function toJob(schedule: Limited, item: number, run: number): Job {
	const { isTool, resubmitUnclear, prompts, prices, lengths } = schedule;
	const price = prices[item % prices.length];
	const purchase = (scene?: number, before?: PreviousScene): Purchase => {
		const extendsTask = before?.taskId;
		const request = { prompt: prompts[item], price: price + (scene ?? 1) - 1 };
		const about = JSON.stringify([request, extendsTask]);
		const inputDigest = isTool ? about : `${item} ${about}`;
		const params = { ...request, video_url: before?.videoUrl };
		return {
			...{ run, runNumber: run, item, scene, extendsTask, isTool },
			...{ inputDigest, request: inputDigest, parameters: inputDigest },
			...{ model: 'm', kind: 'm', resubmitUnclear },
			params: async () => params,
			preview: () => params,
		};
	};
	const length = lengths[item % lengths.length];
	const scenes = Array.from({ length }, (_, index): Scene => ({
		...{ model: 'm', sent: {} },
		purchase: (before) => purchase(index + 1, before),
	}));
	return {
		item,
		target: length === 0 ? { type: 'purchase', purchase: purchase() } : { type: 'scenes', scenes },
		until: 'end',
		timeout: schedule.timeout * 1000,
		outputOnTimeout: schedule.outputOnTimeout,
	};
}

/** Everything that the items cost together, in tenths of a dollar. */
const sumOf = ({ prompts, prices, lengths }: Limited): number =>
	prompts
		.flatMap((_, item) =>
			Array.from(
				{ length: Math.max(1, lengths[item % lengths.length]) },
				(_scene, index) => prices[item % prices.length] + index,
			),
		)
		.reduce((sum, price) => sum + price, 0);

const anyLimited: fc.Arbitrary<Limited> = fc
	.tuple(
		anySchedule,
		anyPrechargeFaults,
		fc.record({
			prices: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 8 }),
			lengths: fc.oneof(
				fc.constant<number[]>([0]),
				fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 }),
			),
			maxCosts: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 3 }),
			isTool: fc.boolean(),
			resubmitUnclear: fc.boolean(),
		}),
	)
	.map(([schedule, faults, limited]) => ({ ...schedule, ...faults, ...limited }));

describe('whatever happens on the way to an estimate', () => {
	test('no call buys above Max Cost, and none that is refused buys at all', async () => {
		const seen = { refused: 0, bought: 0, tasks: 0 };
		await fc.assert(
			fc.asyncProperty(anyLimited, async (schedule) => {
				const { gateway, calls } = await play(schedule);
				for (const { limit, spent, refusal, sawTask, askedAfterTask } of calls) {
					expect(spent.reduce((sum, price) => sum + price, 0)).toBeLessThanOrEqual(limit);
					if (limit === 0) expect(spent).toEqual([]);
					if (refusal !== undefined || sawTask) expect(spent).toEqual([]);
					// Those that were running when the answer came may be tried no more, either.
					expect(askedAfterTask).toBe(0);
					if (refusal !== undefined) seen.refused += 1;
					if (spent.length > 0) seen.bought += 1;
					if (sawTask) seen.tasks += 1;
				}
				expect(gateway.creationsAfterStop).toBe(0);
			}),
			{ numRuns: 2000 },
		);
		// Runs that never come this far would prove little.
		expect(seen.refused).toBeGreaterThan(1000);
		expect(seen.bought).toBeGreaterThan(250);
		expect(seen.tasks).toBeGreaterThan(80);
	});

	test('and where every estimate comes, the first call is refused only above it', async () => {
		const smooth = anyLimited.map((schedule) => ({
			...schedule,
			...{ answers: [], estimateFaults: [], stopAt: undefined, totalTimeout: 0, isTool: false },
		}));
		await fc.assert(
			fc.asyncProperty(smooth, async (schedule) => {
				const [first] = (await play(schedule)).calls;
				const isAbove = first.limit === 0 || sumOf(schedule) > first.limit;
				expect(first.refusal !== undefined).toBe(isAbove);
			}),
			{ numRuns: 500 },
		);
	});
});
