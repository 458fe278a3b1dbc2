/** What becomes of pictures that the gateway has to fetch, and which shape do they give a video? */

import {
	create,
	ended,
	EXTEND_MODEL,
	FRAME_MODEL,
	FRAMES_MODEL,
	IMAGE_MODEL,
	poll,
	SUBJECT_MODEL,
} from './client';
import { startGateway, type Fault, type Gateway, type Params } from './index';
import { pngUri } from './samplePictures';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const SQUARE = pngUri(128, 128);
const picture = (size: string) => `${gateway.filesUrl}/pictures/${size}.png`;
const CASES: Record<string, [name: string, params: (url: string) => Params]> = {
	[FRAME_MODEL]: ['images[0]', (url) => ({ images: [url] })],
	[FRAMES_MODEL]: ['images[0]', (url) => ({ images: [url, url] })],
	[SUBJECT_MODEL]: [
		'subjects[1].images[1]',
		(url) => ({
			subjects: [
				{ id: 'a', images: [SQUARE] },
				{ id: 'b', images: [SQUARE, url] },
			],
		}),
	],
	[IMAGE_MODEL]: ['images[1]', (url) => ({ images: [SQUARE, url] })],
	[EXTEND_MODEL]: [
		'images[0]',
		(url) => ({ images: [url], video_url: 'https://example.com/a.mp4' }),
	],
};

/** Buys a task that takes no longer than its pictures do, and returns its end. */
async function end(params: Params, model: string) {
	const { body } = await create(gateway, { prompt: '[seconds:0] @a', ...params }, { model });
	return { task: gateway.tasks.get(body.id)!, created: body, body: await ended(gateway, body.id) };
}
const failure = async (url: string, model = FRAME_MODEL): Promise<string | undefined> =>
	(await end(CASES[model][1](url), model)).body.error?.error_message;
const atFiles = (fault: Fault) =>
	void (gateway.faults = ({ kind }) => (kind === 'file' ? fault : undefined));

it.each(Object.entries(CASES))(
	'a picture is fetched once the task is there, which fails if it cannot be: %s',
	async (model, [name, params]) => {
		const good = await end(params(picture('320x180')), model);
		expect([good.created.status, good.body.status]).toEqual(['in_progress', 'completed']);
		expect(Object.keys(gateway.counts.downloads)).toEqual(['/pictures/320x180.png']);
		const bad = await end(params(picture('0x0')), model);
		expect([bad.created.status, bad.body.status]).toEqual(['in_progress', 'failed']);
		expect(bad.body.error).toEqual({
			...(model === EXTEND_MODEL && { code: '008012098' }),
			error_message: `ImageDownloadFailure: ${name} could not be downloaded (HTTP 404)`,
		});
		expect(gateway.counts.creates).toBe(2);
	},
);
it.each<Fault>([
	{ type: 'status', status: 500 },
	{ type: 'reset' },
	{ type: 'truncate', bytes: 20 },
	{ type: 'redirect', location: '/pictures/9x9.png' },
	{ type: 'redirect', location: 'https://example.com/a.png' },
])('a picture cannot be fetched with %j', async (fault) => {
	atFiles(fault);
	expect(await failure(picture('320x180'))).toMatch(/^ImageDownloadFailure: images\[0\]/);
});
it('a picture elsewhere is taken unseen, one that cannot exist is not', async () => {
	expect(await failure('https://example.com/a.png')).toBeUndefined();
	expect(await failure('http://127.0.0.1:1/a.png')).toMatch(/^ImageDownloadFailure/);
	expect(await failure('https://nowhere.invalid/a.png')).toMatch(/^ImageDownloadFailure/);
	gateway.faults = ({ path }) =>
		path.includes('1x1') ? { type: 'redirect', location: picture('320x180') } : undefined;
	expect(await failure(picture('1x1'))).toBeUndefined();
});
it.each([
	['ImageFormatInvalid', FRAME_MODEL, () => `${gateway.filesUrl}/synthetic?bytes=100`],
	['PageSizeOutOfRange', FRAME_MODEL, () => `${gateway.filesUrl}/synthetic?bytes=60000000`],
	['PageSizeOutOfRange', EXTEND_MODEL, () => picture('400x100')],
	['PageSizeOutOfRange', IMAGE_MODEL, () => picture('128x127')],
])('a fetched picture has to be what is documented: %s, %s', async (expected, model, url) => {
	expect(await failure(url(), model)).toMatch(new RegExp(`^${expected}: `));
});
it('two frames have about the same resolution once they are there', async () => {
	const { body } = await end({ images: [pngUri(320, 180), picture('320x320')] }, FRAMES_MODEL);
	expect(body.error.error_message).toMatch(/^PageSizeOutOfRange: .* 0\.8 to 1\.25/);
	const good = await end({ images: [picture('320x180'), pngUri(320, 200)] }, FRAMES_MODEL);
	expect(good.body.status).toBe('completed');
});
it('a task does not end before its picture is fetched, however long that takes', async () => {
	atFiles({ type: 'stall' });
	const params = { images: [picture('320x180')], prompt: '[seconds:0]' };
	const { id } = (await create(gateway, params, { model: FRAME_MODEL })).body;
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect((await poll(gateway, id)).body).toMatchObject({ status: 'in_progress' });
});

it.each([
	['1920x1080', '16:9'],
	['108x192', '9:16'],
	['300x400', '3:4'],
	['400x101', '16:9'],
	['300x320', '1:1'],
])('a video has the shape of its first picture, or the nearest: %s, %s', async (size, expected) => {
	const [width, height] = size.split('x').map(Number);
	for (const image of [picture(size), pngUri(width, height)]) {
		expect((await end({ images: [image] }, FRAME_MODEL)).task.ratio).toBe(expected);
		expect((await end({ images: [image, image] }, FRAMES_MODEL)).task.ratio).toBe(expected);
	}
});
it('a video with references has the shape that was asked for', async () => {
	const ratio = async (params: Params) =>
		(await end({ images: [pngUri(128, 256)], ...params }, 'viduq3_i2v_reference')).task.ratio;
	expect(await ratio({})).toBe('16:9');
	expect(await ratio({ aspect_ratio: '1:1' })).toBe('1:1');
	expect(await ratio({ aspect_ratio: 'auto' })).toBe('9:16');
});
