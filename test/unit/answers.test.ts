/** Is whatever a gateway sends as JSON, or almost as JSON, clean before anything of it is kept? */

import { decodeResponse } from '../../nodes/Vidu/gateway/decode';
import { redactor } from '../../nodes/Vidu/gateway/redact';
import { createTask, getTask } from '../../nodes/Vidu/gateway/client';

const ESCAPE = '\\u001b[31m';

/** What a look makes of the text of an answer. */
async function seen(text: string) {
	const answer = decodeResponse({ statusCode: 200, headers: {}, text }, (said) => said);
	return await getTask(async () => ({ answer }), 'task-1', 1_000);
}

/** What a creation makes of it. */
async function created(text: string, problem?: string, statusCode = 200) {
	const answer = decodeResponse({ statusCode, headers: {}, text, problem }, (said) => said);
	return await createTask(async () => ({ answer }), 'm', {});
}

describe('an answer that is almost JSON', () => {
	const completed = (more: string) =>
		`{"id":"x","status":"completed","output":[{"url":"https://files.example/1.mp4"}],"metadata":{"note":"${ESCAPE}"}${more}}`;

	it('is read without the control characters that break it, and without those that it escapes', async () => {
		const look = await seen(completed(',"broken":"\u0001"'));
		expect(look).toMatchObject({ kind: 'seen', task: { status: 'completed' } });
		expect(JSON.stringify(look)).not.toContain(ESCAPE);
	});

	it('keeps no deep nesting either', async () => {
		const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
		const look = await seen(completed(`,"usage":${deep},"broken":"\u0001"`));
		expect(look.kind).toBe('seen');
		expect(JSON.stringify(look).length).toBeLessThan(1_000);
	});

	it('keeps every digit of a long ID', async () => {
		const creation = await created('{"id":12345678901234567890,"status":"queued","x":"\u0001"}');
		expect(creation).toMatchObject({ kind: 'created', task: { id: '12345678901234567890' } });
	});

	it('is no task when it is a text with JSON in it', async () => {
		const creation = await created(JSON.stringify(completed('')));
		expect(creation).toMatchObject({ kind: 'unclear', named: 'x' });
	});
});

describe('an answer that could not be read whole', () => {
	const reason = '{"message":"No credits"}';
	const cut = 'it did not end in time';

	it('is unclear for a creation, also when what came of it reads like a refusal', async () => {
		expect((await created(reason)).kind).toBe('refused');
		expect((await created(reason, cut)).kind).toBe('unclear');
	});

	it('refuses a creation by its status alone', async () => {
		expect((await created(reason, cut, 402)).kind).toBe('refused');
	});
});

describe('an answer with ten thousand URLs', () => {
	const output = Array.from({ length: 10_000 }, (_url, index) => ({
		url: `https://files.example/${index}.mp4`,
	}));
	const end = { id: 'task-1', status: 'completed' };

	it.each([
		['before its ID', { output, ...end }],
		['before its ID, in an envelope', { data: { output, ...end }, status: { code: 200 } }],
		['before the task', { junk: [...output, ...output], data: { ...end, output } }],
	])('%s names its task', async (_case, body) => {
		expect(await created(JSON.stringify(body))).toMatchObject({
			kind: 'created',
			task: { id: 'task-1', status: 'completed' },
		});
		expect(await seen(JSON.stringify(body))).toMatchObject({ task: { status: 'completed' } });
	});

	it('keeps the first of them, and what stands where', async () => {
		const look = await seen(JSON.stringify({ output, ...end }));
		if (look.kind !== 'seen') throw new Error(look.kind);
		expect(look.task.videoUrls).toEqual(output.slice(0, 100).map(({ url }) => url));
		expect((look.task.output as unknown[]).slice(0, 9_000)).toEqual(output.slice(0, 9_000));
	});
});

describe('an answer that breaks off in the middle of the key', () => {
	const withoutKey = redactor('sk-live-abcdef0123456789');

	it.each([
		['as it is', 'sk-live-abcdef012345678'],
		['as in a URL', 'sk%2dlive%2Dabcdef012345678'],
		['in the middle of a character of a URL', 'sk-live-abcdef01234567%3'],
		['as in JSON', 'sk\\u002dlive-abcdef012345678'],
		['in the middle of a character of JSON', 'sk-live-abcdef01234567\\u003'],
		['in the middle of a character of HTML', 'sk-live-abcdef01234567&#5'],
	])('%s shows nothing of it', (_case, beginning) => {
		const text = `{"echo":"Bearer ${beginning}`;
		const answer = decodeResponse(
			{ statusCode: 200, headers: {}, text, problem: 'it broke off' },
			withoutKey,
		);
		expect(answer.body).toBe('{"echo":"Bearer [API key]');
	});

	it('keeps what only looks like it', () => {
		for (const text of ['', 'a task', 'sk-live', 'sk-live-ab, and more', 'sk-live-\n']) {
			expect(withoutKey(text, true)).toBe(text);
		}
	});
});

describe('the reason of a failed task', () => {
	const long = 'x'.repeat(500_000);

	it.each([
		['in the task', { message: long }],
		['in an error', { error: { message: long, code: long } }],
		['in an error in an error', { error: { error: { detail: long, code: long } } }],
	])('%s stays of a length to be shown', async (_case, reason) => {
		const look = await seen(JSON.stringify({ status: 'failed', ...reason }));
		expect(look).toMatchObject({ kind: 'seen', task: { status: 'failed' } });
		expect(JSON.stringify(look).length).toBeLessThan(3_000);
	});
});

it('a key that was pasted with "Bearer" before it is hidden without it', () => {
	const withoutKey = redactor('Bearer sk-live-abcdef0123456789');
	expect(withoutKey('Bearer sk-live-abcdef0123456789, sk-live-abcdef0123456789')).toBe(
		'Bearer [API key], [API key]',
	);
});
