import fc from 'fast-check';

import { describeFailedRun, describeTask, describeTrouble } from '../../nodes/Vidu/output/messages';
import { newBatch } from '../../nodes/Vidu/tasks/batch';
import type { BatchEvent } from '../../nodes/Vidu/tasks/batch';
import type { Outcome } from '../../nodes/Vidu/tasks/job';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { runJobs } from '../../nodes/Vidu/tasks/runJobs';
import { Mortal } from './crash';
import { FakeGateway } from './fakeGateway';
import { photosOf, readItems } from './items';
import { anySchedule } from './schedule';
import type { Schedule } from './schedule';
import { VirtualClock } from './virtualClock';

/** What one try of the node gave out. */
interface Try {
	outcomes: Outcome[];
	events: BatchEvent[];
	wasStopped: boolean;
	/** n8n died in the middle: nothing came out but what the log had by then. */
	crashed: boolean;
}

/** Runs all tries of a schedule, with the journal saved and loaded in between as n8n does it. */
async function play(schedule: Schedule) {
	const clock = new VirtualClock();
	const creates = [...schedule.createTroubles];
	const looks = [...schedule.lookTroubles];
	const fileTroubles = [...schedule.fileTroubles];
	const gateway = new FakeGateway(
		clock,
		(kind) => (kind === 'create' ? creates : looks).shift() ?? { type: 'none', delay: 100 },
		(n) => schedule.tasks[n % schedule.tasks.length],
	);
	let context: Record<string, unknown> = {};
	const memory = new Set<string>();
	const tries: Try[] = [];
	let stoppedInTry: number | undefined;
	let boughtBeforeStop = 0;
	// A crash is always followed by another try.
	for (let n = 0; n < schedule.tries || tries[n - 1].crashed; n += 1) {
		const process = new Mortal();
		const controller = new AbortController();
		gateway.signal = controller.signal;
		if (stoppedInTry !== undefined) {
			// n8n tries again after a stop, with the signal fired: once is enough to see what comes of it.
			if (n > stoppedInTry + 1) break;
			controller.abort();
		}
		if (n === schedule.stopInTry && schedule.stopAt !== undefined) {
			clock.at(clock.now() + schedule.stopAt, () => {
				// Over already: there is nothing left to stop.
				if (process.isDead || tries.length > n) return;
				stoppedInTry = n;
				boughtBeforeStop = gateway.bought.length;
				controller.abort();
			});
		}
		const saved = schedule.crashLosesAll ? '{}' : JSON.stringify(context);
		const events: BatchEvent[] = [];
		const batch = newBatch(
			{
				send: process.send(gateway.send),
				clock,
				journal: Journal.open(context),
				ledger: process.ledger(memory, clock, controller.signal),
				signal: controller.signal,
				onEvent: (event) => process.isDead || events.push(event),
			},
			schedule.totalTimeout * 1000,
			() => 0.5,
		);
		const { read, allOutcomes } = await readItems(schedule, context, fileTroubles);
		const jobs = read.flatMap((entry) => ('job' in entry ? [entry.job] : []));
		const work = runJobs(batch, jobs, schedule.maxConcurrency, async (outcome) => outcome).then(
			allOutcomes,
		);
		const crash = new Promise<undefined>((resolve) => {
			if (n !== schedule.crashInTry || schedule.crashAt === undefined) return;
			clock.at(clock.now() + schedule.crashAt, () => {
				resolve(undefined);
				process.isDead = true;
			});
		});
		const outcomes = await clock.run(Promise.race([work, crash]), 400_000_000);
		const crashed = outcomes === undefined;
		const wasStopped = controller.signal.aborted;
		tries.push({ outcomes: outcomes ?? [], events, wasStopped, crashed });
		context = JSON.parse(crashed ? saved : JSON.stringify(context)) as Record<string, unknown>;
		if (crashed) continue;
		if (outcomes.every(({ kind }) => kind === 'result')) break;
	}
	return { gateway, tries, boughtBeforeStop };
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
				const ends = tries.flatMap((t) => t.events.flatMap((e) => (e.type === 'ended' ? [e] : [])));
				const refunded = ends
					.map(({ outcome }) => outcome)
					.filter((o) => o.kind === 'trouble' && o.trouble === 'failed');
				const failed = gateway.bought.filter(
					(task) => task.fails && refunded.some(({ taskId }) => taskId === task.id),
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
					if (one.outcomes.some(({ kind }) => kind === 'trouble')) {
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
					const words = outcome.kind === 'trouble' ? describeTrouble(outcome) : '';
					if (/submitted before/.test(words)) expect(words).toContain(`purchase ${purchase}"`);
				}
				const unclear = last.outcomes.filter(
					(o) =>
						o.kind === 'trouble' &&
						(o.trouble === 'unclear' ||
							/may have been created|Nothing was created by this try/.test(describeTrouble(o))),
				).length;
				expect(unclear).toBeGreaterThanOrEqual(lost);

				// Without a crash, nothing is taken for forgotten.
				if (crash < 0) expect(tries.map(wordsOf).join()).not.toContain('submitted before');

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
				expect(wordsOf(last)).not.toContain('undefined');
			}),
			{ numRuns: 2000 },
		);
	});
});
