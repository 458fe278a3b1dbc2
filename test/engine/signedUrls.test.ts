import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';

import { errorOf, jsonOf, openGateway, runVidu } from './vidu';

/*
 * The URL of a video reaches its host byte by byte: a signature covers the bytes, and a client that decodes
 * and encodes them again breaks it. The host is a bare socket, because an HTTP server would parse the URL.
 */

const video = readFileSync(join(__dirname, '../gateway/videos/9x16.mp4'));

/** The target of each request, as it was between the method and the version. */
const asked: string[] = [];

/** Where the host sends a request for `/moved`. */
let movedTo = '';

let host: Server;
let origin: string;

beforeAll(async () => {
	host = createServer((socket) => {
		let head = '';
		socket.on('error', () => {});
		socket.on('data', (chunk) => {
			head += chunk.toString('latin1');
			if (!head.includes('\r\n\r\n')) return;
			const [, target] = /^GET (.*) HTTP\/1\.1\r\n/.exec(head) ?? [];
			asked.push(target);
			socket.end(target === '/moved' ? redirection() : wholeVideo());
		});
	});
	await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
});

afterAll(async () => await new Promise((resolve) => host.close(resolve)));

beforeEach(() => {
	asked.length = 0;
});

const answer = (status: string, headers: string[], body = Buffer.alloc(0)) =>
	Buffer.concat([
		Buffer.from(
			[
				`HTTP/1.1 ${status}`,
				...headers,
				`Content-Length: ${body.length}`,
				'Connection: close',
				'\r\n',
			].join('\r\n'),
		),
		body,
	]);

const wholeVideo = () => answer('200 OK', ['Content-Type: video/mp4'], video);
const redirection = () => answer('302 Found', [`Location: ${movedTo}`]);

/** Downloads the videos of completed tasks. */
async function download(...targets: string[]) {
	const gateway = await openGateway();
	for (const target of targets) {
		const url = `${origin}${target}`;
		const output = [{ content: [{ type: 'video', url }] }];
		gateway.faults = ({ kind }) =>
			kind === 'poll'
				? { type: 'status', status: 200, body: { id: 't1', status: 'completed', output } }
				: undefined;
		const parameters = { resource: 'task', operation: 'get', taskId: 't1', downloadVideo: true };
		const run = await runVidu({ parameters });
		expect(errorOf(run)).toBe('');
		expect(jsonOf(run)[0]).toMatchObject({ videoUrl: url });
		expect(jsonOf(run)[0]).not.toHaveProperty('downloadError');
	}
}

/** Valid in a URL, and often changed by clients. */
const PARTS = [
	...['%2B', '%2F', '%3D', '%25', '%2525', '%20', '%27', '%7E', '%41', '%2f', '%c3%a9', '%00'],
	...[';', '~', '+', '!', '*', '(', ')', '|', '[', ']', '$', ',', '@', ':', '&', '=', '//'],
];

const inPath = (part: string) => `/videos/a${part}b/v.mp4?Expires=1`;
const inQuery = (part: string) => `/videos/v.mp4?Signature=a${part}b&Expires=1`;

it('each of them arrives unchanged, in the path and in the query', async () => {
	const targets = PARTS.flatMap((part) => [inPath(part), inQuery(part)]);
	await download(...targets);
	expect(asked).toEqual(targets);
});

const ALL = `${PARTS.join('')}'/v.mp4?Signature=${PARTS.join('')}?/&Policy=&Key-Pair-Id`;

it('all of them together arrive unchanged', async () => {
	await download(`/${ALL}`);
	expect(asked).toEqual([`/${ALL}`]);
});

it('all of them arrive unchanged after a redirect', async () => {
	movedTo = `${origin}/${ALL}`;
	await download('/moved');
	expect(asked).toEqual(['/moved', `/${ALL}`]);
});

it("' arrives unchanged in the path", async () => {
	await download(inPath("'"));
	expect(asked).toEqual([inPath("'")]);
});

// The URL parser of Node, which n8n's HTTP helper uses, encodes this one character (WHATWG URL, "special-query
// percent-encode set").
it("' arrives as %27 in the query, which means the same", async () => {
	await download(inQuery("'"));
	expect(asked).toEqual([inQuery('%27')]);
});
