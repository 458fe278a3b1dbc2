/** Is what the documents say of images checked for each item, before anything is bought? */

import { checkImage, REFERENCE_IMAGE } from '../../nodes/Vidu/images/checkImage';
import { modelsDocument } from './documented';
import { paramsOf, pngOf, problemsWith } from './itemContext';
import type { Files, Reads } from './itemContext';

const { images, frames, imagesWithVideo } = modelsDocument;
const URL_OF = (name: string) => `https://example.com/${name}.png`;
const file = (...size: Parameters<typeof pngOf>) => ({ bytes: pngOf(...size), fileName: 'a.png' });

const uriOf = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`;

describe('an image of any operation', () => {
	const problemOf = (...size: Parameters<typeof pngOf>) => {
		const checked = checkImage(pngOf(...size), 'Image');
		return 'problem' in checked ? checked.problem : undefined;
	};

	it('may have every ratio that is documented, and none beyond', () => {
		const { ratio } = images;
		for (const [width, height] of [
			[100 * ratio, 100],
			[100, 100 * ratio],
			[300, 300],
			[1, 1],
		]) {
			expect(problemOf(width, height)).toBeUndefined();
		}
		for (const [width, height] of [
			[100 * ratio + 1, 100],
			[100, 100 * ratio + 1],
		]) {
			const problem = problemOf(width, height);
			for (const part of ['Image', `${width} × ${height}`, `1:${ratio}`, `${ratio}:1`]) {
				expect(problem).toContain(part);
			}
		}
	});

	it('may have every documented format, by its bytes', () => {
		expect(images.formats).toEqual(['png', 'jpeg', 'jpg', 'webp']);
		const problem = (checkImage(Buffer.alloc(99), 'Image') as { problem: string }).problem;
		for (const format of images.formats.filter((one) => one !== 'jpg')) {
			expect(problem).toContain(format);
		}
	});

	it('as a reference has at least so many pixels on each side', () => {
		const { smallestReference: least } = images;
		expect(checkImage(pngOf(least, least), 'Image', REFERENCE_IMAGE)).not.toHaveProperty('problem');
		for (const [width, height] of [
			[least - 1, least],
			[least, least - 1],
		]) {
			const checked = checkImage(pngOf(width, height), 'Image', REFERENCE_IMAGE);
			for (const part of ['Image', `${width} × ${height}`, `${least} × ${least}`]) {
				expect(checked).toEqual({ problem: expect.stringContaining(part) });
			}
			expect(problemOf(width, height)).toBeUndefined();
		}
	});
});

describe('Image to Video', () => {
	const operation = 'imageToVideo';

	it('sends a file, a URL or a data URI as its one image', async () => {
		const files: Files = { photo: file(64, 64) };
		const byFile = await paramsOf({ operation, imageField: 'photo' }, files);
		expect(byFile).toMatchObject({ images: [{ mimeType: 'image/png', bytes: files.photo.bytes }] });
		const url = URL_OF('a');
		expect(await paramsOf({ operation, imageSource: 'url', imageUrl: ` ${url} ` })).toMatchObject({
			images: [url],
		});
		const uri = uriOf(pngOf(64, 64));
		expect(await paramsOf({ operation, imageSource: 'url', imageUrl: uri })).toMatchObject({
			images: [{ bytes: pngOf(64, 64) }],
		});
	});

	it.each([
		['no file', {}, {}, ['Image', '"data"']],
		['a small file', { imageField: 'a' }, { a: file(500, 100) }, ['Image', '"a"', 'a.png', '4:1']],
		['no URL', { imageSource: 'url' }, {}, ['Image URL', 'empty']],
		['half a URL', { imageSource: 'url', imageUrl: 'a.png' }, {}, ['Image URL', '"a.png"']],
		['another source', { imageSource: 'none' }, {}, ['Image', 'Input Data Field or URL']],
	] as Array<[string, object, Files, string[]]>)(
		'refuses %s',
		async (_case, given, files, parts) => {
			const problems = await problemsWith({ operation, ...given }, files);
			expect(problems).toHaveLength(1);
			for (const part of parts) expect(problems[0]).toContain(part);
		},
	);
});

describe('Start and End Frame to Video', () => {
	const operation = 'startEndToVideo';
	const fields = { operation, startFrameField: 'first', endFrameField: 'last' };
	const check = async (start: [number, number], end: [number, number]) =>
		await problemsWith(fields, { first: file(...start), last: file(...end) });

	it('sends the first frame and then the last', async () => {
		const files = { first: file(100, 100), last: file(101, 100) };
		const params = await paramsOf(fields, files);
		expect(params.images).toMatchObject([
			{ bytes: files.first.bytes },
			{ bytes: files.last.bytes },
		]);
		const mixed = { ...fields, startFrameSource: 'url', startFrameUrl: URL_OF('first') };
		expect((await paramsOf(mixed, files)).images).toMatchObject([
			URL_OF('first'),
			{ bytes: files.last.bytes },
		]);
	});

	it('takes frames whose ratio is documented, to the pixel', async () => {
		for (const ratio of [frames.min, 1, frames.max]) {
			expect(await check([1000 * ratio, 1000], [1000, 1000])).toEqual([]);
		}
		for (const width of [1000 * frames.min - 1, 1000 * frames.max + 1]) {
			const problems = await check([width, 1000], [1000, 1000]);
			expect(problems).toHaveLength(1);
			for (const part of [
				'start frame',
				'end frame',
				`${width} × 1000`,
				'1000 × 1000',
				`${frames.min} to ${frames.max}`,
			]) {
				expect(problems[0]).toContain(part);
			}
		}
	});

	it('says what is wrong with either of them, and with both at once', async () => {
		const problems = await problemsWith(fields, { first: file(500, 100) });
		expect(problems).toEqual([
			expect.stringMatching(/^Start Frame.*"first".*500 × 100/),
			expect.stringMatching(/^End Frame.*"last".*cannot be read/),
		]);
		expect(
			await problemsWith({ ...fields, endFrameSource: 'none' }, { first: file(9, 9) }),
		).toEqual([expect.stringMatching(/^End Frame is missing/)]);
	});
});

describe('Reference to Video by image', () => {
	const operation = 'referenceToVideo';
	const byImage = { operation, prompt: 'A kite', model: 'viduq3_i2v_reference' };
	const withVideo = { operation, prompt: 'A kite', model: 'viduq2_pro_reference' };
	const { minItems = NaN, maxItems = NaN } =
		modelsDocument.families.referenceToVideo.viduq3_i2v_reference.parameters.images;
	const urls = (count: number) => Array.from({ length: count }, (_none, at) => URL_OF(String(at)));
	const given = (count: number) => ({ referenceSource: 'url', referenceUrls: urls(count) });

	it('takes as many images as documented, in order', async () => {
		for (const count of [minItems, maxItems]) {
			expect(await paramsOf({ ...byImage, ...given(count) })).toMatchObject({
				images: urls(count),
			});
		}
		for (const count of [minItems - 1, maxItems + 1]) {
			expect(await problemsWith({ ...byImage, ...given(count) })).toEqual([
				`The number of reference images must be ${minItems} to ${maxItems}, but there are ${count}`,
			]);
		}
	});

	it('reads field names with commas, and names the field and the place of a bad image', async () => {
		const files = { a: file(200, 200), b: file(127, 200), c: file(200, 200) };
		const fields = { ...byImage, referenceFields: 'a, b\nc' };
		expect(await problemsWith(fields, files)).toEqual([
			expect.stringMatching(/^Image 2 of 3, field `b` \(a\.png\) is 127 × 200 .*128 × 128/),
		]);
		files.b = file(128, 200);
		expect((await paramsOf(fields, files)).images).toMatchObject(
			[files.a, files.b, files.c].map(({ bytes }) => ({ bytes })),
		);
	});

	it('sends videos beside fewer images, only to the model that takes them', async () => {
		const videoUrls = 'https://example.com/a.mp4, https://example.com/b.mp4';
		const videos = videoUrls.split(', ');
		const most = given(imagesWithVideo);
		expect(await paramsOf({ ...withVideo, ...most, videoUrls })).toMatchObject({ videos });
		expect(await paramsOf({ ...byImage, ...most, videoUrls })).not.toHaveProperty('videos');
		expect(await paramsOf({ ...withVideo, ...most })).not.toHaveProperty('videos');
		expect(await paramsOf({ ...withVideo, ...given(maxItems) })).not.toHaveProperty('videos');
		const more = given(imagesWithVideo + 1);
		expect(await problemsWith({ ...withVideo, ...more, videoUrls })).toEqual([
			`The number of reference images beside a video must be 1 to ${imagesWithVideo}, but there are ${imagesWithVideo + 1}`,
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
	const { requestMegabytes } = images;
	const megabytes = (size: number) => Math.round(size * 1024 * 1024);
	const given = {
		operation: 'referenceToVideo',
		prompt: 'A kite',
		model: 'viduq2_pro_reference',
		referenceFields: 'photo0,photo1,photo2',
	};

	it('that is too large names each image with its share', async () => {
		const sizes = [5, 4, 6.1, 2];
		const files = Object.fromEntries(
			sizes.map((size, at) => [`photo${at}`, file(200, 200, megabytes(size))]),
		);
		const problems = await problemsWith({ ...given, referenceFields: Object.keys(files) }, files);
		expect(problems).toHaveLength(1);
		for (const part of [
			`${requestMegabytes} MB`,
			'22.8 MB',
			'image 1 of 4, field `photo0`: 5.0 MB',
			'image 3 of 4, field `photo2`: 6.1 MB',
			'image 4 of 4, field `photo3`: 2.0 MB',
		]) {
			expect(problems[0]).toContain(part);
		}
	});

	it('counts only what is in it: an image on the web is not', async () => {
		const files = { photo: file(200, 200, megabytes(14)) };
		const fields = { operation: 'startEndToVideo', startFrameField: 'photo' };
		const end = { endFrameSource: 'url', endFrameUrl: URL_OF('last') };
		expect(await problemsWith({ ...fields, ...end }, files)).toEqual([]);
		expect(await problemsWith({ ...fields, endFrameField: 'photo' }, files)).toEqual([
			expect.stringMatching(/37\.3 MB.*20 MB.*Start Frame.*14\.0 MB.*End Frame.*14\.0 MB/),
		]);
	});

	it('counts every byte of it, those of a URL, too', async () => {
		const files = { photo: file(200, 200, megabytes(14.99)) };
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
		expect(await check(URL_OF('last'))).toEqual([]);
		expect(await check(`${URL_OF('last')}?${'x'.repeat(20_000)}`)).toEqual([
			expect.stringMatching(/^Start Frame.*"photo".*20\.0 MB.*20 MB/),
		]);
	});

	it('holds no image in memory before it is sent, and reads each once more then', async () => {
		const reads: Reads = {};
		const files = { photo: file(200, 200) };
		await paramsOf({ ...given, referenceFields: 'photo' }, files, reads);
		expect(reads).toEqual({ photo: 2 });
	});

	it('refuses a file of more than its limit without reading it', async () => {
		const reads: Reads = {};
		const huge = { bytes: { length: megabytes(images.imageMegabytes) + 1 } as Buffer };
		const problems = await problemsWith({ ...given, referenceFields: 'huge' }, { huge }, reads);
		expect(problems).toEqual([expect.stringMatching(/^Image 1 of 1, field `huge`.*50 MB/)]);
		expect(reads).toEqual({});
	});
});
