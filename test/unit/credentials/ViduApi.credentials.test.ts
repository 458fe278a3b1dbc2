/** Does the key go to the base URL and nowhere else? */

import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { ViduApi } from '../../../credentials/ViduApi.credentials';

const KEY = 'sk-very-secret';
const credential = new ViduApi();

const login = (baseUrl: unknown, more: object = {}): ICredentialDataDecryptedObject => ({
	apiKey: KEY,
	baseUrl: baseUrl as string,
	allowHttp: false,
	...more,
});

const authenticate = async (
	credentials: ICredentialDataDecryptedObject,
	options: Partial<IHttpRequestOptions>,
) =>
	await credential.authenticate(credentials, { method: 'GET', ...options } as IHttpRequestOptions);

describe('the key', () => {
	it.each([
		['https://cloud.vtrix.ai', { url: 'https://cloud.vtrix.ai/model/v1/generation' }],
		['https://cloud.vtrix.ai//', { url: 'https://cloud.vtrix.ai/model/v1/generation' }],
		['https://cloud.vtrix.ai:443/', { url: 'https://cloud.vtrix.ai/model' }],
		['https://gateway.example/vtrix/', { url: '/model', baseURL: 'https://gateway.example/vtrix' }],
		['http://localhost:5001', { url: 'http://localhost:5001/model' }],
	])('is sent to %s', async (baseUrl, options) => {
		const sent = await authenticate(login(baseUrl), { ...options, headers: { Accept: 'x' } });
		expect(sent.headers).toEqual({ Accept: 'x', Authorization: `Bearer ${KEY}` });
		expect(sent).toMatchObject(options);
	});

	it.each([
		['https://cloud.vtrix.ai', { url: 'https://evil.com/model' }],
		['https://cloud.vtrix.ai', { url: 'http://cloud.vtrix.ai/model' }],
		['https://cloud.vtrix.ai', { url: 'https://cloud.vtrix.ai:8443/model' }],
		['https://cloud.vtrix.ai', { url: 'https://cloud.vtrix.ai.evil.com/model' }],
		['https://cloud.vtrix.ai', { url: 'https://cloud.vtrix.ai@evil.com/model' }],
		['https://cloud.vtrix.ai', { url: '//evil.com/model', baseURL: 'https://cloud.vtrix.ai' }],
		['https://cloud.vtrix.ai', { url: '\\\\evil.com/model', baseURL: 'https://cloud.vtrix.ai' }],
		['https://cloud.vtrix.ai', { url: 'https://evil.com/', baseURL: 'https://cloud.vtrix.ai' }],
		['https://cloud.vtrix.ai', { url: '/model' }],
		['http://localhost:5001', { url: 'http://127.0.0.1:5001/model' }],
		// Base URLs that may not be used at all.
		['http://cloud.vtrix.ai', { url: 'http://cloud.vtrix.ai/model' }],
		['http://127.0.0.1.evil.com', { url: 'http://127.0.0.1.evil.com/model' }],
		['https://user:pw@evil.com', { url: 'https://evil.com/model' }],
		['', { url: 'https://cloud.vtrix.ai/model' }],
		[undefined, { url: 'https://cloud.vtrix.ai/model' }],
		[{ evil: true }, { url: 'https://cloud.vtrix.ai/model' }],
	])('of %j is not sent to %j', async (baseUrl, options) => {
		const headers: Record<string, string> = {};
		const refusal: unknown = await authenticate(login(baseUrl), { ...options, headers }).catch(
			(error: unknown) => error,
		);
		// By its name: an error of the URL parser comes from outside of jest's own world.
		expect(String(refusal)).toMatch(/Error/);
		expect(String(refusal)).not.toContain(KEY);
		expect(headers).toEqual({});
	});

	it('is sent in the clear only where the owner says so in so many words', async () => {
		const request = { url: 'http://gateway.local/model' };
		const sent = await authenticate(login('http://gateway.local', { allowHttp: true }), request);
		expect(sent.headers).toEqual({ Authorization: `Bearer ${KEY}` });
		for (const allowHttp of [false, undefined, 'false', 'true', 1, {}]) {
			const credentials = login('http://gateway.local', { allowHttp });
			await expect(authenticate(credentials, request)).rejects.toThrow('Allow Plain HTTP');
		}
	});

	it('is sent without what was pasted with it', async () => {
		const request = { url: 'https://cloud.vtrix.ai/model' };
		for (const apiKey of [` ${KEY}\n`, `Bearer "${KEY}"`, KEY.replace('-', '\u200b-')]) {
			const sent = await authenticate(login('https://cloud.vtrix.ai', { apiKey }), request);
			expect(sent.headers).toEqual({ Authorization: `Bearer ${KEY}` });
		}
	});

	it.each(['', undefined, null, 'sk very secret', 'https://sk-very-secret.example'])(
		'is not sent where it cannot be one: %p',
		async (apiKey) => {
			const refusal: unknown = await authenticate(login('https://cloud.vtrix.ai', { apiKey }), {
				url: 'https://cloud.vtrix.ai/model',
			}).catch((error: unknown) => error);
			expect(refusal).toMatchObject({ code: 'ERR_NOT_ALLOWED' });
			expect(String(refusal)).not.toMatch(/very/);
		},
	);

	it('does not stay in the options that it was added to', async () => {
		const options = { url: 'https://cloud.vtrix.ai/model', headers: {} };
		const sent = await authenticate(login('https://cloud.vtrix.ai'), options);
		expect(sent).not.toBe(options);
		expect(options.headers).toEqual({});
	});

	it('stands in the credential as a password', () => {
		const field = credential.properties.find(({ name }) => name === 'apiKey');
		expect(field).toMatchObject({ required: true, default: '', typeOptions: { password: true } });
	});
});
