/** Is an answer to "what would it cost?" read as docs/api/http.md has it, and a created task never missed? */

import fc from 'fast-check';

import { decodeResponse } from '../../../nodes/Vidu/gateway/decode';
import { parseEstimate, requestEstimate } from '../../../nodes/Vidu/gateway/estimate';
import { answer, noAnswer, sendWith } from '../answers';
import { documentedEndpoints } from '../models/apiDocs';

const DATA = { model: 'm', original_model: 'm', billing_model: 'm', discount: 0.7, hash: 'v1:x' };
const COST = { cost: '0.0357', currency: 'USD' };
const parse = (status: number, body: unknown) => parseEstimate(answer(status, body).response);

it('an estimate is one request with the body of a creation', async () => {
	const { send, requests } = sendWith(answer(200, { status: 'success', data: DATA }));
	await requestEstimate(send, 'm', { prompt: 'a kite' }, 15_000);
	const path = documentedEndpoints['estimate a cost'].replace('POST ', '');
	const body = { model: 'm', input: [{ params: { prompt: 'a kite' } }] };
	expect(requests).toEqual([{ method: 'POST', path, body, timeout: 15_000 }]);
});

it.each([
	['documented', { status: 'success', data: { ...DATA, ...COST } }, 'USD'],
	['in credits', { status: 'success', data: { ...COST, currency: 'credit' } }, 'credit'],
	['in lower case', { status: 'success', data: { ...COST, currency: 'usd' } }, 'USD'],
	['as a number', { data: { cost: 0.0357, currency: 'Credits' } }, 'credit'],
	['flat', { cost: '0.0357', currency: 'EUR' }, 'EUR'],
	['in an envelope', { status: { code: 200, message: 'success' }, data: COST }, 'USD'],
	['with an ID of its own', { status: 'success', data: { id: 'e-1', ...COST } }, 'USD'],
	['with the task ID of the request', { id: 'r-1', status: 'success', data: COST }, 'USD'],
	['with both, flat', { id: 'r-1', status: 'OK', ...COST }, 'USD'],
	['with both, inside', { data: { id: 'r-1', status: 'success', ...COST } }, 'USD'],
	['with an empty task ID', { status: 'success', task_id: '', data: COST }, 'USD'],
	['with codes of success', { code: 0, status: { code: '200' }, data: COST }, 'USD'],
	['with no error', { success: true, error: null, status_code: 200, ...COST }, 'USD'],
])('an estimate is known %s', (_name, body, currency) => {
	expect(parse(200, body)).toEqual({ type: 'known', cost: 0.0357, currency });
});

const failed = (data: object) => ({ status: 'failed', data });

