/*
 * Does a creation follow the rule about money, and does a poll neither give a task up nor ask forever?
 * `refused` and `rateLimited` may be repeated, so they need certainty that nothing was created. Everything
 * else is `unclear`, and what the gateway accepted is `created`, with its ID.
 */

import { createTask, getTask } from '../../../nodes/Vidu/gateway/client';
import type { CreateResponse } from '../../../nodes/Vidu/gateway/client';
import type { PollVerdict } from '../../../nodes/Vidu/gateway/judgePoll';
import { answer, noAnswer, sendWith } from '../answers';
import type { Sent } from '../answers';
import { documentedEndpoints, documentedErrors } from '../models/apiDocs';

const create = async (sent: Sent): Promise<CreateResponse> =>
	await createTask(sendWith(sent).send, 'some-model', { prompt: 'A kite' });
const poll = async (sent: Sent): Promise<PollVerdict> =>
	await getTask(sendWith(sent).send, 'task-1', 10_000);

const inWords = expect.objectContaining({
	what: expect.stringMatching(/\w{4}/),
	next: expect.stringMatching(/\w{4}/),
});
const no = { message: 'no' };
const running = { id: 'task-1', status: 'in_progress' };
const done = { ...running, status: 'completed', output: [{ url: 'https://files.example/1.mp4' }] };
const enveloped = (code: number, data: unknown = null) =>
	answer(200, { status: { code, message: 'no' }, data });

type Case = [name: string, sent: Sent];
const statuses = (...list: number[]): Case[] =>
	list.map((status) => [`HTTP ${status}`, answer(status, no)]);
const withType = <T>(type: T, cases: Case[]): Array<[string, T, Sent]> =>
	cases.map(([name, sent]) => [name, type, sent]);

const CREATED: Case[] = [
	['200 with an ID', answer(200, running)],
	['201 with an ID', answer(201, running)],
	['202 with only an ID', answer(202, { id: 'task-1' })],
	['a completed task', answer(200, done)],
	['a failed task', answer(200, { ...running, status: 'failed' })],
	['an envelope', enveloped(200, running)],
	// There is an ID, so there is a task.
	['an ID in an envelope that fails', enveloped(500, running)],
	['an ID with an error', answer(200, { ...running, error: { code: 0, message: '' } })],
	['an ID with blanks around it', answer(200, { ...running, id: ' task-1\r\n' })],
	['an ID behind an empty one', answer(200, { id: '', task_id: 'task-1' })],
	['an ID and a message', answer(200, { id: 'task-1', message: 'Task created' })],
	['HTTP 207 with a task', answer(207, running)],
];

