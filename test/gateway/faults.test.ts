import { create, finished, look, post, urlIn } from './client';
import { startGateway, type Fault, type FaultRequest, type Gateway } from './index';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const PARAMS = { prompt: 'x' };
const always = (fault: Fault) => void (gateway.faults = () => fault);

describe('what a fault function is told', () => {
	it('is the kind, the number, the task and the body', async () => {
		const told: FaultRequest[] = [];
		gateway.faults = (request) => void told.push(request);
		const { id } = (await create(gateway, PARAMS)).body;
		await post(gateway, 'no JSON');
		await look(gateway, id);
		const body = await finished(gateway, PARAMS);
		await fetch(urlIn(body));
		await fetch(`${gateway.filesUrl}/synthetic?bytes=1`);
		const path = '/model/v1/generation';
		expect(told).toEqual([
			{
				kind: 'create',
				n: 0,
				path,
				body: expect.objectContaining({ input: [{ params: PARAMS }] }),
			},
			{ kind: 'create', n: 1, path, body: 'no JSON' },
			{ kind: 'look', n: 0, path: `${path}/task/${id}`, taskId: id },
			{ kind: 'create', n: 2, path, body: expect.anything() },
			{ kind: 'file', n: 0, path: `/videos/${body.id}.mp4`, taskId: body.id },
			{ kind: 'file', n: 1, path: '/synthetic', taskId: undefined },
		]);
	});
	it('makes an HTTP 500 if the function throws', async () => {
		gateway.faults = () => {
			throw new Error('a mistake in a test');
		};
		const { status, body } = await create(gateway, PARAMS);
		expect(status).toBe(500);
		expect(body.error.message).toMatch(/a mistake in a test/);
	});
});

describe('creations', () => {
	it.each<[Fault['type'], purchased: number, Fault]>([
		['status', 0, { type: 'status', status: 503, body: { message: 'm' } }],
		['status-after', 1, { type: 'status-after', status: 503, body: { message: 'm' } }],
	])('%s: %d purchased', async (_type, purchased, fault) => {
		always(fault);
		expect(await create(gateway, PARAMS)).toMatchObject({ status: 503, body: { message: 'm' } });
		expect(gateway.counts).toMatchObject({ creates: purchased, rejectedCreates: 0 });
	});
	it.each<[Fault['type'], purchased: number]>([
		['reset', 0],
		['reset-after', 1],
	])('%s: %d purchased', async (type, purchased) => {
		always({ type } as Fault);
		await expect(create(gateway, PARAMS)).rejects.toThrow();
		expect(gateway.counts).toMatchObject({ createRequests: 1, creates: purchased });
		expect(gateway.requests[0].status).toBe(0);
	});
	it.each<[Fault['type'], purchased: number]>([
		['stall', 0],
		['stall-after', 1],
	])('%s: %d purchased, no answer', async (type, purchased) => {
		always({ type } as Fault);
		const signal = AbortSignal.timeout(100);
		await expect(create(gateway, PARAMS, { signal })).rejects.toThrow(/abort/);
		expect(gateway.counts).toMatchObject({ createRequests: 1, creates: purchased });
	});
	it('garble: purchased, and no JSON', async () => {
		always({ type: 'garble' });
		await expect(create(gateway, PARAMS)).rejects.toMatchObject({ name: 'SyntaxError' });
		expect(gateway.requests[0].status).toBe(200);
		expect(gateway.counts.creates).toBe(1);
	});
	it('delay: purchased after a while', async () => {
		always({ type: 'delay', ms: 50 });
		const before = performance.now();
		expect((await create(gateway, PARAMS)).status).toBe(200);
		expect(performance.now() - before).toBeGreaterThan(45);
		expect(gateway.counts.creates).toBe(1);
	});
	it('redirect: not purchased', async () => {
		always({ type: 'redirect', location: 'http://127.0.0.1:1/', status: 307 });
		await expect(create(gateway, PARAMS)).rejects.toThrow();
		expect(gateway.requests[0].status).toBe(307);
		expect(gateway.counts.creates).toBe(0);
	});
	it('can be struck once', async () => {
		gateway.faults = ({ n }) => (n === 0 ? { type: 'status', status: 500 } : undefined);
		await expect(create(gateway, PARAMS)).rejects.toMatchObject({ name: 'SyntaxError' });
		expect((await create(gateway, PARAMS, {})).status).toBe(200);
	});
});

it('sends texts as HTML, values as JSON, and any header', async () => {
	const { id } = (await create(gateway, PARAMS)).body;
	const answer = async (fault: Fault) => {
		always(fault);
		const response = await fetch(`${gateway.baseUrl}/model/v1/generation/task/${id}`);
		const { headers } = response;
		return [await response.text(), headers.get('content-type'), headers.get('retry-after')];
	};
	const status = 429;
	const headers = { 'Retry-After': '3', 'Content-Type': 'text/plain' };
	expect(await answer({ type: 'status', status, body: '<p>' })).toEqual([
		'<p>',
		'text/html; charset=utf-8',
		null,
	]);
	expect(await answer({ type: 'status', status, body: 'x', headers })).toEqual([
		'x',
		'text/plain',
		'3',
	]);
	expect((await answer({ type: 'status-after', status, body: null }))[0]).toBe('null');
});
