/** Which answers are too large, packed or not? All are made while they are sent. */

import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createDeflate, createGzip } from 'node:zlib';
import type { Hostility, SendHostile } from './hostility';

const GIGABYTE = 2 ** 30;
const PIECE = Buffer.alloc(64 * 1024, ' ');
const FAST = { level: 1 };

/**
 * Answers that begin like the true one, and continue with blanks inside of it: what has been read of them
 * so far is the start of an answer, ID included. `bytes` of the fault is their length unpacked.
 */
export const HOSTILE_BOMBS = {
	/** 300 MB of text. */
	'long-text': async (hostility) => await sendLong(hostility, 300e6, {}),
	/** Text without end. */
	'endless-text': async (hostility) => await sendLong(hostility, Infinity, {}),
	/** 1 GB of text in a megabyte. */
	'gzip-bomb': async (hostility) =>
		await sendLong(hostility, GIGABYTE, { 'Content-Encoding': 'gzip' }, createGzip(FAST)),
	/** 1 GB of text in a megabyte. */
	'deflate-bomb': async (hostility) =>
		await sendLong(hostility, GIGABYTE, { 'Content-Encoding': 'deflate' }, createDeflate(FAST)),
	/** 1 GB of text in a kilobyte, with the largest window: 16 MB, which the reader has to set aside. */
	'brotli-bomb': async (hostility) =>
		await sendLong(hostility, GIGABYTE, { 'Content-Encoding': 'br' }, brotli()),
	/** A bomb packed into a bomb; only the outer one is announced. */
	'bomb-in-bomb': async (hostility) => {
		const layers = [createGzip(FAST), createGzip(FAST)];
		await sendLong(hostility, GIGABYTE, { 'Content-Encoding': 'gzip' }, ...layers);
	},
	/** The same, with both announced. */
	'two-encodings': async (hostility) => {
		const layers = [createGzip(FAST), createGzip(FAST)];
		await sendLong(hostility, GIGABYTE, { 'Content-Encoding': 'gzip, gzip' }, ...layers);
	},
	/** A body that is announced as packed, and is not. */
	'false-encoding': ({ response, status, headers, body }) => {
		response.writeHead(status, { ...headers, 'Content-Encoding': 'gzip' }).end(body);
	},
} satisfies Record<string, SendHostile>;

async function sendLong(
	{ response, status, headers, body, length, over }: Hostility,
	usual: number,
	more: Record<string, string>,
	...layers: Transform[]
): Promise<void> {
	response.writeHead(status, { ...headers, ...more });
	const source = Readable.from(long(body, length(usual)), { objectMode: false });
	await pipeline([source, ...layers, response], { signal: over });
}

/** The body with blanks before its last byte, up to a length. */
function* long(body: Buffer, length: number): Generator<Buffer> {
	yield body.subarray(0, -1);
	let left = length - body.length;
	for (; left > PIECE.length; left -= PIECE.length) yield PIECE;
	yield PIECE.subarray(0, Math.max(left, 0));
	yield body.subarray(-1);
}

function brotli(): Transform {
	const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_MAX_WINDOW_BITS } = constants;
	return createBrotliCompress({
		params: { [BROTLI_PARAM_QUALITY]: 2, [BROTLI_PARAM_LGWIN]: BROTLI_MAX_WINDOW_BITS },
	});
}
