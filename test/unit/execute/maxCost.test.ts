/** Is all that a call would buy counted, and nothing else created, so that Max Cost is never exceeded? */

import { checkMaxCost, limitCost, whatToBuy } from '../../../nodes/Vidu/execute/maxCost';
import type { Estimate } from '../../../nodes/Vidu/gateway/estimate';
import type { GatewayRequest, SendRequest } from '../../../nodes/Vidu/gateway/http';
import { newBatch } from '../../../nodes/Vidu/tasks/batch';
import type { Entry, EntryState } from '../../../nodes/Vidu/tasks/entry';
import { CreatedByEstimate } from '../../../nodes/Vidu/tasks/estimates';
import type { Job } from '../../../nodes/Vidu/tasks/job';
import { Journal } from '../../../nodes/Vidu/tasks/journal';
import { NO_LEDGER } from '../../../nodes/Vidu/tasks/ledger';
import type { Purchase } from '../../../nodes/Vidu/tasks/purchase';
import { runJobs } from '../../../nodes/Vidu/tasks/runJobs';
import { VirtualClock } from '../../property/virtualClock';
import { answer } from '../answers';
import type { Sent } from '../answers';
import { HOUR, jobOf, purchaseOf } from '../purchases';
import type { Memory } from '../purchases';

/** A memory in which an earlier attempt left an entry. */
function memoryWith(state: EntryState, taskId?: string, key: Partial<Purchase> = {}): Memory {
	const memory: Memory = {};
	const journal = Journal.open(memory);
	Object.assign(journal.begin(purchaseOf({}, key), 'm', 0), { state, taskId });
	journal.release(key.item ?? 0);
	return memory;
}

/** A job of scenes, each of which extends the previous one. */
const story = (scenes: number, changes: Partial<Purchase> = {}): Job =>
	jobOf(purchaseOf(), {
		target: {
			type: 'scenes',
			scenes: Array.from({ length: scenes }, (_, index) => ({
				...{ model: 'm', sent: {} },
				purchase: (previous) =>
					purchaseOf({}, { scene: index + 1, extendsTask: previous?.taskId, ...changes }),
			})),
		},
	});

describe('what is to be bought', () => {
	/** How many purchases each item needs. */
	const toBuy = (memory: Memory, ...jobs: Job[]) =>
		whatToBuy(Journal.open(memory), jobs).map(({ purchases }) => purchases.length);
	const again = { resubmitUnclear: true };
	const tool = { isTool: true };

	it.each<[string, number[], Memory, Job[]]>([
		['a new item', [1], {}, [jobOf(purchaseOf())]],
		['a running task', [0], memoryWith('running', 't'), [jobOf(purchaseOf())]],
		['a completed task', [0], memoryWith('completed', 't'), [jobOf(purchaseOf())]],
		['an unclear creation', [0], memoryWith('unclear'), [jobOf(purchaseOf())]],
		['a creation that a crash ended', [0], memoryWith('submitting'), [jobOf(purchaseOf())]],
		['a refused creation', [1], memoryWith('refused'), [jobOf(purchaseOf())]],
		['a failed task', [1], memoryWith('failed', 't'), [jobOf(purchaseOf())]],
		['an unclear one to resubmit', [1], memoryWith('unclear'), [jobOf(purchaseOf({}, again))]],
		['a running one to resubmit', [0], memoryWith('running', 't'), [jobOf(purchaseOf({}, again))]],
		[
			'one task for two calls of a tool',
			[0, 1],
			memoryWith('running', 't', tool),
			[0, 1].map((item) => jobOf(purchaseOf({}, { ...tool, item }))),
		],
		['a new story', [3], {}, [story(3)]],
		['a story with a first scene', [2], memoryWith('completed', 't', { scene: 1 }), [story(3)]],
		[
			'a story with an unclear scene',
			[0],
			memoryWith('unclear', undefined, { scene: 1 }),
			[story(3)],
		],
		['a story to resubmit', [3], memoryWith('unclear', undefined, { scene: 1 }), [story(3, again)]],
		[
			'an existing task',
			[0],
			{},
			[jobOf(purchaseOf(), { target: { type: 'existing', taskId: 't' } })],
		],
	])('with %s is %p', (_name, counts, memory, jobs) => {
		const before = structuredClone(memory);
		expect(toBuy(memory, ...jobs)).toEqual(counts);
		expect(memory).toEqual(before);
	});
});

