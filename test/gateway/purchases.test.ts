/** Does the gateway count what it sells, and say of it what docs/api says? */

import {
	create,
	ended,
	estimate,
	EXTEND_MODEL,
	finished,
	FRAME_MODEL,
	poll,
	post,
	stoppedClock,
	SUBJECT_MODEL,
	TEXT_MODEL,
	urlIn,
} from './client';
import { DISAGREEMENTS } from './disagreements';
import {
	ANSWER_STYLES,
	CODES,
	REASONS,
	startGateway,
	type AnswerStyle,
	type EstimateAnswer,
	type Gateway,
	type GatewayEvent,
	type GatewayOptions,
	type UsageStyle,
} from './index';
import { pngUri } from './samplePictures';

let gateway: Gateway;
const start = async (options: GatewayOptions = {}) => (gateway = await startGateway(options));
beforeEach(async () => void (await start()));
afterEach(async () => {
	jest.restoreAllMocks();
	await gateway.close();
});
const restart = async (options: GatewayOptions) => {
	await gateway.close();
	return await start(options);
};

const PARAMS = { prompt: 'x' };
const SOURCE = { video_url: 'https://example.com/a.mp4' };

describe('counts', () => {
	it('tell creations by key, refusals, and queries by task', async () => {
		await restart({ keys: ['one', 'two'] });
		const first = (await create(gateway, PARAMS, { key: 'one' })).body.id;
		const second = (await create(gateway, PARAMS, { key: 'two' })).body.id;
		await create(gateway, PARAMS, { key: 'two' });
		await create(gateway, {}, { key: 'one' });
		await post(gateway, 'no JSON', { key: 'one' });
		await poll(gateway, first, 'one');
		await poll(gateway, first, 'two');
		await poll(gateway, '__proto__', 'one');
		const { counts, tasks } = gateway;
		const bought = { creates: 3, createsByKey: { one: 1, two: 2 }, peakRunning: 3, polls: 3 };
		expect(counts).toMatchObject({ ...bought, createRequests: 5, rejectedCreates: 2 });
		expect(Object.entries(counts.pollsByTask)).toEqual([
			[first, 2],
			['__proto__', 1],
		]);
		expect(counts.pollTimes[first]).toHaveLength(2);
		expect(counts.pollTimes[first][0]).toBeGreaterThanOrEqual(tasks.get(first)!.createdAt);
		expect([...tasks.keys()].slice(0, 2)).toEqual([first, second]);
	});
	it('keep the peak of tasks in progress', async () => {
		const pass = stoppedClock();
		await create(gateway, { prompt: '[seconds:5]' });
		pass(5);
		await create(gateway, PARAMS);
		expect(gateway.counts.peakRunning).toBe(1);
		await create(gateway, PARAMS);
		expect(gateway.counts.peakRunning).toBe(2);
	});
	it.each([
		[null, 401, 401, 401],
		['wrong', 401, 401, 401],
		['poor', 403, 403, 403],
		['spent', 402, 404, 200],
		['one', 200, 404, 200],
	])('with the key %s: %d at a creation, %d at a query, %d at an estimate', async (key, ...all) => {
		await restart({ keys: ['one'], keysWithoutBalance: ['poor'], keysWithoutCredits: ['spent'] });
		const created = await create(gateway, PARAMS, { key });
		const polled = await poll(gateway, 'd758n65e878c73cmdg20', key);
		const estimated = await estimate(gateway, PARAMS, { key });
		expect([created.status, polled.status, estimated.status]).toEqual(all);
		const creates = created.status === 200 ? 1 : 0;
		expect(gateway.counts).toMatchObject({ creates, rejectedCreates: 1 - creates });
	});
	it('have a limit if told, and a time to try again', async () => {
		const rateLimit = { creates: 2, perSeconds: 60, retryAfterSeconds: 7 };
		await restart({ keys: ['a', 'b'], rateLimit });
		const pass = stoppedClock();
		const status = async (key: string) => (await create(gateway, PARAMS, { key })).status;
		expect(await status('a')).toBe(200);
		pass(30);
		expect([await status('a'), await status('a'), await status('b')]).toEqual([200, 429, 200]);
		pass(29.999);
		const refused = await create(gateway, PARAMS, { key: 'a' });
		expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
		pass(0.001);
		expect([await status('a'), await status('a')]).toEqual([200, 429]);
		expect(gateway.counts).toMatchObject({ createsByKey: { a: 3, b: 1 }, rejectedCreates: 3 });
	});
});

