/** Is whatever a gateway sends decoded without harm, without the key, and with the task ID that it names? */

import fc from 'fast-check';

import { createTask, getTask } from '../../../nodes/Vidu/gateway/client';
import { decodeResponse } from '../../../nodes/Vidu/gateway/decode';
import { parseTask } from '../../../nodes/Vidu/gateway/parseTask';
import { redactor } from '../../../nodes/Vidu/gateway/redact';
import { taskItem } from '../../../nodes/Vidu/output/items';

const same = (text: string) => text;
const ESCAPE = '\\u001b[31m';

/** The result of a poll for the text of an answer. */
async function seen(text: string, statusCode = 200) {
	const response = decodeResponse({ statusCode, headers: {}, text }, same);
	return await getTask(async () => ({ response }), 'task-1', 1_000);
}

/** The result of a creation for it. */
async function created(text: string, problem?: string, statusCode = 200) {
	const response = decodeResponse({ statusCode, headers: {}, text, problem }, same);
	return await createTask(async () => ({ response }), 'm', {});
}

describe('an answer that is almost JSON', () => {
	const completed = (more: string) =>
		`{"id":"task-1","status":"completed","output":[{"url":"https://files.example/1.mp4"}],"metadata":{"note":"${ESCAPE}"}${more}}`;

	it('is read without the control characters that break it, and without those that it escapes', async () => {
		const poll = await seen(completed(',"broken":"\u0001"'));
		expect(poll).toMatchObject({ type: 'task', task: { status: 'completed' } });
		expect(JSON.stringify(poll)).not.toContain(ESCAPE);
	});

	it('keeps no deep nesting either', async () => {
		const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
		const poll = await seen(completed(`,"usage":${deep},"broken":"\u0001"`));
		expect(poll.type).toBe('task');
		expect(JSON.stringify(poll).length).toBeLessThan(1_000);
	});

	it('keeps every digit of a long ID', async () => {
		const creation = await created('{"id":12345678901234567890,"status":"queued","x":"\u0001"}');
		expect(creation).toMatchObject({ type: 'created', task: { id: '12345678901234567890' } });
	});

	it('is no task when it is a text with JSON in it', async () => {
		const text = JSON.stringify(completed(''));
		expect(await created(text)).toMatchObject({ type: 'unclear', namedId: 'task-1' });
		const response = decodeResponse({ statusCode: 200, headers: {}, text }, same);
		expect(response.namedId).toBe('task-1');
	});
});

describe('an answer that could not be read whole', () => {
	const reason = '{"message":"No credits"}';
	const cut = 'it did not end in time';

	it('is unclear for a creation, also when what came of it reads like a refusal', async () => {
		expect((await created(reason)).type).toBe('refused');
		expect((await created(reason, cut)).type).toBe('unclear');
	});

	it('refuses a creation by its status alone', async () => {
		expect((await created(reason, cut, 402)).type).toBe('refused');
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
			type: 'created',
			task: { id: 'task-1', status: 'completed' },
		});
		expect(await seen(JSON.stringify(body))).toMatchObject({ task: { status: 'completed' } });
	});

	it('keeps the first of them', async () => {
		const poll = await seen(JSON.stringify({ output, ...end }));
		if (poll.type !== 'task') throw new Error(poll.type);
		expect(poll.task.videoUrls).toEqual(output.slice(0, 100).map(({ url }) => url));
		expect(poll.task.output).toEqual(output.slice(0, 1_000));
	});
});

