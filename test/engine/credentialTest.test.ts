/** The test of the credential, as n8n runs it. */

import { testWith } from './testedCredential';
import { KEY, openGateway } from './vidu';

const NO_MONEY = { keysWithoutBalance: ['broke-key'] };

test('a valid key passes, and nothing is bought', async () => {
	const gateway = await openGateway();
	for (const baseUrl of [gateway.baseUrl, `${gateway.baseUrl}//`]) {
		expect(await testWith({ apiKey: KEY, baseUrl })).toMatchObject({ status: 'OK' });
	}
	expect(gateway.counts).toMatchObject({ looks: 2, createRequests: 0 });
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

test.each([
	['a page', { type: 'status', status: 200, body: '<html>' } as const],
	['a redirect', { type: 'redirect', location: 'https://elsewhere.example' } as const],
])('%s is an error without the key', async (_name, fault) => {
	const gateway = await openGateway();
	gateway.faults = () => fault;
	const result = await testWith({ apiKey: KEY, baseUrl: gateway.baseUrl });
	expect(result.status).toBe('Error');
	expect(JSON.stringify(result)).not.toContain(KEY);
});
