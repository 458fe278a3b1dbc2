/** Does a try that was stopped before it began still say what an earlier try of the item submitted? */

import type { Send } from '../../nodes/Vidu/gateway/http';
import { describeFailure } from '../../nodes/Vidu/output/messages';
import { newBatch } from '../../nodes/Vidu/tasks/batch';
import type { Job, ItemResult } from '../../nodes/Vidu/tasks/job';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { NO_LEDGER } from '../../nodes/Vidu/tasks/ledger';
import { runJobs } from '../../nodes/Vidu/tasks/runJobs';
import { answer } from './answers';
import { keyOf } from './purchaseKeys';

const job: Job = {
	item: 0,
	target: {
		purchase: {
			...keyOf(),
			model: 'model',
			params: async () => ({ prompt: 'A kite' }),
			preview: () => ({ prompt: 'A kite' }),
			resubmitUnclear: false,
			kind: 'model',
		},
	},
	until: 'end',
	timeout: 60_000,
	outputOnTimeout: false,
};

/** One try. Every sleep is over at once. */
async function tryOnce(context: object, send: Send, signal?: AbortSignal): Promise<ItemResult> {
	let now = 0;
	const clock = {
		now: () => now,
		sleep: async (milliseconds: number) => {
			now += milliseconds;
		},
	};
	const journal = Journal.open(context as Record<string, unknown>);
	const batch = newBatch({ send, clock, journal, ledger: NO_LEDGER, signal, onEvent: () => {} }, 0);
	const [outcome] = await runJobs(batch, [job], 1, async (ended) => ended);
	return outcome;
}

/** What the user reads after a first try with an answer, and a second one that was stopped at once. */
async function messageAfter(first: Awaited<ReturnType<Send>> | undefined): Promise<string> {
	const context = {};
	const send: Send = async ({ method }) =>
		method === 'POST' && first !== undefined ? first : answer(401, { message: 'no' });
	if (first !== undefined) await tryOnce(context, send);
	const stop = new AbortController();
	stop.abort();
	const requests: unknown[] = [];
	const outcome = await tryOnce(
		context,
		async (request) => {
			requests.push(request);
			return answer(200, {});
		},
		stop.signal,
	);
	expect(requests).toEqual([]);
	if (outcome.kind !== 'trouble') throw new Error('A result');
	expect(outcome.trouble).toBe('stopped');
	return describeFailure(outcome);
}

describe('a try that was stopped before it began', () => {
	it('names the task that is there', async () => {
		const message = await messageAfter(answer(200, { id: 'task-1', status: 'in_progress' }));
		expect(message).toContain('task-1');
		expect(message).not.toMatch(/nothing was created/i);
	});

	it('says that there may be one', async () => {
		const message = await messageAfter(answer(503, { message: 'no' }));
		expect(message).toMatch(/may have been created/);
		expect(message).not.toMatch(/nothing was created/i);
	});

	it.each([
		['was refused', answer(402, { message: 'no' })],
		['was not there', undefined],
	])('says that there is none, if the earlier try %s', async (_case, first) => {
		expect(await messageAfter(first)).toMatch(/nothing was created/i);
	});
});
