/** Is a look at a task judged so that a task is neither given up nor asked for without end? */

import { getTask } from '../../nodes/Vidu/gateway/client';
import type { PollResponse } from '../../nodes/Vidu/gateway/client';
import { answer, noAnswer, sendWith } from './answers';
import { documentedEndpoints } from './models/apiDocs';

const look = async (result: Parameters<typeof sendWith>[0]): Promise<PollResponse> =>
	await getTask(sendWith(result).send, 'task-1', 10_000);

const running = { id: 'task-1', status: 'in_progress', progress: 0.5 };
const enveloped = (code: number) => ({ status: { code, message: 'no' }, data: null });

type Case = [string, Parameters<typeof sendWith>[0], PollResponse['kind']];

const CASES: Case[] = [
	['a running task', answer(200, running), 'seen'],
	['a task without its ID', answer(200, { status: 'completed', output: [] }), 'seen'],
	['a task in an envelope', answer(200, { data: running, status: { code: 200 } }), 'seen'],
	['a failed task', answer(200, { ...running, status: 'failed', error: 'no' }), 'seen'],
	// Issue 2: a failed look is waited out within the deadline …
	['a refused connection', noAnswer('ECONNREFUSED', 'connect'), 'again'],
	['a broken connection', noAnswer('ECONNRESET'), 'again'],
	['a name that cannot be looked up', noAnswer('EAI_AGAIN'), 'again'],
	['a timeout', noAnswer('ECONNABORTED'), 'again'],
	...[408, 429, 500, 502, 503, 504, 599].map((status): Case => [
		`HTTP ${status}`,
		answer(status, { message: 'no' }),
		'again',
	]),
	['HTTP 503 with a page', answer(503, '<html>Service Unavailable</html>'), 'again'],
	['500 in an envelope', answer(200, enveloped(500)), 'again'],
	['429 in an envelope', answer(200, enveloped(429)), 'again'],
	['200 with nothing', answer(200, ''), 'again'],
	['200 with a page', answer(200, '<html>Maintenance</html>'), 'again'],
	['200 with a cut answer', answer(200, '{"id":"task-1","status":"comp'), 'again'],
	['200 with a list', answer(200, []), 'again'],
	['200 with null', answer(200, 'null'), 'again'],
	['200 with an empty object', answer(200, {}), 'again'],
	['200 with a reason that may pass', answer(200, { message: 'try later' }), 'again'],
	// … a missing task as long as it is new …
	['HTTP 404', answer(404, { message: 'no' }), 'notFound'],
	['HTTP 404 with a page', answer(404, '<html>Not Found</html>'), 'notFound'],
	['404 in an envelope', answer(200, enveloped(404)), 'notFound'],
	['200 that says "not found"', answer(200, { message: 'Task not found' }), 'notFound'],
	['200 that says "does not exist"', answer(200, { error: 'task does not exist' }), 'notFound'],
	// … and 401 and 403 are not, nor what no wait will change.
	...[400, 401, 402, 403, 405, 410].map((status): Case => [
		`HTTP ${status}`,
		answer(status, { message: 'no' }),
		'refused',
	]),
	['401 in an envelope', answer(200, enveloped(401)), 'refused'],
	['a redirect', answer(302, '', { location: 'https://login.example' }), 'refused'],
];

describe('a look', () => {
	it.each(CASES)('with %s is judged', async (_case, result, kind) => {
		const seen = await look(result);
		expect(seen.kind).toBe(kind);
		if (seen.kind === 'seen') return;
		for (const text of ['what', 'next'] as const) expect(seen.failure[text]).toMatch(/\w{4}/);
	});

	it('knows how long it is to wait, in seconds or until a date', async () => {
		const date = 'Sat, 09 Mar 2024 16:00:00 GMT';
		for (const status of [429, 408, 503]) {
			const later = { 'retry-after': 'Sat, 09 Mar 2024 16:00:30 GMT', date };
			expect(await look(answer(status, '', later))).toMatchObject({ retryAfter: 30_000 });
			expect(await look(answer(status, '', { 'retry-after': '2' }))).toMatchObject({
				retryAfter: 2_000,
			});
			expect(await look(answer(status, ''))).not.toHaveProperty('retryAfter');
		}
		expect(await look(answer(429, ''))).toMatchObject({ rateLimited: true });
		expect(await look(answer(503, ''))).not.toHaveProperty('rateLimited');
	});

	it('asks for the task once, with its ID as one part of the path', async () => {
		for (const id of ['task-1', 'a/b?c#d e', '%2e%2e', '任务']) {
			const { send, requests } = sendWith(answer(200, running));
			await getTask(send, id, 10_000);
			expect(requests).toHaveLength(1);
			const [{ method, path, body }] = requests;
			expect({ method, body }).toEqual({ method: 'GET', body: undefined });
			const [before, after] = documentedEndpoints['query a task'].replace('GET ', '').split('{id}');
			expect(path.startsWith(before) && path.endsWith(after)).toBe(true);
			const part = path.slice(before.length);
			expect(part).not.toMatch(/[/?# ]/);
			expect(decodeURIComponent(part)).toBe(id);
		}
	});

	it('never takes longer than it may', async () => {
		for (const timeout of [1, 5_000, 3_600_000]) {
			const { send, requests } = sendWith(answer(200, running));
			await getTask(send, 'task-1', timeout);
			expect(requests[0].timeout).toBeGreaterThan(0);
			expect(requests[0].timeout).toBeLessThanOrEqual(Math.min(timeout, 60_000));
		}
	});
});

describe('a look that could free a task to be bought again', () => {
	it.each([
		['an error of the answer', { status: 'error', message: 'temporary lookup failure' }],
		['the end of another task', { id: 'another', status: 'failed' }],
		['an error beside no status', { id: 'task-1', error: 'database timeout' }],
	])('is made again for %s', async (_case, body) => {
		const look = await getTask(async () => answer(200, body), 'task-1', 1000);
		expect(look.kind).toBe('again');
	});

	it.each([
		{ id: 'task-1', status: 'failed', error: 'no luck' },
		{ status: 'failed' },
		{ id: 'task-1', status: 'error', message: 'no luck' },
		{ id: 'task-1', status: 'expired' },
	])('is believed when it says %j', async (body) => {
		const look = await getTask(async () => answer(200, body), 'task-1', 1000);
		expect(look).toMatchObject({ kind: 'seen', task: { status: 'failed' } });
	});
});
