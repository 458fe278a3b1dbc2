/** A request that never left this machine is refused, and only such a one: TLS handshakes and proxies. */

import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import type { SecureVersion } from 'node:tls';

import { toNetworkError, wasNeverSent } from '../../nodes/Vidu/gateway/networkError';
import { errorOf, openGateway, runVidu } from './vidu';

/**
 * A key and a certificate of no value, for "localhost". Made by `openssl req -x509 -newkey ec -pkeyopt
 * ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost`.
 */
const pem = readFileSync(join(__dirname, 'localhost.pem'));
const certificate = { key: pem, cert: pem };

/** n8n 1.x keeps only the words of an error, and they do not always tell. */
const isOldest = require.resolve('n8n-core').includes(join('test', 'compat'));

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** Listens on a free port of this machine. */
async function portOf(server: Server): Promise<number> {
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}

/** A server that does something with the first bytes of each connection. */
const serverThat = (answer: (socket: Socket) => void): Server =>
	createServer((socket) => {
		socket.on('error', () => {}).once('data', () => answer(socket));
	});

const PLAIN = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n';
/** The alert "handshake failure", as a TLS record. */
const ALERT = Buffer.from([21, 3, 3, 0, 2, 2, 40]);

const certified = createTlsServer.bind(undefined, certificate);

describe('a handshake that fails:', () => {
	test.each<[string, () => Server, RegExp, boolean]>([
		['a certificate that nobody signed', () => certified(), /SELF_SIGNED|self-signed/, true],
		[
			'a connection that closes',
			() => serverThat((socket) => socket.end()),
			/ECONNRESET|before secure TLS/,
			true,
		],
		[
			'a connection that breaks',
			() => serverThat((socket) => socket.resetAndDestroy()),
			/ECONNRESET/,
			!isOldest,
		],
		['no TLS', () => serverThat((socket) => socket.end(PLAIN)), /EPROTO|ERR_SSL/, !isOldest],
		['an alert', () => serverThat((socket) => socket.end(ALERT)), /EPROTO|ERR_SSL/, !isOldest],
		[
			'another version',
			() => createTlsServer({ ...certificate, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }),
			/EPROTO|ERR_SSL/,
			!isOldest,
		],
	])('%s', async (_name, server, reason, isCertain) => {
		await openGateway();
		const baseUrl = `https://localhost:${await portOf(server())}`;
		const message = errorOf(await runVidu({ credentials: { baseUrl } }));
		expect(message).toMatch(reason);
		expect(message).toMatch(isCertain ? /Nothing was bought/ : /may have been bought/);
	});
});

describe('a connection that fails when it carried the request:', () => {
	/** Sends bytes into a connection as soon as the request has come through it, as no TLS server does. */
	async function errorAfterRequest(version: SecureVersion, bytes: Buffer | string) {
		let received = '';
		let client: Socket | undefined;
		const versions = { minVersion: version, maxVersion: version };
		const inner = createTlsServer({ ...certificate, ...versions }, (socket) => {
			socket.on('error', () => {});
			socket.on('data', (piece) => {
				received += String(piece);
				client?.end(bytes);
			});
		});
		const innerPort = await portOf(inner);
		const outer = createServer((socket) => {
			client = socket.on('error', () => {});
			const way = connect(innerPort).on('error', () => {});
			socket.pipe(way);
			socket.on('close', () => way.destroy());
			way.on('data', (piece) => socket.writable && socket.write(piece));
		});
		const port = await portOf(outer);
		const options = { host: 'localhost', port, method: 'POST', rejectUnauthorized: false };
		const error = await new Promise<Error>((resolve) => {
			const sent = request(options);
			// As the HTTP client and n8n 2.x wrap it.
			const wrap = (cause: Error) => Object.assign(new Error(cause.message), { cause });
			sent.on('error', (cause) => resolve(Object.assign(wrap(cause), { request: sent })));
			sent.end('the request');
		});
		return { error, received };
	}

	const BYTES = {
		'plain text': PLAIN,
		'an alert': ALERT,
		'a bad record': '\x17\x03\x03\0\x02\x01\x01',
	};
	const cases = (['TLSv1.2', 'TLSv1.3'] as const).flatMap((version) =>
		Object.entries({ ...BYTES, nothing: '' }).map(
			([name, bytes]) => [version, name, bytes] as const,
		),
	);

	test.each(cases)('%s, %s', async (version, _name, bytes) => {
		const { error, received } = await errorAfterRequest(version, bytes);
		expect(received).toContain('the request');
		expect(wasNeverSent(toNetworkError(error, (text) => text))).toBe(false);
	});
});

describe('a proxy', () => {
	afterEach(() => delete process.env.https_proxy);

	test.each<[string, (socket: Socket) => void, RegExp]>([
		['that closes', (socket) => socket.end(), /Proxy connection ended.*Nothing was bought/],
		['that refuses', (socket) => socket.end('HTTP/1.1 403 No\r\n\r\n'), /403.*Nothing was bought/],
		[
			'that wants a login',
			(socket) => socket.end('HTTP/1.1 407 No\r\n\r\n'),
			/407.*Nothing was bought/,
		],
		[
			'whose way ends',
			(socket) => {
				socket.write('HTTP/1.1 200 OK\r\n\r\n');
				socket.once('data', () => socket.end());
			},
			/Nothing was bought/,
		],
		// Its answer looks like one of the gateway.
		['that fails', (socket) => socket.end('HTTP/1.1 503 No\r\n\r\n'), /may have been bought/],
	])('%s', async (_name, answer, message) => {
		await openGateway();
		process.env.https_proxy = `http://127.0.0.1:${await portOf(serverThat(answer))}`;
		const credentials = { baseUrl: 'https://gateway.example' };
		expect(errorOf(await runVidu({ credentials }))).toMatch(message);
	});

	test('that is not there', async () => {
		await openGateway();
		process.env.https_proxy = 'http://127.0.0.1:1';
		const credentials = { baseUrl: 'https://gateway.example' };
		expect(errorOf(await runVidu({ credentials }))).toMatch(/ECONNREFUSED.*Nothing was bought/);
	});
});
