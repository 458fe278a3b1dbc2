/** Is an account without credits known by its reason, in every shape, and is nothing else taken for one? */

import { createTask, getTask } from '../../../nodes/Vidu/gateway/client';
import { requestEstimate } from '../../../nodes/Vidu/gateway/estimate';
import { explainEmptyAccount } from '../../../nodes/Vidu/gateway/explain';
import { answer, sendWith } from '../answers';

/** As gateways and their providers say it. */
const EMPTY: object[] = [
	{ error: { message: 'Insufficient balance' } },
	{ error: { message: 'Insufficient account balance', type: 'invalid_request_error' } },
	{ error: { message: 'You have no more', type: 'insufficient_quota', code: 'rate' } },
	{ error: { code: 'insufficient_quota', message: 'no' } },
	{ error: { code: 'insufficient_user_quota', message: 'no' } },
	{ error: { code: '1113', message: 'no' } },
	{ error: { code: 1113, message: 'no' } },
	{ code: 1113, msg: 'no' },
	{ code: '1113', message: 'no', data: null },
	{ err_code: 'CreditInsufficient', message: 'no' },
	{ code: 'CreditInsufficient', message: 'no' },
	{ err_code: 'CreditInsufficient' },
	{ error: { type: 'insufficient_quota' } },
	{ error: { type: 'insufficient_quota' }, message: 'no' },
	{ code: 'QuotaExceeded', message: 'no' },
	{ error: 'CreditInsufficient' },
	{ error: 'payment_required' },
	{ error: { code: 'billing_hard_limit_reached', message: 'no' } },
	{ code: 'Arrearage', message: 'Access denied' },
	{ error: { code: 'AccountOverdueError', message: 'The account is overdue' } },
	{ message: 'Your account is in arrears' },
	{ message: 'Your credit balance is too low to access the API' },
	{ message: 'You do not have enough: not enough credits to run this task' },
	{ message: 'You exceeded your current quota, please check your plan and billing details' },
	{ message: 'You are out of credits. Please top up.' },
	{ detail: 'User is locked. Reason: Exhausted balance' },
	{ detail: [{ loc: ['body'], msg: 'insufficient funds' }] },
	{ errors: [{ field: 'account', message: 'balance not enough' }] },
	{ error: 'upstream: {"error":{"code":1113,"message":"no"}}' },
	{ error: { message: '{"code":"insufficient_quota"}' } },
	{ message: '账户余额不足,请充值' },
	{ message: '您的账户余额不够' },
	{ msg: '帳戶餘額不足' },
	{ message: '账户余额为0' },
	{ message: 'Your balance is not sufficient' },
	{ message: 'You do not have sufficient credits' },
	{ message: "You don't have enough credits to run this model" },
	{ message: 'Your account does not have enough balance' },
	{ message: 'Your balance is 0' },
	{ message: 'Current balance: $0.00' },
	{ message: 'You have 0 credits left' },
	{ message: 'Spending limit reached' },
	{ error: { code: 'spend_limit_exceeded', message: 'no' } },
	{ message: 'Credit limit reached for this account' },
	...[
		{ base_resp: { status_code: 1_008, status_msg: 'insufficient balance' } },
		{ base_resp: { status_code: 1_113, status_msg: 'no' } },
		{ status_msg: 'insufficient balance', status_code: 7 },
		{ err: 'insufficient balance' },
		{ errno: 7, errmsg: 'balance not enough' },
		{ errCode: 'InsufficientBalance', errInfo: 'no' },
		{ Code: 'Arrearage', Message: 'Access denied' },
		{ Response: { Error: { Code: 'FailedOperation.InsufficientBalance', Message: 'no' } } },
		{ ResponseMetadata: { Error: { Code: 'AccountOverdueError', Message: 'no' } } },
		{ output: { code: 'Arrearage', message: 'Access denied' } },
		{ header: { code: 7, message: 'Insufficient balance' } },
		{ retCode: 7, retMsg: 'insufficient balance' },
		{ fault: { faultstring: 'Insufficient funds' } },
		{ message: 'no', result: [{ reason: 'Insufficient balance' }] },
	].map(Object),
];

/** The same where the answer is no JSON object. */
const BARE = [
	'Insufficient balance',
	'"Insufficient balance"',
	'error: insufficient_quota\n',
	'[{"error":{"code":7,"message":"Insufficient balance"}}]',
	'["Insufficient balance"]',
];

