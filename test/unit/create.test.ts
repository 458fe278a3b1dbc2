/*
 * Is the creation of a task judged by the rule of the money? `refused` and `rateLimited` may be repeated
 * by whoever reads them, so they need certainty that nothing was created. Everything else is `unclear`,
 * and what the gateway accepted is `created`, with its ID.
 */

import { createTask } from '../../nodes/Vidu/gateway/client';
import type { CreateResponse } from '../../nodes/Vidu/gateway/client';
import { answer, noAnswer, sendWith } from './answers';

const create = async (result: Parameters<typeof sendWith>[0]): Promise<CreateResponse> =>
	await createTask(sendWith(result).send, 'some-model', { prompt: 'A kite' });

const running = { id: 'task-1', status: 'in_progress' };
const done = { ...running, status: 'completed', output: [{ url: 'https://files.example/1.mp4' }] };

type Case = [string, Parameters<typeof sendWith>[0], CreateResponse['kind']];

const ACCEPTED: Case[] = [
	['200 with an ID', answer(200, running), 'created'],
	['201 with an ID', answer(201, running), 'created'],
	['202 with nothing but an ID', answer(202, { id: 'task-1' }), 'created'],
	['200 with a task that is already done', answer(200, done), 'created'],
	['200 with a task that already failed', answer(200, { ...running, status: 'failed' }), 'created'],
	['200 in an envelope', answer(200, { data: running, status: { code: 200 } }), 'created'],
	// The envelope may say what it likes: there is an ID, so there is a task.
	[
		'an ID in an envelope that fails',
		answer(200, { data: running, status: { code: 500 } }),
		'created',
	],
	[
		'an ID beside an error',
		answer(200, { ...running, error: { code: 0, message: '' } }),
		'created',
	],
];

// Documented, or certain by the way HTTP and TCP work.
const REFUSED: Case[] = [
	['200 without an ID and with a reason', answer(200, { message: 'No credits' }), 'refused'],
	['200 with an error as text', answer(200, { error: 'No credits' }), 'refused'],
	['200 with an error as object', answer(200, { error: { code: 1, message: 'no' } }), 'refused'],
	['200 with a failed status and no ID', answer(200, { status: 'failed', error: 'no' }), 'refused'],
	[
		'402 in an envelope',
		answer(200, { status: { code: 402, message: 'no' }, data: null }),
		'refused',
	],
	...[400, 401, 402, 403, 404, 405, 408, 409, 413, 415, 422].map((status): Case => [
		`HTTP ${status}`,
		answer(status, { message: 'no' }),
		'refused',
	]),
	['HTTP 400 with the ID of the request', answer(400, { id: 'r-1', error: 'no' }), 'refused'],
	['HTTP 400 with a word of its own', answer(400, { id: 'r-1', status: 'invalid' }), 'refused'],
	['HTTP 400 with a page', answer(400, '<html>Bad Request</html>'), 'refused'],
	['HTTP 401 with nothing', answer(401, ''), 'refused'],
	['a redirect', answer(301, '', { location: 'https://other.example' }), 'refused'],
	['a redirect that keeps the method', answer(307, '', { location: '/v2' }), 'refused'],
	['a refused connection', noAnswer('ECONNREFUSED', 'connect'), 'refused'],
	['a name that is unknown', noAnswer('ENOTFOUND', 'getaddrinfo'), 'refused'],
	['a name that cannot be looked up', noAnswer('EAI_AGAIN', 'getaddrinfo'), 'refused'],
	['a connection that took too long', noAnswer('ETIMEDOUT', 'connect'), 'refused'],
	['a host that cannot be reached', noAnswer('EHOSTUNREACH', 'connect'), 'refused'],
	['a network that cannot be reached', noAnswer('ENETUNREACH', 'connect'), 'refused'],
	['a certificate that is not valid', noAnswer('CERT_HAS_EXPIRED'), 'refused'],
];