// The rows of docs/decisions/2026-11-29-answers-to-a-creation.md.
const REFUSED: Case[] = [
	['200 with a reason and no ID', answer(200, { message: 'No credits' })],
	['200 with an error as text', answer(200, { error: 'No credits' })],
	['200 with an error as object', answer(200, { error: { code: 1, message: 'no' } })],
	['200 with a failed status and no ID', answer(200, { status: 'failed', error: 'no' })],
	['200 with a code and a reason', answer(200, { code: 1001, message: 'no', data: null })],
	['200 with a code as text', answer(200, { code: 'E1', msg: 'no', data: {} })],
	[
		'200 with the task ID of the request',
		answer(200, { code: 7, message: 'no', request_id: 'r-1' }),
	],
	['200 that a task was not created', answer(200, { message: 'The task was not created: no' })],
	['200 with its request', answer(200, { error: 'no', input: [{ params: { id: 'mug' } }] })],
	// Words of a state, and no state.
	...[
		'Unsupported duration. Accepted values: 4, 8',
		'Too many tasks in progress',
		'The maximum of 5 running tasks is reached',
		'Rejected: generating this is forbidden',
		'Error while generating the video',
		'任务未创建',
	].map((message): Case => [`200 that says "${message}"`, answer(200, { message })]),
	['200 with an error that is null', answer(200, { error: null, message: 'No credits' })],
	[
		'200 with a reason of Vidu that timed out',
		answer(200, { error: { code: 'ImageDownloadFailure', message: 'timeout' } }),
	],
	['402 in an envelope', enveloped(402)],
	['402 in a flat envelope', answer(200, { code: 402, message: 'no' })],
	['402 in an error', answer(200, { error: { code: 402, message: 'no' } })],
	...statuses(400, 401, 402, 403, 404, 405, 407, 410, 411, 412, 413, 414, 415, 417, 421, 422, 423),
	...statuses(425, 426, 428, 431, 451),
	['HTTP 400 with the task ID of the request', answer(400, { request_id: 'r-1', error: 'no' })],
	['HTTP 400 with many of them', answer(400, { traceId: 'r', error: { 'x-request-id': 'r' } })],
	['HTTP 400 with a page', answer(400, '<html>Bad Request</html>')],
	['HTTP 403 with a page with data', answer(403, '<html>{"id":"main","x":1}</html>')],
	['HTTP 400 with a list', answer(400, [{ error: 'no' }])],
	['HTTP 401 with nothing', answer(401, '')],
	['a redirect', answer(301, '', { location: 'https://other.example' })],
	['a redirect to a login', answer(302, '', { location: '/login?client_id=12&to=/tasks' })],
	['a redirect that keeps the method', answer(307, '', { location: '/v2/model/v1/generation' })],
	['a refused connection', noAnswer('ECONNREFUSED', 'connect')],
];