describe('a task', () => {
	it('is created, reports its progress and completes as documented', async () => {
		const pass = stoppedClock();
		const params = { prompt: '[seconds:30]', payload: 'p', meta_data: '{"a":1}' };
		const { body: created, headers } = await create(gateway, params);
		const { id } = created;
		const about = { id, model: TEXT_MODEL, created_at: Math.floor(Date.now() / 1000) };
		expect(created).toEqual({ ...about, status: 'in_progress' });
		expect(id).toMatch(/^[0-9a-v]{20}$/);
		expect(headers.get('content-type')).toMatch(/^application\/json/);
		expect(gateway.tasks.get(id)!.params).toEqual(params);
		const seen: number[] = [];
		for (const seconds of [0, 1, 9, 10, 9.99]) {
			pass(seconds);
			const { body } = await poll(gateway, id);
			expect(body).toEqual({ ...about, status: 'in_progress', progress: body.progress });
			seen.push(body.progress);
		}
		expect(seen).toEqual([0, 0.03, 0.33, 0.67, 1]);
		pass(0.01);
		expect((await poll(gateway, id)).body).toEqual({
			...about,
			status: 'completed',
			output: [{ content: [{ type: 'video', url: expect.stringContaining(gateway.filesUrl) }] }],
			usage: { cost: '0.1500', discount: 0 },
			metadata: { payload: 'p', meta_data: '{"a":1}' },
		});
	});
	it('completes as documented for Extend', async () => {
		const body = await finished(gateway, { ...SOURCE, duration: 7 }, EXTEND_MODEL);
		const url = expect.stringContaining(`/videos/${body.id}.mp4?`);
		const jobId = expect.stringMatching(/^\d+$/);
		expect(body.output).toEqual([{ content: [{ type: 'video', url, jobId }] }]);
		const usage = { model: EXTEND_MODEL, duration: 7, resolution: '720p', credits: 42 };
		expect(body.usage).toEqual(usage);
		expect(JSON.parse(body.metadata.meta_data)).toMatchObject({ ContentProducer: 'vidu' });
	});
	it('does what its prompt or an option says', async () => {
		const asked: unknown[] = [];
		await restart({ taskSeconds: (...about) => asked.push(about) });
		for (const prompt of ['x', '[SECONDS:90] x', '[seconds:.5] [no-progress]']) {
			await create(gateway, { prompt });
		}
		const tasks = [...gateway.tasks.values()];
		const seconds = tasks.map(({ createdAt, finishesAt }) => (finishesAt - createdAt) / 1000);
		expect(seconds).toEqual([1, 90, 0.5]);
		expect(asked[1]).toEqual([{ prompt: '[SECONDS:90] x' }, TEXT_MODEL, 1]);
		expect((await poll(gateway, tasks[2].id)).body).not.toHaveProperty('progress');
		const body = await finished(gateway, { prompt: '[No-URL]' });
		expect(body).toMatchObject({ status: 'completed', output: [] });
	});
	it('says what happens to it', async () => {
		const events: GatewayEvent[] = [];
		await restart({ onEvent: (event) => void events.push(event) });
		await poll(gateway, (await create(gateway, PARAMS)).body.id);
		await poll(gateway, (await finished(gateway, PARAMS)).id);
		await finished(gateway, { prompt: '[fail]' });
		expect(events.map(({ type }) => type)).toEqual([
			...['created', 'polled', 'created', 'completed', 'polled', 'created', 'failed'],
		]);
	});
});

describe('a failed task', () => {
	const failed = async (prompt: string, params = {}, model = TEXT_MODEL) =>
		(await finished(gateway, { ...params, prompt }, model)).error;
	const FRAME = { images: [pngUri(64, 64)] };

	it('has the general code of its operation, or the reason of the service', async () => {
		const text = { code: '008020095', error_message: 'Internal generation error' };
		expect(await failed('[fail]')).toEqual(text);
		const extend = { code: '008012098', error_message: 'Generation failed' };
		expect(await failed('[FAIL]', SOURCE, EXTEND_MODEL)).toEqual(extend);
		const { error_message, ...rest } = await failed('[fail]', FRAME, FRAME_MODEL);
		expect(error_message).toMatch(/^InternalServiceFailure: /);
		expect(rest).toEqual({});
	});
	it('has any code or reason when told', async () => {
		for (const [code, error_message] of CODES) {
			expect(await failed(`[fail:${code}]`)).toEqual({ code, error_message });
		}
		for (const reason of REASONS.keys()) {
			const error = await failed(`[fail:${reason}]`, FRAME, FRAME_MODEL);
			expect(error).toEqual({ error_message: expect.stringMatching(`^${reason}: `) });
		}
		const unknown = { code: '008020095', error_message: 'SomethingNew' };
		expect(await failed('[fail:SomethingNew]')).toEqual(unknown);
	});
	it.each(ANSWER_STYLES)('has its reason in the style %s', async (style) => {
		gateway.answerStyle = style;
		const body = await finished(
			gateway,
			{ ...FRAME, prompt: '[fail:NoFaceDetected]' },
			FRAME_MODEL,
		);
		expect(JSON.stringify(body)).toContain('NoFaceDetected');
	});
});

