/** Which answers break off, never end, or do harm by their heads? */

import { setTimeout as wait } from 'node:timers/promises';
import {
	connectionOf,
	drip,
	end,
	headOf,
	openHead,
	pour,
	write,
	type Hostility,
	type Piece,
	type SendHostile,
} from './hostility';
import { targetOf } from './replies';

/** Milliseconds. */
const PAUSE = 50;
const REDIRECTS = 1_000;
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const CHUNKED = { 'Transfer-Encoding': 'chunked' };

/** Answers that can come from either host. */
export const HOSTILE_ON_THE_WIRE = {
	// Those that break off. The client sees an ordinary end of the connection, unless it says otherwise.

	/** Not one byte. */
	'close-before-status': ending(() => []),
	/** In the middle of the status line. */
	'close-in-status': ending(() => ['HTTP/1.1 20']),
	/** In the middle of a header. */
	'close-in-headers': ending((hostility) => [openHead(hostility).slice(0, -6)]),
	/** After the head, which announces a body. */
	'close-before-body': ending((hostility) => [announced(hostility)]),
	/** In the middle of the body. An ID at its start has come. */
	'close-in-body': ending((hostility) => [announced(hostility), half(hostility)]),
	/** In the middle of a chunk. */
	'close-in-chunk': ending((hostility) => [chunkStart(hostility), half(hostility)]),
	/** Between two chunks, in the size of the second one: all of the body has come. */
	'close-in-chunk-size': ending((hostility) => [chunk(hostility), '\r\n1']),
	/** A reset of the connection after the head and half of the body. */
	'reset-in-body': async (hostility) => {
		write(hostility, announced(hostility), half(hostility));
		// A reset that follows at once looks like an ordinary end to a client that has not read yet.
		await wait(PAUSE, undefined, { signal: hostility.over });
		connectionOf(hostility).resetAndDestroy();
	},

	// Those with a wrong length.

	/** A length that is shorter than the body; the rest follows nevertheless. */
	'short-length': ending((hostility) => [
		announced(hostility, hostility.body.length >> 1),
		hostility.body,
	]),
	/** A length that is longer than the body, which ends with the connection. */
	'long-length': ending((hostility) => [
		announced(hostility, hostility.body.length + 1_000),
		hostility.body,
	]),
	'two-lengths': ending((hostility) => [
		`${openHead(hostility)}Content-Length: 1\r\nContent-Length: ${hostility.body.length}\r\n\r\n`,
		hostility.body,
	]),
	/** A chunk with a length of 2^72 bytes. */
	'absurd-chunk': ending((hostility) => [
		`${headOf(hostility, CHUNKED)}${'f'.repeat(18)}\r\n`,
		hostility.body,
	]),
	/** A chunk with an extension of a megabyte. */
	'long-chunk-extension': ending((hostility) => [
		chunk(hostility, `;a=${'b'.repeat(2 ** 20)}`),
		'\r\n0\r\n\r\n',
	]),

	// Those that never end because they come byte by byte, as fast as they are read, or not at all.

	/** The true body byte by byte, then blanks for ever. No length is announced. */
	'drip-body': async (hostility) => {
		write(hostility, headOf(hostility));
		await drip(hostility, hostility.body, ' ');
	},
	/** The whole body at once, then blanks: all that there is to know has come. */
	'drip-blanks': async (hostility) => {
		write(hostility, headOf(hostility), hostility.body);
		await drip(hostility, ' ');
	},
	/** A header whose value never ends. */
	'drip-headers': async (hostility) => {
		write(hostility, `${openHead(hostility)}X-Filler: `);
		await drip(hostility, 'a');
	},
	/** A status line that never ends. */
	'drip-status': async (hostility) => {
		await drip(hostility, `HTTP/1.1 ${hostility.status} O`, 'O');
	},
	/** A whole body in a chunk, then trailers that never end. */
	'drip-trailers': async (hostility) => {
		write(hostility, chunk(hostility));
		await drip(hostility, '\r\n0\r\nX-Filler: ', 'a');
	},
	/** 100 Continue again and again, byte by byte. */
	'drip-continue': async (hostility) => await drip(hostility, CONTINUE),
	/** The same as fast as the client takes it. */
	'endless-continue': async (hostility) => await pour(hostility, CONTINUE.repeat(1_000)),
	/** Trailers as fast as the client takes them, after a whole body. */
	'endless-trailers': async (hostility) => {
		write(hostility, chunk(hostility));
		const trailer = `X-Filler: ${'a'.repeat(1_000)}\r\n`;
		await pour(hostility, '\r\n0\r\n', trailer.repeat(60));
	},
	/** The head, and nothing after it although a length is announced. */
	'stall-before-body': (hostility) => write(hostility, announced(hostility)),

	// Those with a true body, if any, after a head that does harm.

	/** One header of a megabyte. */
	'long-header': ending((hostility) => [
		headOf(hostility, {
			'X-Filler': 'a'.repeat(2 ** 20),
			'Content-Length': String(hostility.body.length),
		}),
		hostility.body,
	]),
	/** Fifty thousand headers. */
	'many-headers': ending((hostility) => [
		openHead(hostility) + 'X-Filler: a\r\n'.repeat(50_000),
		`Content-Length: ${hostility.body.length}\r\n\r\n`,
		hostility.body,
	]),
	/** A thousand redirects, each to the next one, and then the true answer. */
	'redirect-chain': ({ response, status, headers, body }) => {
		const target = targetOf(response.req);
		const hop = Number(target.searchParams.get('hop') ?? 0) + 1;
		target.searchParams.set('hop', String(hop));
		const { pathname, search } = target;
		if (hop > REDIRECTS) response.writeHead(status, headers).end(body);
		else response.writeHead(302, { Location: pathname + search }).end();
	},
	/** A change of protocol that nobody asked for. */
	'switch-protocols': (hostility) => {
		const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
		write(hostility, headOf({ status: 101, headers }), hostility.body);
	},
	/** Another protocol altogether. */
	'not-http': ending(() => ['SSH-2.0-OpenSSH_9.9\r\n']),
} satisfies Record<string, SendHostile>;

function ending(pieces: (hostility: Hostility) => Piece[]): SendHostile {
	return (hostility) => end(hostility, ...pieces(hostility));
}

function announced(hostility: Hostility, length = hostility.body.length): string {
	return headOf(hostility, { 'Content-Length': String(length) });
}

function chunkStart(hostility: Hostility, extension = ''): string {
	return `${headOf(hostility, CHUNKED)}${hostility.body.length.toString(16)}${extension}\r\n`;
}

/** The whole body in a chunk, without the end of the chunk. */
function chunk(hostility: Hostility, extension?: string): Buffer {
	return Buffer.concat([Buffer.from(chunkStart(hostility, extension)), hostility.body]);
}

function half({ body }: Hostility): Buffer {
	return body.subarray(0, body.length >> 1);
}