// Each of these may come after the request arrived.
const UNCLEAR: Case[] = [
	...statuses(500, 501, 502, 503, 504, 520, 524, 599),
	...statuses(100, 199, 300, 303, 304, 305, 306, 600, 999),
	...statuses(406, 408, 409, 416, 418, 424, 440, 444, 449, 460, 499),
	...[400, 402, 409, 429].flatMap((status): Case[] => [
		[`HTTP ${status} with a running task`, answer(status, running)],
		[`HTTP ${status} with a completed task`, answer(status, { data: done })],
		[`HTTP ${status} with a running task without ID`, answer(status, { status: 'queued' })],
		[`HTTP ${status} with an ID`, answer(status, { id: 'task-1', error: 'no' })],
		[`HTTP ${status} with an ID in its error`, answer(status, { error: { task_id: 'task-1' } })],
		[`HTTP ${status} with a list of tasks`, answer(status, [{ id: 'task-1' }])],
	]),
	['HTTP 400 with the task ID of a cut answer', answer(400, '{"id":"task-1","error":"no')],
	['HTTP 502 with a page', answer(502, '<html>Bad Gateway</html>')],
	[
		'200 that is fine, with another text inside',
		answer(200, { data: { reason: 'task-1' }, message: 'fine', status_code: 0 }),
	],
	['200 without errors', answer(200, { errors: 0 })],
	['200 with a number as its message', answer(200, { message: 0 })],
	['200 with a state as its reason', answer(200, { reason: 'in_progress' })],
	['500 in an envelope', enveloped(500)],
	['500 in a flat envelope', answer(200, { code: 500, message: 'no' })],
	['504 in an error', answer(200, { error: { code: 504, message: 'no' } })],
	['500 as a status', answer(200, { status: 500, error: 'no' })],
	['408 in an envelope', enveloped(408)],
	['409 in an envelope', enveloped(409)],
	['a redirect to the result', answer(303, '', { location: '/task/1' })],
	...[301, 302, 307, 308].flatMap((status): Case[] => [
		[`HTTP ${status} to a task`, answer(status, '', { location: '/v1/generation/task/task-1' })],
		[`HTTP ${status} to its state`, answer(status, '', { location: '/tasks/task-1/status' })],
		[`HTTP ${status} to an ID`, answer(status, '', { location: '/x?task_id=task-1' })],
		[`HTTP ${status} to nowhere`, answer(status, '')],
	]),
	['a broken connection', noAnswer('ECONNRESET')],
	['a timeout at an unknown moment', noAnswer('ETIMEDOUT')],
	['a parse error', noAnswer('HPE_INVALID_CONSTANT')],
	['an abort', noAnswer('ERR_CANCELED')],
	['an error without a code', noAnswer()],
	['200 with nothing', answer(200, '')],
	['200 with an empty object', answer(200, {})],
	['200 with null', answer(200, 'null')],
	['200 with a list', answer(200, [running])],
	['200 with a list in data', answer(200, { message: 'no', data: [running] })],
	['200 with a number', answer(200, '7')],
	['200 with a page', answer(200, '<html>Welcome</html>')],
	['200 with a cut answer', answer(200, '{"id":"task-1","sta')],
	['200 with two answers', answer(200, '{"id":"a"}{"id":"b"}')],
	['200 with an endless number as ID', answer(200, '{"id":1e999,"status":"pending"}')],
	['200 with an empty ID', answer(200, { id: '', status: 'in_progress' })],
	['200 with a status and no ID', answer(200, { status: 'in_progress' })],
	['200 with a video and no ID', answer(200, { ...done, id: undefined })],
	// It names a task and takes it back.
	['200 with an ID and an error', answer(200, { id: 'task-1', error: 'no' })],
	['200 with an ID in data and an error', answer(200, { error: 'no', data: { id: 'task-1' } })],
	['200 with an ID and a code', answer(200, { id: 'task-1', status: { code: 400 } })],
	['200 with an ID and a number as status', answer(200, { id: 'task-1', status: 400 })],
	['200 with an ID in an envelope that fails', enveloped(402, { id: 'task-1' })],
	['200 with an ID and a flat code', answer(200, { id: 'task-1', code: 1001, message: 'no' })],
	['200 with an ID in what failed', answer(200, { status: 'failed', data: { id: 'task-1' } })],
	...['taskId', 'taskID', 'TaskId', 'job_id', 'jobId', 'uuid', 'generation-id', 'task_ids'].map(
		(name): Case => [`200 with ${name}`, answer(200, { error: 'no', [name]: 'task-1' })],
	),
	['200 with a list of IDs', answer(200, { error: 'no', task_ids: ['task-1'] })],
	['200 with an ID two levels down', answer(200, { error: 'no', result: { task: { id: '1' } } })],
	['200 with data of any kind', answer(200, { code: 1001, message: 'no', data: { x: 1 } })],
	['200 with data as text', answer(200, { message: 'no', data: 'd758n65e878c73cmdg20' })],
	// No reason for a failure.
	['200 that says "created"', answer(200, { message: 'Task created', taskId: 'task-1' })],
	...['Task created', 'Accepted', 'The video is queued', 'Submitted successfully!'].map(
		(message): Case => [`200 that says "${message}"`, answer(200, { message })],
	),
	...['fine', 'OK, processing', 'Request received', 'Done'].map((message): Case => [
		`200 that says "${message}"`,
		answer(200, { message }),
	]),
	...[
		...['pending', 'in_progress', 'in_queue', 'completed', 'TASK_CREATED', 'Task is running'],
		...['Generation in progress', 'Generating video...', 'Your video is being generated'],
		...['Task created; do not submit it again', 'Task created. No further action is needed.'],
		...['任务提交成功', '任务已创建', '排队中'],
	].flatMap((message): Case[] => [
		[`200 that says "${message}"`, answer(200, { message })],
		[`200 with a code that says "${message}"`, answer(200, { code: 7, msg: message })],
	]),
	// It says of itself that all is well.
	...[
		...[{ code: 'SUCCESS' }, { code: 'ok' }, { success: 1 }, { success: 'true' }],
		...[{ error: false }, { error: 0 }],
	].map((fine): Case => [
		`200 with ${JSON.stringify(fine)} and a message`,
		answer(200, { ...fine, message: 'We will notify you' }),
	]),
	[
		'200 with success in an envelope',
		answer(200, { status: { code: 'OK', message: 'We will notify you' }, data: null }),
	],
	// Next to a message, anything that is unknown may be of a task.
	...[{ created_at: 'x' }, { progress: 0.1 }, { output: [{}] }, { ticket: 'abc' }].map(
		(more): Case => [
			`200 with a message and ${Object.keys(more)[0]}`,
			answer(200, { message: 'no', ...more }),
		],
	),
	['200 with code 0', answer(200, { code: 0, message: 'fine' })],
	['200 with a flag', answer(200, { success: true, message: 'On its way' })],
	// The gateway itself does not know.
	...[
		...['upstream timeout', 'Request timed out', 'context deadline exceeded', 'REQUEST_TIMEOUT'],
		...['connect ETIMEDOUT', 'read ECONNRESET', 'socket hang up', 'unexpected EOF', 'broken pipe'],
		...['Post "https://vidu.example/text2video": EOF', 'The connection was reset by upstream'],
		...['Internal Server Error', 'internal error', 'Bad Gateway', 'Service Unavailable'],
		...[
			'InternalServiceFailure',
			'请求超时',
			'任务已存在',
			'context canceled',
			'bad response body',
		],
		...['do_request_failed', 'bad response status code 502', 'upstream returned 504'],
		...['upstream error', 'no response from provider', 'failed to parse upstream response'],
		...['invalid character < looking for beginning of value', 'failed to save task'],
	].flatMap((message): Case[] => [
		[`200 with 400 and "${message}"`, answer(200, { code: 400, message })],
		[`200 with 429 in an error and "${message}"`, answer(200, { error: { code: 429, message } })],
		[`200 that failed and says "${message}"`, answer(200, { status: 'failed', message })],
		[`200 with the error "${message}"`, answer(200, { error: message })],
		[`200 with a code and "${message}"`, answer(200, { code: 1001, message })],
	]),
	...['InternalServiceFailure', 'ETIMEDOUT', '008020098', 8020098].map((code): Case => [
		`200 with the error code ${code}`,
		answer(200, { error: { code, message: 'no' } }),
	]),
	[
		'200 with a server error of Vidu that timed out',
		answer(200, { error: { code: 'InternalServiceFailure', message: 'timeout' } }),
	],
	...['The task already exists', 'Duplicate request', 'Task already submitted'].flatMap(
		(message): Case[] => [
			[`200 that says "${message}"`, answer(200, { error: message })],
			[`200 with 429 that says "${message}"`, answer(200, { code: 429, message })],
			[
				`200 with an envelope of 400 that says "${message}"`,
				answer(200, { status: { code: 400, message }, data: null }),
			],
		],
	),
	// The code of a refusal, next to words of success.
	...['Task created', 'ok', 'queued'].map((message): Case => [
		`200 with 422 that says "${message}"`,
		answer(200, { code: 422, message }),
	]),
	['200 with 404 and a flag', answer(200, { code: 404, success: true, message: 'no' })],
	...[201, 202, 203, 204, 205, 206, 207, 226, 299].flatMap((status): Case[] => [
		[`HTTP ${status} with nothing`, answer(status, '')],
		[`HTTP ${status} with a reason`, answer(status, { error: 'no' })],
		[`HTTP ${status} with 402 in an envelope`, answer(status, { code: 402, message: 'no' })],
		[`HTTP ${status} with 429 in an envelope`, answer(status, { code: 429, message: 'no' })],
	]),
	['201 to a task', answer(201, '', { location: '/v1/generation/task/task-1' })],
	['200 with error code 0', answer(200, { error: { code: 0, message: 'No error' } })],
	// "success" is no reason: something was done, and its ID may have a name that nobody knows.
	['success without data', answer(200, { status: { code: 200, message: 'success' } })],
	['success without an ID', answer(200, { status: { code: 200, message: 'ok' }, data: {} })],
	['success with an unknown ID', answer(200, { code: 0, message: 'success', data: { tid: 1 } })],
];

