import { acceptance, refusal } from './client';
import { startGateway, type Gateway, type Params } from './index';
import { FINE, png, WIDE } from './pictures';
import { pngUri } from './samplePictures';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const PICTURE = pngUri(128, 128);
const URL_OF_ONE = 'https://example.com/a.png';
const FRAME_MODEL = 'viduq2_pro_fast_img2video';
const FRAMES_MODEL = 'viduq2_pro_start_end2video';
const SUBJECT_MODEL = 'viduq2_reference2video';
const IMAGE_MODEL = 'viduq2_i2v_reference';

const times = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);
const message = async (params: Params, model: string) =>
	(await refusal(gateway, params, model)).message;

describe('subjects', () => {
	const subject = (images: unknown, more: object = {}) => ({ id: 'a', images, ...more });
	const given = (subjects: unknown) => ({ prompt: '@a', subjects });
	it.each<[string, unknown]>([
		['one with a URL', [subject([URL_OF_ONE])]],
		['one with a voice', [subject([PICTURE], { voice_id: 'v' })]],
		['7 with an image each', times(7, subject([PICTURE]))],
		['7 images in all', [subject(times(3, PICTURE)), ...times(2, subject(times(2, PICTURE)))]],
		['one of two without an image', [subject([PICTURE]), subject([])]],
	])('may be %s', async (_name, subjects) => {
		await acceptance(gateway, given(subjects), SUBJECT_MODEL);
	});
	it.each<[string, string, unknown]>([
		['FieldInvalid: subjects must be an array', 'no array', subject([PICTURE])],
		['FieldItemCountOutOfRange: subjects', 'none', []],
		['FieldItemCountOutOfRange: subjects', '8', times(8, subject([]))],
		['FieldItemCountOutOfRange: subjects', '8 images in all', times(4, subject(times(2, PICTURE)))],
		['FieldItemCountOutOfRange: subjects', 'without any image', [subject([])]],
		['FieldItemCountOutOfRange: subjects[0].images', '4 images', [subject(times(4, PICTURE))]],
		['FieldInvalid: subjects[1] ', 'a text', [subject([PICTURE]), 'b']],
		['FieldInvalid: subjects[0].id', 'without an ID', [{ images: [PICTURE] }]],
		['FieldInvalid: subjects[0].images', 'without images', [{ id: 'a' }]],
		['FieldInvalid: subjects[0].images[0]', 'no text as image', [subject([1])]],
		['FieldInvalid: subjects[0].voice_id', 'no text as voice', [subject([], { voice_id: 1 })]],
		['FieldUnwanted: unknown parameter subjects[0].name', 'more', [subject([], { name: 'b' })]],
		['PageSizeOutOfRange: subjects[0].images[1]', 'small', [subject([PICTURE, pngUri(128, 127)])]],
	])('are refused with %s: %s', async (start, _name, subjects) => {
		expect(await message(given(subjects), SUBJECT_MODEL)).toContain(start);
	});
});

describe('inline images', () => {
	const frame = (image: unknown) => ({ images: [image] });
	it.each(Object.values(FINE))('may be of every documented type', async (image) => {
		await acceptance(gateway, frame(image), FRAME_MODEL);
	});
	it('may have a ratio of 1:4 to 4:1', async () => {
		for (const image of [png(400, 100), png(100, 400)]) {
			await acceptance(gateway, frame(image), FRAME_MODEL);
		}
		for (const image of [png(401, 100), png(100, 401), ...Object.values(WIDE)]) {
			gateway.reset();
			expect(await message(frame(image), FRAME_MODEL)).toMatch(/^PageSizeOutOfRange: images\[0\]/);
		}
	});
	it.each<[string, unknown]>([
		['ImageFormatInvalid', PICTURE.replace('png', 'gif')],
		['ImageFormatInvalid', PICTURE.replace('png', 'jpeg')],
		['ImageFormatInvalid', PICTURE.split(',')[1]],
		['ImageFormatInvalid', 'ftp://example.com/a.png'],
		['FieldInvalid', { url: URL_OF_ONE }],
	])('are refused with %s', async (reason, image) => {
		expect(await message(frame(image), FRAME_MODEL)).toMatch(new RegExp(`^${reason}: images.0. `));
	});
	it('are at least 128 by 128 pixels for a reference, and of any size for a frame', async () => {
		const small = pngUri(127, 128);
		await acceptance(gateway, frame(small), FRAME_MODEL);
		gateway.reset();
		expect(await message({ prompt: 'x', images: [PICTURE, small] }, IMAGE_MODEL)).toBe(
			'PageSizeOutOfRange: images[1] must have at least 128x128 pixels',
		);
	});
});

describe('two frames', () => {
	const frames = (...images: string[]) => ({ images });
	it('have about the same resolution', async () => {
		for (const [width, height] of [
			[100, 125],
			[125, 100],
			[100, 80],
		]) {
			await acceptance(gateway, frames(png(100, 100), png(width, height)), FRAMES_MODEL);
		}
		for (const height of [126, 79]) {
			gateway.reset();
			const unlike = frames(png(100, 100), png(100, height));
			expect(await message(unlike, FRAMES_MODEL)).toMatch(/^PageSizeOutOfRange.*0\.8 to 1\.25/);
		}
	});
	it('are not compared while one of them has still to be fetched', async () => {
		await acceptance(gateway, frames(png(100, 100), URL_OF_ONE), FRAMES_MODEL);
	});
});

describe('what holds between parameters', () => {
	it('Vidu 2.0: 8 s in 720p only, and no sound off-peak', async () => {
		const base = { images: [PICTURE], duration: 8 };
		const model = 'vidu20_img2video';
		await acceptance(gateway, { ...base, resolution: '720p' }, model);
		await acceptance(gateway, { ...base, audio: true, off_peak: false }, model);
		for (const more of [{ resolution: '1080p' }, { resolution: '360p' }]) {
			gateway.reset();
			expect(await message({ ...base, ...more }, model)).toMatch(/resolution must be 720p at 8/);
		}
		gateway.reset();
		expect(await message({ ...base, audio: true, off_peak: true }, model)).toMatch(/off_peak/);
		gateway.reset();
		const other = { images: [PICTURE], audio: true, off_peak: true };
		await acceptance(gateway, other, 'viduq2_pro_fast_img2video');
	});
	it('at most 4 images with videos', async () => {
		const videos = ['https://example.com/a.mp4'];
		const given = (count: number) => ({ prompt: 'x', videos, images: times(count, PICTURE) });
		await acceptance(gateway, given(4), 'viduq2_pro_reference');
		gateway.reset();
		expect(await message(given(5), 'viduq2_pro_reference')).toMatch(/at most 4 images/);
	});
});
