/** Are estimates requested once, in parallel after the first, and not at all once one created a task? */

import type { Estimate } from '../../../nodes/Vidu/gateway/estimate';
import type { GatewayRequest, SendRequest } from '../../../nodes/Vidu/gateway/http';
import { ImageStandIn } from '../../../nodes/Vidu/images/standIn';
import { CreatedByEstimate, estimateAll, sumEstimates } from '../../../nodes/Vidu/tasks/estimates';
import type { EstimateDeps } from '../../../nodes/Vidu/tasks/estimates';
import type { Purchase } from '../../../nodes/Vidu/tasks/purchase';
import { RateLimiter } from '../../../nodes/Vidu/tasks/rateLimiter';
import { VirtualClock } from '../../property/virtualClock';
import { answer, noAnswer } from '../answers';
import type { Sent } from '../answers';
import { purchaseOf } from '../purchases';

const COST = answer(200, { status: 'success', data: { cost: '0.15', currency: 'USD' } });
const taskAnswer = (id: string) => answer(200, { id, status: 'in_progress' });

/** Requests on a virtual clock; `reply` is given the number of the request, from 0. */
async function estimate(
	purchases: readonly Purchase[],
	reply: (n: number, clock: VirtualClock) => Sent | Promise<Sent>,
	changes: Partial<EstimateDeps> = {},
) {
	const clock = new VirtualClock();
	const requests: Array<GatewayRequest & { at: number; open: number }> = [];
	let open = 0;
	const send: SendRequest = async (request) => {
		open += 1;
		requests.push({ ...request, at: clock.now(), open });
		const sent = await reply(requests.length - 1, clock);
		open -= 1;
		return sent;
	};
	const limiter = new RateLimiter();
	const deps = { send, clock, deadline: Infinity, limiter, concurrency: 5, ...changes };
	const work = estimateAll(deps, purchases).catch((error: unknown) => error);
	const result = await clock.run(work, 10_000_000);
	const estimates = result instanceof Map ? purchases.map((one) => result.get(one)?.type) : [];
	return { requests, clock, estimates, result };
}

const different = (count: number) =>
	Array.from({ length: count }, (_, n) => purchaseOf({ duration: n }));
const image = new ImageStandIn('image/png', 15_000_000);

describe('estimates are requested', () => {
	const free = ['prompt', 'payload', 'meta_data', 'callback_url', 'seed'].flatMap((name) =>
		[1, 2].map((value) => purchaseOf({ [name]: value, duration: 5 })),
	);
	const images = [image, 'https://a'].map((one) =>
		purchaseOf({ subjects: [{ id: 'a', images: [one, image] }] }),
	);

	it.each<[number, string, Purchase[]]>([
		[1, 'what has no price', free],
		[1, 'their images', images],
		[2, 'the model', [purchaseOf(), purchaseOf({}, { model: 'other' })]],
		[2, 'a parameter', [purchaseOf({ resolution: '720p' }), purchaseOf({ resolution: '1080p' })]],
		[2, 'a switch', [purchaseOf({ bgm: true }), purchaseOf({})]],
		[2, 'the video', [purchaseOf({ video_url: 'a' }), purchaseOf({ video_url: 'b' })]],
		[2, 'the number of images', [1, 2].map((n) => purchaseOf({ images: Array(n).fill('a') }))],
	])('%i time(s) for requests that differ in %s', async (count, _what, purchases) => {
		const { requests, estimates } = await estimate(purchases, () => COST);
		expect(requests).toHaveLength(count);
		expect(new Set(estimates)).toEqual(new Set(['known']));
		expect(JSON.stringify(requests[0].body).length).toBeLessThan(1_000);
	});

	it('in parallel once the first one is answered', async () => {
		const { requests } = await estimate(different(12), async (_n, clock) => {
			await clock.sleep(1_000);
			return COST;
		});
		expect(requests).toHaveLength(12);
		expect(requests[1].at).toBeGreaterThanOrEqual(1_000);
		expect(Math.max(...requests.map(({ open }) => open))).toBe(5);
	});

	it('three times at most, with 15 s for each answer', async () => {
		const { requests, result } = await estimate(different(1), () => noAnswer('ECONNABORTED'));
		expect(requests.map(({ timeout }) => timeout)).toEqual([15_000, 15_000, 15_000]);
		const none = { type: 'none', reason: expect.stringMatching(/in time/) };
		expect([...(result as Map<Purchase, Estimate>).values()]).toEqual([none]);
	});

	it('again until one is answered', async () => {
		const reply = (n: number) => (n < 2 ? answer(503, {}) : COST);
		const { requests, estimates } = await estimate(different(1), reply);
		expect([requests.length, estimates]).toEqual([3, ['known']]);
	});

	it('after the wait that a 429 asked for, all of them', async () => {
		const { requests } = await estimate(different(4), (n) =>
			n === 1 ? answer(429, {}, { 'retry-after': '20' }) : COST,
		);
		expect(requests).toHaveLength(5);
		for (const { at } of requests.slice(4)) {
			expect(at).toBeGreaterThanOrEqual(requests[1].at + 20_000);
		}
	});
});

