/** Is a task, and a reason, read the same way in every dialect of the gateway (docs/api/http.md)? */

import { createTask, getTask } from '../../../nodes/Vidu/gateway/client';
import { taskError } from '../../../nodes/Vidu/gateway/errors';
import { parseTask } from '../../../nodes/Vidu/gateway/parseTask';
import type { Task } from '../../../nodes/Vidu/gateway/parseTask';
import { answer } from '../answers';
import { documentedErrors } from '../models/apiDocs';

const URL = 'https://files.example/1.mp4';

function taskOf(body: unknown): Task {
	const parsed = parseTask(body);
	if (!('task' in parsed)) throw new Error(`No task in ${JSON.stringify(body)}`);
	return parsed.task;
}

/** The reason for which a task failed. */
const failureOf = (error: unknown, rest: object = {}) =>
	taskOf({ id: 'x', status: 'failed', error, ...rest }).failure;

const done = {
	id: 'd758n65e878c73cmdg20',
	status: 'completed',
	model: 'viduq2_text2video',
	created_at: 1_710_000_000,
	output: [{ content: [{ type: 'video', url: URL, jobId: 'j1' }] }],
	usage: { cost: '0.10', discount: 1 },
	metadata: { any: ['thing', null] },
};

describe('a task', () => {
	it.each<[string, unknown]>([
		['bare', done],
		['in an older envelope', { data: done, status: { code: 200, message: 'success' } }],
		['in an envelope with a flat code', { code: 0, message: 'success', data: done }],
		['in an envelope with a code as text', { data: done, status: { code: '200', message: 'ok' } }],
		['in an envelope without anything else', { data: done }],
	])('is read %s', (_form, body) => {
		const { created_at: _at, ...rest } = done;
		const createdAt = '2024-03-09T16:00:00.000Z';
		expect(taskOf(body)).toEqual({ ...rest, createdAt, videoUrls: [URL] });
	});

	it.each([
		['in_progress', ['pending', 'queued', 'in_queue', 'processing', 'in_progress']],
		['completed', ['success', 'succeeded', 'done', 'COMPLETED']],
		['failed', ['error', 'cancelled', 'canceled', 'Expired', 'failed']],
		// Unknown words mean "not finished"; some are names that every object has.
		['in_progress', ['sleeping', '', 'constructor', '__proto__']],
	])('is %s with the status %p', (expected, words) => {
		for (const status of words) expect(taskOf({ id: 'x', status }).status).toBe(expected);
	});

	it.each([
		1_710_000_000,
		'1710000000',
		1_710_000_000_000,
		'2024-03-09T16:00:00Z',
		'2024-03-09T17:00:00.000+01:00',
	])('was created at the same moment with %p', (created_at) => {
		expect(taskOf({ id: 'x', created_at }).createdAt).toBe('2024-03-09T16:00:00.000Z');
	});

	it.each([[null], [''], [' '], ['soon'], [true], [{}], [[]], [1e300]])(
		'has no moment of creation with %j',
		(created_at) => expect(taskOf({ id: 'x', created_at })).not.toHaveProperty('createdAt'),
	);

	it.each([
		[0, [0]],
		[0.42, [0.42, 42, '0.42', '42', '42%']],
		[1, [100]],
		[undefined, [-1, 101, '', 'half', null, {}]],
	])('has the progress %p', (expected, values) => {
		for (const progress of values) {
			expect(taskOf({ id: 'x', status: 'in_progress', progress }).progress).toBe(expected);
		}
	});

	it.each([['0.10'], [0.1], [''], [null]])('keeps a cost of %j as it came', (cost) => {
		expect(taskOf({ id: 'x', usage: { cost } }).usage).toEqual({ cost });
	});

	it('is finished whatever else its answer holds', () => {
		const odd = {
			id: {},
			model: [],
			created_at: 'x',
			progress: {},
			output: 7,
			error: [],
			usage: 1,
		};
		for (const status of ['completed', 'failed']) {
			expect(taskOf({ ...odd, status }).status).toBe(status);
		}
	});

	it.each<readonly [object, string]>([
		[{}, 'in_progress'],
		[{ output: [{ url: URL }] }, 'completed'],
		[{ error: 'no' }, 'failed'],
		// Documented: "0 | No error". A running task taken for a failed one would be bought again.
		...[0, '0', '000000000'].map(
			(code) => [{ error: { code, message: 'No error' } }, 'in_progress'] as const,
		),
	])('without a status and with %j is %s', (rest, status) => {
		expect(taskOf({ id: 'x', ...rest }).status).toBe(status);
	});

	it('has its ID as text', () => {
		expect(taskOf({ id: 7 }).id).toBe('7');
		expect(taskOf({ task_id: 'x' }).id).toBe('x');
	});
});

