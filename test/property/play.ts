import { describeFailedRun, describeTask, describeTrouble } from '../../nodes/Vidu/output/messages';
import { newBatch } from '../../nodes/Vidu/tasks/batch';
import type { BatchEvent } from '../../nodes/Vidu/tasks/batch';
import type { Outcome } from '../../nodes/Vidu/tasks/job';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { runJobs } from '../../nodes/Vidu/tasks/runJobs';
import { Mortal } from './crash';
import { FakeGateway } from './fakeGateway';
import { readItems } from './items';
import type { Schedule } from './schedule';
import { VirtualClock } from './virtualClock';

/** What one try of the node gave out. */
export interface Try {
	outcomes: Outcome[];
	events: BatchEvent[];
	wasStopped: boolean;
	/** n8n died in the middle: nothing came out but what the log had by then. */
	crashed: boolean;
}

/** Runs all tries of a schedule, with the journal saved and loaded in between as n8n does it. */
export async function play(schedule: Schedule) {
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
export function wordsOf({ outcomes, events }: Try): string {
	const troubles = outcomes.flatMap((o) => (o.kind === 'trouble' ? [describeTrouble(o)] : []));
	const whole = outcomes.some(({ kind }) => kind === 'trouble') ? describeFailedRun(outcomes) : '';
	const results = outcomes.map((outcome) => describeTask(outcome) ?? '');
	return JSON.stringify([troubles, whole, results, events]);
}
