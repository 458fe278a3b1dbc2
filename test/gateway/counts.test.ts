import { create, finished, look, post, stoppedClock, TEXT_MODEL, urlIn } from './client';
import { startGateway, type Gateway, type GatewayOptions } from './index';

let gateway: Gateway;
const start = async (options: GatewayOptions = {}) => (gateway = await startGateway(options));
afterEach(() => {
	jest.restoreAllMocks();
	return gateway.close();
});

it('counts creations by key, refusals and queries by task', async () => {
	await start({ keys: ['one', 'two'] });
	const first = (await create(gateway, { prompt: 'x' }, { key: 'one' })).body.id;
	const second = (await create(gateway, { prompt: 'x' }, { key: 'two' })).body.id;
	await create(gateway, { prompt: 'x' }, { key: 'two' });
	await create(gateway, {}, { key: 'one' });
	await post(gateway, 'no JSON', { key: 'one' });
	await look(gateway, first, 'one');
	await look(gateway, first, 'two');
	await look(gateway, '__proto__', 'one');
	expect(gateway.counts).toMatchObject({
		creates: 3,
		createsByKey: { one: 1, two: 2 },
		createRequests: 5,
		rejectedCreates: 2,
		looks: 3,
		peakRunning: 3,
	});
	expect(Object.entries(gateway.counts.looksByTask)).toEqual([
		[first, 2],
		['__proto__', 1],
	]);
	expect(Object.entries(gateway.counts.lookTimes)[1][1]).toHaveLength(1);
	const times = gateway.counts.lookTimes[first];
	expect(times).toHaveLength(2);
	expect(times[1]).toBeGreaterThanOrEqual(times[0]);
	expect(times[0]).toBeGreaterThanOrEqual(gateway.tasks.get(first)!.createdAt);
	expect([...gateway.tasks.keys()].slice(0, 2)).toEqual([first, second]);
});

it('keeps the peak of tasks in progress', async () => {
	await start();
	await finished(gateway, { prompt: 'x' });
	expect(gateway.counts.peakRunning).toBe(0);
	const pass = stoppedClock();
	await create(gateway, { prompt: '[seconds:5]' });
	pass(5);
	await create(gateway, { prompt: 'x' });
	expect(gateway.counts.peakRunning).toBe(1);
	await create(gateway, { prompt: 'x' });
	expect(gateway.counts.peakRunning).toBe(2);
});

it('logs requests to both hosts with their keys, answers and exact bodies', async () => {
	await start();
	const params = { prompt: '[seconds:0] \u{1F3AC}', payload: ' {"a": 1} ' };
	const url = urlIn((await create(gateway, params)).body);
	const body = { model: TEXT_MODEL, input: [{ params }] };
	const bytes = Buffer.byteLength(JSON.stringify(body));
	await post(gateway, 'no JSON');
	await fetch(url);
	await fetch(url, { method: 'HEAD', headers: { Authorization: 'Bearer leaked' } });
	await look(gateway, 'nowhere', null);
	const path = new URL(url).pathname;
	const key = 'vidu-local-key';
	const created = '/model/v1/generation';
	expect(gateway.requests).toEqual(
		[
			{ host: 'api', method: 'POST', path: created, status: 200, key, body, bytes },
			{ host: 'api', method: 'POST', path: created, status: 400, key, body: 'no JSON', bytes: 7 },
			{ host: 'files', method: 'GET', path, status: 200 },
			{ host: 'files', method: 'HEAD', path, status: 200, key: 'leaked' },
			{ host: 'api', method: 'GET', path: '/model/v1/generation/task/nowhere', status: 401 },
		].map((entry) => ({ ...entry, at: expect.any(Number) })),
	);
	expect(gateway.counts.downloads).toEqual({ [path]: 1 });
	expect(gateway.counts.fileHeaders.map(({ authorization }) => authorization)).toEqual([
		undefined,
		'Bearer leaked',
	]);
});

it('serves and resets the counters over HTTP', async () => {
	await start({ answerStyle: 'flat' });
	const { counts } = gateway;
	const { id } = (await create(gateway, { prompt: 'x' })).body;
	await look(gateway, id);
	gateway.answerStyle = 'siblings';
	gateway.faults = () => ({ type: 'stall' });
	const url = `${gateway.baseUrl}/_local`;
	expect(await (await fetch(`${url}/counts`)).json()).toEqual({ ...counts });
	expect(counts).toMatchObject({ creates: 1, looksByTask: { [id]: 1 } });
	const logged = JSON.parse(JSON.stringify(gateway.requests));
	expect(logged[0].body.input).toEqual([{ params: { prompt: 'x' } }]);
	expect(await (await fetch(`${url}/requests`)).json()).toEqual(logged);
	expect((await fetch(`${url}/reset`)).status).toBe(404);
	expect((await fetch(`${url}/reset`, { method: 'POST' })).status).toBe(200);
	expect(gateway.counts).toBe(counts);
	expect(counts).toMatchObject({ creates: 0, createsByKey: {}, looks: 0, lookTimes: {} });
	expect([gateway.tasks.size, gateway.requests.length, gateway.faults]).toEqual([0, 0, undefined]);
	expect(gateway.answerStyle).toBe('flat');
});

describe('limits', () => {
	const status = async (key: string) => (await create(gateway, { prompt: 'x' }, { key })).status;
	it('refuse creations over the rate of a key', async () => {
		await start({ keys: ['a', 'b'], rateLimit: { creates: 2, perSeconds: 60 } });
		const pass = stoppedClock();
		expect(await status('a')).toBe(200);
		pass(30);
		expect([await status('a'), await status('a'), await status('b')]).toEqual([200, 429, 200]);
		pass(29.999);
		expect(await status('a')).toBe(429);
		pass(0.001);
		expect([await status('a'), await status('a')]).toEqual([200, 429]);
		expect(gateway.counts.createsByKey).toEqual({ a: 3, b: 1 });
		expect(gateway.counts.rejectedCreates).toBe(3);
	});
	it('say when to try again only if asked to', async () => {
		for (const retryAfterSeconds of [undefined, 7]) {
			await start({ rateLimit: { creates: 0, perSeconds: 60, retryAfterSeconds } });
			const { status, headers } = await create(gateway, { prompt: 'x' });
			const after = retryAfterSeconds === undefined ? null : '7';
			expect([status, headers.get('retry-after')]).toEqual([429, after]);
			await gateway.close();
		}
	});
	it('refuse creations while too many tasks of the key run', async () => {
		await start({ keys: ['a', 'b'], maxRunning: 1, taskSeconds: 30 });
		const pass = stoppedClock();
		expect([await status('a'), await status('a'), await status('b')]).toEqual([200, 429, 200]);
		pass(29.999);
		expect(await status('a')).toBe(429);
		pass(0.001);
		expect(await status('a')).toBe(200);
		gateway.reset();
		expect(await status('a')).toBe(200);
	});
});

it('lets a function say how long tasks take, and none report progress', async () => {
	const asked: unknown[] = [];
	await start({
		taskSeconds: (...about) => asked.push(about),
		reportsProgress: false,
	});
	for (const prompt of ['x', 'y']) {
		const { id } = (await create(gateway, { prompt })).body;
		const { createdAt, finishesAt } = gateway.tasks.get(id)!;
		expect(finishesAt - createdAt).toBe(asked.length * 1000);
		expect((await look(gateway, id)).body).not.toHaveProperty('progress');
	}
	expect(asked).toEqual([
		[{ prompt: 'x' }, TEXT_MODEL, 0],
		[{ prompt: 'y' }, TEXT_MODEL, 1],
	]);
});
