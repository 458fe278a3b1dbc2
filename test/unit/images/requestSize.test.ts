/** Is a request that is too large found before it is sent, to the byte, and is an image as text read? */

import { checkImage } from '../../../nodes/Vidu/images/checkImage';
import { notAnImageText, parseImageText, toDataUri } from '../../../nodes/Vidu/images/dataUri';
import { checkRequestSize } from '../../../nodes/Vidu/images/requestSize';
import { readSample, SAMPLES } from './sampleFiles';
import { imageLimit } from '../models/apiDocs';

const [requestMegabytes] = imageLimit('request body');
const LIMIT = requestMegabytes * 1024 * 1024;
const WHERE = 'End Frame, input data field "data" (last.png)';
const MODEL = 'viduq2_pro_extend';

interface Frame {
	mimeType: 'image/png' | 'image/jpeg' | 'image/webp';
	bytes: Buffer;
}

/** The size of the body as the client sends it. Source: docs/api/http.md, "Create a task". */
const sizeOf = (params: object, { mimeType, bytes }: Frame): number => {
	const images = [toDataUri(mimeType, bytes)];
	return Buffer.byteLength(
		JSON.stringify({ model: MODEL, input: [{ params: { ...params, images } }] }),
	);
};

/** Checks that body: its parameters with an empty text for the image, and the image. */
const checkSize = (params: object, { mimeType, bytes }: Frame): string | undefined =>
	checkRequestSize(MODEL, { ...params, images: [''] }, [
		{ where: WHERE, brief: 'End Frame', mimeType, size: bytes.length },
	]);

describe('a request', () => {
	it.each([
		['a short prompt', 'image/png', 'A kite'] as const,
		['a prompt of many bytes', 'image/jpeg', '漢😀é'.repeat(600)] as const,
		['a prompt that JSON makes longer', 'image/webp', '"\\\n\u0001'.repeat(400)] as const,
	])('with %s is too large from the first byte above the limit on', (_case, mimeType, prompt) => {
		const params = { prompt, video_url: 'https://files.example/1.mp4', payload: '' };
		// As near below the limit as base64 comes, and the rest by plain letters.
		const bytes = Buffer.alloc(
			Math.floor(((LIMIT - sizeOf(params, { mimeType, bytes: Buffer.alloc(0) })) * 3) / 4 / 3) * 3 -
				3,
		);
		const frame = { mimeType, bytes };
		params.payload = 'p'.repeat(LIMIT - sizeOf(params, frame));
		expect(sizeOf(params, frame)).toBe(LIMIT);
		expect(checkSize(params, frame)).toBeUndefined();

		params.payload += 'p';
		const problem = checkSize(params, frame) ?? '';
		for (const part of [WHERE, `${requestMegabytes} MB`, 'URL']) expect(problem).toContain(part);
	});

	it('counts the bytes of base64 at every remainder', () => {
		for (const missing of [0, 1, 2, 3, 4]) {
			const params = { payload: '' };
			const frame = { mimeType: 'image/png' as const, bytes: Buffer.alloc(1_000 - missing) };
			params.payload = 'p'.repeat(LIMIT - sizeOf(params, frame));
			expect(checkSize(params, frame)).toBeUndefined();
			params.payload += 'p';
			expect(checkSize(params, frame)).toContain(WHERE);
		}
	});

	it('is far too large with an image that alone would do', () => {
		const frame = { mimeType: 'image/png' as const, bytes: Buffer.alloc(16 * 1024 * 1024) };
		expect(checkSize({}, frame)).toMatch(/16\.0 MB.*21\.3 MB.*20 MB/);
	});
});

describe('an image as text', () => {
	const png = readSample('plain.png');
	const base64 = png.toString('base64');

	it.each([
		['a data URI', `data:image/png;base64,${base64}`],
		['a data URI of another type', `data:application/octet-stream;base64,${base64}`],
		['a data URI without a type', `data:;base64,${base64}`],
		['a data URI with parameters', `data:image/png;name=a.png;base64,${base64}`],
		['a data URI in capitals', `DATA:IMAGE/PNG;BASE64,${base64}`],
		['bare base64', base64],
		['base64 in lines', base64.replace(/.{20}/g, '$&\r\n')],
		['base64 without padding', base64.replace(/=+$/, '')],
		['base64 for URLs', png.toString('base64url')],
	])('is read as %s', (_form, text) => {
		expect(parseImageText(text)?.equals(png)).toBe(true);
	});

	it('is checked as a file is', () => {
		for (const { name, mimeType, width, height } of SAMPLES) {
			if (Math.max(width / height, height / width) > 3) continue;
			// The type in the URI does not count.
			const text = `data:image/gif;base64,${readSample(name).toString('base64')}`;
			const checked = checkImage(parseImageText(text) ?? Buffer.alloc(0), 'End Frame URL');
			expect(checked).toMatchObject({ value: { mimeType } });
			const cut = parseImageText(text.slice(0, -20)) ?? Buffer.alloc(0);
			expect(checkImage(cut, 'End Frame URL').ok).toBe(false);
		}
		const empty = parseImageText('data:image/png;base64,');
		expect(empty && checkImage(empty, 'End Frame URL')).toMatchObject({
			problems: [expect.stringContaining('0 bytes')],
		});
	});

	it.each([
		'last-frame.png',
		'example.com/last-frame.png',
		'{{ $json.url }}',
		'data:image/png,raw',
		`${base64}!`,
	])('is not "%s", and the message says what one is', (text) => {
		expect(parseImageText(text)).toBeUndefined();
		const message = notAnImageText('End Frame URL', text);
		for (const part of ['End Frame URL', 'https://', 'data URI', 'base64', text.slice(0, 70)]) {
			expect(message).toContain(part);
		}
		expect(message.length).toBeLessThan(250);
	});
});
