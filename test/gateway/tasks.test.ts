import { create, EXTEND_MODEL, finished, look, stoppedClock, TEXT_MODEL } from './client';
import { CODES, startGateway, type Gateway } from './index';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());
afterEach(() => jest.restoreAllMocks());

const SOURCE = { video_url: 'https://example.com/a.mp4' };

describe('a task', () => {
	it('is created with the documented answer', async () => {
		const { status, headers, body } = await create(gateway, { prompt: 'x' });
		expect(status).toBe(200);
		expect(headers.get('content-type')).toMatch(/^application\/json/);
		expect(body).toEqual({
			id: expect.stringMatching(/^[0-9a-v]{20}$/),
			status: 'in_progress',
			model: TEXT_MODEL,
			created_at: Math.floor(gateway.tasks.get(body.id)!.createdAt / 1000),
		});
		expect(gateway.tasks.get(body.id)!.params).toEqual({ prompt: 'x' });
	});
	it('reports progress while it takes its time', async () => {
		const pass = stoppedClock();
		const { id } = (await create(gateway, { prompt: '[seconds:30]' })).body;
		const created_at = Math.floor(Date.now() / 1000);
		const answer = { id, model: TEXT_MODEL, status: 'in_progress', created_at };
		const seen: number[] = [];
		for (const seconds of [0, 1, 9, 10, 9.99]) {
			pass(seconds);
			const { body } = await look(gateway, id);
			seen.push(body.progress);
			expect(body).toEqual({ ...answer, progress: expect.any(Number) });
		}
		expect(seen).toEqual([0, 0.03, 0.33, 0.67, 1]);
		pass(0.01);
		expect((await look(gateway, id)).body.status).toBe('completed');
	});
	it('takes the seconds it is told, or 8', async () => {
		for (const [prompt, seconds] of [
			['x', 8],
			['[SECONDS:90] x', 90],
			['[seconds:.5]', 0.5],
		]) {
			const { id } = (await create(gateway, { prompt })).body;
			const { createdAt, finishesAt } = gateway.tasks.get(id)!;
			expect(finishesAt - createdAt).toBe(Number(seconds) * 1000);
		}
	});
	it('may report no progress', async () => {
		const { id } = (await create(gateway, { prompt: '[no-progress]' })).body;
		expect((await look(gateway, id)).body).not.toHaveProperty('progress');
	});
	it('completes as documented for text to video', async () => {
		const body = await finished(gateway, { prompt: 'x', payload: 'p', meta_data: '{"a":1}' });
		expect(body).toEqual({
			id: expect.any(String),
			status: 'completed',
			model: TEXT_MODEL,
			created_at: expect.any(Number),
			output: [{ content: [{ type: 'video', url: expect.stringContaining(gateway.filesUrl) }] }],
			usage: { cost: '0.1500', discount: 0 },
			metadata: { payload: 'p', meta_data: '{"a":1}' },
		});
		expect((await look(gateway, body.id)).body).toEqual(body);
	});
	it('completes as documented for extend', async () => {
		const body = await finished(gateway, { ...SOURCE, duration: 7 }, EXTEND_MODEL);
		expect(body.output).toEqual([
			{
				content: [
					{
						type: 'video',
						url: expect.stringContaining(`/videos/${body.id}.mp4?`),
						jobId: expect.stringMatching(/./),
					},
				],
			},
		]);
		const usage = { model: EXTEND_MODEL, duration: 7, resolution: '720p', credits: 42 };
		expect(body.usage).toEqual(usage);
		expect(JSON.parse(body.metadata.meta_data)).toMatchObject({ ContentProducer: 'vidu' });
	});
	it('costs more when it is longer or larger, and less off-peak', async () => {
		const cost = async (params: object) =>
			Number((await finished(gateway, { prompt: 'x', ...params })).usage.cost);
		expect(await cost({ duration: 8 })).toBeGreaterThan(await cost({ duration: 7 }));
		expect(await cost({ resolution: '1080p' })).toBeGreaterThan(await cost({}));
		expect(await cost({ off_peak: true })).toBeLessThan(await cost({}));
	});
	it('may complete without output', async () => {
		const body = await finished(gateway, { prompt: '[No-URL]' });
		expect(body).toMatchObject({ status: 'completed', output: [] });
		const file = await fetch(`${gateway.filesUrl}/videos/${body.id}.mp4`);
		expect(file.status).toBe(404);
	});
	it('fails with the general code of its operation', async () => {
		const text = await finished(gateway, { prompt: '[fail]' });
		expect(text.error).toEqual({
			code: '008020095',
			error_message: 'Internal generation error',
		});
		expect(Object.keys(text)).toEqual(['id', 'model', 'status', 'created_at', 'error']);
		const extend = await finished(gateway, { ...SOURCE, prompt: '[FAIL]' }, EXTEND_MODEL);
		expect(extend.error).toEqual({ code: '008012098', error_message: 'Generation failed' });
	});
	it.each([...CODES])('fails with %s when told: %s', async (code, error_message) => {
		const body = await finished(gateway, { prompt: `[fail:${code}]` });
		expect(body).toMatchObject({ status: 'failed', error: { code, error_message } });
		expect((await look(gateway, body.id)).body).toEqual(body);
	});
});
