/** How large may the images of an item be together, and how much of them is in memory? */

import { file, paramsOf, problemsWith, urlOf } from '../itemContext';
import type { Reads } from '../itemContext';
import { imageLimit } from '../models/apiDocs';

describe('a whole request', () => {
	const [requestMegabytes] = imageLimit('request body');
	const megabytes = (size: number) => Math.round(size * 1024 * 1024);
	const given = {
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
		const problems = await problemsWith({ ...given, referenceFields: Object.keys(files) }, files);
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
		await paramsOf({ ...given, referenceFields: 'photo' }, files, reads);
		expect(reads).toEqual({ photo: 2 });
	});

	it('refuses a file of more than its limit without reading it', async () => {
		const reads: Reads = {};
		const huge = { bytes: { length: megabytes(imageLimit('image size')[0]) + 1 } as Buffer };
		const problems = await problemsWith({ ...given, referenceFields: 'huge' }, { huge }, reads);
		expect(problems).toEqual([expect.stringMatching(/^Image 1 of 1, file "huge".*50 MB/)]);
		expect(reads).toEqual({});
	});
});