const OTHER: object[] = [
	{ code: 'quota_exceeded', message: 'Too many requests' },
	{ message: 'Quota exhausted, retry in 10 s' },
	{ message: 'Insufficient GPU quota' },
	{ message: 'Too many requests' },
	{ message: 'Rate limit exceeded: insufficient quota of requests' },
	{ message: 'Quota exceeded for requests per minute' },
	{ message: 'Concurrent task quota exhausted' },
	{ message: 'Insufficient balance or permission denied' },
	{ message: 'The prompt "we are out of credits" is too long' },
	{ message: 'The prompt is too long', input: { prompt: 'insufficient balance' } },
	{ error: { message: 'no', param: 'credits' } },
	{ error: { code: 1_301, message: 'no' } },
	{ error: { code: 11_130, message: 'no' } },
	{ message: 'The white balance of the image is off' },
	{ message: 'There is no credit card in the picture' },
	{ detail: [{ loc: ['body', 'prompt'], msg: 'too long', input: 'our balance is too low' }] },
	{ base_resp: { status_code: 1_002, status_msg: 'rate limit: insufficient quota' } },
	{ err: 'insufficient_quota', errmsg: 'Too many requests' },
	{ output: { prompt: 'insufficient balance', text: 'insufficient balance' }, message: 'no' },
	{ data: { prompt: 'Insufficient balance' }, Message: 'no' },
	{ message: 'Your balance is 0.05 USD' },
	{ message: 'Failed. You were charged 0 credits' },
];
const OTHER_BARE = ['Too many requests', '["no"]', '<html><h1>Insufficient balance</h1></html>'];

const create = async (status: number, body: object | string) =>
	(await createTask(sendWith(answer(status, body)).send, 'm', {})) as any;
const poll = async (status: number, body: object | string) =>
	(await getTask(sendWith(answer(status, body)).send, 'task-1', 1_000)) as any;

const CREDITS = { next: expect.stringMatching(/^Add credits to your Vtrix account/) };

