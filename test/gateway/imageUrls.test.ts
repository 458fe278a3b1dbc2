import { create, ended, EXTEND_MODEL, look } from './client';
import { startGateway, type Fault, type Gateway, type Params } from './index';
import { pngUri } from './samplePictures';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const FRAME_MODEL = 'viduq2_pro_fast_img2video';
const FRAMES_MODEL = 'viduq2_turbo_start_end2video';
const SUBJECT_MODEL = 'viduq2_reference2video';
const IMAGE_MODEL = 'viduq3_i2v_reference';

const picture = (size: string) => `${gateway.filesUrl}/pictures/${size}.png`;
const MODELS: Record<string, (url: string) => Params> = {
	[FRAME_MODEL]: (url) => ({ images: [url] }),
	[FRAMES_MODEL]: (url) => ({ images: [url, url] }),
	[SUBJECT_MODEL]: (url) => ({
		subjects: [
			{ id: 'a', images: [pngUri(128, 128)] },
			{ id: 'b', images: [pngUri(128, 128), url] },
		],
	}),
	[IMAGE_MODEL]: (url) => ({ images: [pngUri(128, 128), url] }),
	[EXTEND_MODEL]: (url) => ({ images: [url], video_url: 'https://example.com/a.mp4' }),
};

/** Buys a task that takes no longer than its pictures do, and returns its end. */
async function end(params: Params, model: string) {
	const { body } = await create(gateway, { prompt: '[seconds:0] @a', ...params }, { model });
	expect(body).toMatchObject({ id: expect.any(String) });
	return { task: gateway.tasks.get(body.id)!, created: body, body: await ended(gateway, body.id) };
}
const reason = async (url: string, model = FRAME_MODEL) =>
	(await end(MODELS[model](url), model)).body.error?.error_message;

