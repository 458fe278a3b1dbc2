/** Are the bytes of a request with an image those of its JSON? */

import fc from 'fast-check';

import { toJsonBytes } from '../../../nodes/Vidu/gateway/jsonBytes';

const bodyWith = (params: object) => ({ model: 'viduq2_pro_extend', input: [{ params }] });
const image = `data:image/png;base64,${Buffer.alloc(150_000, 'any bytes').toString('base64')}`;
const other = `data:image/webp;base64,${Buffer.alloc(90_000, 'others').toString('base64')}`;

const isJson = (body: object): boolean =>
	Buffer.from(JSON.stringify(body)).equals(toJsonBytes(body) as Buffer);

it('leaves a request without an image alone', () => {
	const body = bodyWith({ prompt: 'A kite', images: ['https://files.example/last.png'] });
	expect(toJsonBytes(body)).toBe(body);
});

it('writes a request with images as its JSON, whatever else is in it', () => {
	const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }));
	fc.assert(
		fc.property(fc.dictionary(fc.string(), value), fc.boolean(), (params, isTwice) => {
			const images = isTwice ? [image, other, image] : [image];
			expect(isJson(bodyWith({ ...params, images, subjects: [{ id: 'a', images }] }))).toBe(true);
		}),
		{ numRuns: 100 },
	);
});

it.each([
	['quotes', '"'],
	['a line break', '\n'],
	['half of a surrogate pair', '\ud800'],
	['Chinese', '漢'],
	['a backslash', '\\'],
	['nothing to escape', '~ ![]^'],
])('writes long texts with %s as JSON does', (_case, text) => {
	const payload = `${'x'.repeat(100_000)}${text}`;
	expect(isJson(bodyWith({ payload, images: [image] }))).toBe(true);
});
