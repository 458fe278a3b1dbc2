import { errorOf, KEY, openGateway, runVidu, startVidu, until } from './vidu';

describe('the key travels in one header to one place', () => {
	test('and stands in no output, no error and no saved data, even when the gateway quotes it', async () => {
		const gateway = await openGateway();
		const quoting = { type: 'status', body: { error: { message: `key ${KEY} is bad` } } } as const;
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === 0
				? { ...quoting, status: 401 }
				: kind === 'look'
					? { ...quoting, status: 403 }
					: undefined;
		for (const onError of [
			'stopWorkflow',
			'continueRegularOutput',
			'continueErrorOutput',
		] as const) {
			const run = await runVidu({ items: [{}, {}], node: { onError } });
			expect(JSON.stringify(run)).not.toContain(KEY);
			expect(JSON.stringify(run)).toContain('[API key]');
		}
	});

	test.each([
		['a redirect', { type: 'redirect', location: `https://elsewhere.example/?k=${KEY}` } as const],
		['a broken connection', { type: 'reset' } as const],
		['a page', { type: 'status', status: 200, body: `<p>${KEY}</p>` } as const],
	])('not after %s either', async (_name, fault) => {
		const gateway = await openGateway();
		gateway.faults = () => fault;
		const run = await runVidu();
		expect(errorOf(run)).not.toBe('');
		expect(JSON.stringify(run)).not.toContain(KEY);
	});

	test('nor after a stop in the middle of a request', async () => {
		const gateway = await openGateway();
		gateway.faults = () => ({ type: 'stall' });
		const execution = startVidu();
		await until(() => gateway.counts.createRequests === 1);
		execution.stop();
		await execution.finished;
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(JSON.stringify(execution.data())).not.toContain(KEY);
	});

	test('a refused base URL is never asked', async () => {
		const gateway = await openGateway();
		const baseUrl = gateway.baseUrl.replace('127.0.0.1', '127.0.0.1.nip.example');
		expect(errorOf(await runVidu({ credentials: { baseUrl } }))).toMatch(/not encrypted/);
		expect(gateway.requests).toEqual([]);
	});
});