it('ten thousand entries are each read a few times where all items ask in one stretch', () => {
	const memory: Memory = {};
	const journal = Journal.open(memory);
	let reads = 0;
	const jobs = Array.from({ length: 10_000 }, (_none, item) => {
		const purchase = purchaseOf({}, { item });
		const entry = journal.begin(purchase, 'm', 0);
		Object.assign(entry, { taskId: `task-${item}` });
		journal.release(item);
		return jobOf(purchase);
	});
	memory.viduTasks = (memory.viduTasks as Entry[]).map((entry) => {
		const { item } = entry;
		return Object.defineProperty({ ...entry, state: 'running' }, 'item', {
			get: () => {
				reads += 1;
				return item;
			},
		});
	});
	const again = Journal.open(memory);
	const toBuy = whatToBuy(again, jobs);
	expect(toBuy.every(({ purchases }) => purchases.length === 0)).toBe(true);
	expect(reads).toBeLessThan(100_000);
	const claimed = jobs.map(({ item }) => again.claim(purchaseOf({}, { item }))?.taskId);
	expect(claimed).toEqual(jobs.map(({ item }) => `task-${item}`));
});

/** One call with Max Cost; `meanwhile` happens while an estimate is requested. */
async function buyWith(
	maxCost: number | undefined,
	memory: Memory,
	jobs: Job[],
	estimate: Sent,
	meanwhile = () => {},
) {
	const clock = new VirtualClock();
	const requests: GatewayRequest[] = [];
	const send: SendRequest = async (request) => {
		requests.push(request);
		if (!request.path.endsWith('/precharge')) {
			return answer(200, { id: 'new', status: 'completed', output: [{ url: 'https://v' }] });
		}
		meanwhile();
		return estimate;
	};
	const journal = Journal.open(memory);
	const batch = newBatch({ send, clock, journal, ledger: NO_LEDGER, onEvent: () => {} }, 0);
	const refusal = await clock.run(limitCost(batch, jobs, maxCost, 5), HOUR);
	const run = runJobs(batch, jobs, 5, async (result) => result);
	const results = await clock.run(run, clock.now() + HOUR);
	const count = (path: RegExp) =>
		requests.filter((one) => one.method === 'POST' && path.test(one.path)).length;
	return { refusal, results, estimates: count(/precharge$/), creations: count(/generation$/) };
}

const cost = (amount: unknown, currency = 'USD') =>
	answer(200, { status: 'success', data: { cost: amount, currency } });