describe('the reason of a failed task', () => {
	it.each<readonly [string, unknown, object]>([
		['text', 'no luck', { message: 'no luck' }],
		['{code, error_message}', { code: 1, error_message: 'no' }, { code: '1', message: 'no' }],
		['{code, message}', { code: '01', message: 'no' }, { code: '01', message: 'no' }],
		['{message}', { message: 'no' }, { message: 'no' }],
		['{code}', { code: '008020099' }, { code: '008020099' }],
		['{code: ""}', { code: '', message: 'no' }, { message: 'no' }],
		['{code: null}', { code: null, error_message: 'no' }, { message: 'no' }],
		// "0 | No error" is documented as a code, but this task did fail.
		...[0, '0', '000000000'].map(
			(code) => [`code ${code}`, { code, message: 'no' }, { message: 'no' }] as const,
		),
		['code 0 with a nested reason', { code: 0, error: { message: 'no' } }, { message: 'no' }],
		['a nested code 0', { error: { code: 0, message: 'no' } }, { message: 'no' }],
		['a nested code', { error: { code: '01', message: 'no' } }, { code: '01', message: 'no' }],
		['two codes', { code: 7, error: { code: 8, message: 'no' } }, { code: '7', message: 'no' }],
	])('is read from %s', (_form, error, expected) => expect(failureOf(error)).toEqual(expected));

	it('may be next to the error', () => {
		expect(failureOf(null, { message: 'no luck' })).toEqual({ message: 'no luck' });
	});

	it.each([[undefined], [null], [''], [{}], [[]], [7], [true]])(
		'is explained where it is missing (%j)',
		(error) => {
			const { what, next } = taskError(failureOf(error));
			expect(Math.min(what.length, next.length)).toBeGreaterThan(10);
		},
	);

	it.each(Object.entries(documentedErrors))(
		'with code %s is explained, as text or as a number',
		(code, meaning) => {
			for (const sent of [code, Number(code), String(Number(code))]) {
				const error = taskError(failureOf({ code: sent, error_message: 'details' }));
				expect(error.code).toBe(code);
				for (const part of [meaning, code, 'details']) expect(error.what).toContain(part);
			}
		},
	);

	it.each(['008099999', '7', 'E_LIMIT', 'constructor', 'toString', '__proto__'])(
		'with the unknown code %s names it',
		(code) => {
			const { what, next } = taskError({ code, message: 'details' });
			for (const part of [code, 'details', 'could not']) expect(what).toContain(part);
			expect(next).toMatch(/\w{3,}/);
		},
	);
});

