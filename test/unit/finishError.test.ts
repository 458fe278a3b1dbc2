/** Does a mistake in what is done with one outcome cost the results of the other items? */

import type { Send } from '../../nodes/Vidu/gateway/http';
import { describeFailure } from '../../nodes/Vidu/output/messages';
import { newBatch } from '../../nodes/Vidu/tasks/batch';
import type { Job, ItemResult } from '../../nodes/Vidu/tasks/job';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { NO_LEDGER } from '../../nodes/Vidu/tasks/ledger';
import { runJobs } from '../../nodes/Vidu/tasks/runJobs';
import { VirtualClock } from '../property/virtualClock';
import { answer } from './answers';
import { jobOf, purchaseOf } from './purchases';

const urlOf = (id: string) => `https://files.example/${id}.mp4`;

/** Runs three items, of which the first is finished first, and whose tasks are t-0, t-1 and t-2. */
async function runThree(
	jobs: Job[],
	finish: (outcome: ItemResult) => Promise<ItemResult>,
	context: Record<string, unknown> = {},
) {
	const clock = new VirtualClock();
	let created = 0;
	const send: Send = async ({ method, path }) => {
		if (method === 'POST') return answer(200, { id: `t-${created++}`, status: 'in_progress' });
		const id = path.split('/').at(-1) ?? '';
		const isOver = clock.now() > 10_000 * Number(id.slice(2));
		const output = isOver ? [{ url: urlOf(id) }] : [];
		return answer(200, { id, status: isOver ? 'completed' : 'in_progress', output });
	};
	const journal = Journal.open(context);
	const batch = newBatch({ send, clock, journal, ledger: NO_LEDGER, onEvent: () => {} }, 0);
	return await clock.run(runJobs(batch, jobs, 3, finish), 1_000_000);
}

const bought = (): Job[] => [0, 1, 2].map((item) => jobOf(purchaseOf({ item }, { item })));

const breakAt = (item: number) => async (outcome: ItemResult) => {
	if (outcome.item === item && outcome.kind === 'result') throw new Error('The disk is full');
	return outcome;
};

it('is the trouble of its item, with its task and its video, and the others go on', async () => {
	const outcomes = await runThree(bought(), breakAt(0));
	expect(outcomes.map(({ kind, item }) => [kind, item])).toEqual([
		['trouble', 0],
		['result', 1],
		['result', 2],
	]);
	const [broken] = outcomes;
	if (broken.kind !== 'trouble') throw new Error('No trouble');
	const message = describeFailure(broken);
	expect(message).toMatch(/^Item 0, task t-0: .*broke off.*: The disk is full\./);
	expect(message).toContain(urlOf('t-0'));
	expect(message).toMatch(/Resource: Task, Operation: Wait and this task ID/);
});

it('names the task of an item that only waits for one', async () => {
	const jobs = bought().map(({ item, ...job }): Job => ({
		...job,
		item,
		target: { taskId: `t-${item}` },
	}));
	const outcomes = await runThree(jobs, breakAt(1));
	expect(outcomes.map(({ kind, taskId }) => [kind, taskId])).toEqual([
		['result', 't-0'],
		['trouble', 't-1'],
		['result', 't-2'],
	]);
});

it('that happens again with the trouble is thrown when all others have ended', async () => {
	const ended: number[] = [];
	const context = {};
	const run = runThree(
		bought(),
		async (outcome) => {
			if (outcome.item === 0) throw new Error(`Broken for ${outcome.kind}`);
			ended.push(outcome.item);
			return outcome;
		},
		context,
	);
	await expect(run).rejects.toThrow('Broken for trouble');
	expect(ended).toEqual([1, 2]);
	// The next try takes them all up.
	const again = await runThree(bought(), async (outcome) => outcome, context);
	expect(again.map(({ taskId }) => taskId)).toEqual(['t-0', 't-1', 't-2']);
});
