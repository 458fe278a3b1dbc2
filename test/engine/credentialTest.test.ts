import { testWith } from './testedCredential';
import { KEY, openGateway } from './vidu';

const NO_MONEY = { keysWithoutBalance: ['broke-key'] };

test('a right key passes, with trailing slashes too, and buys nothing', async () => {
	const gateway = await openGateway();
	for (const baseUrl of [gateway.baseUrl, `${gateway.baseUrl}//`]) {
		expect(await testWith({ apiKey: KEY, baseUrl })).toMatchObject({ status: 'OK' });
	}
	expect(gateway.counts).toMatchObject({ looks: 2, createRequests: 0 });
});

test.each([
	['wrong-key', /API key is missing or invalid.*Check the API key/],
	['broke-key', /Insufficient balance or permission denied.*Check the balance/],
])('%s is explained in words', async (apiKey, message) => {
	const gateway = await openGateway(NO_MONEY);
	const result = await testWith({ apiKey, baseUrl: gateway.baseUrl });
	expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
});

test.each([
	['http://example.com', /not encrypted.*Allow Plain HTTP/],
	['nowhere', /is not a URL/],
	['http://127.0.0.1:1', /refused \(ECONNREFUSED\)/],
])('the base URL %s is explained', async (baseUrl, message) => {
	const result = await testWith({ apiKey: KEY, baseUrl });
	expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
});

test.each([
	['a server that is down', { type: 'status', status: 503 } as const, /not available/],
	[
		'a page that says nothing',
		{ type: 'status', status: 200, body: '<html>' } as const,
		/not what the gateway documents/,
	],
	[
		'a redirect',
		{ type: 'redirect', location: 'https://elsewhere.example' } as const,
		/redirects to https:\/\/elsewhere/,
	],
])('%s is no success', async (_name, fault, message) => {
	const gateway = await openGateway();
	gateway.faults = () => fault;
	const result = await testWith({ apiKey: KEY, baseUrl: gateway.baseUrl });
	expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
	expect(JSON.stringify(result)).not.toContain(KEY);
});
