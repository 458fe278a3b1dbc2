/** Are estimates asked for once, side by side, a few times at most, and not at all after a stop? */

import type { GatewayRequest, Send } from '../../nodes/Vidu/gateway/http';
import { ImageStandIn } from '../../nodes/Vidu/images/standIn';
import { estimateAll } from '../../nodes/Vidu/tasks/estimates';
import type { Estimating } from '../../nodes/Vidu/tasks/estimates';
import { RateLimiter } from '../../nodes/Vidu/tasks/rateLimiter';
import type { Purchase } from '../../nodes/Vidu/tasks/purchase';
import { VirtualClock } from '../property/virtualClock';
import { answer, noAnswer } from './answers';
import { purchaseOf } from './purchases';

const COST = answer(200, { status: 'success', data: { cost: '0.15', currency: 'USD' } });

/** Asks on a virtual clock; `reply` is given the number of the request, from 0. */
async function ask(
	purchases: readonly Purchase[],
	reply: (
		n: number,
		clock: VirtualClock,
	) => Awaited<ReturnType<Send>> | Promise<Awaited<ReturnType<Send>>>,
	changes: Partial<Estimating> = {},
) {
	const clock = new VirtualClock();
	const asked: Array<GatewayRequest & { at: number; open: number }> = [];
	let open = 0;
	const send: Send = async (request) => {
		open += 1;
		asked.push({ ...request, at: clock.now(), open });
		const replied = await reply(asked.length - 1, clock);
		open -= 1;
		return replied;
	};
	const pace = new RateLimiter();
	const estimating = {
		send,
		clock,
		signal: undefined,
		deadline: Infinity,
		pace,
		places: 5,
		created: [],
		...changes,
	};
	const estimates = await clock.run(estimateAll(estimating, purchases), 10_000_000);
	return { asked, clock, estimates: purchases.map((purchase) => estimates.get(purchase)) };
}

const different = (count: number) =>
	Array.from({ length: count }, (_, n) => purchaseOf({ duration: n }));

