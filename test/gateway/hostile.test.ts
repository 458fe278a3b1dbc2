/** Do hostile answers come as named, and does each of them end? */

import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { CREATE_PATH } from './api';
import { createText, finished, getText, overTheWire, urlIn, type Enough } from './client';
import { sendHostile } from './hostile';
import {
	DEFAULT_KEY,
	HOSTILE_API_ANSWERS,
	HOSTILE_FILE_ANSWERS,
	startGateway,
	type Gateway,
	type HostileName,
} from './index';
import { jsonReply } from './replies';

/** A key with letters that a URL, or JSON, writes in another way. */
const KEY = 'sk-vidu/SECRET+"0123"=';
let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway({ keys: [KEY, DEFAULT_KEY] });
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const SMALL = 3e6;
const longer =
	(bytes: number): Enough =>
	({ length }) =>
		length > bytes;

/** Beginnings and ends of the true answers, as patterns. */
const HEAD = String.raw`HTTP/1.1 200 OK\r\n[^{]*`;
const TRUE = String.raw`\{"id":"[0-9a-v]{20}".*\}`;
const CUT = String.raw`\{"id":"[0-9a-v]{20}".*[^}]`;

/** Hostile answers to a creation or for a video, with the pattern of each over the wire. */
const AT_CREATION: Array<[HostileName, string, Enough?]> = [
	['deep-json', String.raw`"metadata":\[{10000}\]{10000}`],
	['proto-keys', '"__proto__":\\{"isAdmin":true.*"hasOwnProperty":1'],
	['huge-numbers', '"created_at":1e999,"progress":-1e999'],
	['number-id', '"id":12345678901234567890123,'],
	['invalid-utf8', '"note":"\x80\xc0\xaf\xed\xa0\x80\xf0\x9f"'],
	['bom', `\r\n\r\n\xef\xbb\xbf${TRUE}$`],
	['duplicate-keys', `"id":"[0-9a-v]{20}".*"id":"another"`],
	['array', `\r\n\r\n\\[${TRUE}\\]$`],
	['wrong-types', '"status":\\["completed"\\]'],
	['many-urls', '/videos/9999.mp4'],
	['long-id', '"id":"d{1000000}"'],
	['control-id', '"id":"d7\\\\u0000\\\\u0001'],
	['escape-id', '"id":"d7\\\\u001b\\[2J'],
	['path-id', '"id":"../../../v1'],
	['escape-texts', '"id":"[0-9a-v]{20}".*"status":"\\\\u001b\\[2J'],
	['key-raw', 'the key sk-vidu/SECRET\\+\\\\"0123\\\\"= is'],
	['key-url-encoded', encodeURIComponent(KEY)],
	['key-percent', '%73%6b%2d'],
	['key-json-escaped', String.raw`"\\u0073\\u006b\\u002d`],
	['key-escaped-twice', String.raw`"\\\\u0073\\\\u006b`],
	['key-base64', Buffer.from(KEY).toString('base64')],
	['key-reversed', '3210'],
	['key-in-page', 'text/html.*Bearer sk-vidu'],
	['key-in-headers', `302 Found sk-vidu.*Location: /elsewhere.key=.*Retry-After: sk-vidu`],
	['false-encoding', `Content-Encoding: gzip.*${TRUE}`],
	['close-before-status', '^$'],
	['close-in-status', '^HTTP/1.1 20$'],
	['close-in-headers', 'application/json; charset=u$'],
	['close-before-body', `^${HEAD}Content-Length: \\d{3}\r\n\r\n$`],
	['close-in-body', `Content-Length: \\d{3}\r\n\r\n${CUT}$`],
	['close-in-chunk', `chunked\r\n\r\n[0-9a-f]{3}\r\n${CUT}$`],
	['close-in-chunk-size', `chunked\r\n\r\n[0-9a-f]{3}\r\n${TRUE}\r\n1$`],
	['reset-in-body', '^(HTTP.*[^}])?$'],
	['short-length', `Content-Length: [12]\\d\\d\r\n\r\n${TRUE}$`],
	['long-length', `Content-Length: 1\\d{3}\r\n\r\n${TRUE}$`],
	['two-lengths', `Content-Length: 1\r\nContent-Length: \\d{3}\r\n\r\n${TRUE}$`],
	['absurd-chunk', `\r\n\r\nf{18}\r\n${TRUE}$`],
	['long-chunk-extension', `;a=b{1048576}\r\n${TRUE}\r\n0\r\n\r\n$`],
	['drip-body', `\r\n\r\n${TRUE} {9}$`, (text) => / {9}$/.test(text)],
	['drip-blanks', `\r\n\r\n${TRUE} {5}$`, (text) => / {5}$/.test(text)],
	['drip-headers', `^${HEAD}X-Filler: a{50,}$`, longer(200)],
	['drip-status', '^HTTP/1.1 200 OO+$', longer(50)],
	['drip-trailers', `${TRUE}\r\n0\r\nX-Filler: a{9}$`, (text) => /: a{9}$/.test(text)],
	['drip-continue', '^(HTTP/1.1 100 Continue\r\n\r\n){2}HTTP', longer(60)],
	['endless-continue', '^(HTTP/1.1 100 Continue\r\n\r\n){1000}', longer(SMALL)],
	['endless-trailers', `${TRUE}\r\n0\r\nX-Filler: aaa`, longer(SMALL)],
	['stall-before-body', `^${HEAD}Content-Length: \\d{3}\r\n\r\n$`, (text) => /\r\n\r\n/.test(text)],
	['long-header', `X-Filler: a{1048576}\r\n.*${TRUE}$`],
	['many-headers', `(\r\nX-Filler: a){50000}.*${TRUE}$`],
	['redirect-chain', 'HTTP/1.1 302 .*Location: /model/v1/generation.hop=1\r\n'],
	['switch-protocols', `HTTP/1.1 101 .*Connection: Upgrade.*${TRUE}`, (text) => /\}$/.test(text)],
	['not-http', '^SSH-'],
	['long-text', `\r\n\r\n[^{]*\\{"id":"[0-9a-v]{20}"`, longer(SMALL)],
	['endless-text', `\r\n\r\n[^{]*\\{"id":"[0-9a-v]{20}"`, longer(SMALL)],
];
const FTYP = '\0\0\0.ftyp';
const AT_FILE: typeof AT_CREATION = [
	['endless-file', `Content-Type: video/mp4.*${FTYP}`, longer(SMALL)],
	['huge-file', `Content-Length: 1000000000000\r\n.*${FTYP}`, longer(SMALL)],
	['lying-length', `Content-Length: 2\r\n.*${FTYP}`, longer(SMALL)],
	['no-number-length', `Content-Length: 0x7fffffff\r\n.*${FTYP}`],
	['drip-file', FTYP, longer(500)],
	['path-name', `filename="../../../../etc/cron.d/owned"; filename\\*=UTF-8''..%2F..%2F.*${FTYP}`],
	['script-name', 'filename="video.mp4\u001b\\[31m.html"'],
	['page-as-video', 'video/mp4.*<script>'],
	['video-as-text', `text/plain.*${FTYP}`],
	['broken-header', `${FTYP}.*mvhd\u00ff{40}`],
	['many-boxes', `${FTYP}.*(?:\0\0\0\u0008free){1000}.*moov`],
];
const PACKED: Array<[HostileName, () => Duplex[]]> = [
	['gzip-bomb', () => [createGunzip()]],
	['deflate-bomb', () => [createInflate()]],
	['brotli-bomb', () => [createBrotliDecompress()]],
	['bomb-in-bomb', () => [createGunzip(), createGunzip()]],
	['two-encodings', () => [createGunzip(), createGunzip()]],
];

