import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { create, finished, look, urlIn } from './client';
import { startGateway, type Gateway, type GatewayEvent } from './index';

let gateway: Gateway;
const events: GatewayEvent[] = [];
const options = {
	keys: ['one', 'two', 'vidu-local-key'],
	keysWithoutBalance: ['poor'],
	keysWithoutCredits: ['spent'],
	onEvent: (event: GatewayEvent) => void events.push(event),
};
beforeAll(async () => {
	gateway = await startGateway(options);
});
afterAll(() => gateway.close());
beforeEach(() => {
	gateway.reset();
	events.length = 0;
});

describe('keys', () => {
	it.each([
		[null, 401, 401],
		['wrong', 401, 401],
		['poor', 403, 403],
		['spent', 402, 404],
		['one', 200, 404],
	])('%s: %d at creations, %d at queries', async (key, atCreate, atLook) => {
		const created = await create(gateway, { prompt: 'x' }, { key });
		expect(created.status).toBe(atCreate);
		const looked = await look(gateway, 'd758n65e878c73cmdg20', key);
		expect(looked.status).toBe(atLook);
		expect(looked.body.error.message).toMatch(
			/API key is missing or invalid|insufficient balance|task not found/,
		);
		const bought = atCreate === 200 ? 1 : 0;
		expect(gateway.counts).toMatchObject({
			creates: bought,
			createsByKey: bought ? { one: 1 } : {},
			createRequests: 1,
			rejectedCreates: 1 - bought,
		});
	});
	it('stand after Bearer', async () => {
		const url = `${gateway.baseUrl}/model/v1/generation/task/x`;
		for (const authorization of ['one', 'Basic one', 'Bearer', 'Bearer one two']) {
			expect((await fetch(url, { headers: { authorization } })).status).toBe(401);
		}
	});
});

it.each([
	['GET', '/model/v1/generation', 405],
	['DELETE', '/model/v1/generation/task/x', 405],
	['GET', '/model/v1/generation/task/', 404],
	['POST', '/model/v1/generations', 404],
	['GET', '//', 404],
])('%s %s: %d', async (method, path, status) => {
	expect((await fetch(gateway.baseUrl + path, { method })).status).toBe(status);
});

it('tells of created, looked, completed and failed tasks', async () => {
	const { body } = await create(gateway, { prompt: 'x' });
	await look(gateway, body.id);
	const good = await finished(gateway, { prompt: 'x' });
	await look(gateway, good.id);
	const bad = await finished(gateway, { prompt: '[fail]' });
	expect(events.map(({ type, taskId }) => [type, taskId])).toEqual([
		['created', body.id],
		['looked', body.id],
		['created', good.id],
		['completed', good.id],
		['looked', good.id],
		['created', bad.id],
		['failed', bad.id],
	]);
	expect(urlIn(good)).toContain(good.id);
});

describe('close', () => {
	it('ends every connection, waiting or idle, and can be called again', async () => {
		const other = await startGateway();
		other.faults = ({ n }) => (n === 0 ? { type: 'stall' } : { type: 'delay', ms: 3_600_000 });
		const waiting = [look(other, 'x'), look(other, 'y')].map((one) => one.catch(() => 'ended'));
		while (other.counts.looks < 2) await new Promise((resolve) => setImmediate(resolve));
		await Promise.all([other.close(), other.close()]);
		expect(await Promise.all(waiting)).toEqual(['ended', 'ended']);
		await expect(look(other, 'x')).rejects.toThrow();
	});
	it('leaves nothing that keeps the process alive', async () => {
		// A process of its own, because this one always has handles of the test runner's.
		const program = `
			require('tsx/cjs');
			const { startGateway } = require('./index');
			void (async () => {
				const gateway = await startGateway();
				gateway.faults = () => ({ type: 'delay', ms: 3600000 });
				fetch(gateway.baseUrl + '/model/v1/generation/task/x').catch(() => undefined);
				while (gateway.counts.looks < 1) await new Promise((r) => setTimeout(r, 5));
				await gateway.close();
				console.log('closed');
			})();`;

		const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], {
			cwd: __dirname,
		});
		expect(stdout).toBe('closed\n');
	}, 60_000);
	it('gives the ports back, also when only one of two was free', async () => {
		const first = await startGateway();
		const filesPort = Number(new URL(first.filesUrl).port);
		const other = await startGateway();
		await other.close();
		const port = Number(new URL(other.baseUrl).port);
		const taken = startGateway({ port, filesPort });
		await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE', port: filesPort });
		await first.close();
		const second = await startGateway({ port, filesPort });
		expect([second.baseUrl, second.filesUrl]).toEqual([other.baseUrl, first.filesUrl]);
		await second.close();
	});
});