describe('the key in an answer', () => {
	const KEY = 'sk-live/abcdef0123456789';
	const decode = (text: string, problem?: string) =>
		decodeResponse({ statusCode: 200, headers: {}, text, problem }, redactor(KEY));
	const utf16 = (text: string) => Buffer.from(text, 'utf16le').toString('utf8');

	it.each([
		['as it is', 'sk-live/abcdef012345678'],
		['in a URL', 'sk-live%2Fabcdef012345678'],
		['in a URL, in the middle of an escape', 'sk-live%2'],
		['in a URL, with other characters escaped', 'sk%2dlive%2Fabcdef012345678'],
		['in JSON', 'sk-live\\/abcdef012345678'],
		['in JSON, with other characters escaped', 'sk\\u002dlive/abcdef012345678'],
		['in JSON inside JSON', 'sk\\\\u002dlive/abcdef012345678'],
		['in UTF-16', utf16('sk-live/abcdef012345678')],
	])('is not shown where it is cut, %s', (_case, beginning) => {
		const { body } = decode(`{"echo":"Bearer ${beginning}`, 'it broke off');
		expect(body).toBe('{"echo":"Bearer [API key]');
	});

	it.each([
		['NUL in JSON', '\\u0000'],
		['soft hyphens in JSON', '\\u00ad'],
		['zero-width spaces in JSON inside JSON', '\\\\u200b'],
		['NUL in a URL', '%00'],
	])('is not shown where it is cut, with escaped %s between its characters', (_case, between) => {
		const { body } = decode(`{"echo":"${[...KEY].join(between)}`, 'it broke off');
		expect(body).toBe('{"echo":"[API key]');
	});

	it('is not shown where the text is too long to keep', () => {
		const text = `<${' '.repeat(16_370)}${KEY}>`;
		expect(decode(text).body).toBe(`<${' '.repeat(16_370)}[API key]`);
	});

	it('is not shown in a text with controls, in a name, an address or a problem', () => {
		const spread = Array.from(KEY).join('\0');
		const { body, headers, problem } = decodeResponse(
			{
				statusCode: 302,
				headers: { location: `/?key=${spread}` },
				text: JSON.stringify({ [spread]: [`<${spread}>`], id: 'x' }),
				problem: `it broke off (${spread})`,
			},
			redactor(KEY),
		);
		expect(body).toEqual({ '[API key]': ['<[API key]>'], id: 'x' });
		expect([headers.location, problem]).toEqual(['/?key=[API key]', 'it broke off ([API key])']);
	});

	it('is no ID', () => {
		expect(decode('[{"id":"sk-live"}]')).toHaveProperty('namedId', 'sk-live');
		for (const id of [KEY.replace('/', '\\/'), KEY]) {
			expect(decode(`[{"id":"${id}"}]`)).not.toHaveProperty('namedId');
		}
		const key = KEY.replace('/', '-');
		const { namedId } = decodeResponse(
			{ statusCode: 200, headers: {}, text: `[{"id":"${key}"}]` },
			redactor(key),
		);
		expect(namedId).toBeUndefined();
	});

	it('leaves the escapes of other texts as they are', () => {
		const text = '<a href="?q=%41%2542">\\u0041</a>';
		expect(decode(text).body).toBe(text);
	});

	it('brings no control character along where the text was escaped', () => {
		expect(decode('<\\u007f sk\\u002dlive/abcdef0123456789>').body).toBe('< [API key]>');
	});

	it('leaves no half character where a text is cut', () => {
		expect(decode(`${'x'.repeat(16_383)}😀`).body).toBe(`${'x'.repeat(16_383)}\ufffd`);
	});
});

describe('the reason of a failed task', () => {
	const long = 'x'.repeat(500_000);

	it.each([
		['in the task', { message: long }],
		['in an error', { error: { message: long, code: long } }],
		['in an error in an error', { error: { error: { detail: long, code: long } } }],
	])('%s stays of a length to be shown', async (_case, reason) => {
		const poll = await seen(JSON.stringify({ id: 'task-1', status: 'failed', ...reason }));
		expect(poll).toMatchObject({ type: 'task', task: { status: 'failed' } });
		expect(JSON.stringify(poll).length).toBeLessThan(3_000);
	});
});

