import { acceptance, EXTEND_MODEL, post, refusal, TEXT_MODEL } from './client';
import { startGateway, type Gateway, type Params } from './index';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const SOURCE = { video_url: 'https://example.com/a.mp4' };

describe('the source of an extension', () => {
	it('is required', async () => {
		const error = await refusal(gateway, { prompt: 'x' }, EXTEND_MODEL);
		expect(error).toEqual({
			code: '008012001',
			message: 'Video parameter missing: video_url or video_creation_id is required',
		});
	});
	it('may be an ID instead of a URL, or both', async () => {
		await acceptance(gateway, { video_creation_id: '1' }, EXTEND_MODEL);
		await acceptance(gateway, { ...SOURCE, video_creation_id: '1' }, EXTEND_MODEL);
	});
});

describe('the envelope', () => {
	const params = { prompt: 'x' };
	const ENVELOPE =
		/input must be an array. Model parameters must be placed under input\[0\].params/;
	it.each([
		['', /JSON/],
		['{"model":', /JSON/],
		['[]', ENVELOPE],
		['null', ENVELOPE],
		[JSON.stringify({ model: TEXT_MODEL, ...params }), ENVELOPE],
		[JSON.stringify({ model: TEXT_MODEL, input: { params } }), ENVELOPE],
		[JSON.stringify({ model: TEXT_MODEL, input: [] }), ENVELOPE],
		[JSON.stringify({ model: TEXT_MODEL, input: [params] }), ENVELOPE],
		[JSON.stringify({ model: TEXT_MODEL, input: [{ params: [] }] }), ENVELOPE],
		[JSON.stringify({ model: TEXT_MODEL, input: [{ params }, { params }] }), ENVELOPE],
		[JSON.stringify({ model: TEXT_MODEL, input: [{ params }], seed: 1 }), /unexpected seed/],
		[JSON.stringify({ model: TEXT_MODEL, input: [{ params, seed: 1 }] }), /unexpected seed/],
		[JSON.stringify({ input: [{ params }] }), /model is required/],
		[JSON.stringify({ model: 1, input: [{ params }] }), /model is required/],
		[JSON.stringify({ model: 'constructor', input: [{ params }] }), /model not found/],
	])('refuses %s', async (body, message) => {
		const answer = await post(gateway, body);
		expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.any(String) } } });
		expect(answer.body.error.message).toMatch(message);
		expect(gateway.counts).toMatchObject({ creates: 0, createRequests: 1, rejectedCreates: 1 });
	});
	it('must be sent as JSON', async () => {
		const body = JSON.stringify({ model: TEXT_MODEL, input: [{ params }] });
		expect((await post(gateway, body, { contentType: 'text/plain' })).status).toBe(400);
		const answer = await post(gateway, body, { contentType: 'application/json; charset=utf-8' });
		expect(answer.status).toBe(200);
	});
	it('may have 20 MB and not a byte more', async () => {
		const body = JSON.stringify({ model: TEXT_MODEL, input: [{ params }] });
		const limit = 20 * 1024 * 1024;
		expect((await post(gateway, body.padEnd(limit))).status).toBe(200);
		expect((await post(gateway, body.padEnd(limit + 1))).status).toBe(413);
		expect(gateway.counts.creates).toBe(1);
	});
});

it('applies the documented defaults', async () => {
	const both = { duration: 5, watermark: false };
	const text = { ...both, aspect_ratio: '16:9', bgm: false, off_peak: false, wm_position: 3 };
	const q1 = { resolution: '1080p', style: 'general', movement_amplitude: 'auto' };
	const extend = { ...both, ...SOURCE, resolution: '720p', wm_position: 'bottom_left' };
	const prompt = 'x';
	const settings = async (params: Params, model: string) =>
		(await acceptance(gateway, params, model)).settings;
	expect(await settings({ prompt }, TEXT_MODEL)).toEqual({ ...text, prompt, resolution: '720p' });
	expect(await settings({ prompt }, 'viduq1_text2video')).toEqual({ ...text, prompt, ...q1 });
	expect(await settings(SOURCE, EXTEND_MODEL)).toEqual(extend);
});

it('requires a prompt for text to video', async () => {
	expect((await refusal(gateway, {}, TEXT_MODEL)).message).toMatch(/prompt is required/);
});
