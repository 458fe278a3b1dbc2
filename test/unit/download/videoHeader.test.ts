/** What does the header of a video say, wherever it is, and what can a hostile one do? */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import { VideoHeader } from '../../../nodes/Vidu/download/videoHeader';
import { box, FTYP, longBox, MDAT, movie, track, words } from './mp4';

const MB = 1024 * 1024;

/** The facts of a file that comes in pieces of some bytes. */
function factsOf(file: Buffer, size = 64 * 1024) {
	const header = new VideoHeader();
	for (let at = 0; at < file.length; at += size) header.push(file.subarray(at, at + size));
	return header.facts();
}

const sound = track({ id: 2, kind: 'soun', width: 0, height: 0, timescale: 48_000 });
const WIDE = { seconds: 5, width: 1280, height: 720, hasAudio: false };

test.each([
	['16x9', 384, 216],
	['9x16', 216, 384],
	['1x1', 256, 256],
])('a file of ffmpeg says how it is: %s', (name, width, height) => {
	const file = readFileSync(join(__dirname, `../../gateway/videos/${name}.mp4`));
	const bytes = file.length;
	for (const size of [1, 7, 64 * 1024]) {
		expect(factsOf(file, size)).toEqual({ seconds: 1.5, width, height, hasAudio: false, bytes });
	}
});

test.each<[string, Buffer[], object]>([
	['at the start', [FTYP, movie([track()]), MDAT], WIDE],
	['at the end', [FTYP, MDAT, movie([track()])], WIDE],
	['at the end, after 64-bit media', [FTYP, longBox('mdat', MDAT), movie([track()])], WIDE],
	['in a 64-bit box', [FTYP, longBox('moov', movie([track()]).subarray(8))], WIDE],
	[
		'before media up to the end of the file',
		[movie([track()]), words(0), Buffer.from('mdat'), MDAT],
		WIDE,
	],
	['before rubbish', [movie([track()]), MDAT, words(1, 2, 3, 4)], WIDE],
	['of long numbers', [movie([track({ isLong: true })], { isLong: true })], WIDE],
	['with sound', [movie([sound, track()])], { ...WIDE, hasAudio: true }],
	['with sound after it', [movie([track(), sound])], { ...WIDE, hasAudio: true }],
	['of a turned picture', [movie([track({ turn: 90 })])], { ...WIDE, width: 720, height: 1280 }],
	[
		'of an odd length',
		[movie([track()], { timescale: 30_000, duration: 151_151 })],
		{ ...WIDE, seconds: 5.04 },
	],
	['without a length of its own', [movie([track()], { duration: 0xffffffff })], WIDE],
])('a header %s is read', (_case, parts, facts) => {
	const file = Buffer.concat(parts);
	for (const size of [1, 13, 64 * 1024]) {
		expect(factsOf(file, size)).toEqual({ ...facts, bytes: file.length });
	}
});

describe('a fragmented file', () => {
	const empty = track({ duration: 0 });
	const trex = (duration: number) => box('trex', words(0, 1, 1, duration, 0, 0));
	const start = (...more: Buffer[]) =>
		movie([empty], { duration: 0, more: [box('mvex', trex(512), ...more)] });
	const fragment = (tfhd: Buffer, ...more: Buffer[]) =>
		box('moof', box('mfhd', words(0, 1)), box('traf', box('tfhd', tfhd), ...more));
	const OF_TRACK = words(0, 1);
	const at = (time: number) => box('tfdt', words(0, time));

	test.each<[string, Buffer[], number]>([
		['by its head', [start(box('mehd', words(0, 4_000)))], 4],
		[
			'by the durations of its samples',
			[start(), fragment(OF_TRACK, box('trun', words(0x100, 2, 12_288, 6_144))), MDAT],
			1.5,
		],
		[
			'with sizes beside them',
			[start(), fragment(OF_TRACK, box('trun', words(0x301, 2, 99, 12_288, 7, 12_288, 7)))],
			2,
		],
		[
			'by the number of its samples',
			[start(), ...[0, 1].map(() => fragment(OF_TRACK, box('trun', words(0, 24))))],
			2,
		],
		[
			'by the number of its samples and their own length',
			[start(), fragment(words(0xa, 1, 1, 1_024), box('trun', words(0, 24)))],
			2,
		],
		[
			'that begins later',
			[
				start(),
				fragment(OF_TRACK, at(120_000), box('trun', words(0, 24))),
				MDAT,
				fragment(OF_TRACK, at(132_288), box('trun', words(0, 24))),
			],
			2,
		],
	])('has its length %s', (_case, parts, seconds) => {
		const file = Buffer.concat([FTYP, ...parts]);
		for (const size of [1, 64 * 1024]) expect(factsOf(file, size)?.seconds).toBe(seconds);
	});

	test.each<[string, Buffer[]]>([
		['without fragments', [start()]],
		['with one that is broken', [start(), fragment(OF_TRACK, box('trun', words(0x100, 99, 1)))]],
		['with those of another track', [start(), fragment(words(0, 9), box('trun', words(0, 24)))]],
	])('%s has no facts', (_case, parts) => {
		expect(factsOf(Buffer.concat(parts))).toBeUndefined();
	});
});

