import fc from 'fast-check';

import { describeFailedRun, describeTask, describeTrouble } from '../../nodes/Vidu/output/messages';
import { newBatch, runBatch } from '../../nodes/Vidu/tasks/batch';
import type { BatchEvent } from '../../nodes/Vidu/tasks/batch';
import type { Job, Outcome } from '../../nodes/Vidu/tasks/job';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { FakeGateway } from './fakeGateway';
import { anySchedule } from './schedule';
import type { Schedule } from './schedule';
import { VirtualClock } from './virtualClock';

/** What one try of the node gave out. */
interface Try {
	outcomes: Outcome[];
	events: BatchEvent[];
	wasStopped: boolean;
}

/** Runs all tries of a schedule, with the journal saved and loaded in between as n8n does it. */
async function play(schedule: Schedule) {
	const clock = new VirtualClock();
	const creates = [...schedule.createTroubles];
	const looks = [...schedule.lookTroubles];
	const gateway = new FakeGateway(
		clock,
		(kind) => (kind === 'create' ? creates : looks).shift() ?? { type: 'none', delay: 100 },
		(n) => schedule.tasks[n % schedule.tasks.length],
	);
	let context: Record<string, unknown> = {};
	const tries: Try[] = [];
	let stoppedInTry: number | undefined;
	let boughtBeforeStop = 0;
	for (let n = 0; n < schedule.tries; n += 1) {
		const controller = new AbortController();
		gateway.signal = controller.signal;
		if (stoppedInTry !== undefined) {
			// n8n tries again after a stop, with the signal fired: once is enough to see what comes of it.
			if (n > stoppedInTry + 1) break;
			controller.abort();
		}
		if (n === schedule.stopInTry && schedule.stopAt !== undefined) {
			clock.at(clock.now() + schedule.stopAt, () => {
				stoppedInTry = n;
				boughtBeforeStop = gateway.bought.length;
				controller.abort();
			});
		}
		const events: BatchEvent[] = [];
		const batch = newBatch(
			{
				send: gateway.send,
				clock,
				journal: Journal.open(context),
				signal: controller.signal,
				onEvent: (event) => events.push(event),
			},
			schedule.totalTimeout * 1000,
			() => 0.5,
		);
		const jobs = schedule.prompts.map((prompt, item) => toJob(schedule, prompt, item));
		const work = runBatch(batch, jobs, schedule.maxConcurrency, async (outcome) => outcome);
		const outcomes = await clock.run(work, 400_000_000);
		tries.push({ outcomes, events, wasStopped: controller.signal.aborted });
		context = JSON.parse(JSON.stringify(context)) as Record<string, unknown>;
		if (outcomes.every(({ kind }) => kind === 'result')) break;
	}
	return { gateway, tries, boughtBeforeStop };
}

function toJob(schedule: Schedule, prompt: string, item: number): Job {
	return {
		item,
		subject: {
			purchase: {
				model: 'm',
				params: async () => ({ prompt }),
				claim: { run: 0, item, given: `${item} ${prompt}`, request: prompt, isTool: false },
				resubmitUnclear: false,
				kind: 'm',
			},
		},
		until: 'end',
		timeout: schedule.timeout * 1000,
		outputOnTimeout: schedule.outputOnTimeout,
	};
}

/** Everything that comes out of a try in words: messages of items, of the whole, and log lines. */
function wordsOf({ outcomes, events }: Try): string {
	const troubles = outcomes.flatMap((o) => (o.kind === 'trouble' ? [describeTrouble(o)] : []));
	const whole = outcomes.some(({ kind }) => kind === 'trouble') ? describeFailedRun(outcomes) : '';
	const results = outcomes.map((outcome) => describeTask(outcome) ?? '');
	return JSON.stringify([troubles, whole, results, events]);
}

describe('whatever happens on the way', () => {
	test('each item is bought once, no ID is lost, and nothing is bought after Stop', async () => {
		await fc.assert(
			fc.asyncProperty(anySchedule, async (schedule) => {
				const { gateway, tries, boughtBeforeStop } = await play(schedule);
				const last = tries[tries.length - 1];

				// One purchase an item, and one more only for each task that failed for good.
				const failed = gateway.bought.filter(
					(task) =>
						task.fails &&
						tries.some((t) =>
							t.outcomes.some(
								(o) => o.kind === 'trouble' && o.trouble === 'failed' && o.taskId === task.id,
							),
						),
				).length;
				expect(gateway.bought.length - failed).toBeLessThanOrEqual(schedule.prompts.length);

				// Every purchase whose answer arrived comes out of the try that made it, and out of the last one
				// unless it failed for good before.
				const submitted = tries.flatMap((t) => t.events.filter((e) => e.type === 'submitted'));
				for (const one of tries) {
					for (const event of one.events) {
						if (event.type !== 'submitted') continue;
						const outcome = one.outcomes[event.item];
						expect(outcome.taskId).toBe(event.taskId);
					}
					if (one.outcomes.some(({ kind }) => kind === 'trouble')) {
						const whole = describeFailedRun(one.outcomes);
						for (const { taskId } of one.outcomes) if (taskId) expect(whole).toContain(taskId);
					}
				}
				expect(new Set(submitted.map((e) => e.type === 'submitted' && e.taskId)).size).toBe(
					submitted.length,
				);

				// Purchases whose answer was lost are called unclear, in every try from then on.
				const known = new Set(submitted.map((e) => (e.type === 'submitted' ? e.taskId : '')));
				const lost = gateway.bought.filter(({ id }) => !known.has(id)).length;
				const unclear = last.outcomes.filter(
					(o) =>
						o.kind === 'trouble' &&
						(o.trouble === 'unclear' || /may have been created/.test(describeTrouble(o))),
				).length;
				expect(unclear).toBeGreaterThanOrEqual(lost);

				// Nothing is bought, nor even asked for, after Stop.
				expect(gateway.creationsAfterStop).toBe(0);
				if (last.wasStopped) expect(gateway.bought.length).toBe(boughtBeforeStop);

				// Order and pairing: the outcome of an item is about its own prompt.
				last.outcomes.forEach((outcome, item) => {
					expect(outcome.item).toBe(item);
					const task = gateway.bought.find(({ id }) => id === outcome.taskId);
					if (task) expect(task.prompt).toBe(schedule.prompts[item]);
				});
				expect(wordsOf(last)).not.toContain('undefined');
			}),
			{ numRuns: 2000 },
		);
	});
});
