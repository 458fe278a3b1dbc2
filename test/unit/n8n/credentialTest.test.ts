/** Does the test of the credential tell a wrong key from a right one, in words, without buying? */

import { Readable } from 'node:stream';

import type { ICredentialsDecrypted, ICredentialTestFunctions } from 'n8n-workflow';

import { ViduApi } from '../../../credentials/ViduApi.credentials';
import { Vidu } from '../../../nodes/Vidu/Vidu.node';
import { documentedEndpoints, documentedStatuses } from '../models/apiDocs';

const KEY = 'sk-very-secret';

type Request = Record<string, unknown> & { headers: Record<string, string> };

/** Tests a credential against a gateway that answers, or throws, one thing. */
async function test(result: unknown, data: object = {}) {
	const requests: Request[] = [];
	const request = async (options: Request) => {
		requests.push(options);
		if (result instanceof Error) throw result;
		return result;
	};
	const [{ testedBy }] = new Vidu().description.credentials ?? [];
	const { credentialTest } = new Vidu().methods;
	const run = credentialTest[testedBy as keyof typeof credentialTest];
	const verdict = await run.call(
		{ helpers: { request } } as unknown as ICredentialTestFunctions,
		{
			id: 'id',
			name: 'name',
			type: new ViduApi().name,
			data: { apiKey: KEY, baseUrl: 'https://cloud.vtrix.ai/', allowHttp: false, ...data },
		} as ICredentialsDecrypted,
	);
	return { ...verdict, requests };
}

const answered = (statusCode: number, body: unknown, headers: object = {}) => ({
	statusCode,
	headers,
	body: Readable.from([Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))]),
});

const enveloped = (code: number) => answered(200, { status: { code, message: 'no' }, data: null });

describe('a key', () => {
	it.each([
		['a 404', answered(404, { message: 'task not found' })],
		['a 404 in an envelope', enveloped(404)],
		['a body that says "not found"', answered(200, { error: 'task not found' })],
	])('that gets %s is accepted', async (_case, result) => {
		expect((await test(result)).status).toBe('OK');
	});

	it.each(documentedStatuses)('that gets a %s is not', async (status, meaning) => {
		for (const result of [
			answered(Number(status), { message: 'so it is' }),
			enveloped(Number(status)),
		]) {
			const { status: verdict, message } = await test(result);
			expect(verdict).toBe('Error');
			const said = meaning === 'server side' ? 'gateway' : meaning;
			expect(message.toLowerCase()).toContain(said.toLowerCase());
			expect(message).toMatch(/\. [A-Z].*\.$/);
		}
	});

	it.each([
		['a page', answered(200, '<html>Welcome</html>'), /not what the gateway documents/],
		['a redirect', answered(302, '', { location: 'https://login.example' }), /login\.example/],
		['no connection', Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), /refused/],
		['no host', Object.assign(new Error('no'), { code: 'ENOTFOUND' }), /host name/],
	])('that gets %s is not, and the message says why', async (_case, result, message) => {
		expect(await test(result)).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(message),
		});
	});

	it.each([
		['', /not a URL/],
		['http://cloud.vtrix.ai', /not encrypted/],
		['http://127.0.0.1.evil.com', /not encrypted/],
		['https://user:pw@cloud.vtrix.ai', /more than an address/],
	])('is not sent to "%s"', async (baseUrl, message) => {
		const { status, message: said, requests } = await test(answered(404, ''), { baseUrl });
		expect(status).toBe('Error');
		expect(said).toMatch(message);
		expect(requests).toEqual([]);
	});

	it('is sent once, to the base URL, with a question that buys nothing', async () => {
		const { requests } = await test(answered(404, ''));
		expect(requests).toHaveLength(1);
		const [path] = documentedEndpoints['query a task'].replace('GET ', '').split('{id}');
		expect(requests[0]).toMatchObject({ method: 'GET', followRedirect: false });
		expect(String(requests[0].uri)).toMatch(
			new RegExp(`^https://cloud\\.vtrix\\.ai${path}[\\w-]+$`),
		);
		expect(requests[0].headers.Authorization).toBe(`Bearer ${KEY}`);
	});

	it('does not stand in the message, whoever quotes it', async () => {
		for (const result of [
			answered(401, { message: `The key ${KEY} is wrong` }),
			answered(302, '', { location: `https://login.example/${KEY}` }),
			new Error(`Bearer ${KEY}`),
		]) {
			expect((await test(result)).message).not.toContain(KEY);
		}
	});
});
