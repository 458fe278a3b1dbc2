/** Does an error of the node's own, in the middle of an item, cost a second video at the next try? */

import type { Send } from '../../nodes/Vidu/gateway/http';
import { describeFailure } from '../../nodes/Vidu/output/messages';
import { newBatch } from '../../nodes/Vidu/tasks/batch';
import type { BatchEvent } from '../../nodes/Vidu/tasks/batch';
import type { Clock } from '../../nodes/Vidu/tasks/clock';
import type { Job, ItemResult } from '../../nodes/Vidu/tasks/job';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { NO_LEDGER } from '../../nodes/Vidu/tasks/ledger';
import { runJobs } from '../../nodes/Vidu/tasks/runJobs';
import { answer } from './answers';
import { keyOf } from './purchaseKeys';

/** A clock on which every sleep is over at once. */
function fastClock(): Clock {
	let now = 0;
	return {
		now: () => now,
		sleep: async (milliseconds) => {
			now += milliseconds;
		},
	};
}

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

/** A gateway that counts what it sells. */
function gateway(created: unknown = { id: 'task-1', status: 'in_progress' }) {
	const seen = { creates: 0 };
	const send: Send = async ({ method }) => {
		if (method === 'POST') {
			seen.creates += 1;
			return answer(200, created);
		}
		const output = [{ content: [{ url: 'https://files.example/1.mp4' }] }];
		return answer(200, { id: 'task-1', status: 'completed', output });
	};
	return { send, seen };
}

/** One try of the item, as n8n makes several of in one execution. */
async function tryOnce(
	context: Record<string, unknown>,
	send: Send,
	onEvent: (event: BatchEvent) => void = () => {},
): Promise<ItemResult> {
	const journal = Journal.open(context);
	const batch = newBatch(
		{ send, clock: fastClock(), journal, ledger: NO_LEDGER, signal: undefined, onEvent },
		0,
	);
	const [outcome] = await runJobs(batch, [job], 1, async (ended) => ended);
	return outcome;
}

const failAt = (type: BatchEvent['type']) => (event: BatchEvent) => {
	if (event.type === type) throw new Error('The log cannot be written');
};

describe('an error of the node’s own', () => {
	it.each(['submitted', 'seen'] as const)(
		'when a task was %s loses neither it nor money',
		async (type) => {
			const context = {};
			const { send, seen } = gateway();
			const first = await tryOnce(context, send, failAt(type));
			expect(first).toMatchObject({ kind: 'trouble', taskId: 'task-1' });
			const second = await tryOnce(context, send);
			expect(second).toMatchObject({ kind: 'result', taskId: 'task-1' });
			expect(seen.creates).toBe(1);
		},
	);

	it('says what broke, what to do with the task, and whom to tell', async () => {
		const outcome = await tryOnce({}, gateway().send, failAt('seen'));
		if (outcome.kind !== 'trouble') throw new Error('No trouble');
		const message = describeFailure(outcome);
		expect(message).toMatch(/^Item 0, task task-1: .*broke off.*: The log cannot be written\./);
		expect(message).toMatch(/Resource: Task, Operation: Wait and this task ID/);
		expect(message).toMatch(/report this message to the makers of n8n-nodes-vidu/);
	});

	it('when a task ended takes nothing away from its result', async () => {
		const outcome = await tryOnce({}, gateway().send, failAt('ended'));
		expect(outcome).toMatchObject({ kind: 'result', taskId: 'task-1' });
	});

	it('before the task has an ID says where to look before it is bought again', async () => {
		const broken: Send = async () => {
			throw new Error('A mistake in the sender');
		};
		const outcome = await tryOnce({}, broken);
		if (outcome.kind !== 'trouble') throw new Error('No trouble');
		const message = describeFailure(outcome);
		expect(message).toMatch(
			/^Item 0: .*: A mistake in the sender\. The task may have been created/,
		);
		expect(message).toMatch(/look at your tasks in the Vtrix console before/);
	});

	it('while the request was under way leaves it unclear, and is not followed by another', async () => {
		const context = {};
		const seen = { creates: 0 };
		const send: Send = async () => {
			seen.creates += 1;
			throw new Error('A mistake in the sender');
		};
		for (const _try of [1, 2, 3]) {
			expect(await tryOnce(context, send)).toMatchObject({ kind: 'trouble', trouble: 'unclear' });
		}
		expect(seen.creates).toBe(1);
	});

	it('is not what a gateway can bring about, with a server error that is worded to', async () => {
		const context = {};
		const { seen } = gateway();
		const send: Send = async () => {
			seen.creates += 1;
			return answer(500, { error: { code: 'constructor', message: 'no' } });
		};
		for (const _try of [1, 2, 3]) {
			expect(await tryOnce(context, send)).toMatchObject({ kind: 'trouble', trouble: 'unclear' });
		}
		expect(seen.creates).toBe(1);
	});

	it('is not what makes these tests pass: without one, a task is bought and waited for', async () => {
		const { send, seen } = gateway();
		expect(await tryOnce({}, send)).toMatchObject({ kind: 'result', taskId: 'task-1' });
		expect(seen.creates).toBe(1);
	});
});