describe('an answer that is cut or no answer at all names its ID', () => {
	it.each([
		['cut behind it', '{"id":"d758n65e878c73cmdg20","status":"in_pr'],
		['in an envelope', '{"data":{"status":"x","id":"d758n65e878c73cmdg20"},"sta'],
		['by its other name', '{"task_id" : "d758n65e878c73cmdg20", "s'],
		['in a list', '[{"id":"d758n65e878c73cmdg20"}]'],
		['behind a mark of bytes that are no JSON', '\u0000\u0001{"id":"d758n65e878c73cmdg20"}'],
		['in front of what it repeats', '{"id":"d758n65e878c73cmdg20","input":[{"id":"mug"'],
		['under another name', '{"data":{"taskID":"d758n65e878c73cmdg20","x'],
		['with blanks around it', '{"id":" d758n65e878c73cmdg20\\n\t","x'],
		['after that of the request', '{"request_id":"r","traceId":"t","id":"d758n65e878c73cmdg20"'],
	])('%s', async (_case, text) => {
		expect(await created(text, 'it broke off')).toMatchObject({
			type: 'unclear',
			namedId: 'd758n65e878c73cmdg20',
		});
	});

	it.each([500, 502, 503, 303, 199, 999])('with status %i', async (status) => {
		const text = '{"id":"d758n65e878c73cmdg20","sta';
		expect(await created(text, undefined, status)).toMatchObject({
			namedId: 'd758n65e878c73cmdg20',
		});
	});

	it('as it is, with a blank in it', async () => {
		for (const problem of [undefined, 'it broke off']) {
			const creation = await created('{"id":"task 0001","status":"queued"}', problem);
			expect(creation).toMatchObject({ type: 'unclear', namedId: 'task 0001' });
		}
		expect(await created('{"id":"task 0001","sta')).toMatchObject({ namedId: 'task 0001' });
	});

	it('and not two quotes that are no pair', async () => {
		expect(await created('{"id":"{"id":"task-1","sta')).toMatchObject({ namedId: 'task-1' });
	});

	const echo = (more = '') =>
		`{"input":[{"params":{"subjects":[{"id":"mug","images":["${'a'.repeat(5_000)}"],"x":"\\"}"${more}`;
	const rest = '}]}}],';

	it.each([
		['behind its request', echo(`${rest}"id":"d758","status":"queued"}`)],
		['behind its request, in an envelope', echo(`${rest}"data":{"id":"d758"},"status":{"x":[1]}}`)],
		['in front of lists', echo(`${rest}"id":"d758","output":[{"content":[{"id":"x"}]}]}`)],
	])('in its last characters, %s', async (_case, text) => {
		// In a text that is no JSON, and in one that is too long.
		expect(await created(`${text} `.replace('"mug"', '"mug'))).toMatchObject({ namedId: 'd758' });
		const raw = { statusCode: 200, headers: {}, problem: 'it is longer than 5 bytes' };
		const long = { ...raw, text: text.slice(0, 2_000), end: text.slice(-1_000) };
		expect(decodeResponse(long, same)).toMatchObject({ namedId: 'd758' });
	});

	it.each([
		['it is in what the answer repeats', `${echo()}}]}}]}`],
		['the answer is cut there', echo(`${rest}"id":"d7`)],
	])('and none where %s', async (_case, text) => {
		const creation = await created(`${text} `, 'it broke off');
		expect(creation).not.toHaveProperty('namedId');
		expect(await created(`!${text} `)).not.toHaveProperty('namedId');
	});

	it('as a number, with all of its digits', async () => {
		const text = '[{"id":12345678901234567890123,"status":"in_progress"}]';
		expect(await created(text)).toMatchObject({ namedId: '12345678901234567890123' });
	});
});

describe('nothing is named', () => {
	it.each([
		['an ID that is cut', '{"id":"d758n65e'],
		['no ID', '{"id":null,"x":'],
		['words of JSON', '[{"id":true},{"id":false},{"id":null}]'],
		['an ID without an end', `[{"id":"${'d'.repeat(1e6)}"}]`],
		['an ID with controls', '{"id":"d7\\u001b[2J"}'],
		['an ID far from both ends', `!${' '.repeat(5_000)}{"id":"far-away"}${' '.repeat(17_000)}`],
		['the ID of something else', '{"request_id":"d758", "idle":"x", "paid":"y", "valid":"z"'],
		['a page', '<!doctype html><script>{"id":"d758"}</script>'],
		['nothing', ''],
	])('where there is %s', async (_case, text) => {
		const creation = await created(text);
		expect(creation.type).toBe('unclear');
		expect(creation).not.toHaveProperty('namedId');
	});
});

describe('an ID', () => {
	const idOf = (id: unknown) => {
		const reading = parseTask({ id, status: 'in_progress' });
		return 'task' in reading ? reading.task.id : undefined;
	};

	const long = 'x'.repeat(8_192);

	it.each(['d758n65e878c73cmdg20', '../../x', '..', 'a%2f', 'é', 'x'.repeat(201), long])(
		'such as %p can be asked for',
		(id) => {
			for (const blanks of ['', ' ', '\r\n\t', '\u00a0', '\ufeff']) {
				expect(idOf(`${blanks}${id}${blanks}`)).toBe(id);
			}
		},
	);

	it.each([`${long}x`, 'two words', 'a\nb', 'a\tb', 'a\ufffdb', ' ', '', [], {}, true])(
		'such as %p cannot',
		(id) => {
			expect(idOf(id)).toBeUndefined();
		},
	);
});

describe('an address', () => {
	const headed = (location: string, statusCode = 302) =>
		decodeResponse({ statusCode, headers: { location }, text: '' }, redactor('sk-live-abc'))
			.namedId;

	it.each([
		['/task/d758', 'd758'],
		['https://gateway.example/model/v1/generation/task/d758/?x=1#y', 'd758'],
		['/v2/jobs/a%20b', 'a b'],
		['/generation/%', '%'],
		['/x?a=b&taskId=d758', 'd758'],
		['/model/v1/generation', undefined],
		['/model/v1/generation/', undefined],
		['https://login.example/auth?client_id=1&request_id=2&to=%2Ftask%2Fd758', undefined],
		['/task/sk-live-abc', undefined],
		['', undefined],
	])('%s names %p', (location, id) => expect(headed(location)).toBe(id));

	it('of a result names its last part', () => {
		expect(headed('/videos-of/d758n65e', 303)).toBe('d758n65e');
		expect(headed('/videos-of/d758n65e', 302)).toBeUndefined();
		expect(headed('/v2', 201)).toBeUndefined();
	});
});