describe('the URL of an image', () => {
	it.each(Object.keys(MODELS))('is fetched once the task is there: %s', async (model) => {
		const { body, created } = await end(MODELS[model](picture('320x180')), model);
		expect([created.status, body.status]).toEqual(['in_progress', 'completed']);
		expect(Object.keys(gateway.counts.downloads)).toEqual(['/pictures/320x180.png']);
	});
	it.each(Object.keys(MODELS))('makes the task fail if it cannot be: %s', async (model) => {
		const last: Record<string, string> = {
			[SUBJECT_MODEL]: 'subjects[1].images[1]',
			[IMAGE_MODEL]: 'images[1]',
		};
		const name = last[model] ?? 'images[0]';
		const { body, created } = await end(MODELS[model](picture('0x0')), model);
		expect([created.status, body.status]).toEqual(['in_progress', 'failed']);
		expect(body.error).toEqual({
			...(model === EXTEND_MODEL && { code: '008012098' }),
			error_message: `ImageDownloadFailure: ${name} could not be downloaded (HTTP 404)`,
		});
		expect(gateway.counts.creates).toBe(1);
	});
	it.each<[string, Fault]>([
		['HTTP 500', { type: 'status', status: 500 }],
		['a reset', { type: 'reset' }],
		['half of it', { type: 'truncate', bytes: 20 }],
		['redirections without end', { type: 'redirect', location: '/pictures/9x9.png' }],
	])('cannot be fetched with %s', async (_name, fault) => {
		gateway.faults = ({ kind }) => (kind === 'file' ? fault : undefined);
		expect(await reason(picture('320x180'))).toMatch(/^ImageDownloadFailure: images\[0\]/);
	});
	it('cannot be fetched where nothing listens, or where there is no such host', async () => {
		expect(await reason('http://127.0.0.1:1/a.png')).toMatch(/^ImageDownloadFailure/);
		expect(await reason('https://nowhere.invalid/a.png')).toMatch(/^ImageDownloadFailure/);
	});
	it('is not followed to another machine', async () => {
		const fault: Fault = { type: 'redirect', location: 'https://example.com/a.png' };
		gateway.faults = ({ kind }) => (kind === 'file' ? fault : undefined);
		expect(await reason(picture('320x180'))).toMatch(/^ImageDownloadFailure.*\(no such host\)$/);
	});
	it('is followed to another one', async () => {
		gateway.faults = ({ path }) =>
			path.includes('1x1') ? { type: 'redirect', location: picture('320x180') } : undefined;
		expect(await reason(picture('1x1'))).toBeUndefined();
	});
	it('is taken unseen from another machine', async () => {
		expect(await reason('https://example.com/a.png')).toBeUndefined();
	});
	it.each([
		['ImageFormatInvalid', FRAME_MODEL, () => `${gateway.filesUrl}/synthetic?bytes=100`],
		['PageSizeOutOfRange', FRAME_MODEL, () => `${gateway.filesUrl}/synthetic?bytes=60000000`],
		['PageSizeOutOfRange', FRAME_MODEL, () => picture('401x100')],
		['PageSizeOutOfRange', EXTEND_MODEL, () => picture('400x100')],
		['PageSizeOutOfRange', SUBJECT_MODEL, () => picture('127x128')],
		['PageSizeOutOfRange', IMAGE_MODEL, () => picture('128x127')],
	])('has to lead to what is documented: %s, %s', async (expected, model, url) => {
		expect(await reason(url(), model)).toMatch(new RegExp(`^${expected}: `));
	});
	it('of one frame may not lead to another resolution than the other frame has', async () => {
		for (const images of [
			[picture('320x180'), picture('320x320')],
			[pngUri(320, 180), picture('320x320')],
		]) {
			const { body } = await end({ images }, FRAMES_MODEL);
			expect(body.error.error_message).toMatch(/^PageSizeOutOfRange: .* 0\.8 to 1\.25/);
		}
		const { body } = await end({ images: [picture('320x180'), pngUri(320, 200)] }, FRAMES_MODEL);
		expect(body.status).toBe('completed');
	});
	it('keeps the task from ending before it is fetched, however long that takes', async () => {
		gateway.faults = ({ kind }) => (kind === 'file' ? { type: 'stall' } : undefined);
		const params = { ...MODELS[FRAME_MODEL](picture('320x180')), prompt: '[seconds:0]' };
		const { id } = (await create(gateway, params, { model: FRAME_MODEL })).body;
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect((await look(gateway, id)).body).toMatchObject({ status: 'in_progress' });
	});
});

describe('the ratio of the video', () => {
	const ratio = async (params: Params, model: string) => (await end(params, model)).task.ratio;
	it.each([
		['1920x1080', '16:9'],
		['108x192', '9:16'],
		['300x400', '3:4'],
		['400x300', '4:3'],
		['200x200', '1:1'],
		['400x101', '16:9'],
		['300x320', '1:1'],
	])('is that of the picture, or the nearest: %s, %s', async (size, expected) => {
		const [width, height] = size.split('x').map(Number);
		for (const image of [picture(size), pngUri(width, height)]) {
			expect(await ratio({ images: [image] }, FRAME_MODEL)).toBe(expected);
			expect(await ratio({ images: [image, image] }, FRAMES_MODEL)).toBe(expected);
		}
	});
	it('is what was asked for with references, whatever their shape', async () => {
		const tall = { images: [pngUri(128, 256)] };
		expect(await ratio(tall, IMAGE_MODEL)).toBe('16:9');
		expect(await ratio({ ...tall, aspect_ratio: '1:1' }, IMAGE_MODEL)).toBe('1:1');
		expect(await ratio({ ...tall, aspect_ratio: 'auto' }, IMAGE_MODEL)).toBe('9:16');
		const subjects = [{ id: 'a', ...tall }];
		expect(await ratio({ subjects, aspect_ratio: '21:9' }, SUBJECT_MODEL)).toBe('16:9');
	});
});
