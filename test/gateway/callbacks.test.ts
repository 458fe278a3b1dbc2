import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { create } from './client';
import { startGateway, type Gateway } from './index';

let gateway: Gateway;
let server: Server;
/** The requests that arrived, and the statuses with which they are answered; then 200. */
let calls: Array<{ method?: string; url?: string; at: number }>;
let statuses: number[];

beforeAll(async () => {
	gateway = await startGateway({ taskSeconds: 0.3 });
	server = createServer(({ method, url }, response) => {
		calls.push({ method, url, at: Date.now() });
		response.writeHead(statuses.shift() ?? 200).end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
	await gateway.close();
	server.closeAllConnections();
	server.close();
});

beforeEach(() => {
	gateway.reset();
	calls = [];
	statuses = [];
});

const address = (path: string) =>
	`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const rest = async (milliseconds: number) =>
	await new Promise((resolve) => setTimeout(resolve, milliseconds));

it('calls back once a task has ended, and not before', async () => {
	await create(gateway, { prompt: 'x', callback_url: address('/done?signature=a') });
	await rest(1200);
	expect(calls).toEqual([{ method: 'POST', url: '/done?signature=a', at: expect.any(Number) }]);
	const [task] = gateway.tasks.values();
	expect(calls[0].at).toBeGreaterThanOrEqual(task.finishesAt - 5);
});

it('calls again when nobody listens yet', async () => {
	statuses = [409, 404];
	await create(gateway, { prompt: 'x', callback_url: address('/done') });
	await rest(2200);
	expect(calls).toHaveLength(3);
});

it('does not call what is forgotten', async () => {
	await create(gateway, { prompt: 'x', callback_url: address('/done') });
	gateway.reset();
	await rest(700);
	expect(calls).toEqual([]);
});

it('calls nobody outside this machine', async () => {
	const calling = jest.spyOn(globalThis, 'fetch');
	await create(gateway, { prompt: 'x', callback_url: 'https://example.com/done' });
	await rest(700);
	expect(calling.mock.calls.filter(([to]) => String(to).includes('example.com'))).toEqual([]);
	calling.mockRestore();
});