// Each of these may come after the request arrived.
const UNCLEAR: Case[] = [
	...[500, 501, 502, 503, 504, 520, 524, 599].map((status): Case => [
		`HTTP ${status}`,
		answer(status, { message: 'no' }),
		'unclear',
	]),
	// What would be sent again by itself, or by the next try, must be sure to have created nothing.
	...[400, 402, 409, 429].flatMap((status): Case[] => [
		[`HTTP ${status} with a task that runs`, answer(status, running), 'unclear'],
		[`HTTP ${status} with a task that is done`, answer(status, { data: done }), 'unclear'],
	]),
	['HTTP 502 with a page', answer(502, '<html>Bad Gateway</html>'), 'unclear'],
	[
		'500 in an envelope',
		answer(200, { status: { code: 500, message: 'no' }, data: null }),
		'unclear',
	],
	['a redirect to the result', answer(303, '', { location: '/task/1' }), 'unclear'],
	['a broken connection', noAnswer('ECONNRESET'), 'unclear'],
	['a connection that broke while writing', noAnswer('EPIPE', 'write'), 'unclear'],
	['an answer that took too long', noAnswer('ECONNABORTED'), 'unclear'],
	['a timeout in the middle', noAnswer('ETIMEDOUT'), 'unclear'],
	['a timeout while reading', noAnswer('ETIMEDOUT', 'read'), 'unclear'],
	// Linux reports an ICMP message so on a connection that stood, and had carried the request.
	['a host that was lost while reading', noAnswer('EHOSTUNREACH', 'read'), 'unclear'],
	['a network that was lost while reading', noAnswer('ENETUNREACH', 'read'), 'unclear'],
	['a connection that was lost while writing', noAnswer('EHOSTUNREACH', 'write'), 'unclear'],
	['a parse error', noAnswer('HPE_INVALID_CONSTANT'), 'unclear'],
	['an abort', noAnswer('ERR_CANCELED'), 'unclear'],
	['an error without a code', noAnswer(), 'unclear'],
	['200 with nothing', answer(200, ''), 'unclear'],
	['200 with an empty object', answer(200, {}), 'unclear'],
	['200 with null', answer(200, 'null'), 'unclear'],
	['200 with a list', answer(200, [running]), 'unclear'],
	['200 with a number', answer(200, '7'), 'unclear'],
	['200 with a page', answer(200, '<html>Welcome</html>'), 'unclear'],
	['200 with a cut answer', answer(200, '{"id":"task-1","sta'), 'unclear'],
	['200 with two answers', answer(200, '{"id":"a"}{"id":"b"}'), 'unclear'],
	['200 with an empty ID', answer(200, { id: '', status: 'in_progress' }), 'unclear'],
	['200 with a status and no ID', answer(200, { status: 'in_progress' }), 'unclear'],
	['200 with a video and no ID', answer(200, { ...done, id: undefined }), 'unclear'],
	['204', answer(204, ''), 'unclear'],
	['200 with error code 0', answer(200, { error: { code: 0, message: 'No error' } }), 'unclear'],
	// "success" is no reason: something was done, and its ID stands where nobody looks.
	['success without data', answer(200, { status: { code: 200, message: 'success' } }), 'unclear'],
	['success, no ID', answer(200, { status: { code: 200, message: 'ok' }, data: {} }), 'unclear'],
	['success, an odd ID', answer(200, { code: 0, message: 'success', data: { tid: 1 } }), 'unclear'],
];

describe('a creation', () => {
	it.each([...ACCEPTED, ...REFUSED, ...UNCLEAR])(
		'with %s is judged',
		async (_case, result, kind) => {
			const creation = await create(result);
			expect(creation.kind).toBe(kind);
			if (creation.kind === 'created') expect(creation.task.id).toBe('task-1');
			else
				for (const text of ['what', 'next'] as const)
					expect(creation.failure[text]).toMatch(/\w{4}/);
		},
	);

	it('is one request, whatever comes back', async () => {
		for (const [, result] of [...ACCEPTED, ...REFUSED, ...UNCLEAR]) {
			const { send, requests } = sendWith(result);
			await createTask(send, 'some-model', { prompt: 'A kite' });
			expect(requests).toHaveLength(1);
		}
	});
});
