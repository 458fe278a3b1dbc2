/** In which phases of an answer can the connection be closed, and which lengths can be wrong? */

import { setTimeout as wait } from 'node:timers/promises';
import type { Hostility, SendHostile } from './hostile';
import { connectionOf, headText } from './pouring';

/** Milliseconds. */
const PAUSE = 50;

/** Answers that break off. The client sees an ordinary end of the connection, unless it says otherwise. */
export const HOSTILE_CLOSINGS = {
	/** Not one byte. */
	'close-before-status': (hostility) => end(hostility, ''),
	/** In the middle of the status line. */
	'close-in-status': (hostility) => end(hostility, 'HTTP/1.1 20'),
	/** In the middle of a header. */
	'close-in-headers': (hostility) => {
		end(hostility, headText(hostility.status, hostility.headers).slice(0, -6));
	},
	/** Behind the head, which announces a body. */
	'close-before-body': (hostility) => end(hostility, head(hostility)),
	/** In the middle of the body. An ID at its start has come. */
	'close-in-body': (hostility) => end(hostility, head(hostility), half(hostility)),
	/** In the middle of a chunk. */
	'close-in-chunk': (hostility) => {
		end(hostility, chunkedHead(hostility), chunkSize(hostility), half(hostility));
	},
	/** Between two chunks, in the size of the second one: all of the body has come. */
	'close-in-chunk-size': (hostility) => {
		end(hostility, chunkedHead(hostility), chunkSize(hostility), hostility.body, '\r\n1');
	},
	/** A reset of the connection behind the head and half of the body. */
	'reset-in-body': async (hostility) => {
		const socket = connectionOf(hostility.response);
		socket.write(head(hostility));
		socket.write(half(hostility));
		// A reset that follows at once looks like an ordinary end to a client that has not read yet.
		await wait(PAUSE, undefined, { signal: hostility.over });
		socket.resetAndDestroy();
	},
	/** A length that is shorter than the body; the rest follows nevertheless. */
	'short-length': (hostility) => {
		end(hostility, head(hostility, hostility.body.length >> 1), hostility.body);
	},
	/** A length that is longer than the body, which ends with the connection. */
	'long-length': (hostility) => {
		end(hostility, head(hostility, hostility.body.length + 1_000), hostility.body);
	},
	/** Two lengths. */
	'two-lengths': (hostility) => {
		const first = `${headText(hostility.status, hostility.headers)}Content-Length: 1\r\n`;
		const second = `Content-Length: ${hostility.body.length}\r\n\r\n`;
		end(hostility, first + second, hostility.body);
	},
	/** A chunk with a length of 2^72 bytes. */
	'absurd-chunk': (hostility) => {
		end(hostility, chunkedHead(hostility), `${'f'.repeat(18)}\r\n`, hostility.body);
	},
	/** A chunk with an extension of a megabyte. */
	'long-chunk-extension': (hostility) => {
		const extension = `;a=${'b'.repeat(2 ** 20)}\r\n`;
		const size = hostility.body.length.toString(16) + extension;
		end(hostility, chunkedHead(hostility), size, hostility.body, '\r\n0\r\n\r\n');
	},
} satisfies Record<string, SendHostile>;

function end({ response }: Hostility, ...pieces: Array<Buffer | string>): void {
	const socket = connectionOf(response);
	for (const piece of pieces) socket.write(piece);
	socket.end();
}

function head({ status, headers, body }: Hostility, length = body.length): string {
	return `${headText(status, { ...headers, 'Content-Length': String(length) })}\r\n`;
}

function chunkedHead({ status, headers }: Hostility): string {
	return `${headText(status, { ...headers, 'Transfer-Encoding': 'chunked' })}\r\n`;
}

const chunkSize = ({ body }: Hostility): string => `${body.length.toString(16)}\r\n`;
const half = ({ body }: Hostility): Buffer => body.subarray(0, body.length >> 1);