describe('an account without credits', () => {
	it.each(EMPTY)('that is answered with %j ends a creation at once', async (body) => {
		for (const status of [429, 400, 402, 403, 422]) {
			expect(await create(status, body)).toMatchObject({ type: 'refused', error: CREDITS });
		}
	});

	it.each(EMPTY)(
		'that is answered with %j leaves a creation after the work unclear',
		async (body) => {
			for (const status of [201, 408, 409, 500, 502, 503]) {
				expect((await create(status, body)).type).toBe('unclear');
			}
			for (const task of [
				{ id: 'task-1' },
				{ status: 'queued' },
				{ data: { task_id: 'task-1' } },
			]) {
				for (const status of [200, 400, 429]) {
					expect((await create(status, { ...body, ...task })).type).not.toMatch(/refused|rate/);
				}
			}
		},
	);

	it.each(EMPTY)('that is answered with %j is no failed task, and ends a wait', async (body) => {
		for (const status of [429, 400, 402, 403]) {
			expect(await poll(status, body)).toMatchObject({ type: 'refused', error: CREDITS });
		}
		for (const status of [200, 429]) {
			const failed = { ...body, status: 'failed' };
			expect((await poll(status, failed)).type).toBe('refused');
			expect(await poll(status, body)).toMatchObject({ type: 'refused', error: CREDITS });
		}
		expect((await poll(200, { ...body, id: 'another', status: 'failed' })).type).toBe('doubtful');
	});

	it.each(EMPTY)('that is answered with %j has no estimate, after one request', async (body) => {
		for (const status of [429, 403]) {
			const { send } = sendWith(answer(status, body));
			const reason = expect.stringMatching(/^(Insufficient credits|The account's quota)/);
			expect(await requestEstimate(send, 'm', {}, 1_000)).toEqual({ type: 'none', reason });
		}
	});

	it.each(BARE)('that is answered with %j ends a creation and a wait at once', async (body) => {
		for (const status of [429, 400, 403]) {
			expect(await create(status, body)).toMatchObject({ type: 'refused', error: CREDITS });
			expect(await poll(status, body)).toMatchObject({ type: 'refused', error: CREDITS });
		}
		expect(await poll(200, body)).toMatchObject({ type: 'refused', error: CREDITS });
		for (const status of [200, 500]) expect((await create(status, body)).type).toBe('unclear');
		expect((await poll(500, body)).type).toBe('again');
	});

	it('is no proof of a refusal where no reason is documented', async () => {
		for (const body of [
			{ base_resp: { status_code: 1_008, status_msg: 'insufficient balance' } },
			{ status_msg: 'Insufficient balance' },
			{ err: 'Insufficient balance' },
			{ Message: 'Insufficient balance' },
			{ output: { code: 'Arrearage', message: 'Access denied' } },
		]) {
			expect((await create(200, body)).type).toBe('unclear');
		}
	});

	it('is a refusal with 200 where nothing but a reason is there', async () => {
		for (const body of [
			{ code: 1113, msg: 'no', data: null },
			{ message: 'Insufficient balance' },
			{ success: false, message: 'Not enough credits' },
			{ error: { type: 'insufficient_quota', message: 'no' } },
		]) {
			expect(await create(200, body)).toMatchObject({ type: 'refused', error: CREDITS });
		}
		for (const body of [
			{ message: 'Insufficient balance', balance: 0.02 },
			{ message: 'Insufficient balance', data: { balance: 0.02 } },
			{ code: 200, message: 'Insufficient balance' },
			{ message: 'Task created. Low balance: not enough credits soon', ticket: 'abc' },
			{ error: 'Insufficient balance', message: 'Request timed out' },
		]) {
			expect((await create(200, body)).type).toBe('unclear');
		}
	});

	it.each([...OTHER, ...OTHER_BARE])('is not meant by %j', async (body) => {
		expect((await create(429, body)).type).toBe('rateLimited');
		expect(await poll(429, body)).toMatchObject({ type: 'again', isRateLimited: true });
		expect((await create(400, body)).error.what).not.toMatch(/^Insufficient credits/);
	});

	it('is not believed of an error of the server: the task is polled again', async () => {
		expect((await poll(503, { message: 'resource quota exhausted' })).type).toBe('again');
	});

	it('is searched in any text within a moment', () => {
		for (const word of ['balance ', 'insufficient ', 'credit a ', 'aA', '"']) {
			expect(explainEmptyAccount({ message: word.repeat(2_000) })).toBeUndefined();
		}
	});
});

describe('a key that is not valid', () => {
	const KEY = { next: expect.stringMatching(/^Check the API key in the Vidu/) };

	it.each<object | string>([
		{ message: 'Invalid token' },
		{ error: { message: 'invalid api key' } },
		{ error: { code: 'invalid_api_key', message: 'Incorrect API key provided: [API key]' } },
		{ error: 'InvalidApiKey' },
		{ msg: 'API key is missing' },
		{ detail: 'The access token has expired' },
		{ message: 'Unauthorized' },
		{ error: { type: 'authentication_error', message: 'no' } },
		{ message: 'API key does not exist' },
		{ message: '无效的令牌' },
		{ errmsg: 'invalid api key' },
		{ output: { code: 'InvalidApiKey', message: 'no' } },
		'invalid api key',
	])('is named, after %j, and the row is not blamed', async (body) => {
		for (const status of [400, 403]) {
			expect(await create(status, body)).toMatchObject({ type: 'refused', error: KEY });
			expect(await poll(status, body)).toMatchObject({ type: 'refused', error: KEY });
		}
		expect((await create(500, body)).type).toBe('unclear');
		expect((await poll(500, body)).type).toBe('again');
		expect((await poll(500, body)).error).not.toMatchObject(KEY);
		expect(await poll(200, body)).toMatchObject({ type: 'refused', error: KEY });
		expect(await poll(200, { id: 'task-1', status: 'queued' })).toMatchObject({ type: 'task' });
	});

	it.each([
		{ message: 'The image could not be downloaded: 401 Unauthorized' },
		{ message: 'Video URL: the token has expired' },
		{ message: 'Proxy authentication required' },
		{ message: 'Invalid token at position 7' },
		{ message: 'Too many requests for this API key' },
		{ message: 'This API key has no permission for the model' },
		{ message: 'The prompt "invalid token" is too long' },
	])('is not meant by %j', async (body) => {
		for (const status of [400, 403, 407, 429]) {
			expect((await create(status, body)).error).not.toMatchObject(KEY);
			expect((await poll(status, body)).error).not.toMatchObject(KEY);
		}
		expect((await poll(429, body)).type).toBe('again');
	});
});
