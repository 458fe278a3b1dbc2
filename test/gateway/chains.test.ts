import {
	acceptance,
	create,
	estimate,
	EXTEND_MODEL,
	finished,
	look,
	stoppedClock,
	urlIn,
} from './client';
import { startGateway, type Gateway } from './index';
import { pngUri } from './samplePictures';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());
afterEach(() => jest.restoreAllMocks());

const status = async (url: string) => (await fetch(url)).status;
const again = async (id: string) => urlIn((await look(gateway, id)).body);
const extend = async (video_url: string, duration = 7) =>
	urlIn(await finished(gateway, { video_url, duration }, EXTEND_MODEL));

describe('addresses of videos', () => {
	it('stay the same unless told', async () => {
		const body = await finished(gateway, { prompt: 'x' });
		expect([await again(body.id), await again(body.id)]).toEqual([urlIn(body), urlIn(body)]);
	});
	it('are fresh at each look, and all of them valid', async () => {
		gateway.urls = { fresh: true };
		const body = await finished(gateway, { prompt: 'x' });
		const urls = [urlIn(body), await again(body.id), await again(body.id)];
		expect(new Set(urls).size).toBe(3);
		for (const url of urls) {
			expect(new URL(url).search).toMatch(/^\?Expires=\d+&Signature=.+$/);
			expect(new URL(url).pathname).toBe(`/videos/${body.id}.mp4`);
			expect(await status(url)).toBe(200);
		}
		const other = urlIn(await finished(gateway, { prompt: 'x' }));
		expect(await status(urls[0].replace(/\?.*/, new URL(other).search))).toBe(403);
	});
	it('expire after some seconds, and a look gives one that is valid', async () => {
		gateway.urls = { seconds: 30 };
		const pass = stoppedClock();
		const body = await finished(gateway, { prompt: 'x' });
		const expires = Number(new URL(urlIn(body)).searchParams.get('Expires'));
		expect(expires).toBe(Math.floor(Date.now() / 1000 + 30));
		pass(29.999);
		expect(await status(urlIn(body))).toBe(200);
		pass(0.001);
		expect(await status(urlIn(body))).toBe(403);
		expect(await status(await again(body.id))).toBe(200);
	});
	it('expire after some looks', async () => {
		gateway.urls = { looks: 1 };
		const { id, ...body } = await finished(gateway, { prompt: 'x' });
		const second = await again(id);
		expect([await status(urlIn(body as never)), await status(second)]).toEqual([200, 200]);
		await again(id);
		expect([await status(urlIn(body as never)), await status(second)]).toEqual([403, 200]);
	});
	it('can no longer be extended when they have expired', async () => {
		gateway.urls = { looks: 0 };
		const body = await finished(gateway, { prompt: 'x' });
		const fresh = await again(body.id);
		const { status: refused, body: answer } = await create(
			gateway,
			{ video_url: urlIn(body) },
			{ model: EXTEND_MODEL },
		);
		expect([refused, answer.error.code]).toEqual([400, '008012002']);
		expect(answer.error.message).toMatch(/cannot be fetched/);
		await acceptance(gateway, { video_url: fresh }, EXTEND_MODEL);
	});
});

describe('the length of what is extended', () => {
	const first = async (duration: number) =>
		urlIn(await finished(gateway, { prompt: 'x', duration }));
	it('is at least 4 seconds', async () => {
		await acceptance(gateway, { video_url: await first(4) }, EXTEND_MODEL);
		gateway.reset();
		const video_url = await first(3);
		const { body } = await create(gateway, { video_url }, { model: EXTEND_MODEL });
		expect(body.error).toEqual({
			code: '008012002',
			message: 'Video URL invalid: the video must be 4 to 60 seconds long, but is 3',
		});
		const asked = await estimate(gateway, { video_url }, { model: EXTEND_MODEL });
		expect(asked).toMatchObject({ status: 400, body });
		expect(gateway.counts.creates).toBe(1);
	});
	it('is that of the original and all that was added, up to a minute', async () => {
		let url = await first(4);
		for (let parts = 0; parts < 8; parts++) url = await extend(url);
		expect([...gateway.tasks.values()].at(-1)!.videoSeconds).toBe(60);
		url = await extend(url, 1);
		const { body } = await create(gateway, { video_url: url }, { model: EXTEND_MODEL });
		expect(body.error.message).toMatch(/but is 61$/);
	});
	it('is that of what was added, or not known, when told', async () => {
		gateway.extendResult = 'added';
		let url = await first(4);
		for (let parts = 0; parts < 10; parts++) url = await extend(url);
		const short = await extend(url, 3);
		const refused = await create(gateway, { video_url: short }, { model: EXTEND_MODEL });
		expect(refused.body.error.message).toMatch(/but is 3$/);
		gateway.extendResult = 'unknown';
		await acceptance(gateway, { video_url: short }, EXTEND_MODEL);
		await acceptance(gateway, { video_url: await first(1) }, EXTEND_MODEL);
	});
	it('is not known of a video from elsewhere, nor of what extends it', async () => {
		let url = 'https://example.com/a.mp4';
		for (let parts = 0; parts < 10; parts++) url = await extend(url, 1);
		expect([...gateway.tasks.values()].at(-1)!.videoSeconds).toBeUndefined();
	});
});

it('a reference to videos of this gateway takes one of 8 or two of 5 seconds', async () => {
	const url = async (duration: number) =>
		urlIn(await finished(gateway, { prompt: 'x', duration }, 'viduq2_text2video'));
	const model = 'viduq2_pro_reference';
	const given = (...videos: string[]) => ({ prompt: 'x', images: [pngUri(128, 128)], videos });
	const [five, eight, nine] = [await url(5), await url(8), await url(9)];
	await acceptance(gateway, given(eight), model);
	await acceptance(gateway, given(five, five), model);
	for (const [index, params] of [given(nine), given(five, eight)].entries()) {
		const { body } = await create(gateway, params, { model });
		expect(body.error.message).toContain(`FieldInvalid: videos[${index}] must be at most`);
	}
});
