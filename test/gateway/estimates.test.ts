import { create, estimate, finished, look, post, TEXT_MODEL } from './client';
import { startGateway, type EstimateAnswer, type Gateway } from './index';
import { pngUri } from './samplePictures';

let gateway: Gateway;
const options = { keysWithoutBalance: ['poor'], keysWithoutCredits: ['spent'] };
beforeAll(async () => {
	gateway = await startGateway(options);
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const PARAMS = { prompt: 'x' };
const PATH = '/model/v1/generation/precharge';

it('answers with the price in the documented shape, and creates nothing', async () => {
	const before = Date.now();
	const { status, body } = await estimate(gateway, PARAMS);
	expect(status).toBe(200);
	expect(body).toEqual({
		status: 'success',
		data: {
			model: TEXT_MODEL,
			original_model: TEXT_MODEL,
			billing_model: TEXT_MODEL,
			cost: '0.150000000000',
			currency: 'USD',
			discount: 1,
			sample_count: 4,
			hash: expect.stringMatching(/^v1:[0-9a-f]{64}$/),
			updated_at: expect.any(Number),
		},
	});
	expect(body.data.updated_at).toBeGreaterThanOrEqual(before);
	expect(gateway.tasks.size).toBe(0);
	expect(gateway.counts).toMatchObject({ creates: 0, createRequests: 0, estimates: 1 });
});

it('costs what a completed task says it has cost', async () => {
	const image = pngUri(128, 128);
	for (const [model, params] of [
		[TEXT_MODEL, { duration: 8, resolution: '1080p', off_peak: true }],
		['viduq3_pro_text2video', { duration: 16 }],
		['viduq2_pro_fast_img2video', { images: [image], is_rec: true }],
		['viduq2_pro_reference', { images: [image, image, image], duration: 0 }],
		['viduq2_reference2video', { subjects: [{ id: 'a', images: [image, image] }] }],
	] as const) {
		const all = { ...PARAMS, ...params };
		const { cost } = (await estimate(gateway, all, { model })).body.data;
		expect(Number(cost)).toBeGreaterThan(0);
		expect(Number((await finished(gateway, all, model)).usage.cost)).toBeCloseTo(Number(cost), 4);
	}
});

it('is dearer on Q3, and when Vidu writes the prompt', async () => {
	const cost = async (model: string, more = {}) => {
		const params = { images: [pngUri(9, 9)], ...more };
		return Number((await estimate(gateway, params, { model })).body.data.cost);
	};
	const plain = await cost('viduq2_turbo_img2video');
	expect(await cost('viduq3_turbo_img2video')).toBeCloseTo(plain * 2);
	expect(await cost('viduq2_turbo_img2video', { is_rec: true })).toBeCloseTo(plain + 0.05);
});

it('does not depend on the prompt or on what a picture shows, but on how many there are', async () => {
	const cost = async (prompt: string, ...images: string[]) => {
		const model = 'viduq2_i2v_reference';
		return (await estimate(gateway, { prompt, images }, { model })).body.data.cost;
	};
	const [small, large] = [pngUri(128, 128), pngUri(2000, 2000)];
	expect(await cost('another', large)).toBe(await cost('x', small));
	expect(Number(await cost('x', small, small))).toBeGreaterThan(Number(await cost('x', small)));
});

it('checks the key and the body as a creation does', async () => {
	const asked = async (key: string | null) => (await estimate(gateway, PARAMS, { key })).status;
	expect([await asked(null), await asked('wrong'), await asked('poor')]).toEqual([401, 401, 403]);
	expect(await asked('spent')).toBe(200);
	const model = 'viduq2_i2v_reference';
	for (const params of [{}, { prompt: 'x', images: [pngUri(1, 1)] }, { prompt: 'x', foo: 1 }]) {
		const refused = await create(gateway, params, { model });
		expect(await estimate(gateway, params, { model })).toMatchObject({
			status: 400,
			body: refused.body,
		});
	}
	const body = JSON.stringify({ model: TEXT_MODEL, input: [{ params: PARAMS }] });
	expect((await post(gateway, body, { contentType: 'text/plain' }, PATH)).status).toBe(400);
	expect((await post(gateway, body.padEnd(20 * 1024 * 1024 + 1), {}, PATH)).status).toBe(413);
	expect(gateway.counts).toMatchObject({ estimates: 9, rejectedEstimates: 8, creates: 0 });
	expect((await fetch(gateway.baseUrl + PATH)).status).toBe(405);
});

it('counts estimates, and logs their bodies and bytes', async () => {
	await estimate(gateway, PARAMS);
	await post(gateway, 'no JSON', {}, PATH);
	const body = { model: TEXT_MODEL, input: [{ params: PARAMS }] };
	const bytes = JSON.stringify(body).length;
	expect(gateway.counts).toMatchObject({ estimates: 2, estimateBytes: [bytes, 7] });
	expect(gateway.requests).toMatchObject([
		{ method: 'POST', path: PATH, status: 200, body, bytes },
		{ method: 'POST', path: PATH, status: 400, body: 'no JSON', bytes: 7 },
	]);
	gateway.reset();
	expect(gateway.counts).toMatchObject({ estimates: 0, rejectedEstimates: 0, estimateBytes: [] });
});

describe('on demand', () => {
	const answer = async (kind: EstimateAnswer) => {
		gateway.estimates = kind;
		return await estimate(gateway, PARAMS);
	};
	it('there is no estimate', async () => {
		const { status, body } = await answer('cache-miss');
		expect(status).toBe(200);
		expect(body).toEqual({
			status: 'failed',
			data: {
				model: TEXT_MODEL,
				original_model: TEXT_MODEL,
				cost: null,
				hash: expect.any(String),
				reason: 'COST_CACHE_MISS',
			},
		});
	});
	it('it is in credits', async () => {
		const { data } = (await answer('credit')).body;
		expect([data.cost, data.currency]).toEqual(['30', 'credit']);
	});
	it.each(['404', '405', '500'] as const)('it is answered with %s', async (status) => {
		expect((await answer(status)).status).toBe(Number(status));
	});
	it('it is slow', async () => {
		const before = performance.now();
		expect((await answer('slow:0.05')).body.status).toBe('success');
		expect(performance.now() - before).toBeGreaterThan(45);
	});
	it('it is a created task', async () => {
		const { body } = await answer('created');
		expect(body).toMatchObject({ status: 'in_progress', model: TEXT_MODEL });
		expect((await look(gateway, body.id)).body.id).toBe(body.id);
		expect(gateway.counts).toMatchObject({ creates: 1, createRequests: 0, estimates: 1 });
	});
	it('a function chooses, and faults strike', async () => {
		const asked: unknown[] = [];
		gateway.estimates = (request) => (asked.push(request) === 1 ? 'cache-miss' : 'usd');
		expect((await estimate(gateway, PARAMS)).body.status).toBe('failed');
		expect((await estimate(gateway, PARAMS)).body.status).toBe('success');
		const body = { model: TEXT_MODEL, input: [{ params: PARAMS }] };
		expect(asked).toEqual([
			{ n: 0, body },
			{ n: 1, body },
		]);
		gateway.faults = ({ kind, n }) =>
			kind === 'estimate' && n === 2 ? { type: 'status', status: 503, body: {} } : undefined;
		expect((await estimate(gateway, PARAMS)).status).toBe(503);
		gateway.reset();
		expect((await estimate(gateway, PARAMS)).body.status).toBe('success');
	});
});
