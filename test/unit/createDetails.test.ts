/** Does a creation keep what matters besides its kind: the ID, the code, the wait, what was sent? */

import { createTask } from '../../nodes/Vidu/gateway/client';
import type { CreateResponse } from '../../nodes/Vidu/gateway/client';
import { answer, noAnswer, sendWith } from './answers';
import { documentedEndpoints, documentedErrors } from './models/apiDocs';

const create = async (result: Parameters<typeof sendWith>[0]): Promise<CreateResponse> =>
	await createTask(sendWith(result).send, 'some-model', { prompt: 'A kite' });

const running = { id: 'task-1', status: 'in_progress', model: 'm', created_at: 1_710_000_000 };

describe('a creation', () => {
	it('is a request as documented', async () => {
		const params = { prompt: 'A kite', duration: 5, wm_position: 3 };
		const { send, requests } = sendWith(answer(200, running));
		await createTask(send, 'some-model', params);
		const [{ method, path, body, timeout }] = requests;
		expect(`${method} ${path}`).toBe(documentedEndpoints['create a task']);
		expect(body).toEqual({ model: 'some-model', input: [{ params }] });
		// A creation that is given up is an unclear one: it has more time than a look.
		expect(timeout).toBeGreaterThan(30_000);
	});

	it('keeps all that the gateway said of the task', async () => {
		const output = [{ content: [{ url: 'https://files.example/1.mp4' }] }];
		const creation = await create(
			answer(200, { ...running, status: 'completed', output, usage: { cost: '1' }, metadata: {} }),
		);
		expect(creation).toEqual({
			kind: 'created',
			task: {
				id: 'task-1',
				status: 'completed',
				model: 'm',
				createdAt: '2024-03-09T16:00:00.000Z',
				videoUrls: ['https://files.example/1.mp4'],
				output,
				usage: { cost: '1' },
				metadata: {},
			},
		});
	});

	it.each(Object.entries(documentedErrors))(
		'refused with code %s says so',
		async (code, meaning) => {
			for (const status of [200, 400]) {
				const creation = await create(
					answer(status, { error: { code, error_message: 'details' } }),
				);
				if (creation.kind !== 'refused') throw new Error(creation.kind);
				expect(creation.failure).toMatchObject({ status, code });
				for (const part of [meaning, code, 'details', `HTTP ${status}`]) {
					expect(creation.failure.what).toContain(part);
				}
			}
		},
	);

	it('is rate limited by 429 alone, in the status or in the envelope', async () => {
		const body = { message: 'slow down' };
		const wait = { 'retry-after': '7' };
		const enveloped = { status: { code: 429, message: 'slow down' }, data: null };
		for (const result of [answer(429, body, wait), answer(200, enveloped, wait)]) {
			expect(await create(result)).toMatchObject({ kind: 'rateLimited', retryAfter: 7_000 });
		}
		const silent = await create(answer(429, '<html>Too Many Requests</html>'));
		expect(silent.kind).toBe('rateLimited');
		expect(silent).not.toHaveProperty('retryAfter');
		// Another status does not become a 429 by asking to come again.
		expect((await create(answer(503, body, wait))).kind).toBe('unclear');
	});

	// Issue 3: "From the moment the gateway answers, the task ID is in whatever comes out."
	it.each([
		['a cut answer', answer(200, '{"id":"task-1","status":"in_prog')],
		['an ID under another name', answer(200, { data: { job: 'task-1' } })],
		['a server error that has an ID', answer(500, running)],
		['a proxy that gave up on an answer with an ID', answer(504, { data: running, code: 504 })],
	])('that is unclear with %s shows the ID', async (_case, result) => {
		const creation = await create(result);
		if (creation.kind !== 'unclear') throw new Error(creation.kind);
		expect(`${creation.failure.what} ${creation.named}`).toContain('task-1');
	});

	it('is never a failure that hides what the user can do', async () => {
		for (const result of [answer(200, {}), answer(500, ''), noAnswer('ECONNRESET')]) {
			const creation = await create(result);
			if (creation.kind !== 'unclear') throw new Error(creation.kind);
			expect(creation.failure.next).toMatch(/base URL|network|again/);
		}
	});
});
