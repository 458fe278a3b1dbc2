import { readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { EXTEND_MODEL, create, finished, urlIn } from './client';
import { RATIOS, startGateway, type Fault, type Gateway } from './index';
import { withHeaderOf } from './sampleHeaders';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const sample = (ratio: string) =>
	readFileSync(join(__dirname, 'videos', `${ratio.replace(':', 'x')}.mp4`));

/** The sample as the video of a task that asks for no length and no size. */
const sampleOf = (ratio: (typeof RATIOS)[number]) =>
	withHeaderOf({ ratio, settings: {}, videoSeconds: 5 }, sample(ratio));

/** Width and height in pixels, from the track header box (its last two 16.16 numbers). */
function sizeOf(mp4: Buffer): [number, number] {
	const track = mp4.indexOf('tkhd') - 4;
	const end = track + mp4.readUInt32BE(track);
	return [mp4.readUInt32BE(end - 8) / 65_536, mp4.readUInt32BE(end - 4) / 65_536];
}

describe('the samples', () => {
	it.each(RATIOS)('%s is a small H.264 file of that ratio that can start at once', (ratio) => {
		const mp4 = sample(ratio);
		const [width, height] = sizeOf(mp4);
		const [across, down] = ratio.split(':').map(Number);
		expect(width * down).toBe(height * across);
		expect(mp4.toString('latin1', 4, 8)).toBe('ftyp');
		expect(mp4.indexOf('moov')).toBeLessThan(mp4.indexOf('mdat'));
		expect(mp4.indexOf('avc1')).toBeGreaterThan(0);
		expect(mp4.length).toBeLessThan(10_000);
	});
});

describe('a video', () => {
	it.each(RATIOS)('has the ratio of its task: %s', async (ratio) => {
		const url = urlIn(await finished(gateway, { prompt: 'x', aspect_ratio: ratio }));
		expect(new URL(url).origin).toBe(gateway.filesUrl);
		expect(gateway.filesUrl).not.toBe(gateway.baseUrl);
		const response = await fetch(url);
		const bytes = await bytesOf(response);
		expect(response.headers.get('content-type')).toBe('video/mp4');
		expect(response.headers.get('content-length')).toBe(String(bytes.length));
		expect(Math.min(...sizeOf(bytes))).toBe(720);
		expect(bytes.equals(sampleOf(ratio))).toBe(true);
	});
	it('has the ratio of the video it extends, if that is known', async () => {
		const tall = urlIn(await finished(gateway, { prompt: 'x', aspect_ratio: '9:16' }));
		const ratioOfExtended = async (video_url: string) => {
			const body = await finished(gateway, { video_url }, EXTEND_MODEL);
			return [gateway.tasks.get(body.id)!.ratio, urlIn(body)];
		};
		const [ratio, again] = await ratioOfExtended(tall);
		expect(ratio).toBe('9:16');
		expect((await ratioOfExtended(again))[0]).toBe('9:16');
		expect((await ratioOfExtended('https://example.com/a.mp4'))[0]).toBe('16:9');
		expect((await ratioOfExtended(tall.replace('127.0.0.1', 'example.com')))[0]).toBe('16:9');
	});
	it('is there only when complete, and for who has the whole URL', async () => {
		const { id } = (await create(gateway, { prompt: 'x' })).body;
		const url = urlIn(await finished(gateway, { prompt: 'x' }));
		const failed = (await finished(gateway, { prompt: '[fail]' })).id;
		const status = async (path: string) => (await fetch(new URL(path, url))).status;
		expect(await status(`/videos/${id}.mp4`)).toBe(404);
		expect(await status(`/videos/${failed}.mp4`)).toBe(404);
		expect(await status('/videos/nowhere.mp4')).toBe(404);
		expect(await status('/videos/..%2f16x9.mp4')).toBe(404);
		expect(await status(new URL(url).pathname)).toBe(403);
		expect(await status(`${url}x`)).toBe(403);
		expect((await fetch(url, { method: 'POST' })).status).toBe(405);
	});
	it('answers HEAD with the same headers and no body', async () => {
		const url = urlIn(await finished(gateway, { prompt: 'x' }));
		const response = await fetch(url, { method: 'HEAD' });
		expect(response.headers.get('content-length')).toBe(String(sampleOf('16:9').length));
		expect((await bytesOf(response)).length).toBe(0);
		expect(gateway.counts.downloads).toEqual({});
	});
});

describe('ranges', () => {
	const size = sampleOf('16:9').length;
	it.each([
		['bytes=0-0', 206, 0, 1],
		['bytes=100-', 206, 100, size],
		['bytes=-5', 206, size - 5, size],
		[`bytes=0-${size * 2}`, 206, 0, size],
		[`bytes=${size}-`, 416, 0, 0],
		['bytes=5-4', 200, 0, size],
		['bytes=0-1,3-4', 200, 0, size],
	])('%s: %d', async (range, status, start, end) => {
		const url = urlIn(await finished(gateway, { prompt: 'x' }));
		const response = await fetch(url, { headers: { range } });
		expect(response.status).toBe(status);
		if (status === 416) {
			expect(response.headers.get('content-range')).toBe(`bytes */${size}`);
			return;
		}
		const part = status === 206 ? `bytes ${start}-${end - 1}/${size}` : null;
		expect(response.headers.get('content-range')).toBe(part);
		expect(response.headers.get('accept-ranges')).toBe('bytes');
		expect((await bytesOf(response)).equals(sampleOf('16:9').subarray(start, end))).toBe(true);
	});
});

describe('synthetic files', () => {
	const url = (bytes: unknown) => `${gateway.filesUrl}/synthetic?bytes=${bytes}`;
	it('have any size, whole or in part', async () => {
		for (const size of [0, 7, 24, 48, 49, 1_000_003]) {
			const response = await fetch(url(size));
			const bytes = await bytesOf(response);
			expect([bytes.length, response.headers.get('content-length')]).toEqual([size, String(size)]);
			if (size >= 8) expect(bytes.toString('latin1', 4, 8)).toBe('ftyp');
			if (size >= 48) expect(Number(bytes.readBigUInt64BE(40))).toBe(size - 32);
		}
		const whole = await bytesOf(await fetch(url(70_000)));
		for (const [start, end] of [
			[5, 30],
			[30, 69_999],
			[69_999, 70_000],
		]) {
			const headers = { range: `bytes=${start}-${end - 1}` };
			const part = await bytesOf(await fetch(url(70_000), { headers }));
			expect(part.equals(whole.subarray(start, end))).toBe(true);
		}
		for (const bytes of ['', '-1', '1.5']) expect((await fetch(url(bytes))).status).toBe(400);
	});
	it('are made no faster than they are taken', async () => {
		const before = process.memoryUsage().rss;
		const response = await fetch(url(2 ** 40));
		let taken = 0;
		for await (const piece of response.body!) {
			taken += piece.length;
			if (taken > 50_000_000) break;
		}
		expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
	});
});

it.each<[Fault, bytes: number, error?: string]>([
	[{ type: 'truncate', bytes: 1000 }, 1000, 'ECONNRESET'],
	[{ type: 'truncate', bytes: 1000, contentLength: 'none' }, 1000],
	[{ type: 'html' }, 92],
	[{ type: 'empty' }, 0],
	[{ type: 'stall-body', bytes: 1000 }, 1000, 'ECONNRESET'],
	// Late bytes may be lost.
	[{ type: 'reset-body', bytes: 0 }, 0, 'ECONNRESET'],
	[{ type: 'status', status: 404, body: 'gone' }, 4],
])('the fault %j leaves %d bytes', async (...[fault, bytes, error]) => {
	const url = urlIn(await finished(gateway, { prompt: 'x' }));
	gateway.faults = () => fault;
	const request = get(url);
	const response = await new Promise<IncomingMessage>((resolve) => request.on('response', resolve));
	// After 150 ms without a byte it gives up.
	response.setTimeout(150, () => request.destroy());
	let read = 0;
	const failed = await (async () => {
		for await (const piece of response) read += piece.length;
	})().catch(({ code }: NodeJS.ErrnoException) => code);
	expect([read, failed]).toEqual([bytes, error]);
	const hasLength = 'content-length' in response.headers;
	expect(hasLength).toBe(!('contentLength' in fault));
});