const CREATIONS = [
	...withType('created', CREATED),
	...withType('refused', REFUSED),
	...withType('unclear', UNCLEAR),
];

describe('a creation', () => {
	it.each(CREATIONS)('with %s is %s, after one request', async (_name, type, sent) => {
		const { send, requests } = sendWith(sent);
		const response = await createTask(send, 'some-model', {});
		expect(response.type).toBe(type);
		expect(requests).toHaveLength(1);
		if (response.type === 'created') expect(response.task.id).toBe('task-1');
		else expect(response.error).toEqual(inWords);
	});

	it('is rate limited only by 429, in the status or in the envelope', async () => {
		const wait = { 'retry-after': '7' };
		const body = { status: { code: 429, message: 'slow down' }, data: null };
		for (const sent of [answer(429, no, wait), answer(200, body, wait)]) {
			expect(await create(sent)).toMatchObject({ type: 'rateLimited', retryAfter: 7_000 });
		}
		const silent = await create(answer(429, '<html>Too Many Requests</html>'));
		expect(silent.type).toBe('rateLimited');
		expect(silent).not.toHaveProperty('retryAfter');
		expect((await create(answer(503, no, wait))).type).toBe('unclear');
	});

	it.each([
		['nothing', 404, {}],
		['a reason', 404, { message: 'Not Found' }],
		['another reason', 404, { detail: 'Not Found' }],
		['the reason of a framework', 404, { error: 'Not Found', path: '/v1/model/v1/generation' }],
		['a text', 404, '404 page not found'],
		['a web page', 404, '<html><title>404 Not Found</title>'],
		['a method that is not allowed', 405, { detail: 'Method Not Allowed' }],
		['an envelope', 200, { status: { code: 404, message: 'no route' }, data: null }],
	])('that is not found, with %s, speaks of the base URL', async (_name, status, body) => {
		const { type, error } = (await create(answer(status, body))) as any;
		expect(type).toBe('refused');
		expect(error.next).toMatch(/base URL/);
		expect(error.next).not.toMatch(/task ID/);
	});

	it('that is not found for a known reason says what to do about it', async () => {
		const sent = answer(404, { error: { code: 'ModelUnavailable', message: 'no' } });
		expect(await create(sent)).toMatchObject({ error: { next: expect.stringMatching(/model/) } });
	});

	it('is a request as documented', async () => {
		const params = { prompt: 'A kite', duration: 5, wm_position: 3 };
		const { send, requests } = sendWith(answer(200, running));
		await createTask(send, 'some-model', params);
		const [{ method, path, body, timeout }] = requests;
		expect(`${method} ${path}`).toBe(documentedEndpoints['create a task']);
		expect(body).toEqual({ model: 'some-model', input: [{ params }] });
		// A creation that is given up is an unclear one: it has more time than a poll.
		expect(timeout).toBeGreaterThan(30_000);
	});

	it('keeps everything that the gateway said of the task', async () => {
		const rest = { output: done.output, usage: { cost: '1' }, metadata: {} };
		const sent = answer(200, { ...done, ...rest, model: 'm', created_at: 1_710_000_000 });
		expect(await create(sent)).toEqual({
			type: 'created',
			task: {
				...rest,
				id: 'task-1',
				status: 'completed',
				model: 'm',
				createdAt: '2024-03-09T16:00:00.000Z',
				videoUrls: ['https://files.example/1.mp4'],
			},
		});
	});

	it.each(Object.entries(documentedErrors))(
		'refused with code %s says so',
		async (code, meaning) => {
			// At 200, a failed status check leaves open what became of the task.
			for (const status of code === '008020098' ? [400] : [200, 400]) {
				const body = { error: { code, error_message: 'details' } };
				const response = await create(answer(status, body));
				expect(response).toMatchObject({ type: 'refused', error: { status, code } });
				for (const part of [meaning, code, 'details', `HTTP ${status}`]) {
					expect('error' in response && response.error.what).toContain(part);
				}
			}
		},
	);

	it.each<Case>([
		['a cut answer', answer(200, '{"id":"task-1","status":"in_prog')],
		['an ID under another name', answer(200, { data: { taskID: 'task-1' } })],
		['an ID that it takes back', answer(200, { id: 'task-1', status: { code: 400 } })],
		['an ID in a list', answer(200, { data: [{ id: 'task-1' }] })],
		['a conflict', answer(409, { id: 'task-1', message: 'task exists already' })],
		['a 429', answer(429, { taskId: 'task-1' })],
		...[201, 302, 303].map((status): Case => {
			const location = 'https://gateway.example/model/v1/generation/task/task-1/?x=1';
			return [`HTTP ${status} to it`, answer(status, '', { location })];
		}),
		['a server error', answer(500, running)],
		['a proxy that gave up', answer(504, { data: running, code: 504 })],
		['a 402 with a running task', answer(402, running)],
	])('that is unclear with %s names the ID', async (_name, sent) => {
		const response = await create(sent);
		expect(response).toMatchObject({ type: 'unclear', namedId: 'task-1' });
	});
});

