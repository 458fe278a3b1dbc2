import type { IDataObject } from 'n8n-workflow';

import { DOCUMENTED } from './documentedModels';
import { bodiesOf, itemWith, megabytes, pictureOf } from './images';
import { errorOf, openGateway, runVidu } from './vidu';

/* docs/api/models.md, "Images" and "Videos": all of it is certain. */

const IMAGE = { operation: 'imageToVideo' };
const FRAMES = { operation: 'startEndToVideo', startFrameField: 'a', endFrameField: 'b' };
const SUBJECTS = { operation: 'referenceToVideo' };
const LIST = { operation: 'referenceToVideo', model: 'viduq3_i2v_reference' };
const VIDEOS = { ...LIST, model: 'viduq2_pro_reference' };

const subjects = (...fields: string[]): IDataObject => ({
	prompt: fields.map((_field, n) => `@s${n}`).join(' '),
	subjects: { subject: fields.map((imageFields, n) => ({ id: `s${n}`, imageFields })) },
});
const named = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`).join(', ');
const eight = Object.fromEntries([...named(8).split(', '), 'data'].map((p) => [p, '300x300']));
const clips = (count: number) =>
	Array.from({ length: count }, (_, n) => `https://example.com/${n}.mp4`).join('\n');

type Files = Record<string, string | Buffer>;
type Case = [what: string, parameters: IDataObject, files: Files, message: RegExp];

