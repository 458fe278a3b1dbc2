/*
 * Does an answer that nobody would send on purpose do harm? Where a creation throws instead of being
 * judged, its journal entry is never closed, and the next try buys a second video.
 */

import fc from 'fast-check';

import { createTask, getTask } from '../../nodes/Vidu/gateway/client';
import { parseTask } from '../../nodes/Vidu/gateway/parseTask';
import { taskItem } from '../../nodes/Vidu/output/items';
import { answer, sendWith } from './answers';

const STATUSES = ['in_progress', 'completed', 'failed'];

/** Reads a body in every way; none may throw, none may invent. */
async function survives(body: string, status: number): Promise<void> {
	const created = await createTask(sendWith(answer(status, body)).send, 'm', {});
	expect(['created', 'refused', 'rateLimited', 'unclear']).toContain(created.kind);
	const seen = await getTask(sendWith(answer(status, body)).send, 'task-1', 1_000);
	const tasks = [
		...(created.kind === 'created' ? [created.task] : []),
		...(seen.kind === 'seen' ? [seen.task] : []),
	];
	for (const task of tasks) {
		expect(STATUSES).toContain(task.status);
		for (const url of task.videoUrls) expect(typeof url).toBe('string');
		expect(() => taskItem('task-1', task, 0)).not.toThrow();
	}
	const failures = [created, seen].flatMap((one) => ('failure' in one ? [one.failure] : []));
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

describe('an answer', () => {
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

	it('with an ID that cannot stand in a path can still be looked for', async () => {
		const { send } = sendWith(answer(200, { id: 'x', status: 'in_progress' }));
		await expect(getTask(send, 'a\ud800b', 1_000)).resolves.toMatchObject({ kind: 'seen' });
	});
});