describe('there is no estimate', () => {
	it('where the gateway asks to wait for an hour', async () => {
		const { clock, estimates } = await estimate(different(2), () =>
			answer(429, {}, { 'retry-after': '3600' }),
		);
		expect(estimates).toEqual(['none', 'none']);
		expect(clock.now()).toBeLessThan(300_000);
	});

	it('after the total timeout', async () => {
		const reply = async (_n: number, clock: VirtualClock) => {
			await clock.sleep(2_000);
			return noAnswer('ECONNABORTED');
		};
		const { requests, estimates } = await estimate(different(2), reply, { deadline: 2_000 });
		expect(requests.map(({ timeout }) => timeout)).toEqual([2_000]);
		expect(estimates).toEqual(['none', 'none']);
	});

	it('after a stop', async () => {
		const stop = new AbortController();
		const reply = () => {
			stop.abort();
			return COST;
		};
		const { requests, estimates } = await estimate(different(5), reply, { signal: stop.signal });
		expect(requests).toHaveLength(1);
		expect(estimates).toEqual(['known', 'none', 'none', 'none', 'none']);
	});
});

describe('an estimate that created a task', () => {
	it('is the last one, if it is the first', async () => {
		const { requests, result } = await estimate(different(5), () => taskAnswer('t'));
		expect(requests).toHaveLength(1);
		expect(result).toBeInstanceOf(CreatedByEstimate);
		expect(result).toMatchObject({ taskIds: ['t'], message: expect.stringContaining('t') });
	});

	it('ends the call with every task that parallel ones created', async () => {
		const reply = async (n: number, clock: VirtualClock) => {
			await clock.sleep(1_000);
			return n === 0 ? COST : taskAnswer(`t-${n}`);
		};
		const { requests, result } = await estimate(different(9), reply, { concurrency: 3 });
		expect(requests).toHaveLength(4);
		expect(result).toMatchObject({ taskIds: ['t-1', 't-2', 't-3'] });
	});
});

const usd = (cost: number, currency = 'USD'): Estimate => ({ type: 'known', cost, currency });
const NONE: Estimate = { type: 'none', reason: 'why' };

it.each([
	[[usd(0.1), usd(0.2)], usd(0.3)],
	[[usd(0.15, 'EUR')], usd(0.15, 'EUR')],
	[[], usd(0)],
	[[usd(1), NONE], NONE],
	[[usd(1), usd(1, 'EUR')], { type: 'none', reason: expect.stringContaining('USD, EUR') }],
])('the sum of %j is %j', (estimates, sum) => expect(sumEstimates(estimates)).toEqual(sum));