const refused: Case[] = [
	['no image', IMAGE, {}, /Item 1: Image, input data field "data", cannot be read/],
	[
		'no URL',
		{ ...IMAGE, imageSource: 'url', imageUrl: '={{ "" }}' },
		{},
		/Item 1: Image URL is empty/,
	],
	[
		'what is no URL',
		{ ...IMAGE, imageSource: 'url', imageUrl: 'picture.png' },
		{},
		/Item 1: Image URL must be a URL .*"picture\.png"/,
	],
	['a gif', IMAGE, { data: Buffer.from('GIF89a') }, /"data" \(.*must be a png, jpeg or webp/],
	['half an image', IMAGE, { data: pictureOf('99x99').subarray(0, 60) }, /"data".* is cut off/],
	['a line', IMAGE, { data: '401x100' }, /"data".* 401 × 100 .* between 1:4 and 4:1/],
	['a column', IMAGE, { data: '100x401' }, /"data".* 100 × 401 .* between 1:4 and 4:1/],
	['51 MB', IMAGE, { data: Buffer.alloc(51 * 1024 ** 2) }, /"data".*51\.0 MB; the limit is 50 MB/],
	['16 MB', IMAGE, { data: megabytes(16) }, /"data".*request 21\.3 MB; the limit is 20 MB/],

	['one frame', FRAMES, { a: '320x180' }, /Item 1: End Frame, input data field "b", cannot be/],
	['the other', FRAMES, { b: '320x180' }, /Item 1: Start Frame, input data field "a", cannot/],
	[
		'a start frame that is too large',
		FRAMES,
		{ a: '320x226', b: '320x180' },
		/Item 1: The start frame is 320 × 226 .* end frame 320 × 180.*0\.8 to 1\.25/,
	],
	['one that is too small', FRAMES, { a: '320x143', b: '320x180' }, /Item 1: .*0\.8 to 1\.25/],
	[
		'two of 8 MB',
		FRAMES,
		{ a: megabytes(8), b: megabytes(8) },
		/Item 1: .*limit is 20 MB.*Start Frame.*"a".*: 8\.0 MB; End Frame.*"b".*: 8\.0 MB/,
	],

	['no subject', { ...SUBJECTS }, {}, /Item 1: The number of subjects must be 1 to 7, .*are 0/],
	['8 subjects', { ...SUBJECTS, ...subjects(...named(8).split(', ')) }, eight, /1 to 7, .*are 8/],
	[
		'4 images of one',
		{ ...SUBJECTS, ...subjects('p0', named(4)) },
		eight,
		/Item 1: The number of images of Subject "s1" must be 1 to 3, but there are 4/,
	],
	['none of one', { ...SUBJECTS, ...subjects('p0', ' ') }, eight, /"s1" must be 1 to 3, .*are 0/],
	[
		'8 images in all',
		{ ...SUBJECTS, ...subjects(named(3), named(3), named(2)) },
		eight,
		/Item 1: The subjects have 8 images together; the limit is 7/,
	],
	[
		'a small one',
		{ ...SUBJECTS, ...subjects('p0', 'p1, small') },
		{ ...eight, small: '128x127' },
		/Item 1: Image 3 of 3 \(subject s1\), field `small`.*128 × 127 .*at least 128 × 128/,
	],
	[
		'seven of 3 MB',
		{ ...LIST, referenceFields: named(7) },
		Object.fromEntries([...named(7).split(', ')].map((p) => [p, megabytes(3)])),
		/Item 1: .*limit is 20 MB.*image 3 of 7, field `p2`.*: 3\.0 MB/,
	],

	['no reference', { ...LIST, referenceFields: '' }, {}, /reference images must be 1 to 7.*are 0/],
	['8 references', { ...LIST, referenceFields: named(8) }, eight, /images must be 1 to 7.*are 8/],
	['a small one', { ...LIST, referenceFields: 'data' }, { data: '127x300' }, /128 × 128/],
	[
		'5 images beside a video',
		{ ...VIDEOS, referenceFields: named(5), videoUrls: clips(1) },
		eight,
		/Item 1: The number of reference images beside a video must be 1 to 4, but there are 5/,
	],
	['3 videos', { ...VIDEOS, videoUrls: clips(3) }, eight, /Video URLs must be 1 to 2.*are 3/],
	['a video in a file', { ...VIDEOS, videoUrls: 'a.mp4' }, eight, /Video URLs must start.*a\.mp4/],
];

test.each(refused)(
	'%s: refused before anything is bought: %j',
	async (_what, parameters, files, message) => {
		const gateway = await openGateway();
		const right = Object.fromEntries(['a', 'b', 'data'].map((field) => [field, '300x300']));
		const run = await runVidu({
			items: [await itemWith({ ...right, ...eight }), await itemWith(files)],
			parameters,
		});
		expect(errorOf(run)).toMatch(message);
		expect(errorOf(run)).toMatch(/Item 1: /);
		expect(gateway.requests).toEqual([]);
	},
);

const taken: Array<[string, IDataObject, Files]> = [
	['4:1', IMAGE, { data: '400x100' }],
	['1:4', IMAGE, { data: '25x100' }],
	['14 MB', IMAGE, { data: megabytes(14) }],
	['a start frame of 1.25 times the end', FRAMES, { a: '320x225', b: '320x180' }],
	['one of 0.8 times', FRAMES, { a: '320x144', b: '320x180' }],
	['7 subjects', { ...SUBJECTS, ...subjects(...named(7).split(', ')) }, eight],
	['3, 3 and 1 images', { ...SUBJECTS, ...subjects(named(3), named(3), 'p0') }, eight],
	[
		'7 references of 128 × 128',
		{ ...LIST, referenceFields: named(7) },
		{ ...eight, p6: '128x128' },
	],
	['4 images, 2 videos', { ...VIDEOS, referenceFields: named(4), videoUrls: clips(2) }, eight],
];

test.each(taken)('%s: the limit itself is taken', async (_what, parameters, files) => {
	const gateway = await openGateway({ taskSeconds: 0 });
	expect(errorOf(await runVidu({ items: [await itemWith(files)], parameters }))).toBe('');
	expect(bodiesOf(gateway)).toHaveLength(1);
});

test('videos are sent beside the images, as they stand', async () => {
	const gateway = await openGateway({ taskSeconds: 0 });
	const parameters = { ...VIDEOS, videoUrls: clips(2) };
	await runVidu({ items: [await itemWith(eight)], parameters });
	expect(bodiesOf(gateway)).toMatchObject([
		{ input: [{ params: { videos: clips(2).split('\n'), images: [expect.any(String)] } }] },
	]);
	expect(DOCUMENTED.map(({ id }) => id)).toContain(VIDEOS.model);
});
