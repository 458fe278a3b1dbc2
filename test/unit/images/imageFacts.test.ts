/** Is a cut image found out at every length, and is no file, however broken, too much for the reader? */

import fc from 'fast-check';

import { checkImage } from '../../../nodes/Vidu/images/checkImage';
import { parseImageHeader } from '../../../nodes/Vidu/images/imageFacts';
import { readSample, SAMPLES } from './sampleFiles';

const HEADS = SAMPLES.map(({ name }) => readSample(name).subarray(0, 40));

const bytesOf = (text: string) => Buffer.from(text, 'latin1');

describe('a cut image', () => {
	it.each(SAMPLES)('$name is never whole, nor of another type or size', (sample) => {
		const { name, mimeType, width, height } = sample;
		const bytes = readSample(name);
		for (let length = 0; length < bytes.length; length += 1) {
			const cut = bytes.subarray(0, length);
			const facts = parseImageHeader(cut);
			const problem = checkImage(cut, 'End Frame');
			expect({ length, isOk: problem.ok }).toEqual({ length, isOk: false });
			if (facts === undefined) continue;
			expect({ length, ...facts }).toEqual({ length, mimeType, width, height, isWhole: false });
		}
	});

	const inShape = SAMPLES.filter(
		({ width, height }) => Math.max(width / height, height / width) <= 3,
	);

	it.each(inShape)('$name is called cut, once its header is there', ({ name }) => {
		const bytes = readSample(name);
		const checked = checkImage(bytes.subarray(0, bytes.length - 3), 'End Frame');
		expect(checked).toMatchObject({ problems: [expect.stringMatching(/cut off/)] });
	});

	it('does not become whole by what stands before its end', () => {
		const jpeg = readSample('rotated.jpg');
		// The thumbnail has an end of its own: cut after it, and the picture has none.
		const thumbnailEnd = jpeg.indexOf('ffd9', 0, 'hex') + 2;
		expect(thumbnailEnd).toBeLessThan(jpeg.length / 2 + 200);
		expect(jpeg.indexOf('ffd9', thumbnailEnd, 'hex')).toBeGreaterThan(thumbnailEnd);
		const png = readSample('plain.png');
		const comment = Buffer.concat([bytesOf('\0\0\0\x08tEXtIEND'), Buffer.alloc(8)]);
		const faked = Buffer.concat([png.subarray(0, 33), comment, png.subarray(33, -5)]);
		for (const cut of [jpeg.subarray(0, thumbnailEnd + 200), faked]) {
			expect(parseImageHeader(cut)?.isWhole ?? false).toBe(false);
		}
	});
});

describe('a broken file', () => {
	/** The reader says something of any bytes, and what it says can be relied on. */
	const survives = (bytes: Buffer) => {
		const facts = parseImageHeader(bytes);
		const checked = checkImage(bytes, 'End Frame');
		if (facts === undefined) expect(checked.ok).toBe(false);
		else for (const side of [facts.width, facts.height]) expect(side).toBeGreaterThanOrEqual(0);
		if (checked.ok) expect(facts?.isWhole).toBe(true);
	};

	it('of random bytes is no end frame, and no error either', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => survives(Buffer.from(bytes))),
			{ numRuns: 2_000 },
		);
	});

	it('with the head of an image and a random rest is no error', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...HEADS),
				fc.nat({ max: 40 }),
				fc.uint8Array({ maxLength: 200 }),
				(head, length, rest) =>
					survives(Buffer.concat([head.subarray(0, length), Buffer.from(rest)])),
			),
			{ numRuns: 5_000 },
		);
	});

	it('with single bytes changed is no error', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...SAMPLES),
				fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 }),
				({ name }, changes) => {
					const bytes = Buffer.from(readSample(name));
					for (const [at, value] of changes) bytes[at % bytes.length] = value;
					survives(bytes);
				},
			),
			{ numRuns: 5_000 },
		);
	});

	it.each([
		['nothing but fill bytes', `\xff\xd8${'\xff'.repeat(2_000_000)}`],
		['segments without a length', `\xff\xd8${'\xff\xe0\0\0'.repeat(500_000)}`],
		['chunks without content', `\x89PNG\r\n\x1a\n${'\0\0\0\0tEXtcrc!'.repeat(200_000)}`],
		['a chunk of four gigabytes', `\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR${'\0'.repeat(100)}`],
		[
			'an end with content',
			`${readSample('plain.png').toString('latin1', 0, 104)}\0\0\0\x05IENDabcd`,
		],
		['a file that says it is longer', `RIFF\xff\xff\xff\xffWEBPVP8X${'\0'.repeat(100)}`],
		['sides of 0', `${readSample('plain.png').toString('latin1', 0, 16)}${'\0'.repeat(100)}`],
	])('of %s is read to its end', (_case, text) => {
		survives(bytesOf(text));
		expect(checkImage(bytesOf(text), 'End Frame').ok).toBe(false);
	});
});