describe('styles', () => {
	/** All the answers a client can get, in one style. */
	async function answers(style: AnswerStyle) {
		gateway.answerStyle = style;
		const created = (await create(gateway, { prompt: '[seconds:90]' })).body;
		const [task] = gateway.tasks.values();
		return {
			task,
			created,
			running: (await poll(gateway, task.id)).body,
			text: await finished(gateway, PARAMS),
			extend: await finished(gateway, { ...SOURCE, duration: 6 }, EXTEND_MODEL),
			failed: await finished(gateway, { prompt: '[fail]' }),
			refused: (await create(gateway, { prompt: '' })).body,
			unknown: (await poll(gateway, 'nowhere')).body,
		};
	}
	const REFUSED = 'Task creation error: prompt must not be empty';
	const url = expect.stringMatching(/\.mp4\?/);

	it('documented', async () => {
		const { refused, unknown } = await answers('documented');
		expect(refused).toEqual({ error: { code: '008020099', message: REFUSED } });
		expect(unknown).toEqual({ error: { message: 'task not found' } });
	});
	it('enveloped', async () => {
		const { task, created, running, text, refused, unknown } = await answers('enveloped');
		const status = { code: 200, message: 'success' };
		expect(created).toMatchObject({ data: { id: task.id, status: 'in_progress' }, status });
		expect(running).toMatchObject({ data: { id: task.id, progress: 0 }, status });
		expect(text.data).toMatchObject({ status: 'completed', output: [{ content: [{ url }] }] });
		expect(refused).toEqual({ status: { code: 400, message: `008020099 ${REFUSED}` }, data: null });
		expect(unknown).toEqual({ status: { code: 404, message: 'task not found' }, data: null });
	});
	it('flat', async () => {
		const pass = stoppedClock();
		const { task, created, text, extend, failed, refused } = await answers('flat');
		expect(created).toMatchObject({ status: 'queued', created_at: task.createdAt });
		const words: string[] = [];
		for (const seconds of [10, 70, 20]) {
			pass(seconds);
			words.push((await poll(gateway, task.id)).body.status);
		}
		expect(words).toEqual(['processing', 'processing', 'success']);
		for (const { output } of [text, extend]) expect(output).toEqual([{ type: 'video', url }]);
		expect(failed).toMatchObject({ status: 'error', error: 'Internal generation error' });
		expect(refused).toEqual({ error: `008020099 ${REFUSED}` });
	});
	it('siblings', async () => {
		const pass = stoppedClock();
		const { task, created, text, extend, failed, refused } = await answers('siblings');
		expect(created.created_at).toBe(new Date(task.createdAt).toISOString());
		expect(text.output).toEqual([{ content: [{ url, duration: '5' }] }]);
		expect(text.usage).toEqual({ cost: 0.15, discount: 0 });
		expect(extend.usage).toMatchObject({ duration: '6', credits: 36 });
		expect(failed.error).toEqual({ code: 8020095, message: 'Internal generation error' });
		expect(refused).toEqual({ error: { code: 8020099, message: REFUSED } });
		pass(30);
		expect((await poll(gateway, task.id)).body.progress).toBe(33);
	});
	it.each<[UsageStyle, unknown]>([
		['credits', { model: TEXT_MODEL, duration: 5, resolution: '720p', credits: 30 }],
		['double', { cost: '0.3000', discount: 0 }],
		['number', { cost: 0.15, discount: 0 }],
		['empty', { cost: '', discount: 0 }],
		['none', undefined],
	])('usage: %s', async (usage, expected) => {
		await restart({ usage });
		expect((await finished(gateway, PARAMS)).usage).toEqual(expected);
	});
});

