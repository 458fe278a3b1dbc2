/** Does the test of the credential tell a wrong key from a right one, in words, without buying? */

import { Readable } from 'node:stream';

import type { ICredentialsDecrypted, ICredentialTestFunctions } from 'n8n-workflow';

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
			data: { apiKey: KEY, baseUrl: 'https://cloud.vtrix.ai/', allowHttp: false, ...data },
		} as unknown as ICredentialsDecrypted,
	);
	return { ...verdict, requests };
}

const answered = (statusCode: number, body: unknown, headers: object = {}) => ({
	statusCode,
	headers,
	body: Readable.from([Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))]),
});
const enveloped = (code: number) => answered(200, { status: { code, message: 'no' }, data: null });
const error = (code: string) => Object.assign(new Error('no'), { code });

it.each([
	['a 404', answered(404, { message: 'task not found' })],
	['a 404 in an envelope', enveloped(404)],
	['a body that says "not found"', answered(200, { error: 'task not found' })],
	['a task', answered(200, { id: 'n8n-credential-test', status: 'in_progress' })],
	['a 404 with an error', answered(404, { error: { code: 5, error_message: 'no' } })],
	['a 404 with a detail', answered(404, { detail: 'no task' })],
	['a 400 that says "does not exist"', answered(400, { error: 'task does not exist' })],
])('a key that gets %s is accepted', async (_name, result) => {
	const message = 'The gateway accepts the API key.';
	expect(await test(result)).toMatchObject({ status: 'OK', message });
});

it.each([
	['a 404 with an empty object', answered(404, {})],
	['a 404 with other JSON', answered(404, { statusCode: 404, title: 'no' })],
	['a 404 with a list', answered(404, [])],
	['a 404 with nothing', answered(404, '')],
	['a 400 without a word about it', answered(400, { message: 'bad request' })],
	['a 422 with a list', answered(422, { detail: [{ loc: ['path'], msg: 'no uuid' }] })],
	['a 410', answered(410, { message: 'gone' })],
	['a 200 with other JSON', answered(200, { ok: true })],
	['a 200 with an empty list', answered(200, [])],
	['a failed task', answered(200, { status: 'failed', error: 'no' })],
	['a 404 of Express', answered(404, { message: 'Cannot GET /model/v1/generation/task/x' })],
	['a 404 of NestJS', answered(404, { message: 'Cannot GET /task/x', error: 'Not Found' })],
	['a 404 of FastAPI', answered(404, { detail: 'Not Found' })],
	['a 404 of Django', answered(404, { detail: 'Not found.' })],
	['a 404 of Kong', answered(404, { message: 'no Route matched with those values' })],
	['a 404 of Spring', answered(404, { status: 404, error: 'Not Found', path: '/task/x' })],
	['a 404 of OpenAI', answered(404, { error: { message: 'Invalid URL (GET /v1/task/x)' } })],
	['a 404 about a path', answered(404, { error: { message: 'Route /task/x not found' } })],
	['a 200 about a path', answered(200, { message: 'endpoint not found' })],
	['a 200 of a health check', answered(200, { status: 'ok' })],
	['a 200 of another one', answered(200, { status: 'success', data: {} })],
	['a running state of nothing', answered(200, { status: 'processing' })],
	['another task', answered(200, { id: '7', status: 'completed' })],
])('a key that gets %s could not be confirmed', async (_name, result) => {
	const message = expect.stringMatching(/could not be confirmed \(HTTP \d+\).*Dry Run/);
	expect(await test(result)).toMatchObject({ status: 'OK', message });
});

const WRONG_ADDRESS = /base URL/;
it.each([
	['a 404 page', answered(404, '<html><title>404 Not Found</title>'), /"404 Not Found"/],
	['a page of an app', answered(200, '<!doctype html><title>My n8n</title>'), /"My n8n"/],
	['a page of a firewall', answered(403, '<html><h1>Blocked</h1>'), /"Blocked"/],
	['a page and a server', answered(404, '<html>', { server: 'nginx' }), /server: nginx/],
	['a 404 in plain text', answered(404, '404 page not found'), /404 page not found/],
	['a 400 in plain text', answered(400, 'Bad Request'), /Bad Request/],
	['XML', answered(404, '<?xml version="1.0"?><Error><Code>NoSuchKey</Code>'), /NoSuchKey/],
	['nothing', answered(200, ''), /it is empty/],
	['the text of Express', answered(404, 'Cannot GET /model/v1/generation/task/x'), /Cannot GET/],
	['a 405', answered(405, { detail: 'Method Not Allowed' }), /Method Not Allowed/],
])('another server that answers with %s is not the gateway', async (_name, result, met) => {
	const { status, message } = await test(result);
	expect(status).toBe('Error');
	expect(message).toMatch(met);
	expect(message).toMatch(WRONG_ADDRESS);
	expect(message).not.toMatch(/balance|permission/);
});

