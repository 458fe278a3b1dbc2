/** Is what the documents say of one image checked for each item, before anything is bought? */

import { checkImage, REFERENCE_IMAGE } from '../../../nodes/Vidu/images/checkImage';
import { file, paramsOf, pngOf, problemsWith, uriOf, urlOf } from '../itemContext';
import type { Files } from '../itemContext';
import { imageLimit, pairsOf } from '../models/apiDocs';

describe('an image of any operation', () => {
	const problemOf = (...size: Parameters<typeof pngOf>) => {
		const checked = checkImage(pngOf(...size), 'Image');
		return checked.ok ? undefined : checked.problems[0];
	};

	it('may have every ratio that is documented, and none beyond', () => {
		const [, ratio] = imageLimit('aspect ratio');
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
		const formats = pairsOf('models.md', 'Images').formats.split(', ');
		expect(formats).toEqual(['png', 'jpeg', 'jpg', 'webp']);
		const checked = checkImage(Buffer.alloc(99), 'Image');
		const problem = checked.ok ? '' : checked.problems[0];
		for (const format of formats.filter((one) => one !== 'jpg')) {
			expect(problem.toLowerCase()).toContain(format);
		}
	});

	it('as a reference has at least so many pixels on each side', () => {
		const [least] = imageLimit('reference image');
		expect(checkImage(pngOf(least, least), 'Image', REFERENCE_IMAGE).ok).toBe(true);
		for (const [width, height] of [
			[least - 1, least],
			[least, least - 1],
		]) {
			const checked = checkImage(pngOf(width, height), 'Image', REFERENCE_IMAGE);
			for (const part of ['Image', `${width} × ${height}`, `${least} × ${least}`]) {
				expect(checked).toMatchObject({ problems: [expect.stringContaining(part)] });
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
		expect(byFile).toMatchObject({ images: [uriOf(files.photo.bytes)] });
		const url = urlOf('a');
		expect(await paramsOf({ operation, imageSource: 'url', imageUrl: ` ${url} ` })).toMatchObject({
			images: [url],
		});
		const uri = uriOf(pngOf(64, 64));
		for (const imageUrl of [uri, uri.replace(/.{76}/g, '$&\r\n')]) {
			expect(await paramsOf({ operation, imageSource: 'url', imageUrl })).toMatchObject({
				images: [uri],
			});
		}
		const withComma = 'https://example.com/w_100,h_200/a.png';
		for (const imageUrl of [withComma, [withComma]]) {
			expect(await paramsOf({ operation, imageSource: 'url', imageUrl })).toMatchObject({
				images: [withComma],
			});
		}
	});

	it('takes a data URI, and bare base64, of an image of 14 MB', async () => {
		const bytes = pngOf(64, 64, 14 * 1024 * 1024);
		for (const imageUrl of [uriOf(bytes), bytes.toString('base64')]) {
			const problems = await problemsWith({ operation, imageSource: 'url', imageUrl });
			expect(problems).toEqual([]);
		}
	});

	it.each([
		['no file', {}, {}, ['no file "data"', 'has no files', 'URL']],
		['a small file', { imageField: 'a' }, { a: file(500, 100) }, ['Image', '"a"', 'a.png', '4:1']],
		['no URL', { imageSource: 'url' }, {}, ['Image URL', 'empty']],
		['half a URL', { imageSource: 'url', imageUrl: 'a.png' }, {}, ['Image URL', '"a.png"']],
		[
			'two URLs',
			{ imageSource: 'url', imageUrl: `${urlOf('a')}, ${urlOf('b')}` },
			{},
			['Image URL', 'exactly 1', 'are 2'],
		],
		[
			'a list of three from an expression',
			{ imageSource: 'url', imageUrl: ['a', 'b', 'c'].map(urlOf) },
			{},
			['Image URL', 'exactly 1', 'are 3'],
		],
		[
			'a URL that is far too long',
			{ imageSource: 'url', imageUrl: urlOf('a'.repeat(300_000)) },
			{},
			['Image URL is 300024 characters long; the limit is 8192'],
		],
		['another source', { imageSource: 'none' }, {}, ['Image From', 'File or URL']],
	] as Array<[string, object, Files, string[]]>)(
		'refuses %s',
		async (_case, fields, files, parts) => {
			const problems = await problemsWith({ operation, ...fields }, files);
			expect(problems).toHaveLength(1);
			for (const part of parts) expect(problems[0]).toContain(part);
		},
	);
});
