/** Is a request with images in it the same, byte for byte, as JSON with their data URIs would be? */

import fc from 'fast-check';

import { encodeBody, InlineImage } from '../../nodes/Vidu/gateway/inlineImage';
import { readSample, SAMPLES } from './imageFiles';

type Content = { [key: string]: unknown };

const asUri = ({ mimeType, bytes }: InlineImage): string =>
	`data:${mimeType};base64,${bytes.toString('base64')}`;

/** What is meant: plain JSON in which every image is the documented text. */
const meant = (body: object): Buffer =>
	Buffer.from(
		JSON.stringify(body, (_key, value: unknown) =>
			value instanceof InlineImage ? asUri(value) : value,
		),
	);

const bodyWith = (params: Content) => ({ model: 'viduq2_pro_extend', input: [{ params }] });

const isAsMeant = (body: object): boolean => meant(body).equals(encodeBody(body) as Buffer);

describe('a request with an image', () => {
	it.each(SAMPLES)('such as $name is as meant', ({ name, mimeType }) => {
		const image = new InlineImage(mimeType, readSample(name));
		expect(isAsMeant(bodyWith({ prompt: 'A kite', images: [image] }))).toBe(true);
		expect(image.uriLength).toBe(asUri(image).length);
	});

	it('of any length is as meant, around the pieces in which it is written', () => {
		const piece = 3 * 256 * 1024;
		for (const length of [0, 1, 2, 3, 4, piece - 1, piece, piece + 1, 2 * piece, 2 * piece + 2]) {
			const bytes = Buffer.alloc(length, 'any bytes but zeros');
			const image = new InlineImage('image/png', bytes);
			expect({ length, asMeant: isAsMeant(bodyWith({ images: [image] })) }).toEqual({
				length,
				asMeant: true,
			});
			expect(image.uriLength).toBe(asUri(image).length);
		}
	});

	it('is as meant beside any other parameters, wherever it stands', () => {
		const image = fc
			.uint8Array({ maxLength: 50 })
			.map((bytes) => new InlineImage('image/webp', Buffer.from(bytes)));
		const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), image);
		fc.assert(
			fc.property(
				fc.dictionary(fc.string(), value),
				fc.array(image, { minLength: 1, maxLength: 3 }),
				(params, images) => {
					expect(isAsMeant(bodyWith({ ...params, images }))).toBe(true);
				},
			),
			{ numRuns: 500 },
		);
	});

	it.each([
		['\ud800', 'half of a surrogate pair'],
		['\ud800image\ud800', 'what stands for an image while the request is built'],
		['\\ud800image\\ud800', 'the same, escaped'],
		['"\ud800image\ud800"', 'the same, in quotes'],
		['InlineImage', 'its name'],
	])('is as meant beside the text %j (%s)', (text) => {
		const image = new InlineImage('image/png', readSample('plain.png'));
		for (const params of [
			{ prompt: text, images: [image] },
			{ images: [image], payload: text },
			{ [text]: text, images: [image], meta_data: JSON.stringify({ text }) },
		]) {
			expect(isAsMeant(bodyWith(params))).toBe(true);
		}
	});

	it('keeps the image as it was: a request may be sent again after a 429', () => {
		const image = new InlineImage('image/jpeg', readSample('baseline.jpg'));
		const body = bodyWith({ images: [image] });
		const first = encodeBody(body) as Buffer;
		expect((encodeBody(body) as Buffer).equals(first)).toBe(true);
		expect(image.bytes.equals(readSample('baseline.jpg'))).toBe(true);
	});
});

it('leaves a request without an image to n8n', () => {
	const body = bodyWith({ prompt: 'A kite', images: ['https://files.example/last.png'] });
	expect(encodeBody(body)).toBe(body);
});
