/** Is what the documents say of several images checked for each item, before anything is bought? */

import { file, paramsOf, problemsWith, uriOf, urlOf } from '../itemContext';
import type { Reads } from '../itemContext';
import { documentedModels, imageLimit } from '../models/apiDocs';

const [min, max] = imageLimit('start over end frame');
const [imagesWithVideo] = imageLimit('images with a video');

describe('Start and End Frame to Video', () => {
	const operation = 'startEndToVideo';
	const fields = { operation, startFrameField: 'first', endFrameField: 'last' };
	const check = async (start: [number, number], end: [number, number]) =>
		await problemsWith(fields, { first: file(...start), last: file(...end) });

	it('sends the first frame and then the last', async () => {
		const files = { first: file(100, 100), last: file(101, 100) };
		const params = await paramsOf(fields, files);
		expect(params.images).toEqual([uriOf(files.first.bytes), uriOf(files.last.bytes)]);
		const mixed = { ...fields, startFrameSource: 'url', startFrameUrl: urlOf('first') };
		expect((await paramsOf(mixed, files)).images).toMatchObject([
			urlOf('first'),
			uriOf(files.last.bytes),
		]);
	});

	it('takes frames whose ratio is documented, to the pixel', async () => {
		for (const ratio of [min, 1, max]) {
			expect(await check([1000 * ratio, 1000], [1000, 1000])).toEqual([]);
		}
		for (const width of [1000 * min - 1, 1000 * max + 1]) {
			const problems = await check([width, 1000], [1000, 1000]);
			expect(problems).toHaveLength(1);
			for (const part of [
				'start frame',
				'end frame',
				`${width} × 1000`,
				'1000 × 1000',
				`${min} to ${max}`,
			]) {
				expect(problems[0]).toContain(part);
			}
		}
	});

	it('says what is wrong with either of them, and with both at once', async () => {
		const problems = await problemsWith(fields, { first: file(500, 100) });
		expect(problems).toEqual([
			expect.stringMatching(/^Start Frame.*"first".*500 × 100/),
			expect.stringMatching(/no file "last".*"first".*in End Frame$/),
		]);
		expect(
			await problemsWith({ ...fields, endFrameSource: 'none' }, { first: file(9, 9) }),
		).toEqual([expect.stringMatching(/^End Frame is missing/)]);
	});
});

describe('Reference to Video by image', () => {
	const operation = 'referenceToVideo';
	const byImage = { operation, prompt: 'A kite', referenceToVideoModel: 'viduq3_i2v_reference' };
	const withVideo = { operation, prompt: 'A kite', referenceToVideoModel: 'viduq2_pro_reference' };
	const { minItems = NaN, maxItems = NaN } =
		documentedModels.viduq3_i2v_reference.parameters.images;
	const urls = (count: number) => Array.from({ length: count }, (_none, at) => urlOf(String(at)));
	const references = (count: number) => ({ referenceSource: 'url', referenceUrls: urls(count) });

	it('takes as many images as documented, in order', async () => {
		for (const count of [minItems, maxItems]) {
			expect(await paramsOf({ ...byImage, ...references(count) })).toMatchObject({
				images: urls(count),
			});
		}
		for (const count of [minItems - 1, maxItems + 1]) {
			expect(await problemsWith({ ...byImage, ...references(count) })).toEqual([
				`The number of reference images must be ${minItems} to ${maxItems}, but there are ${count}`,
			]);
		}
	});

	it('reads field names with commas, and names the field and the place of a bad image', async () => {
		const files = { a: file(200, 200), b: file(127, 200), c: file(200, 200) };
		const fields = { ...byImage, referenceFields: 'a, b\nc' };
		expect(await problemsWith(fields, files)).toEqual([
			expect.stringMatching(/^Image 2 of 3, file "b" \(a\.png\) is 127 × 200 .*128 × 128/),
		]);
		files.b = file(128, 200);
		expect((await paramsOf(fields, files)).images).toMatchObject(
			[files.a, files.b, files.c].map(({ bytes }) => uriOf(bytes)),
		);
	});

	it('sends videos with fewer images, only to the model that takes them', async () => {
		const videoUrls = 'https://example.com/a.mp4, https://example.com/b.mp4';
		const videos = videoUrls.split(', ');
		const most = references(imagesWithVideo);
		expect(await paramsOf({ ...withVideo, ...most, videoUrls })).toMatchObject({ videos });
		expect(await paramsOf({ ...byImage, ...most, videoUrls })).not.toHaveProperty('videos');
		expect(await paramsOf({ ...withVideo, ...most })).not.toHaveProperty('videos');
		expect(await paramsOf({ ...withVideo, ...references(maxItems) })).not.toHaveProperty('videos');
		const more = references(imagesWithVideo + 1);
		expect(await problemsWith({ ...withVideo, ...more, videoUrls })).toEqual([
			`The number of reference images with a video must be 1 to ${imagesWithVideo}, but there are ${imagesWithVideo + 1}`,
		]);
		const three = `${videoUrls}, https://example.com/c.mp4`;
		expect(await problemsWith({ ...withVideo, ...most, videoUrls: three })).toEqual([
			'The number of Video URLs must be 1 to 2, but there are 3',
		]);
		expect(await problemsWith({ ...withVideo, ...most, videoUrls: 'dance.mp4' })).toEqual([
			expect.stringMatching(/^Video URLs must start with http.*"dance\.mp4"/),
		]);
	});
});

