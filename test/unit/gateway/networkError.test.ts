/** Is an error of n8n's HTTP helpers read for what it is: never sent, or perhaps arrived? */

import { createTask } from '../../../nodes/Vidu/gateway/client';
import { toNetworkError } from '../../../nodes/Vidu/gateway/networkError';

const KEY = 'sk-very-secret';
const redact = (text: string) => text.replaceAll(KEY, '[API key]');

/** An error as the system gives it. */
const system = (code: string, syscall?: string) =>
	Object.assign(new Error(`${syscall ?? 'socket'} ${code} 192.0.2.1:443`), { code, syscall });

/** The same as the HTTP client wraps it, and as n8n 2.x wraps that. */
const wrapped = (cause: Error & { code?: string }) => {
	const client = Object.assign(new Error(cause.message), { code: cause.code, cause });
	return Object.assign(new Error('The service failed'), { cause: client });
};

/** n8n 1.x keeps only words. */
const inWords = (...messages: string[]) =>
	Object.assign(new Error('Perhaps the server is offline'), { messages });

/** As the HTTP client wraps an error of a connection whose TLS handshake was not over, or was. */
const handshake = (secureConnecting: boolean | undefined, cause: Error) =>
	Object.assign(wrapped(cause), { cause: { ...cause, request: { socket: { secureConnecting } } } });

const circle: { cause?: unknown } = {};
circle.cause = circle;

const NEVER_SENT: Array<[string, unknown]> = [
	['a refused connection', system('ECONNREFUSED', 'connect')],
	['a wrapped refused connection', wrapped(system('ECONNREFUSED', 'connect'))],
	['a refused connection in words', inWords('connect ECONNREFUSED 127.0.0.1:443')],
	['several refused connections', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })],
	['a timeout while connecting', wrapped(system('ETIMEDOUT', 'connect'))],
	['a timeout while connecting, in words', inWords('connect ETIMEDOUT 192.0.2.1:443')],
	['an unreachable host', system('EHOSTUNREACH', 'connect')],
	['an unreachable network', system('ENETUNREACH', 'connect')],
	['an unknown host', wrapped(system('ENOTFOUND', 'getaddrinfo'))],
	['an unknown host in words', inWords('getaddrinfo ENOTFOUND gateway.example')],
	// A resolver of one's own has other system calls; only look-ups end with these two codes.
	['an unknown host of another resolver', system('ENOTFOUND', 'queryA')],
	['a missing resolver', system('EAI_AGAIN', 'queryAaaa')],
	['a certificate', wrapped(system('CERT_HAS_EXPIRED'))],
	['a certificate in words', inWords('self-signed certificate')],
	['another certificate', inWords("Hostname/IP does not match certificate's altnames: x")],
	['a proxy that closes', new Error('Proxy connection ended before receiving CONNECT response')],
	['a handshake that fails', handshake(true, system('EPROTO', 'write'))],
	['a handshake that breaks', handshake(true, system('ECONNRESET', 'read'))],
	['a blocked address', Object.assign(new Error('no'), { name: 'SsrfBlockedIpError' })],
];

const MAY_BE_SENT: Array<[string, unknown]> = [
	['a broken connection', system('ECONNRESET', 'read')],
	['a wrapped broken connection', wrapped(system('ECONNRESET', 'read'))],
	['a broken connection in words', inWords('read ECONNRESET')],
	['a hang-up', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
	['a hang-up in words', inWords('socket hang up')],
	['a timeout', Object.assign(new Error('timeout of 1 ms exceeded'), { code: 'ECONNABORTED' })],
	['a timeout in words', inWords('timeout of 120000ms exceeded')],
	['a timeout while reading, in words', inWords('read ETIMEDOUT')],
	// Linux reports an ICMP message so on a connection that stood, and had carried the request.
	['a lost host', wrapped(system('EHOSTUNREACH', 'read'))],
	['a lost host in words', inWords('read EHOSTUNREACH')],
	['a network lost while writing', wrapped(system('ENETUNREACH', 'write'))],
	// Both were seen when the request had arrived.
	['a protocol error', handshake(false, system('EPROTO', 'write'))],
	['a TLS error', handshake(false, system('ERR_SSL_WRONG_VERSION_NUMBER'))],
	['a reset without TLS', handshake(undefined, system('ECONNRESET', 'read'))],
	[
		'a protocol error in words',
		inWords('write EPROTO 80:error:0A00010B:SSL routines::wrong version'),
	],
	['the words of another', inWords('read ECONNRESET after self-signed certificate')],
	['a broken pipe', system('EPIPE', 'write')],
	['an error without words', new Error('')],
	['a text', 'it broke'],
	['nothing', undefined],
	['null', null],
	['an object', {}],
	['odd messages', { message: 5, messages: 'ECONNREFUSED'.length }],
	['a circle', circle],
];

it.each([
	...NEVER_SENT.map((one) => [...one, 'refused'] as const),
	...MAY_BE_SENT.map((one) => [...one, 'unclear'] as const),
])('a creation that ends with %s (%p) is %s', async (_name, error, type) => {
	const networkError = toNetworkError(error, redact);
	expect((await createTask(async () => ({ networkError }), 'm', {})).type).toBe(type);
});

it('no error brings the key along', () => {
	const error = Object.assign(system('ECONNRESET', 'read'), {
		message: `Bearer ${KEY} was cut off`,
		messages: [`header "Bearer ${KEY}"`],
		config: { headers: { Authorization: `Bearer ${KEY}` } },
	});
	for (const one of [error, wrapped(error), inWords(`Bearer ${KEY}`), `Bearer ${KEY}`]) {
		expect(JSON.stringify(toNetworkError(one, redact))).not.toContain(KEY);
	}
});