describe('an answer without a task', () => {
	const reasonOf = (body: unknown) => {
		const parsed = parseTask(body);
		if ('task' in parsed) throw new Error('A task');
		return parsed.reason;
	};
	const success = { code: 200, message: 'success' };

	it.each([
		[{ message: 'no' }, { message: 'no' }],
		[{ error: 'no' }, { message: 'no' }],
		[{ error: { message: 'no' } }, { message: 'no' }],
		[{ error: { code: '008012002', message: 'no' } }, { code: '008012002', message: 'no' }],
		[{ detail: 'no' }, { message: 'no' }],
		[{ status: { code: 402, message: 'no' }, data: null }, { message: 'no' }],
		[
			{ status: { code: 400, message: 'bad' }, data: { error: { code: 5, message: 'no' } } },
			{ code: '5', message: 'no' },
		],
	])('gives the reason of %j', (body, expected) => expect(reasonOf(body)).toEqual(expected));

	it.each([402, '402'])('gives the code %p of its envelope', (code) => {
		const parsed = parseTask({ status: { code, message: 'no' }, data: null });
		expect(parsed).toMatchObject({ envelopeCode: 402 });
	});

	// Nobody can tell from these that nothing was created.
	it.each([
		{},
		{ error: null },
		{ error: '' },
		{ error: { code: 0 } },
		{ message: null },
		{ id: null },
		{ status: success, data: null },
		{ status: success, data: {} },
		{ status: success, data: { taskId: 'x' } },
		{ status: success, data: [{ id: 'x' }] },
		{ code: 0, message: 'success', data: { taskId: 'x' } },
		{ code: 0, message: 'success', data: 'task-1' },
		{ code: 200, message: 'success', taskId: 'x' },
		{ message: 'success', data: { taskId: 'x' } },
		{ message: 'Success' },
		{ message: 'ok' },
		{ error: { code: 0, message: 'No error' } },
		{ error: { code: 0, message: 'success' }, result: 'task-1' },
		{ error: { error: { code: 0, message: 'No error' } } },
		{ error: { error: { error: 'success' } } },
		{ error: { message: 'OK' } },
	])('gives no reason in %j, so a creation is unclear', async (body) => {
		expect(reasonOf(body)).toBeUndefined();
		const response = await createTask(async () => answer(200, body), 'm', {});
		expect(response.type).toBe('unclear');
	});
});

describe('a nested reason', () => {
	const WHY = 'The picture shows a trade mark';

	it.each<object>([
		{ error: WHY },
		{ error: { message: WHY } },
		{ error: { error: WHY } },
		// This one has been seen.
		{ error: { error: { message: WHY } } },
		{ error: { error: { error_message: WHY } } },
		{ error: { error: { error: { message: WHY } } } },
		{ error: { error: { error: { error: { message: WHY } } } } },
		{ error: { message: { message: WHY } } },
		{ error: { detail: { msg: WHY } } },
		{ error: { error: [{ message: WHY }] } },
		{ error: { message: '', error: { message: WHY } } },
		{ error: { code: 'E1', error: { message: WHY } } },
	])('comes through: %j', async (body) => {
		const task = { id: 't', status: 'failed', ...body };
		for (const form of [task, { data: task, status: { code: 200, message: 'success' } }]) {
			expect(taskError(taskOf(form).failure).what).toContain(WHY);
		}
		for (const status of [200, 400, 402, 403, 500]) {
			const send = async () => answer(status, body);
			const error = { what: expect.stringContaining(WHY) };
			const type = status === 500 ? 'unclear' : 'refused';
			expect(await createTask(send, 'm', {})).toMatchObject({ type, error });
			expect(await getTask(send, 't', 1_000)).toMatchObject({ error });
		}
	});

	it('is given up where it has no end', () => {
		let steps = 0;
		const next = (): object => {
			const getter = { enumerable: true, get: () => ((steps += 1), next()) };
			return Object.defineProperties({}, { error: getter, message: getter, detail: getter });
		};
		expect(failureOf(next())).toEqual({ message: 'status "failed"' });
		expect(steps).toBeGreaterThan(3);
		expect(steps).toBeLessThan(10_000);
	});

	const deep = `${'{"error":'.repeat(2_000)}"no"${'}'.repeat(2_000)}`;

	it('leaves a creation unclear where it is 2,000 levels deep', async () => {
		const response = await createTask(async () => answer(200, deep), 'm', {});
		expect(response.type).toBe('unclear');
	});

	it.each([deep, '['.repeat(2_000) + ']'.repeat(2_000)])('of 2,000 levels does no harm', (text) => {
		expect(failureOf(JSON.parse(text))).toBeDefined();
	});
});