describe('an estimate', () => {
	it('has the price in the documented shape, and creates nothing', async () => {
		const { status, body } = await estimate(gateway, PARAMS);
		expect(status).toBe(200);
		expect(body).toEqual({
			status: 'success',
			data: {
				model: TEXT_MODEL,
				original_model: TEXT_MODEL,
				billing_model: TEXT_MODEL,
				cost: '0.150000000000',
				currency: 'USD',
				discount: 1,
				sample_count: 4,
				hash: expect.stringMatching(/^v1:[0-9a-f]{64}$/),
				updated_at: expect.any(Number),
			},
		});
		expect(gateway.tasks.size).toBe(0);
		expect(gateway.counts).toMatchObject({ creates: 0, createRequests: 0, estimates: 1 });
	});
	it('is what a completed task says it has cost, and depends on what is asked for', async () => {
		const image = pngUri(128, 128);
		const costs: number[] = [];
		for (const [model, params] of [
			[TEXT_MODEL, { duration: 8 }],
			[TEXT_MODEL, { duration: 8, resolution: '1080p' }],
			[TEXT_MODEL, { duration: 8, resolution: '1080p', off_peak: true }],
			['viduq3_pro_text2video', { duration: 8 }],
			[FRAME_MODEL, { images: [image], is_rec: true }],
			['viduq2_pro_reference', { images: [image, image, image], duration: 0 }],
			[SUBJECT_MODEL, { subjects: [{ id: 'a', images: [image, image] }] }],
		] as const) {
			const all = { ...PARAMS, ...params };
			const { cost } = (await estimate(gateway, all, { model })).body.data;
			const { usage } = await finished(gateway, all, model);
			expect(Number(usage.cost)).toBeCloseTo(Number(cost), 4);
			costs.push(Number(cost));
		}
		expect(costs).toEqual([0.24, 0.48, 0.24, 0.48, 0.2, 0.16, 0.155]);
	});
	it('is refused as a creation is, and counted with its body', async () => {
		const refused = await create(gateway, { prompt: 'x', foo: 1 });
		const asked = await estimate(gateway, { prompt: 'x', foo: 1 });
		expect(asked).toMatchObject({ status: 400, body: refused.body });
		await post(gateway, 'no JSON', {}, '/model/v1/generation/precharge');
		expect(gateway.counts).toMatchObject({ estimates: 2, rejectedEstimates: 2, creates: 0 });
		expect(gateway.counts.estimateBytes[1]).toBe(7);
	});
	it('is what a test asks for', async () => {
		const answer = async (kind: EstimateAnswer) => {
			gateway.estimates = () => kind;
			return await estimate(gateway, PARAMS);
		};
		const missed = (await answer('cache-miss')).body;
		expect(missed).toMatchObject({ status: 'failed', data: { cost: null } });
		expect((await answer('credit')).body.data).toMatchObject({ cost: '30', currency: 'credit' });
		for (const kind of ['404', '405', '500'] as const) {
			expect((await answer(kind)).status).toBe(Number(kind));
		}
		const before = performance.now();
		expect((await answer('slow:0.05')).body.status).toBe('success');
		expect(performance.now() - before).toBeGreaterThan(45);
		expect(gateway.counts.creates).toBe(0);
		const { body } = await answer('created');
		expect((await poll(gateway, body.id)).body.id).toBe(body.id);
		expect(gateway.counts).toMatchObject({ creates: 1, createRequests: 0 });
	});
});

describe('a video that was made here', () => {
	const extend = async (video_url: string, duration = 7) =>
		await create(gateway, { video_url, duration, prompt: '[seconds:0]' }, { model: EXTEND_MODEL });
	const again = async (id: string) => urlIn((await poll(gateway, id)).body);
	const status = async (url: string) => (await fetch(url)).status;

	it('has one address, or one that expires after some polls', async () => {
		const lasting = await finished(gateway, PARAMS);
		expect([await again(lasting.id), await again(lasting.id)]).toEqual(times(2, urlIn(lasting)));
		await restart({ urls: { polls: 1 } });
		const { id, ...body } = await finished(gateway, PARAMS);
		const first = urlIn(body as never);
		expect(new URL(first).search).toMatch(/^\?Expires=\d+&Signature=.+$/);
		const second = await again(id);
		expect([await status(first), await status(second)]).toEqual([200, 200]);
		await again(id);
		expect([await status(first), await status(second)]).toEqual([403, 200]);
		const refused = await extend(first);
		expect([refused.status, refused.body.error.code]).toEqual([400, '008012002']);
		expect((await extend(second)).status).toBe(200);
	});
	it('can be extended from 4 seconds to a minute, with all that was added', async () => {
		const made = async (duration: number) =>
			urlIn(await finished(gateway, { ...PARAMS, duration }));
		const short = (await extend(await made(3))).body.error;
		expect(short).toMatchObject({ code: '008012002', message: expect.stringMatching(/is 3$/) });
		let url = await made(4);
		for (let parts = 0; parts < 8; parts++) url = urlIn((await extend(url)).body);
		expect([...gateway.tasks.values()].at(-1)!.videoSeconds).toBe(60);
		url = urlIn((await extend(url, 1)).body);
		expect((await extend(url)).body.error.message).toMatch(/but is 61$/);
		url = SOURCE.video_url;
		for (let parts = 0; parts < 10; parts++) url = urlIn((await extend(url)).body);
	});
	it('is a reference alone up to 8 seconds, with another one up to 5', async () => {
		const made = async (duration: number) =>
			urlIn(await finished(gateway, { ...PARAMS, duration }, 'viduq2_text2video'));
		const [five, eight, nine] = [await made(5), await made(8), await made(9)];
		const refer = async (...videos: string[]) => {
			const params = { ...PARAMS, images: [pngUri(128, 128)], videos };
			return (await create(gateway, params, { model: 'viduq2_pro_reference' })).body.error?.message;
		};
		expect([await refer(eight), await refer(five, five)]).toEqual([undefined, undefined]);
		expect(await refer(nine)).toContain('FieldInvalid: videos[0] must be at most 8');
		expect(await refer(five, eight)).toContain('FieldInvalid: videos[1] must be at most 5');
	});
});