it.each<readonly [string, number, unknown, RegExp]>([
	['a cache miss', 200, failed({ ...DATA, cost: null, reason: 'MISS' }), /request \(MISS\)/],
	['a cache miss with an ID', 200, failed({ id: 'e', cost: null, reason: 'X' }), /\(X\)/],
	[
		'a cache miss with the task ID of the request',
		200,
		{ id: 'r', ...failed({ cost: null }) },
		/failed/,
	],
	['a flat cache miss with an ID', 200, { id: 'r', status: 'failed', cost: null }, /failed/],
	['a failure that has a cost', 200, failed(COST), /\(status "failed"\)/],
	['another word for it', 200, { status: 'error', data: COST }, /\(status "error"\)/],
	['a word in capitals', 200, { status: 'FAILED', ...COST }, /\(status "FAILED"\)/],
	['a word that nobody knows', 200, { status: 'degraded', data: COST }, /\(status "degraded"\)/],
	['a failure inside', 200, { status: 'success', data: { ...COST, status: 'failed' } }, /failed/],
	['a status that is a code', 200, { status: 402, data: COST }, /HTTP 402/],
	['a status that is a code in words', 200, { status: '402', data: COST }, /\(status "402"\)/],
	[
		'a code that is no code',
		200,
		{ status: 'success', data: { ...COST, code: {} } },
		/\(code \{\}\)/,
	],
	['a status that is a list', 200, { status: ['error'], data: COST }, /\(status \["error"\]\)/],
	['a list that has no text', 200, '[{"toString":null}]', /does not look like the gateway's/],
	['an endless status', 200, `{"status":1e999,"data":${JSON.stringify(COST)}}`, /status "\ufffd"/],
	['a status that is false', 200, { status: false, data: COST }, /\(status false\)/],
	['an envelope that failed', 200, { status: { code: 402 }, data: COST }, /HTTP 402/],
	['an envelope with words only', 200, { status: { message: 'no' }, data: COST }, /no estimate/],
	['a code of its own', 200, { code: 1001, message: 'no price', data: COST }, /no price|code 1001/],
	['a code inside', 200, { data: { ...COST, code: -1 } }, /\(code -1\)/],
	['a code in words', 200, { code: 'INVALID', data: COST }, /\(code "INVALID"\)/],
	['no success', 200, { success: false, data: COST }, /\(success false\)/],
	['an error next to it', 200, { status: 'success', error: 'busy', data: COST }, /"busy"/],
	['an error of several fields', 200, { error: { code: 7 }, data: COST }, /no estimate/],
	['a redirect that has a cost', 302, { data: COST }, /redirects/],
	['a refusal that has a cost', 400, { status: 'success', data: COST }, /did not accept/],
	['a cost in words', 200, { data: { ...COST, cost: 'free' } }, /\(cost "free"\)/],
	['a cost below 0', 200, { data: { ...COST, cost: '-1' } }, /\(cost "-1"\)/],
	['no currency', 200, { data: { cost: '1' } }, /without a currency/],
	['no data', 200, { status: 'success', data: null }, /no estimate/],
	['no such path', 404, { message: 'not found' }, /no estimates here \(HTTP 404\)/],
	['no such method', 405, '', /no estimates here \(HTTP 405\)/],
	['a bad key', 401, { message: 'no' }, /API key/],
	['a bad key in an envelope', 200, { status: { code: 401, message: 'no' } }, /API key/],
	['a refusal with an ID', 400, { id: 'r-1', status: 'error', message: 'no' }, /did not accept/],
	['a redirect', 302, '', /redirects/],
	// Not requested again: nobody knows what the gateway did.
	...['', '<html>', '[1]', 'null', '{"id":"task-'].map(
		(body) => [`the text ${body}`, 200, body, /not look like the gateway's|web page/] as const,
	),
])('there is no estimate after %s', (_name, status, body, reason) => {
	expect(parse(status, body)).toEqual({ type: 'none', reason: expect.stringMatching(reason) });
});

it.each([408, 429, 500, 502, 503, 504])('it may be requested again after HTTP %i', (status) => {
	const { response } = answer(status, { message: 'no' }, { 'retry-after': '7' });
	const isRateLimited = status === 429;
	expect(parseEstimate(response)).toMatchObject({
		type: 'again',
		isRateLimited,
		retryAfter: 7_000,
	});
});

it('it may be requested again when no answer came', async () => {
	const { send } = sendWith(noAnswer('ECONNRESET', 'read'));
	expect(await requestEstimate(send, 'm', {}, 1)).toMatchObject({ type: 'again' });
});

const task = { id: 'task-1', status: 'in_progress' };

it.each([
	['as documented', 200, { ...task, model: 'm', created_at: 1 }],
	['that is completed', 200, { ...task, status: 'completed', output: [] }],
	['that failed', 200, { ...task, status: 'failed', error: 'no' }],
	['with another name of the ID', 200, { task_id: 'task-1', status: 'queued' }],
	['in an envelope', 200, { data: task, status: { code: 200 } }],
	['without a status', 200, { id: 'task-1' }],
	['with the status outside', 200, { status: 'success', data: { id: 'task-1' } }],
	['with a cost', 200, { ...task, ...COST }],
	['in an answer of a broken server', 502, task],
	['in a refusal that says that it runs', 409, task],
	['in a redirect that says that it runs', 302, { data: task }],
	['that succeeded, and has a video', 200, { ...task, status: 'success', output: [], ...COST }],
	['that succeeded, and no cost', 200, { ...task, status: 'success' }],
	['that has the name of a task', 200, { task_id: 'task-1', status: 'success', ...COST }],
	['next to the ID of the request', 200, { id: 'r-1', status: 'success', data: task, ...COST }],
	['with both IDs', 200, { id: 'r-1', task_id: 'task-1', status: 'success', ...COST }],
])('an answer with a task %s means that one was created', (_name, status, body) => {
	expect(parse(status, body)).toEqual({ type: 'created', taskId: 'task-1' });
});

it('a status that broke or refused is no estimate, whatever cost stands next to it', () => {
	const bodies = [COST, { status: 'success', data: COST }, { status: { code: 200 }, data: COST }];
	for (const status of [101, 300, 304, 400, 402, 404, 408, 418, 429, 499, 500, 503, 599]) {
		for (const body of bodies) expect(parse(status, body).type).not.toBe('known');
	}
});

describe('an ID that is not where a task has it', () => {
	const decoded = (statusCode: number, text: string, location?: string) =>
		parseEstimate(decodeResponse({ statusCode, headers: { location }, text }, (said) => said));

	it.each([
		['under another name', 200, '{"message":"Task created","taskId":"task-1"}', undefined],
		['in a list', 200, '[{"id":"task-1","status":"queued"}]', undefined],
		['in an answer that was cut', 200, '{"id":"task-1","status":"in_progress","e":"', undefined],
		['before a cost in its usage', 200, '{"id":"task-1","usage":{"cost":"1"},"e":"', undefined],
		['in the address of what was made', 201, '', '/model/v1/generation/task/task-1'],
		['in the address of what to see', 303, '', '/model/v1/generation/task/task-1'],
	])('%s is that of a task', (_where, status, text, location) => {
		expect(decoded(status, text, location)).toEqual({ type: 'created', taskId: 'task-1' });
	});

	it.each([
		['next to a cost', 200, '{"requestId":"r","data":{"traceId":"t","cost":"1","currency":"USD"}}'],
		['next to a cost that was cut', 200, '{"jobId":"j","data":{"cost":"1","currency":"US'],
		['in an error', 200, '{"error":{"id":"e-1","message":"no"}}'],
		['in a refusal', 400, '{"message":"no","taskId":"task-1"}'],
		['in an error of the server', 500, '{"error":{"id":"e-1"}}'],
	])('%s is none', (_where, status, text) => {
		expect(decoded(status, text).type).not.toBe('created');
	});
});

it('no answer throws, and none leads to an invented cost', () => {
	fc.assert(
		fc.property(fc.json(), fc.constantFrom(200, 201, 204, 404, 500), (body, status) => {
			const { type } = parse(status, body);
			expect(['none', 'again', 'created', 'known']).toContain(type);
			if (type === 'known') expect(body).toMatch(/"cost"/);
		}),
	);
});
