/** What becomes of the answer to a creation that arrives after a stop? */

import type { SentRequest } from '../../../nodes/Vidu/gateway/http';
import type { BatchEvent } from '../../../nodes/Vidu/tasks/batch';
import { attempt } from '../purchases';

/** Stops while the creation waits for its answer, which then comes. */
async function stopBefore(late: SentRequest) {
	const memory = {};
	const events: BatchEvent[] = [];
	const stop = new AbortController();
	const send = async () => {
		stop.abort();
		return { networkError: { message: 'stopped' }, late: Promise.resolve(late) };
	};
	const onEvent = (event: BatchEvent) => void events.push(event);
	const [result] = await attempt(memory, { send, onEvent, signal: stop.signal });
	await new Promise((resolve) => setImmediate(resolve));
	return { result, events, memory: JSON.stringify(memory) };
}

const answer = (status: number, body: object): SentRequest => ({
	response: { status, headers: {}, body },
});

it.each<[string, SentRequest, string, Partial<BatchEvent>[]]>([
	[
		'a task',
		answer(200, { id: 'task-1', status: 'pending' }),
		'"state":"running","taskId":"task-1"',
		[{ type: 'submitted', taskId: 'task-1', item: 0 }],
	],
	[
		'an ID that is in doubt',
		answer(500, { id: 'task-1', error: 'internal' }),
		'"state":"unclear","namedId":"task-1"',
		[{ type: 'ended', result: expect.objectContaining({ item: 0 }) }],
	],
	[
		'a refusal',
		answer(400, { error: { message: 'no' } }),
		'"state":"refused"',
		[{ type: 'refused', item: 0 }],
	],
	['nothing', { networkError: { message: 'reset' } }, '"state":"unclear"', []],
])('%s', async (_what, late, kept, logged) => {
	const { result, events, memory } = await stopBefore(late);
	expect(result).toMatchObject({ failure: { type: 'unclear', wasStopped: true } });
	const all = [{ type: 'unanswered', item: 0 }, ...logged];
	expect(events).toEqual(all.map((event) => expect.objectContaining(event)));
	expect(memory).toContain(kept);
});