describe('estimates', () => {
	it('are asked for once for requests that differ only in what has no price', async () => {
		const free = ['prompt', 'payload', 'meta_data', 'callback_url', 'seed'];
		const purchases = free.flatMap((name) =>
			[1, 2].map((value) => purchaseOf({ [name]: value, duration: 5 })),
		);
		const { asked, estimates } = await ask(purchases, () => COST);
		expect(asked).toHaveLength(1);
		expect(new Set(estimates.map((one) => one?.kind))).toEqual(new Set(['known']));
	});

	it.each([
		['the model', purchaseOf({}), purchaseOf({}, { model: 'other' })],
		['a parameter', purchaseOf({ resolution: '720p' }), purchaseOf({ resolution: '1080p' })],
		['a switch', purchaseOf({ bgm: true }), purchaseOf({})],
		['the video', purchaseOf({ video_url: 'https://a' }), purchaseOf({ video_url: 'https://b' })],
		[
			'the number of images',
			purchaseOf({ images: ['https://a'] }),
			purchaseOf({ images: ['https://a', 'https://a'] }),
		],
	])('are asked for twice for requests that differ in %s', async (_what, one, other) => {
		expect((await ask([one, other], () => COST)).asked).toHaveLength(2);
	});

	it('count images by their number, wherever they are', async () => {
		const image = new ImageStandIn('image/png', 15_000_000);
		const purchases = [image, 'https://example.com/1.png'].map((one) =>
			purchaseOf({ subjects: [{ id: 'a', images: [one, image] }] }),
		);
		const { asked } = await ask(purchases, () => COST);
		expect(asked).toHaveLength(1);
		expect(JSON.stringify(asked[0].body).length).toBeLessThan(1_000);
	});

	it('go side by side once the first one is answered', async () => {
		const { asked } = await ask(different(12), async (_n, clock) => {
			await clock.sleep(1_000);
			return COST;
		});
		expect(asked).toHaveLength(12);
		expect(asked[1].at).toBeGreaterThanOrEqual(1_000);
		expect(Math.max(...asked.map(({ open }) => open))).toBe(5);
	});

	it('are tried three times at most, with 15 s for each', async () => {
		const { asked, estimates } = await ask(different(1), () => noAnswer('ECONNABORTED'));
		expect(asked.map(({ timeout }) => timeout)).toEqual([15_000, 15_000, 15_000]);
		expect(estimates).toEqual([{ kind: 'none', reason: expect.stringMatching(/in time/) }]);
	});

	it('need no second try when one of them answers', async () => {
		const { asked, estimates } = await ask(different(1), (n) => (n < 2 ? answer(503, {}) : COST));
		expect(asked).toHaveLength(3);
		expect(estimates[0]?.kind).toBe('known');
	});

	it('share a pace: what the gateway asks for after a 429 holds for all of them', async () => {
		const { asked } = await ask(different(4), (n) =>
			n === 1 ? answer(429, {}, { 'retry-after': '20' }) : COST,
		);
		const [refused] = asked.slice(1);
		for (const { at } of asked.slice(4)) expect(at).toBeGreaterThanOrEqual(refused.at + 20_000);
		expect(asked).toHaveLength(5);
	});

	it('do not wait for an hour, even when the gateway asks for it', async () => {
		const { clock, estimates } = await ask(different(2), () =>
			answer(429, {}, { 'retry-after': '3600' }),
		);
		expect(estimates.map((one) => one?.kind)).toEqual(['none', 'none']);
		expect(clock.now()).toBeLessThan(300_000);
	});

	it('end with the total timeout', async () => {
		const { asked, estimates } = await ask(
			different(2),
			async (_n, clock) => {
				await clock.sleep(2_000);
				return noAnswer('ECONNABORTED');
			},
			{ deadline: 2_000 },
		);
		expect(asked.map(({ timeout }) => timeout)).toEqual([2_000]);
		expect(estimates.map((one) => one?.kind)).toEqual(['none', 'none']);
	});

	it('are not asked for after a stop', async () => {
		const stop = new AbortController();
		const { asked, estimates } = await ask(
			different(5),
			() => {
				stop.abort();
				return COST;
			},
			{ signal: stop.signal },
		);
		expect(asked).toHaveLength(1);
		expect(estimates).toHaveLength(5);
		expect(estimates[4]).toMatchObject({ kind: 'none', reason: expect.stringMatching(/stopped/) });
	});

	it('are not asked for after one that created a task, in this call and those that share it', async () => {
		const created: string[] = [];
		const first = await ask(different(5), () => answer(200, { id: 't', status: 'in_progress' }), {
			created,
		});
		expect(first.asked).toHaveLength(1);
		expect(first.estimates).toEqual(Array(5).fill({ kind: 'created', taskIds: ['t'] }));
		const second = await ask(different(1), () => COST, { created });
		expect(second.asked).toEqual([]);
		expect(second.estimates).toEqual([{ kind: 'created', taskIds: ['t'] }]);
	});

	it('name every task that was created for those side by side, in later calls too', async () => {
		const created: string[] = [];
		const reply = async (n: number, clock: VirtualClock) => {
			await clock.sleep(1_000);
			return n === 0 ? COST : answer(200, { id: `t-${n}`, status: 'in_progress' });
		};
		const { asked, estimates } = await ask(different(9), reply, { created, concurrency: 3 });
		const taskIds = asked.slice(1).map((_request, index) => `t-${index + 1}`);
		expect(taskIds.length).toBeGreaterThan(1);
		expect(estimates.slice(1)).toEqual(Array(8).fill({ kind: 'created', taskIds }));
		const later = await ask(different(1), () => COST, { created });
		expect(later.estimates).toEqual([{ kind: 'created', taskIds }]);
	});
});