describe('with Max Cost', () => {
	const toolJob = (changes = {}) => jobOf(purchaseOf(changes, { isTool: true }));
	const withTask = () => memoryWith('running', 'old', { isTool: true });

	it.each<[number, Sent, Job[], RegExp | undefined]>([
		[0.3, cost('0.1'), [story(3)], undefined],
		[
			0.29,
			cost('0.1'),
			[story(3)],
			/^This run would cost about 0\.30 USD; your limit \(Max Cost\) is 0\.29 USD$/,
		],
		[1, cost('0.15'), [0, 1].map((item) => jobOf(purchaseOf({}, { item }))), undefined],
		[1, cost('2', 'credit'), [jobOf(purchaseOf())], /in credits \(2 credits\), not in USD/],
		[1, cost('2', 'EUR'), [jobOf(purchaseOf())], /in EUR \(2\.00 EUR\), not in USD/],
		[
			1,
			answer(404, {}),
			[jobOf(purchaseOf())],
			/could not be checked against Max Cost\. Row 1 has no price/,
		],
	])('%p, where one costs %j, the refusal is right', async (maxCost, estimate, jobs, refusal) => {
		const result = await buyWith(maxCost, {}, jobs, estimate);
		if (refusal === undefined) expect(result.refusal).toBeUndefined();
		else expect(result.refusal?.what).toMatch(refusal);
		expect(result.estimates).toBe(1);
	});

	it('an existing task needs no estimate', async () => {
		const result = await buyWith(1, withTask(), [toolJob()], cost('9'));
		expect([result.refusal, result.estimates, result.creations]).toEqual([undefined, 0, 0]);
		expect(result.results).toMatchObject([{ taskId: 'old' }]);
	});

	it('nothing is created that was not counted, though another call claims the task', async () => {
		const memory = withTask();
		const jobs = [toolJob(), jobOf(purchaseOf({}, { item: 1, request: 'b', inputDigest: 'b' }))];
		const result = await buyWith(1, memory, jobs, cost('1'), () => {
			Journal.open(memory).claim(purchaseOf({}, { isTool: true }));
		});
		expect(result.refusal).toBeUndefined();
		expect(result.results).toMatchObject([
			{ failure: { type: 'notEstimated' } },
			{ taskId: 'new' },
		]);
		expect(result.creations).toBe(1);
	});

	it('off, nothing is estimated and everything is bought', async () => {
		const result = await buyWith(undefined, {}, [toolJob()], cost('9'));
		expect([result.refusal, result.estimates, result.creations]).toEqual([undefined, 0, 1]);
	});

	it('of 0, nothing is estimated and nothing may be bought, not even for nothing', async () => {
		const result = await buyWith(0, {}, [toolJob()], cost('0'));
		expect(result.refusal?.what).toBe('The expression in Max Cost gives 0');
		expect(result.estimates).toBe(0);
	});

	it('of 0, what was bought before is still given out', async () => {
		const result = await buyWith(0, withTask(), [toolJob()], cost('0'));
		expect([result.refusal, result.estimates, result.creations]).toEqual([undefined, 0, 0]);
		expect(result.results).toMatchObject([{ taskId: 'old' }]);
	});

	it('a task that an estimate created ends the call before anything is bought', async () => {
		const call = buyWith(1, {}, [toolJob()], answer(200, { id: 't', status: 'in_progress' }));
		await expect(call).rejects.toBeInstanceOf(CreatedByEstimate);
	});
});

describe('the check', () => {
	const usd = (amount: number): Estimate => ({ type: 'known', cost: amount, currency: 'USD' });
	const NONE: Estimate = { type: 'none', reason: 'the gateway was canceled' };
	const check = (limit: number, ...estimates: Estimate[]) =>
		checkMaxCost(
			limit,
			estimates.map((estimate, item) => ({ item, estimate })),
		);

	it.each<[number, number[], RegExp | undefined]>([
		[0.3, [0.1, 0.2], undefined],
		[0.6, [0.1, 0.2, 0.3], undefined],
		[0.3, [], undefined],
		[0.3 - 0.1, [0.2], undefined],
		[1e-7, [1e-7], undefined],
		[1e-7, [1e-7, 1e-12], /\(Max Cost\) is 1e-7 USD$/],
		[0.59, [0.1, 0.2, 0.3], /^This run would cost about 0\.60 USD; .* is 0\.59 USD/],
		// The message shows that it is above.
		[10, [10.00000001], /^This run would cost about 10\.0001 USD; .* is 10\.00 USD$/],
		[10, [10.000000000001], /\(Max Cost\) is 10\.00 USD$/],
	])('of %p USD for items that cost %p is right', (limit, costs, refusal) => {
		const text = check(limit, ...costs.map(usd));
		if (refusal === undefined) expect(text).toBeUndefined();
		else expect(text?.what).toMatch(refusal);
	});

	it.each<[Estimate[], RegExp]>([
		[[usd(1), NONE, NONE], /Rows 2 and 3 have no price: the gateway was cancelled$/],
		[Array(30).fill(NONE), /Rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 20 more have no/],
		[[NONE, { type: 'none', reason: 'b' }], /Row 1 has .*cancelled; Row 2 has no price: b$/],
	])('of items without an estimate refuses them all and says why, case %#', (estimates, text) => {
		expect(check(9, ...estimates)?.what).toMatch(text);
	});
});
