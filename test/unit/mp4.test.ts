/** Is a video that was cut told from a whole one, however its bytes arrive? */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import { Mp4Watch } from '../../nodes/Vidu/download/mp4';
import { NO_IMAGES, readSample, SAMPLES } from './imageFiles';

const FOLDER = join(__dirname, '..', 'gateway', 'videos');
const videos = readdirSync(FOLDER)
	.filter((name) => name.endsWith('.mp4'))
	.map((name) => ({ name, bytes: readFileSync(join(FOLDER, name)) }));

/** Feeds bytes in pieces that end at `cuts`. */
function watch(bytes: Buffer, cuts: readonly number[] = []): Mp4Watch {
	const watched = new Mp4Watch();
	const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
	let start = 0;
	for (const end of ends) {
		watched.add(bytes.subarray(start, end));
		start = end;
	}
	return watched;
}

const cuts = fc.array(fc.nat(), { maxLength: 12 });
/** Pieces around the box headers, where a reader that keeps state gets lost. */
const smallCuts = fc.array(fc.nat({ max: 60 }), { maxLength: 30 });

/** A box with its size in 32 or in 64 bits. */
function box(type: string, content: Buffer | number, is64 = false): Buffer {
	const body = typeof content === 'number' ? Buffer.alloc(content) : content;
	const head = Buffer.alloc(is64 ? 16 : 8);
	head.writeUInt32BE(is64 ? 1 : 8 + body.length, 0);
	head.write(type, 4, 'latin1');
	if (is64) head.writeBigUInt64BE(BigInt(16 + body.length), 8);
	return Buffer.concat([head, body]);
}

const ftyp = box('ftyp', Buffer.from('isom\x00\x00\x02\x00', 'latin1'));

describe.each(videos)('$name', ({ bytes }) => {
	it('is whole in whatever pieces it comes', () => {
		fc.assert(
			fc.property(fc.oneof(cuts, smallCuts), (places) => {
				const watched = watch(bytes, places);
				expect(watched.isMp4()).toBe(true);
				expect(watched.isCut()).toBe(false);
				expect(watched.length).toBe(bytes.length);
				expect(bytes.subarray(0, watched.start.length).equals(watched.start)).toBe(true);
			}),
		);
	});

	it('is whole byte by byte', () => {
		expect(watch(bytes, [...bytes.keys()]).isCut()).toBe(false);
	});

	it('is cut at every other length', () => {
		const unseen: number[] = [];
		for (let length = 8; length < bytes.length; length += 1) {
			if (!watch(bytes.subarray(0, length)).isCut()) unseen.push(length);
		}
		expect(unseen).toEqual([]);
	});

	it('is cut at any length in whatever pieces it comes', () => {
		fc.assert(
			fc.property(fc.nat(), fc.oneof(cuts, smallCuts), (place, places) => {
				const length = 8 + (place % (bytes.length - 8));
				const prefix = bytes.subarray(0, length);
				expect(watch(prefix, places).isCut()).toBe(watch(prefix).isCut());
			}),
		);
	});
});

describe('a video', () => {
	it('is there to be tested', () => {
		expect(videos.length).toBeGreaterThan(0);
	});

	it('may have sizes of 64 bits', () => {
		const whole = Buffer.concat([ftyp, box('moov', 50, true), box('mdat', 300, true)]);
		fc.assert(
			fc.property(fc.oneof(cuts, smallCuts), (places) => {
				expect(watch(whole, places).isCut()).toBe(false);
				expect(watch(whole.subarray(0, -1), places).isCut()).toBe(true);
			}),
		);
	});

	it('may say that it goes on for gigabytes', () => {
		const head = Buffer.alloc(16);
		head.writeUInt32BE(1, 0);
		head.write('mdat', 4, 'latin1');
		head.writeBigUInt64BE(2n ** 40n, 8);
		expect(watch(Buffer.concat([ftyp, box('moov', 50), head, Buffer.alloc(90)])).isCut()).toBe(
			true,
		);
	});

	it('may end with a box that goes on to the end of the file', () => {
		const open = box('mdat', 100);
		open.writeUInt32BE(0, 0);
		const whole = Buffer.concat([ftyp, box('moov', 50), open]);
		fc.assert(
			fc.property(smallCuts, fc.nat({ max: 90 }), (places, missing) => {
				// Nobody can tell from such a file whether it is cut, so nobody says so.
				const file = whole.subarray(0, whole.length - missing);
				expect(watch(file, places).isCut()).toBe(false);
			}),
		);
	});

	it('may be in fragments', () => {
		const parts = [box('moof', 30), box('mdat', 80), box('moof', 30), box('mdat', 80)];
		const whole = Buffer.concat([ftyp, box('moov', 50), ...parts]);
		expect(watch(whole).isCut()).toBe(false);
		expect(watch(whole.subarray(0, -1)).isCut()).toBe(true);
	});

	it('may have its index behind its pictures', () => {
		const whole = Buffer.concat([ftyp, box('mdat', 80), box('moov', 50)]);
		expect(watch(whole).isCut()).toBe(false);
	});

	it.each([...NO_IMAGES, ...SAMPLES.map(({ name }) => name)])('is not %s', (name) => {
		const bytes = readSample(name);
		fc.assert(
			fc.property(smallCuts, (places) => {
				const watched = watch(bytes, places);
				expect(watched.isMp4()).toBe(false);
				// What is no MP4 has no boxes that could be cut: its type tells what is wrong with it.
				expect(watched.isCut()).toBe(false);
			}),
			{ numRuns: 20 },
		);
	});

	it('may be anything: no bytes are an error or an endless loop', () => {
		const bytes = fc.uint8Array({ maxLength: 300 }).map((rest) => Buffer.from(rest));
		fc.assert(
			fc.property(bytes, fc.boolean(), smallCuts, (rest, isMp4, places) => {
				const file = isMp4 ? Buffer.concat([ftyp, rest]) : rest;
				const watched = watch(file, places);
				expect(watched.length).toBe(file.length);
				expect(watched.isCut()).toBe(watch(file).isCut());
			}),
			{ numRuns: 2_000 },
		);
	});
});
