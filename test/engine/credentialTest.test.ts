/** The test of the credential, as n8n runs it. */

import { testWith } from './testedCredential';
import { KEY, openGateway } from './vidu';

const NO_MONEY = { keysWithoutBalance: ['broke-key'] };

test('a valid key passes, and nothing is bought', async () => {
	const gateway = await openGateway();
	const paths = ['', '//', '/v1', '/model/v1/generation', '/model/v1/generation/task/abc'];
	for (const path of paths) {
		const result = await testWith({ apiKey: KEY, baseUrl: `${gateway.baseUrl}${path}` });
		expect(result).toMatchObject({ status: 'OK', message: 'The gateway accepts the API key.' });
	}
	expect(gateway.counts).toMatchObject({ polls: paths.length, createRequests: 0 });
});

test.each([
	['wrong-key', /API key is missing or invalid.*Check the API key/],
	['broke-key', /Insufficient balance or permission denied.*Check the balance/],
])('%s is an error that says what to do', async (apiKey, message) => {
	const gateway = await openGateway(NO_MONEY);
	const result = await testWith({ apiKey, baseUrl: gateway.baseUrl });
	expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
});

test.each([
	['http://example.com', /not encrypted.*Allow Plain HTTP/],
	['http://127.0.0.1:1', /refused \(ECONNREFUSED\)/],
])('the base URL %s is an error', async (baseUrl, message) => {
	const result = await testWith({ apiKey: KEY, baseUrl });
	expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
});

test('a key that other JSON answers could not be confirmed', async () => {
	const gateway = await openGateway();
	gateway.faults = () => ({ type: 'status', status: 404, body: { ok: false } });
	const result = await testWith({ apiKey: KEY, baseUrl: gateway.baseUrl });
	const message = expect.stringMatching(/could not be confirmed/);
	expect(result).toMatchObject({ status: 'OK', message });
});

test.each([
	['a 404 page', { type: 'status', status: 404, body: '<title>nginx' } as const],
	['a page', { type: 'status', status: 200, body: '<html>' } as const],
	['a redirect', { type: 'redirect', location: 'https://elsewhere.example' } as const],
])('%s is an error without the key', async (_name, fault) => {
	const gateway = await openGateway();
	gateway.faults = () => fault;
	const result = await testWith({ apiKey: KEY, baseUrl: gateway.baseUrl });
	expect(result.status).toBe('Error');
	expect(JSON.stringify(result)).not.toContain(KEY);
});
