/** Does the server log every request, strike with the faults that are asked for, and end? */

import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CREATE_PATH } from './api';
import { bodyOf, create, finished, poll, post, TEXT_MODEL, urlIn } from './client';
import { startGateway, type Fault, type FaultRequest, type Gateway } from './index';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway({ taskSeconds: 0.3 });
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const PARAMS = { prompt: 'x' };

describe('requests', () => {
	it('to both hosts are logged with their keys, answers and exact bodies', async () => {
		const params = { prompt: '[seconds:0] \u{1F3AC}', payload: ' {"a": 1} ' };
		const url = urlIn((await create(gateway, params)).body);
		const body = { model: TEXT_MODEL, input: [{ params }] };
		const bytes = Buffer.byteLength(JSON.stringify(body));
		await post(gateway, 'no JSON');
		await fetch(url);
		await fetch(url, { method: 'HEAD', headers: { Authorization: 'Bearer leaked' } });
		await poll(gateway, 'nowhere', null);
		const path = new URL(url).pathname;
		const created = { host: 'api', method: 'POST', path: CREATE_PATH, key: 'vidu-local-key' };
		expect(gateway.requests).toEqual(
			[
				{ ...created, status: 200, body, bytes },
				{ ...created, status: 400, body: 'no JSON', bytes: 7 },
				{ host: 'files', method: 'GET', path, status: 200 },
				{ host: 'files', method: 'HEAD', path, status: 200, key: 'leaked' },
				{ host: 'api', method: 'GET', path: `${CREATE_PATH}/task/nowhere`, status: 401 },
			].map((entry) => ({ ...entry, at: expect.any(Number) })),
		);
		expect(gateway.counts.downloads).toEqual({ [path]: 1 });
		const keys = gateway.counts.fileHeaders.map(({ authorization }) => authorization);
		expect(keys).toEqual([undefined, 'Bearer leaked']);
	});
	it.each([
		['GET', CREATE_PATH, 405],
		['GET', `${CREATE_PATH}/precharge`, 405],
		['DELETE', `${CREATE_PATH}/task/x`, 405],
		['POST', '/model/v1/generations', 404],
		['GET', '//', 404],
	])('%s %s: %d', async (method, path, status) => {
		expect((await fetch(gateway.baseUrl + path, { method })).status).toBe(status);
	});
	it('must be JSON of at most 20 MB, with a key after Bearer', async () => {
		const body = bodyOf(PARAMS);
		expect((await post(gateway, body, { contentType: 'text/plain' })).status).toBe(400);
		expect((await post(gateway, body.padEnd(20 * 1024 * 1024))).status).toBe(200);
		expect((await post(gateway, body.padEnd(20 * 1024 * 1024 + 1))).status).toBe(413);
		expect(gateway.counts.creates).toBe(1);
		for (const authorization of ['vidu-local-key', 'Basic vidu-local-key', 'Bearer']) {
			const url = `${gateway.baseUrl}${CREATE_PATH}/task/x`;
			expect((await fetch(url, { headers: { authorization } })).status).toBe(401);
		}
	});
	it('show and reset the counters', async () => {
		const { counts } = gateway;
		await create(gateway, PARAMS);
		gateway.answerStyle = 'siblings';
		gateway.faults = () => ({ type: 'stall' });
		const url = `${gateway.baseUrl}/_local`;
		expect(await (await fetch(`${url}/counts`)).json()).toMatchObject({ creates: 1 });
		expect(await (await fetch(`${url}/requests`)).json()).toMatchObject([{ path: CREATE_PATH }]);
		await fetch(`${url}/reset`, { method: 'POST' });
		expect(gateway.counts).toBe(counts);
		expect(counts).toMatchObject({ creates: 0, createsByKey: {}, polls: 0 });
		expect([gateway.tasks.size, gateway.requests.length, gateway.faults]).toEqual([
			0,
			0,
			undefined,
		]);
		expect(gateway.answerStyle).toBe('documented');
	});
});