const notFound = { error: 'task does not exist' };
const failedAs = (status: string, rest: object = {}) =>
	answer(200, { id: 'task-1', status, ...rest });
const code = (value: unknown, rest: object = {}) =>
	answer(200, { ...rest, error: { code: value, error_message: 'no' } });
const ENDS = ['failed', 'error', 'canceled', 'cancelled', 'Expired'];
const COVER = { type: 'image', url: 'https://files.example/cover' };

const POLLS = [
	...withType('task', [
		['a running task', answer(200, running)],
		['a task without its ID', answer(200, { ...done, id: undefined })],
		['a task in an envelope', enveloped(200, running)],
		// Only a failure that is proved frees a task to be bought again.
		...ENDS.map((word): Case => [`"${word}" and its ID`, failedAs(word, { error: 'no' })]),
		['a failed task in an envelope', enveloped(200, { ...running, status: 'failed' })],
		['"failed" and its ID as task_id', answer(200, { task_id: 'task-1', status: 'failed' })],
		['"failed" and two IDs', answer(200, { id: 7, task_id: 'task-1', status: 'failed' })],
		['a documented code and its taskId', code('008020095', { taskId: 'task-1' })],
		['completed and its taskId', answer(200, { ...done, id: undefined, taskId: 'task-1' })],
		['"failed" and its ID with blanks', answer(200, { id: ' task-1\n', status: 'failed' })],
		['a documented code', code('008020095', { status: 'failed' })],
		['a documented code as a number', code(8020095, { status: 'error' })],
		['a documented code and its ID', code('008012098', { id: 'task-1' })],
		['a documented code alone', code('008012098')],
	]),
	...withType('doubtful', [
		...[408, 429, 500, 503].map((code): Case => [
			`a failed task in an envelope of ${code}`,
			answer(200, { data: { id: 'task-1', status: 'failed' }, status: { code, message: 'no' } }),
		]),
		...ENDS.map((word): Case => [`"${word}" without an ID`, answer(200, { status: word })]),
		[
			'the envelope of a failed request',
			answer(200, { status: 'failed', data: null, message: 'upstream timeout' }),
		],
		['an undocumented code', code('008099999', { status: 'failed' })],
		['a reason of Vidu', code('TaskPromptPolicyViolation', { status: 'failed' })],
		['a code of all', code(0, { status: 'failed' })],
		['an error without a status', answer(200, { id: 'task-1', error: 'database timeout' })],
		...[running, done, { status: 'failed' }].flatMap((body): Case[] => [
			[`${body.status} of another task`, answer(200, { ...body, id: 'task-12' })],
			[`${body.status} of task 1`, answer(200, { ...body, id: 1 })],
			[`${body.status} of a task in capitals`, answer(200, { data: { ...body, id: 'TASK-1' } })],
			[`${body.status} of an unusable ID`, answer(200, { ...body, id: 'task-1\u0000' })],
		]),
		// An answer of the request may repeat it.
		['"failed" and its ID as taskId', answer(200, { taskId: 'task-1', status: 'failed' })],
		...['taskId', 'TaskID', 'task-id'].flatMap((name): Case[] => [
			[`completed with another ${name}`, answer(200, { ...done, id: undefined, [name]: 'x' })],
			[`a documented code with another ${name}`, code('008020095', { [name]: 'x' })],
		]),
		[
			'a completed task in an envelope of another',
			answer(200, { data: { ...done, id: undefined }, taskId: 'x', status: { code: 200 } }),
		],
		['a documented code of another task', code('008020095', { id: 'x', status: 'failed' })],
		// Its advice is to check again.
		['a failed status check', code('008020098', { id: 'task-1', status: 'failed' })],
		['a failed status check as a number', code(8020098, { status: 'failed' })],
		['a failed status check without a status', code('008020098')],
		...[
			...['Status check error', 'Error 008020098: no', { error_code: 8020098, message: 'no' }],
			...[
				{ code: ' 008020098 ', message: 'no' },
				{ type: '008020098', message: 'no' },
			],
		].map((error): Case => [
			`a failed status check as ${JSON.stringify(error)}`,
			failedAs('failed', { error }),
		]),
		...[{ code: 8020098 }, { error_code: '008020098' }].map((of): Case => [
			`a failed status check next to the error as ${JSON.stringify(of)}`,
			failedAs('failed', { ...of, message: 'no' }),
		]),
	]),
	...withType('withoutVideo', [
		['nothing but "completed"', answer(200, { id: 'task-1', status: 'completed' })],
		['nothing but "success"', answer(200, { status: 'success', data: null })],
		['an empty output', answer(200, { ...done, output: [] })],
		['a cover', answer(200, { ...done, output: [{ content: [COVER] }] })],
	]),
	...withType('again', [
		['a refused connection', noAnswer('ECONNREFUSED', 'connect')],
		['a broken connection', noAnswer('ECONNRESET')],
		['a failed look-up', noAnswer('EAI_AGAIN')],
		['a timeout', noAnswer('ECONNABORTED')],
		...statuses(408, 429, 500, 502, 503, 504, 599),
		['HTTP 503 with a page', answer(503, '<html>Service Unavailable</html>')],
		['HTTP 500 with a failed task', answer(500, { id: 'task-1', status: 'failed' })],
		['500 in an envelope', enveloped(500)],
		['429 in an envelope', enveloped(429)],
		['200 with nothing', answer(200, '')],
		['200 with a page', answer(200, '<html>Maintenance</html>')],
		['200 with a cut answer', answer(200, '{"id":"task-1","status":"comp')],
		['200 with a list', answer(200, [])],
		['200 with null', answer(200, 'null')],
		['200 with an empty object', answer(200, {})],
		['200 with a reason that may pass', answer(200, { message: 'try later' })],
	]),
	...withType('notFound', [
		['HTTP 404', answer(404, no)],
		['HTTP 404 with a page', answer(404, '<html>Not Found</html>')],
		['404 in an envelope', enveloped(404)],
		['200 that says "not found"', answer(200, { message: 'Task not found' })],
		['200 that says "does not exist"', answer(200, notFound)],
		['400 that says "does not exist"', answer(400, notFound)],
		['"failed" because it is not found', answer(200, { status: 'failed', ...notFound })],
		...['The task was not found', 'task_not_found', 'No such task'].map((error): Case => [
			`"failed" because of "${error}"`,
			failedAs('failed', { error }),
		]),
		['"failed" because its ID is not found', failedAs('failed', { error: 'Task not found' })],
	]),
	...withType('refused', [
		...statuses(400, 401, 402, 403, 405, 410),
		['401 that says "does not exist"', answer(401, notFound)],
		['401 in an envelope', enveloped(401)],
		['a redirect', answer(302, '', { location: 'https://login.example' })],
	]),
];

