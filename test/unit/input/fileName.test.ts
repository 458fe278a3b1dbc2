/** Is a file of the input found by what a person put into the field, and never guessed among several? */

import { pngOf, problemsWith, readItem, uriOf, paramsOf } from '../itemContext';

const operation = 'imageToVideo';
const photo = { bytes: pngOf(300, 200) };
const other = { bytes: pngOf(200, 300) };
const FRAMES = { operation: 'startEndToVideo', startFrameField: 'a', endFrameSource: 'binary' };

describe('an image field that nobody changed', () => {
	it('takes the only file, and says which', async () => {
		const read = await readItem({ operation }, { Product_photo: photo });
		expect(read).toMatchObject({
			ok: true,
			value: { hints: ['Image File: the node took "Product_photo", the only file in the input.'] },
		});
		expect(await paramsOf({ operation }, { Product_photo: photo })).toMatchObject({
			images: [uriOf(photo.bytes)],
		});
	});

	it('takes the file of its own name without a word', async () => {
		const files = { data: photo, Product_photo: other };
		expect(await readItem({ operation }, files)).toMatchObject({ value: { hints: [] } });
	});

	it('takes none of several', async () => {
		expect(await problemsWith({ operation }, { one: photo, two: other })).toEqual([
			'The input has no file "data". It has "one" and "two": enter one of these names in Image File',
		]);
	});

	it('takes no file that is no image', async () => {
		const problems = await problemsWith({ operation }, { notes: { bytes: Buffer.from('notes') } });
		expect(problems).toEqual([expect.stringMatching(/"notes".*PNG, JPEG or WebP/)]);
	});

	it('takes nothing for one of two frames', async () => {
		const start = { operation: 'startEndToVideo', endFrameSource: 'url' };
		const endFrameUrl = 'https://example.com/last.png';
		expect(await problemsWith({ ...start, endFrameUrl }, { Product_photo: photo })).toEqual([
			expect.stringMatching(/no file "data".*"Product_photo".*Start Frame$/),
		]);
	});
});

describe('an image field with something else in it', () => {
	it.each(['Product photo', 'Product_photo [object Object]'])(
		'is refused with %j',
		async (name) => {
			expect(await problemsWith({ operation, imageField: name }, { Product_photo: photo })).toEqual(
				[`The input has no file "${name}". It has "Product_photo": enter that name in Image File`],
			);
		},
	);

	it('is refused with an object, naming the file', async () => {
		const imageField = { mimeType: 'image/png' };
		expect(await problemsWith({ operation, imageField }, { Product_photo: photo })).toEqual([
			expect.stringMatching(/must be the name of a file.*"Product_photo"/),
		]);
	});
});

describe('two frames', () => {
	it('need a second file', async () => {
		expect(await problemsWith({ ...FRAMES, endFrameField: '' }, { a: photo })).toEqual([
			'End Frame is empty. The input has "a": enter that name in End Frame',
		]);
	});

	it('may be the same picture, with a hint', async () => {
		const files = { a: photo, b: { bytes: pngOf(300, 200) } };
		expect(await readItem({ ...FRAMES, endFrameField: 'b' }, files)).toMatchObject({
			value: { hints: ['End Frame, file "b" is the same picture as Start Frame, file "a".'] },
		});
		const two = { a: photo, b: { bytes: pngOf(301, 200) } };
		expect(await readItem({ ...FRAMES, endFrameField: 'b' }, two)).toMatchObject({
			value: { hints: [] },
		});
	});
});

describe('a value that is none of the choices', () => {
	it.each([
		[{ operation, imageSource: 'file' }, /^Image From "file" is not an option.*File or URL/],
		[
			{ operation: 'extend', videoSource: 'id', videoUrl: 'https://example.com/a.mp4' },
			/^Video Source "id" is not an option. Choose URL or Creation ID/,
		],
		[
			{ operation: 'textToVideo', textToVideoModel: 'viduq1_text2video', prompt: 'A', duration: 8 },
			/^Duration \(Seconds\) must be .*5.*Vidu Q1.*is 8/,
		],
	])('in %j is refused with the choices', async (fields, problem) => {
		const problems = await problemsWith(fields, { data: photo });
		expect(problems).toEqual([expect.stringMatching(problem)]);
	});
});
