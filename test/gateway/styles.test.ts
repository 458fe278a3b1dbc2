import { create, EXTEND_MODEL, finished, look, stoppedClock } from './client';
import { startGateway, type AnswerStyle, type Gateway } from './index';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());
afterEach(() => jest.restoreAllMocks());

const EXTEND = { video_url: 'https://example.com/a.mp4', duration: 6 };

/** All the answers a client can get, in one style. */
async function answers(style: AnswerStyle) {
	gateway.answerStyle = style;
	const created = (await create(gateway, { prompt: '[seconds:90]' })).body;
	const [task] = gateway.tasks.values();
	return {
		task,
		created,
		running: (await look(gateway, task.id)).body,
		text: await finished(gateway, { prompt: 'x' }),
		extend: await finished(gateway, EXTEND, EXTEND_MODEL),
		failed: await finished(gateway, { prompt: '[fail]' }),
		refused: (await create(gateway, { prompt: '' })).body,
		unknown: (await look(gateway, 'nowhere')).body,
	};
}

const REFUSED = 'Task creation error: prompt must not be empty';

it('documented', async () => {
	stoppedClock();
	const { task, created, running, refused, unknown } = await answers('documented');
	expect(running).toMatchObject({ id: task.id, status: 'in_progress', progress: 0 });
	expect(created.created_at).toBe(Math.floor(task.createdAt / 1000));
	expect(refused).toEqual({ error: { code: '008020099', message: REFUSED } });
	expect(unknown).toEqual({ error: { message: 'task not found' } });
});

it('enveloped', async () => {
	stoppedClock();
	const { task, created, running, text, failed, refused, unknown } = await answers('enveloped');
	const status = { code: 200, message: 'success' };
	expect(created).toMatchObject({ data: { id: task.id, status: 'in_progress' }, status });
	expect(running).toMatchObject({ data: { id: task.id, progress: 0 }, status });
	expect(text).toMatchObject({
		data: { status: 'completed', output: [{ content: [{ type: 'video' }] }] },
		status,
	});
	expect(failed).toMatchObject({ data: { error: { code: '008020095' } }, status });
	expect(refused).toEqual({
		status: { code: 400, message: `008020099 ${REFUSED}` },
		data: null,
	});
	expect(unknown).toEqual({ status: { code: 404, message: 'task not found' }, data: null });
});

it('flat', async () => {
	const pass = stoppedClock();
	const { task, created, running, text, extend, failed, refused } = await answers('flat');
	expect(created).toMatchObject({ status: 'queued', created_at: task.createdAt });
	expect(running.status).toBe('queued');
	const words: string[] = [];
	for (const seconds of [10, 70, 20]) {
		pass(seconds);
		words.push((await look(gateway, task.id)).body.status);
	}
	expect(words).toEqual(['processing', 'processing', 'success']);
	for (const { status, output } of [text, extend]) {
		const url = expect.stringMatching(/\.mp4\?/);
		expect({ status, output }).toEqual({ status: 'success', output: [{ type: 'video', url }] });
	}
	expect(failed).toMatchObject({ status: 'error', error: 'Internal generation error' });
	expect(refused).toEqual({ error: `008020099 ${REFUSED}` });
});

it('siblings', async () => {
	const pass = stoppedClock();
	const { task, created, text, extend, failed, refused } = await answers('siblings');
	expect(created.created_at).toBe(new Date(task.createdAt).toISOString());
	const url = expect.stringMatching(/\.mp4\?/);
	expect(text.output).toEqual([{ content: [{ url, duration: '5' }] }]);
	expect(text.usage).toEqual({ cost: 0.15, discount: 0 });
	const { jobId } = [...gateway.tasks.values()][2];
	expect(extend.output).toEqual([{ content: [{ url, duration: '6', jobId }] }]);
	expect(extend.usage).toMatchObject({ duration: '6', credits: 36 });
	expect(failed.error).toEqual({ code: 8020095, message: 'Internal generation error' });
	expect(refused).toEqual({ error: { code: 8020099, message: REFUSED } });
	pass(30);
	expect((await look(gateway, task.id)).body.progress).toBe(33);
});
