/** Is the reason found wherever the gateway puts it? Variants: docs/api/http.md. */

import { taskError } from '../../nodes/Vidu/gateway/failure';
import { readAnswer } from '../../nodes/Vidu/gateway/read';
import { documentedErrors } from './models/apiDocs';

const CODES = Object.entries(documentedErrors);

/** The reason of an answer that is no task. */
function reasonOf(body: unknown) {
	const reading = readAnswer(body);
	if ('task' in reading) throw new Error('A task');
	return reading.reason;
}

/** The reason for which a task failed. */
function failureOf(error: unknown, rest: object = {}) {
	const reading = readAnswer({ id: 'x', status: 'failed', error, ...rest });
	if (!('task' in reading)) throw new Error('No task');
	return reading.task.failure;
}

describe('a failed task', () => {
	it.each([
		['text', 'out of luck', { message: 'out of luck' }],
		['{code, error_message}', { code: 1, error_message: 'no' }, { code: '1', message: 'no' }],
		['{code, message}', { code: '01', message: 'no' }, { code: '01', message: 'no' }],
		['{message}', { message: 'no' }, { message: 'no' }],
		['{code}', { code: '008020099' }, { code: '008020099' }],
		// The code is empty, the reason is not.
		['{code: ""}', { code: '', message: 'no' }, { message: 'no' }],
		['{code: null}', { code: null, error_message: 'no' }, { message: 'no' }],
	])('with its error as %s says why', (_form, error, expected) => {
		expect(failureOf(error)).toMatchObject(expected);
	});

	it.each([[undefined], [null], [''], [{}], [[]], [7], [true]])(
		'without a reason (%j) is still explained',
		(error) => {
			const { what, next } = taskError(failureOf(error));
			expect(what.length).toBeGreaterThan(10);
			expect(next.length).toBeGreaterThan(10);
		},
	);

	it('may have its reason beside the error', () => {
		expect(failureOf(null, { message: 'no luck' })).toEqual({ message: 'no luck' });
	});

	// "0 | No error" is documented as a code, but here the task did fail, and somebody said why.
	it.each([0, '0', '000000000'])('with the code %j keeps the message beside it', (code) => {
		expect(failureOf({ code, error_message: 'Content refused' })?.message).toBe('Content refused');
	});

	it.each(CODES)('with code %s is explained, as text or as a number', (code, meaning) => {
		for (const sent of [code, Number(code), String(Number(code))]) {
			const failure = taskError(failureOf({ code: sent, error_message: 'details' }));
			expect(failure).toMatchObject({ code });
			for (const part of [meaning, code, 'details']) expect(failure.what).toContain(part);
		}
	});

	it.each(['008099999', '7', 'E_LIMIT', 'constructor', 'toString', '__proto__'])(
		'with the unknown code %s names it',
		(code) => {
			const { what, next } = taskError({ code, message: 'details' });
			for (const part of [code, 'details', 'failed']) expect(what).toContain(part);
			expect(next).toMatch(/\w{3,}/);
		},
	);
});

describe('an answer without a task', () => {
	it.each([
		['{message}', { message: 'no' }, { message: 'no' }],
		['{error}', { error: 'no' }, { message: 'no' }],
		['{error: {message}}', { error: { message: 'no' } }, { message: 'no' }],
		[
			'{error: {code, error_message}}',
			{ error: { code: '008012002', error_message: 'no' } },
			{ code: '008012002', message: 'no' },
		],
		['{detail}', { detail: 'no' }, { message: 'no' }],
		[
			'an envelope without data',
			{ status: { code: 402, message: 'no' }, data: null },
			{ message: 'no' },
		],
		[
			'an envelope with the error inside',
			{ status: { code: 400, message: 'bad' }, data: { error: { code: 5, message: 'no' } } },
			{ code: '5', message: 'no' },
		],
	])('gives its reason as %s', (_form, body, expected) => {
		expect(reasonOf(body)).toEqual(expected);
	});

	it('gives the code of its envelope', () => {
		for (const code of [402, '402']) {
			expect(readAnswer({ status: { code, message: 'no' }, data: null })).toMatchObject({
				envelopeCode: 402,
			});
		}
	});

	it.each([
		{},
		{ error: null },
		{ error: '' },
		{ error: { code: 0 } },
		{ message: null },
		{ id: null },
	])('gives no reason in %j', (body) => {
		expect(reasonOf(body)).toBeUndefined();
	});

	// Nobody can tell from these that nothing was created.
	it.each([
		{ status: { code: 200, message: 'success' }, data: null },
		{ status: { code: 200, message: 'success' }, data: {} },
		{ status: { code: 200, message: 'success' }, data: { taskId: 'x' } },
		{ status: { code: 200, message: 'success' }, data: [{ id: 'x' }] },
		{ code: 0, message: 'success', data: { taskId: 'x' } },
		{ code: 0, message: 'success', data: 'task-1' },
		{ code: 200, message: 'success', taskId: 'x' },
		{ message: 'success', data: { taskId: 'x' } },
		{ message: 'Success' },
		{ message: 'ok' },
		{ error: { code: 0, message: 'No error' } },
		{ error: { code: 0, message: 'success' }, result: 'task-1' },
	])('does not take success for a reason: %j', (body) => {
		expect(reasonOf(body)).toBeUndefined();
	});
});