const CHECK_KEY = /Check the API key in the Vidu/;
it.each([
	['is invalid', answered(400, { error: { message: 'API key not valid' } }), CHECK_KEY],
	['is invalid as a token', answered(400, { message: 'Invalid token' }), CHECK_KEY],
	['is invalid by its code', answered(400, { error: { code: 'invalid_api_key' } }), CHECK_KEY],
	['is invalid, in a text', answered(400, 'invalid api key'), CHECK_KEY],
	['is invalid, with 200', answered(200, { code: 7, msg: 'token expired' }), CHECK_KEY],
	['is invalid, with 404', answered(404, { error: 'API key not found' }), CHECK_KEY],
	['is unknown', answered(422, { detail: 'Could not authenticate' }), CHECK_KEY],
	['has no credits', answered(400, { message: 'Insufficient balance' }), /Add credits/],
	['has no credits, with 429', answered(429, { code: 1113, msg: 'no' }), /Add credits/],
	['has no credits, with 200', answered(200, { message: 'not enough credits' }), /Add credits/],
])('a key that %s is not accepted', async (_name, result, text) => {
	const message = expect.stringMatching(text);
	expect(await test(result)).toMatchObject({ status: 'Error', message });
});

it.each(['/v1', '/model/v1/generation', '/model/v1/generation/task/abc', '/model/v1/', '/v1//'])(
	'the path %s after the base URL is taken off',
	async (path) => {
		const { requests } = await test(answered(404, {}), {
			baseUrl: `https://cloud.vtrix.ai${path}`,
		});
		const uri = 'https://cloud.vtrix.ai/model/v1/generation/task/n8n-credential-test';
		expect(requests).toMatchObject([{ uri }]);
	},
);

const refused = documentedStatuses.filter(([status]) => status !== '400');
it.each(refused)('a key that gets a %s is not accepted', async (status, meaning) => {
	const code = Number(status);
	for (const result of [answered(code, { message: 'so it is' }), enveloped(code)]) {
		const { status: verdict, message } = await test(result);
		expect(verdict).toBe('Error');
		const said = meaning === 'server side' ? 'gateway' : meaning;
		expect(message.toLowerCase()).toContain(said.toLowerCase());
		expect(message).toMatch(/\. [A-Z].*\.$/);
	}
});

it.each([
	['a page', answered(200, '<html>Welcome</html>'), /A web page/],
	['a redirect', answered(302, '', { location: 'https://login.example' }), /login\.example/],
	['no connection', error('ECONNREFUSED'), /refused/],
	['no host', error('ENOTFOUND'), /host name/],
])('a key that gets %s is not accepted, and the message says why', async (_name, result, text) => {
	const message = expect.stringMatching(text);
	expect(await test(result)).toMatchObject({ status: 'Error', message });
});

it.each([
	['', /not a URL/],
	['http://cloud.vtrix.ai', /not encrypted/],
	['http://127.0.0.1.evil.com', /not encrypted/],
	['https://user:pw@cloud.vtrix.ai', /contains a login/],
])('a key is not sent to "%s"', async (baseUrl, text) => {
	const message = expect.stringMatching(text);
	const verdict = await test(answered(404, ''), { baseUrl });
	expect(verdict).toMatchObject({ status: 'Error', message, requests: [] });
});

it('a key is sent once, to the base URL, with a request that buys nothing', async () => {
	const { requests } = await test(answered(404, ''));
	expect(requests).toHaveLength(1);
	const [path] = documentedEndpoints['query a task'].replace('GET ', '').split('{id}');
	const headers = expect.objectContaining({ Authorization: `Bearer ${KEY}` });
	expect(requests[0]).toMatchObject({ method: 'GET', followRedirect: false, headers });
	expect(String(requests[0].uri)).toMatch(new RegExp(`^https://cloud\\.vtrix\\.ai${path}[\\w-]+$`));
});

it('a key is cleaned before it is sent and searched for', async () => {
	const quoting = answered(401, { message: `The key ${KEY} is wrong` });
	const { requests, message } = await test(quoting, { apiKey: ` "Bearer sk-very\u200b-secret"\n` });
	expect(requests[0].headers.Authorization).toBe(`Bearer ${KEY}`);
	expect(message).toContain('[API key]');
	expect(message).not.toContain(KEY);
});

it.each([
	['', /is empty/],
	['sk very secret', /contains spaces/],
	['https://cloud.vtrix.ai', /is a URL/],
])('the key "%s" is not sent, and not repeated', async (apiKey, text) => {
	const verdict = await test(answered(404, ''), { apiKey });
	const message = expect.stringMatching(text);
	expect(verdict).toMatchObject({ status: 'Error', message, requests: [] });
	expect(verdict.message).not.toContain('very');
});

it.each([
	['an answer', answered(401, { message: `The key ${KEY} is wrong` })],
	['a redirect', answered(302, '', { location: `https://login.example/${KEY}` })],
	['an error', new Error(`Bearer ${KEY}`)],
])('a key that %s quotes is not in the message', async (_name, result) => {
	expect((await test(result)).message).not.toContain(KEY);
});
