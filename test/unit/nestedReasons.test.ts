/** Does a reason come through that is packed into another one? Seen: `{"error":{"error":{"message":"…"}}}`. */

import { createTask, getTask } from '../../nodes/Vidu/gateway/client';
import { taskError } from '../../nodes/Vidu/gateway/errors';
import { parseTask } from '../../nodes/Vidu/gateway/parseTask';
import { answer, sendWith } from './answers';

const WHY = 'The picture shows a trade mark';

/** The innermost reason, and what is packed around it. */
const FORMS: Array<[string, unknown]> = [
	['error', { error: WHY }],
	['error.message', { error: { message: WHY } }],
	['error.error', { error: { error: WHY } }],
	['error.error.message', { error: { error: { message: WHY } } }],
	['error.error.error_message', { error: { error: { error_message: WHY } } }],
	['error.error.error.message', { error: { error: { error: { message: WHY } } } }],
	['four errors', { error: { error: { error: { error: { message: WHY } } } } }],
	['error.message.message', { error: { message: { message: WHY } } }],
	['error.detail.msg', { error: { detail: { msg: WHY } } }],
	['a list', { error: { error: [{ message: WHY }] } }],
	['an outer reason that is empty', { error: { message: '', error: { message: WHY } } }],
	['an outer code of its own', { error: { code: 'E1', error: { message: WHY } } }],
];

describe.each(FORMS)('packed as %s, the reason comes through', (_form, body) => {
	it('of a failed task', () => {
		const reading = parseTask({ id: 't', status: 'failed', ...(body as object) });
		if (!('task' in reading)) throw new Error('No task');
		expect(taskError(reading.task.failure).what).toContain(WHY);
	});

	it('of a failed task in an envelope', () => {
		const data = { id: 't', status: 'failed', ...(body as object) };
		const reading = parseTask({ data, status: { code: 200, message: 'success' } });
		if (!('task' in reading)) throw new Error('No task');
		expect(taskError(reading.task.failure).what).toContain(WHY);
	});

	it.each([200, 400, 402, 403, 500])('of a creation that fails with HTTP %d', async (status) => {
		const creation = await createTask(sendWith(answer(status, body)).send, 'm', {});
		if (!('failure' in creation)) throw new Error('Created');
		expect(creation.kind).toBe(status === 500 ? 'unclear' : 'refused');
		expect(creation.failure.what).toContain(WHY);
	});

	it.each([200, 403, 404, 500])('of a look that fails with HTTP %d', async (status) => {
		const look = await getTask(sendWith(answer(status, body)).send, 't', 1_000);
		if (!('failure' in look)) throw new Error('Seen');
		expect(look.failure.what).toContain(WHY);
	});
});

describe('the code of a nested reason', () => {
	const codeOf = (error: unknown) => {
		const reading = parseTask({ id: 't', status: 'failed', error });
		return 'task' in reading ? reading.task.failure : undefined;
	};

	it('comes through with its leading zeros, and is explained', () => {
		const failure = codeOf({ error: { code: '008012002', message: WHY } });
		expect(failure).toEqual({ code: '008012002', message: WHY });
		expect(taskError(failure).what).toMatch(/^Video URL invalid \(error code 008012002\)/);
	});

	it('gives way to the code outside of it', () => {
		expect(codeOf({ code: 7, error: { code: 8, message: WHY } })).toEqual({
			code: '7',
			message: WHY,
		});
	});

	// "0 | No error" is documented, but this task did fail.
	it.each([{ code: 0, error: { message: WHY } }, { error: { code: 0, message: WHY } }])(
		'does not hide a reason by being 0: %j',
		(error) => {
			expect(codeOf(error)).toEqual({ message: WHY });
		},
	);

	// Nobody can tell from these that nothing was created, so nobody may create it again.
	it.each([
		{ error: { error: { code: 0, message: 'No error' } } },
		{ error: { error: { error: 'success' } } },
		{ error: { message: 'OK' } },
	])('of success is none: %j', async (body) => {
		expect(await createTask(sendWith(answer(200, body)).send, 'm', {})).toMatchObject({
			kind: 'unclear',
		});
	});
});

describe('a reason that is packed without end', () => {
	/** One that has three ways further down at each step, and counts how often one was gone. */
	function endless() {
		const seen = { steps: 0 };
		const next = (): object =>
			Object.defineProperties(
				{},
				Object.fromEntries(
					['error', 'message', 'detail'].map((name) => [
						name,
						{
							enumerable: true,
							get: () => {
								seen.steps += 1;
								return next();
							},
						},
					]),
				),
			);
		return { error: next(), seen };
	}

	it('is given up, and the task has failed', () => {
		const { error, seen } = endless();
		expect(parseTask({ id: 't', status: 'failed', error })).toMatchObject({
			task: { status: 'failed', failure: { message: 'status "failed"' } },
		});
		expect(seen.steps).toBeGreaterThan(3);
		expect(seen.steps).toBeLessThan(10_000);
	});

	const DEEP = '{"error":'.repeat(2_000) + '"no"' + '}'.repeat(2_000);

	it('leaves a creation unclear, which nobody repeats', async () => {
		const sent = sendWith(answer(200, DEEP));
		expect(await createTask(sent.send, 'm', {})).toMatchObject({ kind: 'unclear' });
	});

	it.each([
		['lists', '['.repeat(2_000) + ']'.repeat(2_000)],
		['objects', DEEP],
	])('does no harm as 2,000 %s', (_form, text) => {
		const error: unknown = JSON.parse(text);
		expect(parseTask({ id: 't', status: 'failed', error })).toMatchObject({
			task: { status: 'failed' },
		});
	});
});
