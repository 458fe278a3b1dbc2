/** Is what n8n's HTTP helpers give, or throw, read for what it is, and does the key stay behind? */

import { createTask } from '../../nodes/Vidu/gateway/client';
import { decodeResponse, toNetworkError } from '../../nodes/Vidu/gateway/decode';
import { redactor } from '../../nodes/Vidu/gateway/redact';

const KEY = 'sk-very-secret';
const withoutKey = redactor(KEY);

/** An error as the system gives it. */
const system = (code: string, syscall?: string) =>
	Object.assign(new Error(`${syscall ?? 'socket'} ${code} 192.0.2.1:443`), { code, syscall });

/** The same as the HTTP client wraps it, and as n8n 2.x wraps that. */
const wrapped = (cause: Error & { code?: string }) => {
	const client = Object.assign(new Error(cause.message), { code: cause.code, cause });
	return Object.assign(new Error('The service failed'), { cause: client });
};

/** n8n 1.x keeps nothing but words. */
const inWords = (...messages: string[]) =>
	Object.assign(new Error('Perhaps the server is offline'), { messages });

/** What a creation makes of an error. */
async function judged(error: unknown): Promise<string> {
	const creation = await createTask(
		async () => ({ noAnswer: toNetworkError(error, withoutKey) }),
		'm',
		{},
	);
	return creation.kind;
}

const NEVER_SENT: Array<[string, unknown]> = [
	['a refused connection', system('ECONNREFUSED', 'connect')],
	['a refused connection, wrapped', wrapped(system('ECONNREFUSED', 'connect'))],
	['a refused connection, in words', inWords('connect ECONNREFUSED 127.0.0.1:443')],
	['several refused connections', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })],
	['a timeout while connecting', wrapped(system('ETIMEDOUT', 'connect'))],
	['a timeout while connecting, in words', inWords('connect ETIMEDOUT 192.0.2.1:443')],
	['an unknown host', wrapped(system('ENOTFOUND', 'getaddrinfo'))],
	['an unknown host, in words', inWords('getaddrinfo ENOTFOUND gateway.example')],
	// The look-up of a resolver of one's own; only look-ups end with these two codes.
	['an unknown host, by another resolver', system('ENOTFOUND', 'queryA')],
	['a resolver that is not there', system('EAI_AGAIN', 'queryAaaa')],
	['a certificate', wrapped(system('CERT_HAS_EXPIRED'))],
];

const MAY_BE_SENT: Array<[string, unknown]> = [
	['a broken connection', system('ECONNRESET', 'read')],
	['a broken connection, wrapped', wrapped(system('ECONNRESET', 'read'))],
	['a broken connection, in words', inWords('read ECONNRESET')],
	['a hang-up', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
	['a hang-up, in words', inWords('socket hang up')],
	['a timeout', Object.assign(new Error('timeout of 1 ms exceeded'), { code: 'ECONNABORTED' })],
	['a timeout, in words', inWords('timeout of 120000ms exceeded')],
	['a timeout while reading, in words', inWords('read ETIMEDOUT')],
	['a host that was lost', wrapped(system('EHOSTUNREACH', 'read'))],
	['a host that was lost, in words', inWords('read EHOSTUNREACH')],
	['a network that was lost while writing', wrapped(system('ENETUNREACH', 'write'))],
	['a broken pipe', system('EPIPE', 'write')],
	['an error without words', new Error('')],
	['a text', 'it broke'],
	['nothing', undefined],
	['null', null],
	['an object', {}],
	['messages that are none', { message: 5, messages: 'ECONNREFUSED'.length }],
	[
		'a circle',
		(() => {
			const circle: { cause?: unknown } = {};
			circle.cause = circle;
			return circle;
		})(),
	],
];

describe('a request without an answer', () => {
	it.each(NEVER_SENT)('because of %s was never sent', async (_case, error) => {
		expect(await judged(error)).toBe('refused');
	});

	it.each(MAY_BE_SENT)('because of %s may have arrived', async (_case, error) => {
		expect(await judged(error)).toBe('unclear');
	});

	it('does not bring the key along', () => {
		const error = Object.assign(system('ECONNRESET', 'read'), {
			message: `Bearer ${KEY} was cut off`,
			messages: [`header "Bearer ${KEY}"`],
			config: { headers: { Authorization: `Bearer ${KEY}` } },
		});
		for (const one of [error, wrapped(error), inWords(`Bearer ${KEY}`), `Bearer ${KEY}`]) {
			expect(JSON.stringify(toNetworkError(one, withoutKey))).not.toContain(KEY);
		}
	});
});

describe('an answer', () => {
	it('comes with its status, its headers and its text', () => {
		const headers = { 'retry-after': '7', date: 'Sat, 09 Mar 2024 16:00:00 GMT' };
		expect(decodeResponse({ statusCode: 429, headers, text: 'slow' }, withoutKey)).toMatchObject({
			status: 429,
			headers,
			body: 'slow',
		});
	});

	it.each([
		['{"id":"x"}', 'created'],
		['<html>', 'unclear'],
		['', 'unclear'],
		['null', 'unclear'],
		['[1]', 'unclear'],
		['{"id":"x', 'unclear'],
	])('with the body %j can be read by the client', async (text, kind) => {
		const answer = decodeResponse({ statusCode: 200, headers: {}, text }, withoutKey);
		expect(await createTask(async () => ({ answer }), 'm', {})).toMatchObject({ kind });
	});

	it('that quotes the key, in the body or in a redirect, does not bring it along', () => {
		const answer = decodeResponse(
			{
				statusCode: 302,
				headers: { location: `https://elsewhere.example/?key=${KEY}` },
				text: JSON.stringify({ error: `The key ${KEY} of ${KEY} is wrong` }),
			},
			withoutKey,
		);
		expect(JSON.stringify([answer.body, answer.headers.location])).not.toContain(KEY);
		expect(answer.headers.location).toContain('https://elsewhere.example/');
	});

	it('is not torn apart by an empty key', () => {
		for (const key of ['', 'a']) expect(redactor(key)('a task')).toBe('a task');
	});
});
