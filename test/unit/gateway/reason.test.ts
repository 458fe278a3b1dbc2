/** Does a reason come through with its field and its text, in whatever shape, and is none too large? */

import { createTask, getTask } from '../../../nodes/Vidu/gateway/client';
import { decodeResponse } from '../../../nodes/Vidu/gateway/decode';
import { parseTask } from '../../../nodes/Vidu/gateway/parseTask';
import { readReason } from '../../../nodes/Vidu/gateway/reason';
import { redactor } from '../../../nodes/Vidu/gateway/redact';
import { answer, sendWith } from '../answers';

const WHY = 'must be at most 8';

/** The text that is read from each shape. */
const SHAPES: Array<[body: object, said: string]> = [
	[{ detail: [{ loc: ['body', 'duration'], msg: WHY, type: 'value_error' }] }, `duration: ${WHY}`],
	[{ detail: [{ loc: ['body', 'input', 0, 'params', 'duration'], msg: WHY }] }, `duration: ${WHY}`],
	[{ detail: { loc: ['query', 'x'], msg: WHY } }, `query.x: ${WHY}`],
	[{ detail: { error: WHY } }, WHY],
	[{ errors: [{ field: 'duration', message: WHY }] }, `duration: ${WHY}`],
	[{ errors: [{ path: ['a', 'b'], message: WHY }] }, `a.b: ${WHY}`],
	[{ errors: [{ source: { pointer: '/data/duration' }, detail: WHY }] }, `data.duration: ${WHY}`],
	[{ errors: [{ instancePath: '/duration', message: WHY }] }, `duration: ${WHY}`],
	[{ errors: { duration: [WHY, 'and whole'] } }, `duration: ${WHY}; duration: and whole`],
	[{ errors: { duration: WHY } }, `duration: ${WHY}`],
	[{ errors: [WHY, 'and whole'] }, `${WHY}; and whole`],
	[{ error: { errors: [{ message: WHY, property: 'duration' }] } }, `duration: ${WHY}`],
	[{ error: { details: [{ field: 'duration', description: WHY }] } }, `duration: ${WHY}`],
	[{ error: [WHY, 'and whole'] }, `${WHY}; and whole`],
	[{ error: 'Bad Request', message: [WHY], statusCode: 400 }, `Bad Request; ${WHY}`],
	[{ error: 'Bad Request', message: WHY, path: '/x' }, `Bad Request; ${WHY}`],
	[{ type: 'about:blank', title: 'Invalid', status: 400, detail: WHY }, WHY],
	[{ code: 40_012, msg: WHY }, `(HTTP 400, error code 40012): ${WHY}`],
	[{ code: 'E_DURATION', message: WHY }, `error code E_DURATION): ${WHY}`],
	[{ error_code: 282_000, error_msg: WHY }, `error code 282000): ${WHY}`],
	[{ error: { message: WHY, type: 'invalid_request_error', code: null } }, WHY],
	[{ error: { message: WHY, param: 'duration' } }, `duration: ${WHY}`],
	[{ message: JSON.stringify({ error: { message: WHY } }) }, WHY],
	[{ error: { message: `upstream: ${JSON.stringify({ msg: WHY })}` } }, `upstream; ${WHY}`],
	[{ error: JSON.stringify({ message: JSON.stringify({ detail: WHY }) }) }, WHY],
	[{ error: JSON.stringify([{ field: 'duration', message: WHY }]) }, `duration: ${WHY}`],
	[{ data: { error: JSON.stringify({ detail: WHY }) }, code: 400 }, WHY],
	[{ success: false, reason: WHY }, WHY],
];

describe('a reason', () => {
	it.each(SHAPES)('in %j comes through', async (body, said) => {
		const { send } = sendWith(answer(400, body));
		const what = expect.stringContaining(said);
		expect(await createTask(send, 'm', {})).toMatchObject({ type: 'refused', error: { what } });
		expect(await getTask(send, 't', 1_000)).toMatchObject({ type: 'refused', error: { what } });
	});

	it.each([
		[{ error: [{ message: WHY }, { message: 'and whole' }] }, `${WHY}; and whole`],
		[{ errors: [{ code: 'E1', message: WHY }] }, WHY],
		[{ err_code: 'E1', err_msg: 'x' }, 'status "failed"'],
		[{ fail_reason: WHY }, WHY],
		[{ error: { why: WHY } }, `{"why":"${WHY}"}`],
		[{ reason: { detail: WHY } }, WHY],
		[{ error: JSON.stringify({ error: { message: WHY } }) }, WHY],
	])('of a failed task in %j comes through', (rest, message) => {
		const parsed = parseTask(answer(200, { id: 't', status: 'failed', ...rest }).response.body);
		expect(parsed).toMatchObject({ task: { failure: { message } } });
	});

	it.each([
		{ why: WHY },
		{ fault: { faultstring: WHY } },
		{ result: 'x'.repeat(9_000) },
		{ status: 'nope!', data: [WHY] },
		{ error: { info: WHY } },
		{ title: WHY },
	])('that cannot be read is shown as it is: %j', async (body) => {
		const { error } = (await createTask(sendWith(answer(400, body)).send, 'm', {})) as any;
		expect(error.what).toContain(JSON.stringify(body).slice(0, 30));
		expect(error.what.length).toBeLessThan(300);
	});
});

