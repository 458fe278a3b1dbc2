import fc from 'fast-check';

import { describeFailedRun, describeFailure } from '../../nodes/Vidu/output/messages';
import { mayExist } from '../../nodes/Vidu/tasks/itemResult';
import { isOfNoTask } from './doubts';
import { photosOf } from './items';
import { play, wordsOf } from './play';
import { anySchedule } from './anySchedule';

// A guard against a run that hangs: these take a minute, and longer on a busy machine.
jest.setTimeout(900_000);

describe('whatever happens on the way', () => {
	test('each item is bought once, no ID is lost, and nothing is bought after Stop', async () => {
		await fc.assert(
			fc.asyncProperty(anySchedule, async (schedule) => {
				const { gateway, tries, boughtBeforeStop } = await play(schedule);
				const last = tries[tries.length - 1];

				// One purchase an item, and one more only for each task that failed for good, and of which the
				// gateway said so.
				const ends = tries.flatMap((t) => t.events.flatMap((e) => (e.type === 'ended' ? [e] : [])));
				const refunded = ends
					.map(({ result }) => result)
					.filter((o) => o.type === 'failure' && o.failure.type === 'failed');
				const failed = gateway.bought.filter(
					(task) => task.wasSeenFailed && refunded.some(({ taskId }) => taskId === task.id),
				);
				const paid = gateway.bought.filter((task) => !failed.includes(task));
				expect(paid.length).toBeLessThanOrEqual(schedule.prompts.length);

				// Every purchase whose answer arrived comes out of the try that made it, and out of the last one
				// unless it failed for good before.
				const submitted = tries.flatMap((t) => t.events.filter((e) => e.type === 'submitted'));
				for (const one of tries.filter(({ crashed }) => !crashed)) {
					for (const event of one.events) {
						if (event.type !== 'submitted') continue;
						const outcome = one.outcomes[event.item];
						expect(outcome.taskId).toBe(event.taskId);
					}
					if (one.outcomes.some(({ type }) => type === 'failure')) {
						const whole = describeFailedRun(one.outcomes);
						for (const { taskId } of one.outcomes) if (taskId) expect(whole).toContain(taskId);
					}
				}
				expect(new Set(submitted.map((e) => e.type === 'submitted' && e.taskId)).size).toBe(
					submitted.length,
				);

				// Purchases whose answer was lost, or that n8n lost by a crash, are called unclear, in every try
				// from then on. Of a crash, they name the line in the log that has the ID.
				const crash = tries.findIndex(({ crashed }) => crashed);
				const from = schedule.crashLosesAll ? 0 : Math.max(0, crash);
				const inLog = tries.slice(from, crash + 1).flatMap(({ events }) => events);
				const forgotten = inLog.flatMap((e) => (e.type === 'submitted' ? [e] : []));
				const known = new Set(submitted.map((e) => (e.type === 'submitted' ? e.taskId : '')));
				for (const { taskId } of forgotten) known.delete(taskId);
				const lost = paid.filter(({ id }) => !known.has(id)).length;
				for (const { item, purchase } of forgotten) {
					const outcome = last.outcomes[item];
					const words = outcome.type === 'failure' ? describeFailure(outcome) : '';
					if (/already submitted/.test(words)) expect(words).toContain(`purchase ${purchase}"`);
				}
				const unclear = last.outcomes.filter(
					(o) =>
						o.type === 'failure' &&
						(mayExist(o) || /may have been bought|Nothing was bought/.test(describeFailure(o))),
				).length;
				expect(unclear).toBeGreaterThanOrEqual(lost);

				// Without a crash, nothing is taken for forgotten.
				if (crash < 0) expect(tries.map(wordsOf).join()).not.toContain('already submitted');

				// Nothing is bought, nor even asked for, after Stop.
				expect(gateway.creationsAfterStop).toBe(0);
				if (last.wasStopped) expect(gateway.bought.length).toBe(boughtBeforeStop);

				// Order and pairing: the outcome of an item is about its own prompt.
				last.outcomes.forEach((outcome, item) => {
					expect(outcome.item).toBe(item);
					const task = gateway.bought.find(({ id }) => id === outcome.taskId);
					const prompt = schedule.prompts[item];
					if (!task) return;
					expect(task.prompt.replace('@', '')).toBe(prompt);
					expect(task.photos).toEqual(photosOf(schedule.kind, prompt));
				});
				for (const { task } of tries.flatMap(({ outcomes }) => outcomes)) {
					expect(task?.videoUrls.filter(isOfNoTask) ?? []).toEqual([]);
				}
				expect(wordsOf(last)).not.toContain('undefined');
			}),
			{ numRuns: 2000 },
		);
	});
});