describe('a poll', () => {
	it.each(POLLS)('with %s is "%s"', async (_name, type, sent) => {
		const response = await poll(sent);
		expect(response.type).toBe(type);
		if (response.type === 'task') return;
		expect(response.error).toEqual(inWords);
	});

	it('compares an ID that is a number with one that is text', async () => {
		for (const body of ['{"id":7,"status":"failed"}', '{"id":"7","status":"failed"}']) {
			const { send } = sendWith(answer(200, body));
			expect((await getTask(send, '7', 1)).type).toBe('task');
			expect((await getTask(send, '07', 1)).type).toBe('doubtful');
		}
		const long = '12345678901234567890123';
		const { send } = sendWith(answer(200, `{"id":${long},"status":"failed"}`));
		expect((await getTask(send, long, 1)).type).toBe('task');
	});

	it.each([
		['doubtful', { status: 'failed', data: null, message: 'upstream timeout' }],
		[
			'doubtful',
			{ id: 'task-1', status: 'failed', error: { code: 8020098, message: 'upstream timeout' } },
		],
		['notFound', { status: 'failed', error: 'task not found: upstream timeout' }],
	])('that is %s quotes the gateway', async (type, body) => {
		const error = { what: expect.stringContaining('upstream timeout') };
		expect(await poll(answer(200, body))).toMatchObject({ type, error });
	});

	it('knows how long to wait, and whether because of the rate', async () => {
		for (const status of [429, 408, 503]) {
			const asked = await poll(answer(status, '', { 'retry-after': '2' }));
			expect(asked).toMatchObject({ type: 'again', retryAfter: 2_000 });
			expect('isRateLimited' in asked).toBe(status === 429);
			expect(await poll(answer(status, ''))).not.toHaveProperty('retryAfter');
		}
	});

	it.each(['task-1', 'a/b?c#d e', '%2e%2e', '任务'])(
		'asks for the task %s once, with its ID as one part of the path',
		async (id) => {
			const { send, requests } = sendWith(answer(200, running));
			await getTask(send, id, 10_000);
			const [before, after] = documentedEndpoints['query a task'].replace('GET ', '').split('{id}');
			expect(requests).toHaveLength(1);
			const [{ method, path, body }] = requests;
			expect({ method, body }).toEqual({ method: 'GET', body: undefined });
			expect(path.startsWith(before) && path.endsWith(after)).toBe(true);
			const part = path.slice(before.length);
			expect(part).not.toMatch(/[/?# ]/);
			expect(decodeURIComponent(part)).toBe(id);
		},
	);

	it.each([1, 5_000, 3_600_000])('that may take %i ms takes 30 s at most', async (timeout) => {
		const { send, requests } = sendWith(answer(200, running));
		await getTask(send, 'task-1', timeout);
		expect(requests[0].timeout).toBe(Math.min(timeout, 30_000));
	});

	// Its task is bought, and the same row in another run would buy one more.
	it.each([
		['an empty account', answer(402, no)],
		['an empty account in words', answer(403, { message: 'Insufficient balance' })],
		['an empty account at 200', answer(200, { error: 'Insufficient balance' })],
		['a rate limit', answer(429, no)],
		['a rate limit of Vidu', answer(400, { error: { code: 'TooManyRequests', message: 'no' } })],
		['a model', answer(404, { error: { code: 'ModelUnavailable', message: 'no' } })],
		['a service', answer(503, { error: { code: '008012099', message: 'no' } })],
		['a field', answer(400, { error: { code: 'FieldInvalid', message: 'no' } })],
		['a page', answer(402, '<html><title>no</title>')],
	])('that fails because of %s does not say to run the row again', async (_name, sent) => {
		const verdict = await poll(sent);
		expect(verdict).toMatchObject({ error: { next: expect.stringMatching(/\S/) } });
		expect(verdict).not.toMatchObject({ error: { next: expect.stringMatching(/run the row/i) } });
	});
});