const cut = movie([track()]).subarray(0, -20);

test.each<[string, Buffer]>([
	['nothing', Buffer.alloc(0)],
	['no MP4', Buffer.from('1a45dfa3a3428681014282886d6174726f736b61', 'hex')],
	['text', Buffer.from('<!DOCTYPE html><html>moov</html>')],
	['a header that is cut', cut],
	['no header', Buffer.concat([FTYP, MDAT])],
	['a header without tracks', movie([])],
	['a header without pictures', movie([sound])],
	['pictures of no size', movie([track({ width: 0 })])],
	['no length at all', movie([track({ duration: 0 })], { duration: 0 })],
	['a timescale of 0', movie([track({ timescale: 0 })], { timescale: 0 })],
	[
		'boxes that are too short for their numbers',
		box('moov', box('mvhd'), box('trak', box('tkhd'), box('mdia', box('mdhd'), box('hdlr')))),
	],
	[
		'a box that is smaller than its head',
		Buffer.concat([words(4), Buffer.from('moov'), movie([track()])]),
	],
	[
		'a 64-bit box that is',
		Buffer.concat([words(1), Buffer.from('mdat'), words(0, 3), movie([track()])]),
	],
	[
		'a header that is too large to hold',
		box('moov', movie([track()]).subarray(8), box('free', Buffer.alloc(4 * MB))),
	],
	[
		'more boxes than a video has',
		Buffer.concat([...Array.from({ length: 10_001 }, () => box('free')), movie([track()])]),
	],
])('%s has no facts', (_case, file) => {
	expect(factsOf(file)).toBeUndefined();
});

test('a header deep in a large file is found, and no more than it is held', () => {
	const header = new VideoHeader();
	const before = process.memoryUsage().arrayBuffers;
	const piece = Buffer.alloc(64 * 1024);
	const size = 10 * 1024 * MB;
	const head = longBox('mdat', Buffer.alloc(0));
	head.writeBigUInt64BE(BigInt(16 + size), 8);
	header.push(head);
	for (let at = 0; at < size; at += piece.length) header.push(piece);
	header.push(movie([track()]));
	expect(header.facts()).toMatchObject(WIDE);
	expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * MB);
});

test('boxes that announce much hold 4 MB at most, in the smallest of pieces', () => {
	const header = new VideoHeader();
	const before = process.memoryUsage().arrayBuffers;
	header.push(Buffer.concat([words(4 * MB), Buffer.from('moov')]));
	const byte = Buffer.of(0);
	for (let at = 0; at < MB; at += 1) header.push(byte);
	expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * MB);
	header.push(Buffer.concat([words(0xffffffff), Buffer.from('moov')]));
	expect(header.facts()).toBeUndefined();
});

test('no bytes make it throw', () => {
	const file = Buffer.concat([FTYP, movie([track(), sound]), MDAT]);
	const places = fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 8 });
	fc.assert(
		fc.property(places, fc.integer({ min: 1, max: 700 }), (changes, size) => {
			const changed = Buffer.from(file);
			for (const [at, value] of changes) changed[at % changed.length] = value;
			const facts = factsOf(changed, size);
			if (facts === undefined) return;
			expect(facts.seconds).toBeGreaterThan(0);
			expect(Number.isFinite(facts.seconds)).toBe(true);
			expect(facts.width * facts.height).toBeGreaterThan(0);
		}),
		{ numRuns: 2_000 },
	);
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
			factsOf(Buffer.concat([FTYP, Buffer.from(bytes)]), 11);
			factsOf(box('moov', Buffer.from(bytes)));
		}),
	);
});

test('of the smallest boxes, 1,000 on a level are read: half a million would block n8n', () => {
	const after = (count: number) =>
		movie([...Array.from({ length: count }, () => box('free')), track()]);
	expect(factsOf(after(900))).toMatchObject(WIDE);
	expect(factsOf(after(1_000))).toBeUndefined();
});
