/** Which IDs are taken for a task's, and which are only named because nothing better is known? */

import { createTask } from '../../nodes/Vidu/gateway/client';
import { decodeResponse } from '../../nodes/Vidu/gateway/decode';
import { parseTask } from '../../nodes/Vidu/gateway/parseTask';

const same = (text: string) => text;

const create = async (text: string, statusCode = 200, problem?: string) =>
	await createTask(
		async () => ({ answer: decodeResponse({ statusCode, headers: {}, text, problem }, same) }),
		'm',
		{},
	);

describe('an answer that is cut or no answer at all names its ID', () => {
	test.each([
		['cut behind it', '{"id":"d758n65e878c73cmdg20","status":"in_pr'],
		['in an envelope', '{"data":{"status":"x","id":"d758n65e878c73cmdg20"},"sta'],
		['by its other name', '{"task_id" : "d758n65e878c73cmdg20", "s'],
		['in a list', '[{"id":"d758n65e878c73cmdg20"}]'],
		['behind a mark of bytes that are no JSON', '\u0000\u0001{"id":"d758n65e878c73cmdg20"}'],
	])('%s', async (_case, text) => {
		expect(await create(text, 200, 'it broke off')).toMatchObject({
			kind: 'unclear',
			named: 'd758n65e878c73cmdg20',
		});
	});

	test.each([500, 502, 503, 303, 199, 999])('with status %i', async (status) => {
		const text = '{"id":"d758n65e878c73cmdg20","sta';
		expect(await create(text, status)).toMatchObject({ named: 'd758n65e878c73cmdg20' });
	});

	test('as a number, with all of its digits', async () => {
		const text = '[{"id":12345678901234567890123,"status":"in_progress"}]';
		expect(await create(text)).toMatchObject({ named: '12345678901234567890123' });
	});
});

describe('nothing is named', () => {
	test.each([
		['an ID that is cut', '{"id":"d758n65e'],
		['no ID', '{"id":null,"x":'],
		['words of JSON', '[{"id":true},{"id":false},{"id":null}]'],
		['an ID without an end', `[{"id":"${'d'.repeat(1e6)}"}]`],
		['an ID with controls', '{"id":"d7\\u001b[2J"}'],
		['an ID far behind the first bytes', `<${' '.repeat(5_000)}{"id":"far-away"}>`],
		['the ID of something else', '{"video_id":"d758", "idle":"x"'],
		['nothing', ''],
	])('where there is %s', async (_case, text) => {
		const creation = await create(text);
		expect(creation.kind).toBe('unclear');
		expect(creation).not.toHaveProperty('named');
	});
});

describe('an ID', () => {
	const idOf = (id: unknown) => {
		const reading = parseTask({ id, status: 'in_progress' });
		return 'task' in reading ? reading.task.id : undefined;
	};

	test.each(['d758n65e878c73cmdg20', '../../x', '..', 'a%2f', 'é', 'x'.repeat(200)])(
		'such as %p can be asked for',
		(id) => {
			expect(idOf(id)).toBe(id);
		},
	);

	test.each(['x'.repeat(201), 'two words', 'a\nb', 'a\tb', 'a\ufffdb', ' ', '', [], {}, true])(
		'such as %p cannot',
		(id) => {
			expect(idOf(id)).toBeUndefined();
		},
	);
});
