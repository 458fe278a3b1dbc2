/** How does a file of any size come about that begins like an MP4 file and is never in memory? */

import type { Body } from './replies';

const PIECE = Buffer.alloc(64 * 1024);
/** An `ftyp` box, and an empty `moov` box: the index without which a player plays nothing. */
const FTYP = Buffer.from('00000018667479706d703432000000006d70343269736f6d000000086d6f6f76', 'hex');
/** A media data box with a 64-bit size, so that it can hold any number of bytes. */
const MDAT_HEAD = 16;

/**
 * A file of exactly `bytes` bytes: an `ftyp` and a `moov` box, then one `mdat` box of zeros. Smaller ones than
 * the boxes' heads are cut off.
 */
export function syntheticVideo(bytes: number): Body {
	const mdat = Buffer.alloc(MDAT_HEAD);
	mdat.writeUInt32BE(1, 0);
	mdat.write('mdat', 4, 'latin1');
	mdat.writeBigUInt64BE(BigInt(Math.max(bytes - FTYP.length, MDAT_HEAD)), 8);
	const head = Buffer.concat([FTYP, mdat]).subarray(0, bytes);
	return { size: bytes, read: (start, end) => pieces(head, start, end) };
}

function* pieces(head: Buffer, start: number, end: number): Generator<Buffer> {
	let at = start;
	if (at < head.length) {
		yield head.subarray(at, Math.min(end, head.length));
		at = Math.min(end, head.length);
	}
	while (at < end) {
		const piece = PIECE.subarray(0, Math.min(PIECE.length, end - at));
		yield piece;
		at += piece.length;
	}
}
