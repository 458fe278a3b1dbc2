/** The gateway's answers: which are errors, which are unclear, and which are polled again. */

import { ANSWER_STYLES } from '../gateway';
import type { Fault } from '../gateway';
import { listen } from './crash';
import { errorOf, jsonOf, openGateway, QUICK, runVidu } from './vidu';

type StatusAfter = Extract<Fault, { type: 'status-after' }>;

afterEach(() => jest.restoreAllMocks());

test.each(ANSWER_STYLES)('answers in the style "%s"', async (answerStyle) => {
	const gateway = await openGateway({ answerStyle });
	const [item, failed] = jsonOf(
		await runVidu({
			items: [{ p: 'kite' }, { p: '[fail:008020096]' }],
			parameters: { prompt: '={{ $json.p }}' },
			node: { onError: 'continueRegularOutput' },
		}),
	);
	expect(item).toMatchObject({ status: 'completed', videoUrl: expect.stringMatching(/^http/) });
	expect(new Date(String(item.createdAt)).getFullYear()).toBe(new Date().getFullYear());
	expect(failed.error).toMatch(
		/Row 2, task .*: The task failed.* A failed video should cost nothing\./,
	);
	expect(gateway.counts.creates).toBe(2);
});

describe('a refusal is explained, and nothing is created:', () => {
	const NO_MONEY = { keysWithoutBalance: ['broke-key'], keysWithoutCredits: ['empty-key'] };
	test.each([
		['wrong-key', /The API key is missing or invalid \(HTTP 401.*Check the API key/],
		['empty-key', /Insufficient credits \(HTTP 402.*Add credits/],
		['broke-key', /Insufficient balance or permission denied \(HTTP 403.*Check the balance/],
	])('%s', async (apiKey, message) => {
		const gateway = await openGateway(NO_MONEY);
		const run = await runVidu({ credentials: { apiKey } });
		expect(errorOf(run)).toMatch(message);
		expect(errorOf(run)).toMatch(/Row 1: .*Nothing was bought for this row/);
		expect(errorOf(run)).not.toContain(apiKey);
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('a code with a reason is a refusal with that reason, and may be tried again', async () => {
		const gateway = await openGateway();
		const body = { code: 1001, message: 'The prompt is too long', data: null };
		gateway.faults = () => ({ type: 'status', status: 200, body });
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const message = errorOf(await runVidu({ node }));
		expect(message).toMatch(/Row 1: .*The prompt is too long.*Nothing was bought/);
		expect(gateway.counts.createRequests).toBe(2);
	});

	test.each<[string, number, object]>([
		['a code as 429', 429, { error: { code: 'insufficient_quota', message: 'no' } }],
		['a message as 429', 429, { message: 'Insufficient balance' }],
		['a number as 429', 429, { code: 1113, msg: 'no' }],
		['JSON in a text as 400', 400, { error: 'upstream: {"message":"not enough credits"}' }],
		['an error_code as 403', 403, { err_code: 'CreditInsufficient', message: 'no' }],
		['a list as 422', 422, { detail: [{ loc: ['body'], msg: 'balance is too low' }] }],
		['a code as 200', 200, { code: 1113, message: 'Account in arrears', data: null }],
	])('an account without credits, by %s, ends at once', async (_name, status, body) => {
		const gateway = await openGateway();
		gateway.faults = () => ({ type: 'status', status, body });
		expect(errorOf(await runVidu())).toMatch(/Insufficient credits \(HTTP.*Add credits/);
		expect(gateway.counts.createRequests).toBe(1);
	});

	test.each<[string, number, object, RegExp]>([
		[
			'loc',
			422,
			{ detail: [{ loc: ['body', 'duration'], msg: 'too long' }] },
			/duration: too long/,
		],
		['field', 400, { errors: [{ field: 'seed', message: 'no' }] }, /seed: no/],
		['a map', 400, { errors: { seed: ['too large'] } }, /seed: too large/],
		['JSON', 400, { message: '{"error":{"message":"bad seed"}}' }, /bad seed/],
		['a framework', 400, { error: 'Bad Request', message: ['bad seed'] }, /bad seed/],
		['nothing known', 400, { fault: { why: 'bad seed' } }, /\{"fault":\{"why":"bad seed"\}\}/],
	])('a reason by %s comes through', async (_name, status, body, message) => {
		const gateway = await openGateway();
		gateway.faults = () => ({ type: 'status', status, body });
		expect(errorOf(await runVidu())).toMatch(message);
	});

	test.each([
		['a firewall', 403, '<html><title>Attention Required! | Cloudflare</title>'],
		['a proxy', 407, '<html><head><title>Proxy</title>'],
		['another server', 404, '<html><h1>It works!</h1>'],
		['a login', 401, '<!doctype html><title>Sign in</title>'],
		['a method page', 405, '<html><title>405 Not Allowed</title>'],
	])('a page of %s is named, and is no low balance', async (_name, status, body) => {
		const gateway = await openGateway();
		const headers = { Server: 'cloudflare' };
		gateway.faults = () => ({ type: 'status', status, body, headers });
		const said = errorOf(await runVidu());
		expect(said).toContain(`A web page answered instead of the gateway (HTTP ${status}, server`);
		expect(said).toContain(`"${/>([\w !|]+)</.exec(body.replace('<head>', ''))?.[1] ?? ''}`);
		expect(said).toMatch(/base URL|HTTPS_PROXY/);
		expect(said).not.toMatch(/balance|permission/);
	});

	test.each(['/v1', '/v1/', '/model/v1/', '/model/v1/generation', '/model/v1/generation/task/abc'])(
		'but not with %s after the base URL',
		async (path) => {
			const gateway = await openGateway();
			const credentials = { baseUrl: `${gateway.baseUrl}${path}` };
			expect(jsonOf(await runVidu({ credentials }))[0]).toMatchObject({ status: 'completed' });
			expect(gateway.counts.creates).toBe(1);
		},
	);

	test('an address without the API speaks of the base URL', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ credentials: { baseUrl: `${gateway.baseUrl}/elsewhere` } });
		expect(errorOf(run)).toMatch(/HTTP 404.*Check the base URL/);
		expect(errorOf(run)).not.toContain('task ID');
	});

	test('a redirect is not followed, and its target is named', async () => {
		const gateway = await openGateway();
		gateway.faults = () => ({ type: 'redirect', location: 'https://elsewhere.example/x' });
		const run = await runVidu();
		expect(errorOf(run)).toMatch(/redirects to https:\/\/elsewhere\.example\/x/);
		expect(gateway.requests).toHaveLength(1);
	});

	test('a connection that is refused', async () => {
		await openGateway();
		const run = await runVidu({ credentials: { baseUrl: 'http://127.0.0.1:1' } });
		expect(errorOf(run)).toMatch(
			/Row 1: The connection .* was refused \(ECONNREFUSED\)\. Nothing was bought/,
		);
	});

	test.each([
		['http://example.com', /not encrypted.*Allow Plain HTTP/],
		['nonsense', /is not a URL/],
	])('the base URL %s', async (baseUrl, message) => {
		await openGateway();
		expect(errorOf(await runVidu({ credentials: { baseUrl } }))).toMatch(message);
	});
});

describe('a video may have been bought after', () => {
	test.each([
		['a 500', { type: 'status', status: 500 } as const, 0],
		['a 503 after the work', { type: 'status-after', status: 503 } as const, 1],
		['a broken connection', { type: 'reset' } as const, 0],
		['a broken connection after the work', { type: 'reset-after' } as const, 1],
		['half an answer', { type: 'garble' } as const, 1],
		['a page', { type: 'status', status: 200, body: '<html>hello</html>' } as const, 0],
		['an empty object', { type: 'status', status: 200, body: {} } as const, 0],
		['a 408', { type: 'status-after', status: 408 } as const, 1],
		['a 499', { type: 'status-after', status: 499 } as const, 1],
		['a 202', { type: 'status-after', status: 202 } as const, 1],
		[
			'a good message',
			{ type: 'status-after', status: 200, body: { message: 'Queued' } } as const,
			1,
		],
	])('%s', async (_name, fault, created) => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) => (kind === 'create' ? fault : undefined);
		const run = await runVidu();
		expect(errorOf(run)).toMatch(
			/Row 1: The gateway gave no clear answer.*may have been bought(\. Check your tasks|, with the task ID \w+\. Check it)/,
		);
		expect(gateway.counts.creates).toBe(created);
		expect(gateway.counts.createRequests).toBe(1);
	});
});

describe('a creation whose answer names a task is not repeated, and the message and the log name it:', () => {
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const ID = 'd758n65e878c73cmdg20';
	const long = `${ID}${'x'.repeat(500)}`;
	const utf16 = Buffer.from(`[{"id":"${ID}"}]`, 'utf16le').toString('latin1');
	const path = `/model/v1/generation/task/${ID}`;

	test.each([
		['an ID and an error', { body: { id: ID, error: 'no' } }],
		['an ID and a code', { body: { id: ID, status: { code: 400 } } }],
		['an ID under another name', { body: { message: 'Task created', taskId: ID } }],
		['a conflict', { status: 409, body: { id: ID, message: 'task exists already' } }],
		['a 429', { status: 429, body: { task_id: ID } }],
		['a redirect to it', { status: 302, headers: { Location: path } }],
		['its address', { status: 201, headers: { Location: path } }],
		['a list', { body: [{ id: ` ${ID}\n` }] }],
		['UTF-16', { body: utf16 }],
		['a long ID', { body: { taskId: long } }],
		['its request before it', { body: { input: 'a'.repeat(1.5e6), id: ID }, payload: true }],
	])('%s', async (_name, { payload, ...fault }: Partial<StatusAfter> & { payload?: boolean }) => {
		const log = listen();
		const gateway = await openGateway();
		gateway.faults = ({ kind }) =>
			kind === 'create' ? { type: 'status-after', status: 200, ...fault } : undefined;
		const additionalFields = payload ? { payload: 'a'.repeat(1e6) } : {};
		const run = await runVidu({ node, parameters: { additionalFields } });
		expect(errorOf(run)).toMatch(new RegExp(`may have been bought, with the task ID ${ID}`));
		expect(gateway.counts.createRequests).toBe(1);
		const whole = fault.body !== undefined && JSON.stringify(fault.body).includes(long) ? long : ID;
		expect(log.filter((line) => line.includes(`Vidu task ${whole} (row 1)`))).toHaveLength(1);
	});
});

describe('a poll is repeated after', () => {
	test.each([
		['the network', { type: 'reset' } as const],
		['a 500', { type: 'status', status: 500 } as const],
		['a 429', { type: 'status', status: 429, headers: { 'Retry-After': '0' } } as const],
		['a 404 on a new task', { type: 'status', status: 404 } as const],
		['half an answer', { type: 'garble' } as const],
	])('%s', async (_name, fault) => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) => (kind === 'poll' && n < 2 ? fault : undefined);
		const run = await runVidu();
		expect(jsonOf(run)[0]).toMatchObject({ status: 'completed' });
		expect(gateway.counts.creates).toBe(1);
	});
});

test('a poll with a refused key is not repeated, and the task is named', async () => {
	const gateway = await openGateway({ taskSeconds: 60 });
	gateway.faults = ({ kind }) => (kind === 'poll' ? { type: 'status', status: 401 } : undefined);
	const run = await runVidu();
	const [id] = gateway.tasks.keys();
	expect(errorOf(run)).toContain(`Row 1, task ${id}: The task could not be checked`);
	expect(gateway.counts.polls).toBe(1);
});

test('a rate limit makes a batch slower and loses nothing', async () => {
	const gateway = await openGateway({
		rateLimit: { creates: 2, perSeconds: 1, retryAfterSeconds: 1 },
	});
	const items = Array.from({ length: 6 }, () => ({}));
	const run = await runVidu({ items, parameters: { options: { ...QUICK, maxConcurrency: 6 } } });
	expect(jsonOf(run)).toHaveLength(6);
	expect(gateway.counts.creates).toBe(6);
	expect(gateway.counts.createRequests).toBeLessThanOrEqual(12);
});