describe('a code proves that a task failed only where it is documented', () => {
	const code = '008020095';
	it.each<object>([
		{ code, message: 'no' },
		{ err_code: code },
		{ status: 'failed', code, message: 'no' },
		{ status: 'failed', error: { err_code: code, message: 'no' } },
		{ status: 'failed', error: JSON.stringify({ code, message: 'no' }) },
		{ status: 'failed', error: { message: JSON.stringify({ code, message: 'no' }) } },
		{ status: 'failed', error: [{ message: 'no' }, { code }] },
		{ status: 'failed', error: { details: [{ code }], message: 'no' } },
		{ status: 'failed', errors: [{ code, message: 'no' }] },
	])('not in %j', async (body) => {
		const polled = await getTask(sendWith(answer(200, body)).send, 't', 1_000);
		expect(['again', 'doubtful']).toContain(polled.type);
	});
});

describe('a creation stays unclear with 200', () => {
	it.each<object>([
		{ detail: [{ loc: ['body'], msg: 'no' }] },
		{ errors: [{ message: 'no' }] },
		{ errors: { duration: ['no'] } },
		{ message: { text: 'no' } },
		{ title: 'no' },
		{ description: 'no' },
		{ code: 1001 },
		{ code: 1001, data: null },
		{ code: 'E1', request_id: 'r' },
		{ err_code: 'CreditInsufficient' },
		{ success: false, err_code: 'CreditInsufficient' },
		{ error: { type: 'insufficient_quota' } },
		{ detail: { task: ['no'] } },
		{ message: '{"message":"no","taskId":"task-1"}' },
		{ error: '{"message":"no","task_id":"task-1"}' },
		{ error: '{"code":0,"message":"No error"}' },
		{ error: { message: 'no', hint: 'The request timed out' } },
		{ error: { message: 'no', detail: 'upstream timeout' } },
		{ error: '{"message":"no","hint":"deadline exceeded"}' },
		{ error: [{ message: 'no' }, { message: 'The task already exists' }] },
		{ error: { message: 'TooManyRequests', details: ['duplicate'] } },
		{ message: 'no', detail: 'Task created' },
		{ status: { code: 1, message: 'no' }, data: { message: 'success' } },
	])('and %j', async (body) => {
		expect((await createTask(sendWith(answer(200, body)).send, 'm', {})).type).toBe('unclear');
	});
});

describe('JSON in a text', () => {
	const KEY = 'sk-Vidu/SECRET+0';
	const read = (body: object) =>
		decodeResponse({ statusCode: 400, headers: {}, text: JSON.stringify(body) }, redactor(KEY));

	it('gives away neither the key nor controls', () => {
		const half = '{"message":"sk-\\u0056idu\\/SECRET+0 \\u001b[2J\\u202e"}';
		const { body } = read({ error: half });
		expect(JSON.stringify(body)).toContain('[API key]');
		expect(JSON.stringify(readReason(body))).not.toMatch(/SECRET|\\u001b|\u202e/);
	});

	it('stays a text elsewhere, or where it is no JSON', () => {
		const meta = '{"message":"x"}';
		const body = { metadata: { meta_data: meta }, output: meta, data: meta, message: '{no}' };
		expect(read(body).body).toEqual(body);
	});
});

describe('any value', () => {
	const deep = (depth: number): object =>
		depth === 0 ? { message: 'x' } : { error: deep(depth - 1) };
	const text = 'x'.repeat(100_000);
	const wide = Object.fromEntries(Array.from({ length: 9_000 }, (_, n) => [`f${n}`, [text]]));

	it.each([
		['deep', deep(5_000)],
		['wide', { errors: wide }],
		['a long list', { error: Array(9_000).fill({ message: text, errors: [text] }) }],
		['a long text', text],
		['a tree', Array(5).fill(Array(5).fill(Array(5).fill(Array(5).fill({ errors: wide }))))],
		['odd', { error: [null, 7, true, {}, [], [[]]], message: {}, code: {}, loc: {}, field: [] }],
	])('that is %s is read in bounds', (_name, value) => {
		const { message = '', texts = [] } = readReason(value) ?? {};
		expect(message.length).toBeLessThan(2_010);
		expect(texts.length).toBeLessThan(6);
	});
});
