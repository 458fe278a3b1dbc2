/** The API key travels in one header to one place, and is in no output, error, log or saved data. */

import { randomBytes } from 'node:crypto';

import { testWith } from './testedCredential';
import { errorOf, KEY, openGateway, runVidu, startVidu, until } from './vidu';

const LONG_KEY = randomBytes(2_625).toString('base64');

describe('the key', () => {
	test('is in no output, error or saved data, even when the gateway quotes it', async () => {
		const gateway = await openGateway();
		const quoting = { type: 'status', body: { error: { message: `key ${KEY} is bad` } } } as const;
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === 0
				? { ...quoting, status: 401 }
				: kind === 'poll'
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
	])('is not shown after %s', async (_name, fault) => {
		const gateway = await openGateway();
		gateway.faults = () => fault;
		const run = await runVidu();
		expect(errorOf(run)).not.toBe('');
		expect(JSON.stringify(run)).not.toContain(KEY);
	});

	test('is not saved after Stop during a request', async () => {
		const gateway = await openGateway();
		gateway.faults = () => ({ type: 'stall' });
		const execution = startVidu();
		await until(() => gateway.counts.createRequests === 1);
		execution.stop();
		await execution.finished;
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(JSON.stringify(execution.data())).not.toContain(KEY);
	});

	test('is not sent to an unencrypted base URL', async () => {
		const gateway = await openGateway();
		const baseUrl = gateway.baseUrl.replace('127.0.0.1', '127.0.0.1.nip.example');
		expect(errorOf(await runVidu({ credentials: { baseUrl } }))).toMatch(/not encrypted/);
		expect(gateway.requests).toEqual([]);
	});

	test.each([
		['with slashes, escaped', 'sk/with/slashes', 'sk\\/with\\/slashes'],
		['of thousands of characters', LONG_KEY, LONG_KEY],
	])('a key %s is not shown', async (_what, apiKey, quoted) => {
		const gateway = await openGateway({ keys: [apiKey] });
		expect(errorOf(await runVidu({ credentials: { apiKey } }))).toBe('');
		const body = `{"error":"key ${quoted} is bad"}`;
		gateway.faults = () => ({ type: 'status', status: 401, body });
		const run = await runVidu({ credentials: { apiKey } });
		expect(errorOf(run)).toContain('key [API key] is bad');
		expect(JSON.stringify(run)).not.toContain(apiKey.slice(-200, -3));
	});

	test.each([
		['with a zero-width space', `${KEY.slice(0, 6)}\u200b${KEY.slice(6)}`],
		['in curly quotes', `\u201c${KEY}\u201d`],
		['with a line break', `${KEY.slice(0, 6)}\r\n${KEY.slice(6)}\n`],
		['with "Bearer" and quotes', ` "Bearer ${KEY}"`],
		['with a soft hyphen and a control', `${KEY.slice(0, 6)}\u00ad\u0085${KEY.slice(6)}`],
	])('a key that was pasted %s works, and is not shown', async (_what, apiKey) => {
		const gateway = await openGateway();
		expect(errorOf(await runVidu({ credentials: { apiKey } }))).toBe('');
		gateway.faults = () => ({ type: 'status', status: 401, body: { message: `${KEY} is bad` } });
		const run = await runVidu({ credentials: { apiKey } });
		expect(errorOf(run)).toContain('[API key] is bad');
		expect(JSON.stringify(run)).not.toContain(KEY);
		const tested = await testWith({ apiKey, baseUrl: gateway.baseUrl });
		expect(tested.message).toContain('[API key] is bad');
		expect(JSON.stringify(tested)).not.toContain(KEY);
	});

	test.each([
		['two words', { apiKey: `${KEY} and more` }, /not a valid key: it contains spaces/],
		['a URL', { apiKey: `https://${KEY}.example` }, /not a valid key: it is a URL/],
		['in the place of the base URL', { baseUrl: KEY }, /base URL.*is not a URL/],
	])('a key that is %s is refused before anything is sent', async (_what, changes, text) => {
		const gateway = await openGateway();
		const credentials = { apiKey: KEY, baseUrl: gateway.baseUrl, ...changes };
		const run = await runVidu({ credentials });
		expect(errorOf(run)).toMatch(text);
		const tested = await testWith(credentials);
		expect(tested).toMatchObject({ status: 'Error', message: expect.stringMatching(text) });
		expect(JSON.stringify([run, tested])).not.toContain(KEY);
		expect(gateway.requests).toEqual([]);
	});
});
