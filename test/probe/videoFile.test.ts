import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { lengthOf } from '../../scripts/probe/mvhd';
import { withLength } from '../gateway/sampleHeaders';

const sample = readFileSync(join(__dirname, '../gateway/videos/16x9.mp4'));

/** A box of ISO/IEC 14496-12: its size, its type, its contents. */
function box(type: string, contents: Buffer): Buffer {
	const head = Buffer.alloc(8);
	head.writeUInt32BE(8 + contents.length, 0);
	head.write(type, 4, 'latin1');
	return Buffer.concat([head, contents]);
}

describe('the length of a video', () => {
	test('is what the header of its file says', () => {
		expect(lengthOf(sample)).toBe(1.5);
		expect(lengthOf(withLength(sample, 4))).toBe(4);
	});

	test('is found in a header with long numbers, after other boxes', () => {
		const header = Buffer.alloc(32);
		header[0] = 1;
		header.writeUInt32BE(600, 20);
		header.writeBigUInt64BE(3000n, 24);
		const moov = box('moov', Buffer.concat([box('free', Buffer.alloc(3)), box('mvhd', header)]));
		expect(lengthOf(Buffer.concat([box('ftyp', Buffer.from('isom')), moov]))).toBe(5);
	});

	test.each([
		['an empty file', Buffer.alloc(0)],
		['a page', Buffer.from('<!DOCTYPE html><html><body>Not found</body></html>')],
		['a file that was cut in its header', sample.subarray(0, sample.indexOf('mvhd') + 10)],
		['a header without a time scale', box('moov', box('mvhd', Buffer.alloc(24)))],
	])('is unknown for %s', (_case, file) => {
		expect(lengthOf(file)).toBeUndefined();
	});
});