describe('faults', () => {
	it('are chosen by the kind, the number, the task and the body', async () => {
		const asked: FaultRequest[] = [];
		gateway.faults = (request) => void asked.push(request);
		await poll(gateway, (await create(gateway, PARAMS)).body.id);
		await post(gateway, 'no JSON', {}, `${CREATE_PATH}/precharge`);
		const { id, ...body } = await finished(gateway, PARAMS);
		await fetch(urlIn(body));
		const [first] = gateway.tasks.keys();
		expect(asked).toEqual([
			{ kind: 'create', n: 0, path: CREATE_PATH, body: JSON.parse(bodyOf(PARAMS)) },
			{ kind: 'poll', n: 0, path: `${CREATE_PATH}/task/${first}`, taskId: first },
			{ kind: 'estimate', n: 0, path: `${CREATE_PATH}/precharge`, body: 'no JSON' },
			{ kind: 'create', n: 1, path: CREATE_PATH, body: expect.anything() },
			{ kind: 'file', n: 0, path: `/videos/${id}.mp4`, taskId: id },
		]);
	});
	it.each<[Fault, purchased: number, status: number]>([
		[{ type: 'status', status: 503, body: { message: 'm' } }, 0, 503],
		[{ type: 'status-after', status: 503, body: { message: 'm' } }, 1, 503],
		[{ type: 'redirect', location: 'http://127.0.0.1:1/', status: 307 }, 0, 307],
		[{ type: 'reset' }, 0, 0],
		[{ type: 'reset-after' }, 1, 0],
		[{ type: 'stall' }, 0, 0],
		[{ type: 'stall-after' }, 1, 0],
		[{ type: 'garble' }, 1, 200],
		[{ type: 'delay', ms: 50 }, 1, 200],
	])('%j at a creation: %d purchased, status %d', async (fault, creates, status) => {
		gateway.faults = ({ n }) => (n === 0 ? fault : undefined);
		const before = performance.now();
		const answer = await create(gateway, PARAMS, { signal: AbortSignal.timeout(500) }).catch(
			() => undefined,
		);
		expect(answer?.status).toBe(
			[200, 503].includes(status) && fault.type !== 'garble' ? status : undefined,
		);
		expect(gateway.counts).toMatchObject({ createRequests: 1, creates, rejectedCreates: 0 });
		expect(gateway.requests[0].status).toBe(status);
		if (fault.type === 'delay') expect(performance.now() - before).toBeGreaterThan(45);
		expect((await create(gateway, PARAMS)).status).toBe(200);
	});
	it('send texts as HTML, values as JSON, and any header', async () => {
		const answer = async (fault: Fault) => {
			gateway.faults = () => fault;
			const { headers } = await fetch(`${gateway.baseUrl}${CREATE_PATH}/task/x`);
			return [headers.get('content-type'), headers.get('retry-after')];
		};
		const status = { type: 'status', status: 429 } as const;
		const headers = { 'Retry-After': '3', 'Content-Type': 'text/plain' };
		expect(await answer({ ...status, body: '<p>' })).toEqual(['text/html; charset=utf-8', null]);
		expect(await answer({ ...status, body: 'x', headers })).toEqual(['text/plain', '3']);
		const json = 'application/json; charset=utf-8';
		expect(await answer({ ...status, body: null })).toEqual([json, null]);
	});
	it('of a test itself are an HTTP 500', async () => {
		gateway.faults = () => {
			throw new Error('a mistake in a test');
		};
		const { status, body } = await create(gateway, PARAMS);
		expect([status, body.error.message]).toEqual([500, 'local gateway: a mistake in a test']);
	});
});

it('calls back on this machine only, after the end, again while nobody listens', async () => {
	const calls: Array<string | undefined> = [];
	const server = createServer(({ url }, response) => {
		calls.push(url);
		response.writeHead(calls.length < 2 ? 404 : 200).end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/done?a=b`;
	const calling = jest.spyOn(globalThis, 'fetch');
	await create(gateway, { ...PARAMS, callback_url: address });
	await create(gateway, { ...PARAMS, callback_url: 'https://example.com/done' });
	expect(calls).toEqual([]);
	await sleep(1800);
	expect(calls).toEqual(['/done?a=b', '/done?a=b']);
	expect(calling.mock.calls.filter(([to]) => String(to).includes('example.com'))).toEqual([]);
	calling.mockRestore();
	server.closeAllConnections();
	server.close();
});

describe('close', () => {
	it('ends every connection, waiting or idle, and can be called again', async () => {
		const other = await startGateway();
		other.faults = ({ n }) => (n === 0 ? { type: 'stall' } : { type: 'delay', ms: 3_600_000 });
		const waiting = [poll(other, 'x'), poll(other, 'y')].map((one) => one.catch(() => 'ended'));
		while (other.counts.polls < 2) await new Promise((resolve) => setImmediate(resolve));
		await Promise.all([other.close(), other.close()]);
		expect(await Promise.all(waiting)).toEqual(['ended', 'ended']);
		await expect(poll(other, 'x')).rejects.toThrow();
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
				while (gateway.counts.polls < 1) await new Promise((r) => setTimeout(r, 5));
				await gateway.close();
				console.log('closed');
			})();`;
		const options = { cwd: __dirname };
		const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], options);
		expect(stdout).toBe('closed\n');
	});
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