describe('the disagreeing style', () => {
	beforeEach(async () => {
		await restart({ taskSeconds: 0, answerStyle: 'disagreeing' });
	});
	const priced = async (params: object, model = TEXT_MODEL) =>
		expect((await estimate(gateway, params, { model })).body.data.cost).toMatch(/^0\.\d+$/);
	const lengthOf = async (url: string) => {
		const file = Buffer.from(await (await fetch(url)).arrayBuffer());
		const type = file.indexOf('mvhd');
		return file.readUInt32BE(type + 20) / file.readUInt32BE(type + 16);
	};
	/** The check that shows each of the ten. */
	const SHOWN: Record<keyof typeof DISAGREEMENTS, () => Promise<void>> = {
		'bad-key': async () => expect((await poll(gateway, 'nowhere', 'bad')).status).toBe(403),
		'missing-task': async () => {
			const { status, body } = await poll(gateway, 'nowhere');
			expect([status, body.error.message]).toEqual([400, 'bad request']);
		},
		'unknown-model': async () => await priced(PARAMS, 'no_such_model'),
		'invalid-parameter': async () => {
			await priced({ prompt: 'x', duration: 1000 });
			expect((await create(gateway, { prompt: 'x', duration: 1000 })).status).toBe(400);
		},
		'preview-currency': async () =>
			expect((await estimate(gateway, PARAMS)).body.data.currency).toBe('CNY'),
		'status-words': async () => {
			const { id } = (await create(gateway, { prompt: '[seconds:60]' })).body;
			expect((await poll(gateway, id)).body.status).toBe('rendering');
		},
		progress: async () => {
			const pass = stoppedClock();
			const { id } = (await create(gateway, { prompt: '[seconds:100]' })).body;
			pass(40);
			expect((await poll(gateway, id)).body.progress).toBe(40);
		},
		'usage-when': async () => {
			const { id } = (await create(gateway, PARAMS)).body;
			const found = [];
			for (let n = 0; n < 3; n += 1) found.push('usage' in (await poll(gateway, id)).body);
			// The answer to the creation is the first to show the video.
			expect(found).toEqual([false, true, true]);
		},
		'unknown-field': async () => {
			const { status } = await create(gateway, { prompt: 'x', no_such_field: true });
			expect([status, gateway.counts.creates]).toEqual([200, 1]);
		},
		'extension-length': async () => {
			const first = (await create(gateway, { prompt: 'x', duration: 4 })).body;
			const video_url = urlIn(await ended(gateway, first.id));
			const params = { video_url, duration: 2 };
			const more = (await create(gateway, params, { model: EXTEND_MODEL })).body;
			expect(await lengthOf(video_url)).toBe(4);
			expect(await lengthOf(urlIn(await ended(gateway, more.id)))).toBe(2);
		},
	};
	it.each(Object.entries(SHOWN))(
		'disagrees in %s, and the documented one does not',
		async (_, shown) => {
			await shown();
			jest.restoreAllMocks();
			gateway.reset();
			gateway.answerStyle = 'documented';
			await expect(shown()).rejects.toThrow();
		},
	);
});

function times<T>(count: number, value: T): T[] {
	return Array<T>(count).fill(value);
}