describe('a whole request', () => {
	const [requestMegabytes] = imageLimit('request body');
	const megabytes = (size: number) => Math.round(size * 1024 * 1024);
	const threePhotos = {
		operation: 'referenceToVideo',
		prompt: 'A kite',
		referenceToVideoModel: 'viduq2_pro_reference',
		referenceFields: 'photo0,photo1,photo2',
	};

	it('that is too large names each image with its share', async () => {
		const sizes = [5, 4, 6.1, 2];
		const files = Object.fromEntries(
			sizes.map((size, at) => [`photo${at}`, file(200, 200, megabytes(size))]),
		);
		const problems = await problemsWith(
			{ ...threePhotos, referenceFields: Object.keys(files) },
			files,
		);
		expect(problems).toHaveLength(1);
		for (const part of [
			`${requestMegabytes} MB`,
			'22.8 MB',
			'image 1 of 4, file "photo0": 5.0 MB',
			'image 3 of 4, file "photo2": 6.1 MB',
			'image 4 of 4, file "photo3": 2.0 MB',
		]) {
			expect(problems[0]).toContain(part);
		}
	});

	it('counts only what is in it: an image on the web is not', async () => {
		const files = { photo: file(200, 200, megabytes(14)) };
		const fields = { operation: 'startEndToVideo', startFrameField: 'photo' };
		const end = { endFrameSource: 'url', endFrameUrl: urlOf('last') };
		expect(await problemsWith({ ...fields, ...end }, files)).toEqual([]);
		expect(await problemsWith({ ...fields, endFrameField: 'photo' }, files)).toEqual([
			expect.stringMatching(/37\.3 MB.*20 MB.*Start Frame.*14\.0 MB.*End Frame.*14\.0 MB/),
		]);
	});

	it('counts every byte of it, those of a URL, too', async () => {
		const files = { photo: file(200, 200, megabytes(14.997)) };
		const check = async (address: string) =>
			await problemsWith(
				{
					operation: 'startEndToVideo',
					startFrameField: 'photo',
					endFrameSource: 'url',
					endFrameUrl: address,
				},
				files,
			);
		expect(await check(urlOf('last'))).toEqual([]);
		expect(await check(`${urlOf('last')}?${'x'.repeat(8_000)}`)).toEqual([
			expect.stringMatching(/^Start Frame.*"photo".*20\.0 MB.*20 MB/),
		]);
	});

	it('holds no image in memory before it is sent, and reads each once more then', async () => {
		const reads: Reads = {};
		const files = { photo: file(200, 200) };
		await paramsOf({ ...threePhotos, referenceFields: 'photo' }, files, reads);
		expect(reads).toEqual({ photo: 2 });
	});

	it('refuses a file of more than its limit without reading it', async () => {
		const reads: Reads = {};
		const huge = { bytes: { length: megabytes(imageLimit('image size')[0]) + 1 } as Buffer };
		const problems = await problemsWith(
			{ ...threePhotos, referenceFields: 'huge' },
			{ huge },
			reads,
		);
		expect(problems).toEqual([expect.stringMatching(/^Image 1 of 1, file "huge".*50 MB/)]);
		expect(reads).toEqual({});
	});
});
