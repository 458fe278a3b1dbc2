/** Is an answer to "what would it cost?" read as docs/api/http.md has it, and a created task never missed? */

import fc from 'fast-check';

import { readAmount } from '../../nodes/Vidu/gateway/amount';
import { requestEstimate, parseEstimate } from '../../nodes/Vidu/gateway/estimate';
import { answer, noAnswer, sendWith } from './answers';

const DATA = { model: 'm', original_model: 'm', billing_model: 'm', discount: 0.7, hash: 'v1:x' };
const read = (status: number, body: unknown) => parseEstimate(answer(status, body).answer);
const known = (cost: string, currency: string) => ({
	kind: 'known',
	cost: readAmount(cost),
	currency,
});

describe('an estimate', () => {
	it('is asked for with the body of a creation, once', async () => {
		const { send, requests } = sendWith(answer(200, { status: 'success', data: DATA }));
		await requestEstimate(send, 'm', { prompt: 'a kite' }, 15_000);
		expect(requests).toEqual([
			{
				method: 'POST',
				path: '/model/v1/generation/precharge',
				body: { model: 'm', input: [{ params: { prompt: 'a kite' } }] },
				timeout: 15_000,
			},
		]);
	});

	it.each([
		[
			'documented',
			{ status: 'success', data: { ...DATA, cost: '0.0357', currency: 'USD' } },
			'USD',
		],
		[
			'in credits',
			{ status: 'success', data: { ...DATA, cost: '0.0357', currency: 'credit' } },
			'credit',
		],
		['in other letters', { status: 'success', data: { cost: '0.0357', currency: 'usd' } }, 'USD'],
		['as a number', { status: 'success', data: { cost: 0.0357, currency: 'Credits' } }, 'credit'],
		['flat', { cost: '0.0357', currency: 'EUR' }, 'EUR'],
		[
			'in an older envelope',
			{ status: { code: 200, message: 'success' }, data: { cost: '0.0357', currency: 'USD' } },
			'USD',
		],
		[
			'with an ID of its own',
			{ status: 'success', data: { id: 'e-1', cost: '0.0357', currency: 'USD' } },
			'USD',
		],
	])('is read: %s', (_how, body, currency) => {
		expect(read(200, body)).toEqual(known('0.0357', currency));
	});

	it.each([
		[
			'a cache miss',
			200,
			{ status: 'failed', data: { ...DATA, cost: null, reason: 'COST_CACHE_MISS' } },
			/no estimate for this request \(COST_CACHE_MISS\)/,
		],
		[
			'a cache miss with an ID',
			200,
			{ status: 'failed', data: { id: 'e', cost: null, reason: 'X' } },
			/\(X\)/,
		],
		[
			'a failure that has a cost',
			200,
			{ status: 'failed', data: { cost: '1', currency: 'USD' } },
			/no estimate/,
		],
		['a cost that is none', 200, { data: { cost: 'free', currency: 'USD' } }, /\(cost "free"\)/],
		['a cost below nothing', 200, { data: { cost: '-1', currency: 'USD' } }, /\(cost "-1"\)/],
		['no currency', 200, { data: { cost: '1' } }, /without a currency/],
		['no data', 200, { status: 'success', data: null }, /no estimate/],
		['no such path', 404, { message: 'not found' }, /gives no estimates here \(HTTP 404\)/],
		['no such method', 405, '', /gives no estimates here \(HTTP 405\)/],
		['a bad key', 401, { message: 'no' }, /API key is missing or invalid/],
		['a bad key in an envelope', 200, { status: { code: 401, message: 'no' } }, /API key/],
		[
			'a refusal with an ID',
			400,
			{ id: 'request-1', status: 'error', message: 'no' },
			/did not accept/,
		],
		['a redirect', 302, '', /redirects/],
	])('is missing: %s', (_what, status, body, reason) => {
		expect(read(status, body)).toEqual({ kind: 'none', reason: expect.stringMatching(reason) });
	});

	it.each([408, 429, 500, 502, 503, 504])('may be asked for again after HTTP %i', (status) => {
		const headers = { 'retry-after': '7' };
		expect(parseEstimate(answer(status, { message: 'no' }, headers).answer)).toMatchObject({
			kind: 'again',
			isRateLimited: status === 429,
			retryAfter: 7_000,
		});
	});

	it.each(['', '<html>', '[1]', 'null', '{"id":"task-'])(
		'is missing, and not asked for again, after the answer %p',
		(body) => {
			const reason = expect.stringMatching(/not what the gateway documents/);
			expect(read(200, body)).toEqual({ kind: 'none', reason });
		},
	);

	it('may be asked for again when no answer came', async () => {
		const { send } = sendWith(noAnswer('ECONNRESET', 'read'));
		expect(await requestEstimate(send, 'm', {}, 1)).toMatchObject({ kind: 'again' });
	});

	it.each([
		['documented', 200, { id: 'task-1', status: 'in_progress', model: 'm', created_at: 1 }],
		['terminal', 200, { id: 'task-1', status: 'completed', output: [] }],
		['failed', 200, { id: 'task-1', status: 'failed', error: 'no' }],
		['with another name of the ID', 200, { task_id: 'task-1', status: 'queued' }],
		['wrapped', 200, { data: { id: 'task-1', status: 'in_progress' }, status: { code: 200 } }],
		['without a status', 200, { id: 'task-1' }],
		['with the status outside', 200, { status: 'success', data: { id: 'task-1' } }],
		[
			'with a cost beside it',
			200,
			{ id: 'task-1', status: 'in_progress', cost: '0.15', currency: 'USD' },
		],
		['in an answer of a broken server', 502, { id: 'task-1', status: 'in_progress' }],
	])('that is a created task is told as one: %s', (_how, status, body) => {
		expect(read(status, body)).toEqual({ kind: 'created', taskIds: ['task-1'] });
	});

	it('never throws and never invents a cost, whatever the answer is', () => {
		fc.assert(
			fc.property(fc.json(), fc.constantFrom(200, 201, 204, 404, 500), (body, status) => {
				const { kind } = read(status, body);
				expect(['none', 'again', 'created', 'known']).toContain(kind);
				if (kind === 'known') expect(body).toMatch(/"cost"/);
			}),
		);
	});
});
