/*
 * Small MP4 files for tests, box by box. Source: ISO/IEC 14496-12.
 */

/** A box: its size, its type, its content. */
export function box(type: string, ...content: Buffer[]): Buffer {
	const head = Buffer.alloc(8);
	head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0), 0);
	head.write(type, 4, 'latin1');
	return Buffer.concat([head, ...content]);
}

/** A box with a 64-bit size. */
export function longBox(type: string, content: Buffer): Buffer {
	const head = Buffer.alloc(16);
	head.writeUInt32BE(1, 0);
	head.write(type, 4, 'latin1');
	head.writeBigUInt64BE(BigInt(16 + content.length), 8);
	return Buffer.concat([head, content]);
}

/** Numbers of 4 bytes. */
export const words = (...values: number[]): Buffer =>
	Buffer.concat(
		values.map((value) => {
			const word = Buffer.alloc(4);
			word.writeUInt32BE(value >>> 0, 0);
			return word;
		}),
	);

/** How a track is. */
export interface TrackOptions {
	id?: number;
	kind?: 'vide' | 'soun' | 'hint';
	width?: number;
	height?: number;
	/** Degrees by which the matrix turns it. */
	turn?: 0 | 90;
	timescale?: number;
	duration?: number;
	/** Whether its boxes are of version 1. */
	isLong?: boolean;
}

/** The times of a `mvhd` or `mdhd` box. */
function times(timescale: number, duration: number, isLong: boolean): Buffer {
	if (!isLong) return words(0, 0, 0, timescale, duration);
	return words(1 << 24, 0, 0, 0, 0, timescale, Math.floor(duration / 2 ** 32), duration);
}

export function track(options: TrackOptions = {}): Buffer {
	const { id = 1, kind = 'vide', width = 1280, height = 720, turn = 0 } = options;
	const { timescale = 12_288, duration = 61_440, isLong = false } = options;
	const start = isLong
		? words(1 << 24, 0, 0, 0, 0, id, 0, 0, duration)
		: words(0, 0, 0, id, 0, duration);
	const one = 0x10000;
	const matrix =
		turn === 0
			? [one, 0, 0, 0, one, 0, 0, 0, 0x40000000]
			: [0, one, 0, -one, 0, 0, 0, 0, 0x40000000];
	const size = words(width * one, height * one);
	const tkhd = box('tkhd', start, words(0, 0, 0, 0), words(...matrix), size);
	const mdhd = box('mdhd', times(timescale, duration, isLong));
	const hdlr = box('hdlr', words(0, 0), Buffer.from(kind), words(0, 0, 0), Buffer.from('\0'));
	return box('trak', tkhd, box('mdia', mdhd, hdlr));
}

/** A `moov` box. */
export function movie(
	tracks: Buffer[],
	{ timescale = 1_000, duration = 5_000, isLong = false, more = [] as Buffer[] } = {},
): Buffer {
	const mvhd = box('mvhd', times(timescale, duration, isLong), Buffer.alloc(80));
	return box('moov', mvhd, ...tracks, ...more);
}

export const FTYP = box('ftyp', Buffer.from('isom'), words(0x200), Buffer.from('isommp41'));

/** Media data that is not read. */
export const MDAT = box('mdat', Buffer.alloc(5_000, 'moov'));