const STATUSES = ['in_progress', 'completed', 'failed'];

/** Reads a body in every way; none may throw, none may invent. */
async function survives(body: string, status: number): Promise<void> {
	const creation = await created(body, undefined, status);
	expect(['created', 'refused', 'rateLimited', 'unclear']).toContain(creation.type);
	const poll = await seen(body, status);
	const tasks = [
		...(creation.type === 'created' ? [creation.task] : []),
		...(poll.type === 'task' ? [poll.task] : []),
	];
	for (const task of tasks) {
		expect(STATUSES).toContain(task.status);
		for (const url of task.videoUrls) expect(typeof url).toBe('string');
		expect(() => taskItem('task-1', task, 0)).not.toThrow();
	}
	const failures = [creation, poll].flatMap((one) => ('error' in one ? [one.error] : []));
	for (const { what, next } of failures) {
		expect(what).not.toMatch(/undefined|\[object|native code|NaN/);
		expect(next).toMatch(/\w{4}/);
		expect(what.length).toBeLessThan(1_000);
	}
}

const word = fc.constantFrom<unknown>(
	...STATUSES,
	...['success', 'canceled', 'constructor', 'toString', '__proto__', 'no', '', '0', '008020099'],
	...[0, 1, 200, 402, 429, 500, -1, 1e300, null, true, {}, []],
	...['https://files.example/1.mp4', '2024-03-09T16:00:00Z'],
);

/** An object of the contract's own names, each of them there or not, with whatever inside. */
const { body: anyBody } = fc.letrec((tie) => {
	const part = (...names: string[]) =>
		fc.record(Object.fromEntries(names.map((name) => [name, word])), { requiredKeys: [] });
	const orWord = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof(arbitrary, word);
	const files = orWord(
		fc.array(orWord(part('type', 'url', 'duration', 'jobId')), { maxLength: 3 }),
	);
	return {
		body: fc.record(
			{
				...Object.fromEntries(
					'id task_id model created_at progress message detail usage metadata code'
						.split(' ')
						.map((name) => [name, word]),
				),
				status: orWord(part('code', 'message')),
				error: orWord(part('code', 'message', 'error_message', 'msg', 'detail')),
				output: orWord(fc.array(fc.oneof(fc.record({ content: files }), files), { maxLength: 2 })),
				data: fc.oneof({ maxDepth: 2, depthSize: 'small' }, word, tie('body')),
			},
			{ requiredKeys: [] },
		),
	};
});

describe('a hostile answer', () => {
	it('of the contract’s own names in any arrangement is judged', async () => {
		const status = fc.constantFrom(200, 201, 202, 204, 400, 401, 404, 429, 500, 503);
		await fc.assert(
			fc.asyncProperty(anyBody, status, async (body, code) => {
				await survives(JSON.stringify(body), code);
			}),
			{ numRuns: 3_000 },
		);
	});

	it('of random bytes is judged', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'binary' }), async (body) => await survives(body, 200)),
		);
	});

	it.each([
		['a code that every object has', '{"error":{"code":"constructor","message":"no"}}'],
		['a code that is a method', '{"error":{"code":"toString","message":"no"}}'],
		['a status that every object has', '{"id":"x","status":"constructor"}'],
		['a task inside a prototype', '{"__proto__":{"id":"x","status":"completed"}}'],
		['an ID that is no Unicode', '{"id":"\\ud800","status":"in_progress"}'],
		['an output that is an object', '{"id":"x","status":"completed","output":{"url":"u"}}'],
		['lists in lists in lists', `{"id":"x","output":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
		['objects in objects', `{"error":${'{"error":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
		[
			'a hundred thousand videos',
			JSON.stringify({ id: 'x', output: Array(1e5).fill({ url: 'u' }) }),
		],
		['a megabyte of reason', JSON.stringify({ error: 'x'.repeat(1e6) })],
	])('with %s is judged', async (_case, body) => {
		for (const status of [200, 400, 500]) await survives(body, status);
	});

	it('does not change what other objects are', () => {
		parseTask(
			JSON.parse('{"id":"x","__proto__":{"polluted":1},"output":[{"__proto__":{"url":"u"}}]}'),
		);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		expect(({} as Record<string, unknown>).url).toBeUndefined();
	});

	it.each([[undefined], [null], [7], ['text'], [[]], [Symbol('x')], [() => 1]])(
		'that is %p is no task',
		(body) => {
			expect(parseTask(body)).toEqual({});
		},
	);
});
