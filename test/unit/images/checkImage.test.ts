/** Are real images known by their bytes, with their size, and is what cannot be used refused? */

import { checkImage, EXTEND_IMAGE } from '../../../nodes/Vidu/images/checkImage';
import { parseImageHeader } from '../../../nodes/Vidu/images/imageFacts';
import { dataUriLength, toDataUri } from '../../../nodes/Vidu/images/dataUri';
import { NO_IMAGES, readSample, SAMPLES } from './sampleFiles';
import { imageLimit, pairsOf } from '../models/apiDocs';

const formats = pairsOf('models.md', 'Images').formats.split(', ');
const [, ratio] = imageLimit('aspect ratio');
const [imageMegabytes] = imageLimit('image size');
const WHERE = 'End Frame, input data field "data" (last.png)';

const problemOf = (bytes: Buffer): string | undefined => {
	const checked = checkImage(bytes, WHERE, EXTEND_IMAGE);
	return checked.ok ? undefined : checked.problems[0];
};

describe.each(SAMPLES)('$name', ({ name, mimeType, width, height, has }) => {
	const bytes = readSample(name);

	it('is the case that it stands for', () => {
		const text = bytes.toString('latin1');
		expect(typeof has === 'string' ? text.includes(has) : has.test(text)).toBe(true);
		expect(bytes.length).toBeLessThan(5_000);
	});

	it('is read with its type and size, and as whole', () => {
		expect(parseImageHeader(bytes)).toEqual({ mimeType, width, height, isWhole: true });
	});

	it('is whole with bytes after its end, as cameras and editors leave them', () => {
		for (const more of ['\0', 'x'.repeat(7), readSample('text.txt')]) {
			const longer = Buffer.concat([bytes, Buffer.from(more)]);
			expect(parseImageHeader(longer)).toEqual({ mimeType, width, height, isWhole: true });
		}
	});

	it('may be sent if its sides allow it', () => {
		// Documented as "less than 1:4 or 4:1": exactly that is not less.
		const isAllowed = Math.max(width / height, height / width) < ratio;
		if (isAllowed) {
			const value = { mimeType, width, height, isWhole: true };
			expect(checkImage(bytes, WHERE, EXTEND_IMAGE)).toEqual({ ok: true, value });
		} else {
			const problem = problemOf(bytes) ?? '';
			for (const part of [WHERE, String(width), String(height), `${ratio}:1`, `1:${ratio}`]) {
				expect(problem).toContain(part);
			}
		}
	});
});

describe('an end frame', () => {
	it.each(NO_IMAGES)('is not %s, by its bytes', (name) => {
		expect(parseImageHeader(readSample(name))).toBeUndefined();
		const problem = problemOf(readSample(name)) ?? '';
		expect(problem).toContain(WHERE);
		for (const format of formats.filter((one) => one !== 'jpg'))
			expect(problem.toLowerCase()).toContain(format);
	});

	it('is not a file that only begins like an image', () => {
		const heads = ['\x89PNG\r\n\x1a\n', '\xff\xd8', '\xff\xd8\xff\xe0', 'RIFF\x04\0\0\0WEBP', 'BM'];
		for (const head of heads) {
			for (const rest of ['', '\0'.repeat(60), '\xff'.repeat(60), '<html>'.repeat(20)]) {
				expect(problemOf(Buffer.from(head + rest, 'latin1'))).toContain(WHERE);
			}
		}
		const wave = Buffer.from(`RIFF\x40\0\0\0WAVEfmt ${'\0'.repeat(60)}`, 'latin1');
		expect(parseImageHeader(wave)).toBeUndefined();
	});

	it('is not empty', () => {
		expect(problemOf(Buffer.alloc(0))).toMatch(/data" \(last\.png\).*0 bytes/);
	});

	it('is as large as documented, and not a byte larger', () => {
		const limit = imageMegabytes * 1024 * 1024;
		const image = readSample('plain.png');
		const largest = Buffer.concat([image], limit);
		expect(problemOf(largest)).toBeUndefined();
		const problem = problemOf(Buffer.concat([image], limit + 1)) ?? '';
		for (const part of [WHERE, `${imageMegabytes} MB`]) expect(problem).toContain(part);
		expect(problemOf(Buffer.concat([image], 60 * 1024 * 1024))).toContain('60.0 MB');
	});

	it('is sent as a data URI with the type of its bytes', () => {
		for (const { name, mimeType } of SAMPLES) {
			const bytes = readSample(name);
			const checked = checkImage(bytes, WHERE, EXTEND_IMAGE);
			if (!checked.ok) continue;
			const uri = toDataUri(checked.value.mimeType, bytes);
			expect(uri).toBe(`data:${mimeType};base64,${bytes.toString('base64')}`);
			expect(uri).toHaveLength(dataUriLength(mimeType, bytes.length));
			expect(formats).toContain(mimeType.replace('image/', ''));
		}
	});
});