for (const [answer, shape, enough] of AT_CREATION) {
	it(`${answer} is what its name says, and buys its task`, async () => {
		gateway.faults = () => ({ type: 'hostile', answer, every: 1 });
		const { text, ended } = await overTheWire(gateway.baseUrl, createText(KEY), enough);
		expect(new RegExp(shape, 's').test(text) || text.slice(0, 2000)).toBe(true);
		expect(ended).toBe(enough ? 'left' : answer === 'reset-in-body' ? 'reset' : 'end');
		expect(gateway.counts).toMatchObject({ createRequests: 1, creates: 1 });
	});
}
for (const [answer, shape, enough] of AT_FILE) {
	it(`${answer} is what its name says`, async () => {
		const { pathname, search } = new URL(urlIn(await finished(gateway, { prompt: 'x' })));
		gateway.faults = () => ({ type: 'hostile', answer, every: 1 });
		const { text } = await overTheWire(gateway.filesUrl, getText(pathname + search), enough);
		expect(new RegExp(shape, 's').test(text) || text.slice(0, 2000)).toBe(true);
	});
}
it.each(PACKED)('%s is a large answer in a small one', async (answer, layers) => {
	gateway.faults = () => ({ type: 'hostile', answer, bytes: 50e6 });
	const { text } = await overTheWire(gateway.baseUrl, createText());
	const head = text.indexOf('\r\n\r\n') + 4;
	expect(text.slice(0, head)).toMatch(/Content-Encoding: \w/);
	// The body is chunked.
	const chunks: Buffer[] = [];
	for (let at = head; ;) {
		const line = text.indexOf('\r\n', at);
		const size = parseInt(text.slice(at, line), 16);
		if (!size) break;
		chunks.push(Buffer.from(text.slice(line + 2, line + 2 + size), 'latin1'));
		at = line + 4 + size;
	}
	expect(text.length).toBeLessThan(500_000);
	let bytes = 0;
	const [first, ...rest] = layers();
	const last = rest.reduce<Duplex>((from, to) => from.pipe(to), first);
	first.end(Buffer.concat(chunks));
	for await (const piece of last) bytes += (piece as Buffer).length;
	expect(bytes).toBe(50e6);
});
it('every one of them is tried here', () => {
	const tried = [...AT_CREATION, ...AT_FILE, ...PACKED].map(([name]) => name);
	expect(tried.sort()).toEqual(
		[...new Set([...HOSTILE_API_ANSWERS, ...HOSTILE_FILE_ANSWERS])].sort(),
	);
});
it('may have any status, and quotes no key where none came', async () => {
	gateway.faults = () => ({ type: 'hostile', answer: 'array', status: 502 });
	expect((await overTheWire(gateway.baseUrl, createText())).text).toMatch(/^HTTP\/1.1 502 /);
	expect(gateway.requests[0].status).toBe(502);
	gateway.faults = () => ({ type: 'hostile', answer: 'key-raw' });
	const { text } = await overTheWire(gateway.baseUrl, createText(''));
	expect(text).toMatch(/^HTTP\/1.1 401 .*the key {2}is known/s);
});
it('is the true answer after a thousand redirects', async () => {
	const { id } = await finished(gateway, { prompt: 'x' });
	gateway.faults = () => ({ type: 'hostile', answer: 'redirect-chain' });
	const path = `${CREATE_PATH}/task/${id}?hop=`;
	const after = async (hop: number) =>
		(await overTheWire(gateway.baseUrl, getText(`${path}${hop}`))).text;
	expect(await after(999)).toMatch(/^HTTP\/1.1 302 .*hop=1000\r\n/s);
	expect(await after(1000)).toMatch(/^HTTP\/1.1 200 .*\{"id":/s);
});

/** Sends a request, and waits for the first bytes or the end of the connection. */
async function open(port: number, request: string): Promise<Socket> {
	const socket = connect({ host: '127.0.0.1', port });
	socket.on('error', () => {});
	await new Promise<void>((resolve) => {
		for (const event of ['data', 'end', 'close']) socket.once(event, () => resolve());
		socket.write(request);
	});
	return socket;
}

// Waits for good where the sending does not end.
it.each([...new Set([...HOSTILE_API_ANSWERS, ...HOSTILE_FILE_ANSWERS])])(
	'%s ends when the client leaves, and when the gateway closes',
	async (answer) => {
		const reply = jsonReply(200, { id: 'd758n65e878c73cmdg20', status: 'in_progress' });
		for (const leaves of [true, false]) {
			const closing = new AbortController();
			let sent: Promise<void> | undefined;
			const server = createServer((_request, response) => {
				const exchange = { response, entry: { status: 0 } };
				const fault = { type: 'hostile', answer, every: 5 } as const;
				sent = sendHostile(fault, exchange, reply, closing.signal);
			});
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			const socket = await open((server.address() as AddressInfo).port, getText('/'));
			if (leaves) socket.destroy();
			else closing.abort();
			await sent;
			socket.destroy();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	},
);
