import { limitCost } from '../../nodes/Vidu/execute/maxCost';
import { describeFailedRun, describeFailure, describeTask } from '../../nodes/Vidu/output/messages';
import { newBatch } from '../../nodes/Vidu/tasks/batch';
import type { BatchEvent } from '../../nodes/Vidu/tasks/batch';
import { CreatedByEstimate } from '../../nodes/Vidu/tasks/estimates';
import type { ItemResult } from '../../nodes/Vidu/tasks/itemResult';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { lookUpFirst, runJobs } from '../../nodes/Vidu/tasks/runJobs';
import { SlowItems } from '../ledgers';
import { Mortal } from './crash';
import { FakeGateway } from './fakeGateway';
import type { Bought } from './fakeGateway';
import { readItems } from './items';
import { Questions } from './precharge';
import type { Schedule } from './schedule';
import { VirtualClock } from './virtualClock';

/** The result of one try of the node. */
export interface Try {
	outcomes: ItemResult[];
	events: BatchEvent[];
	/** The events of creations that were sent before a stop and answered after it. */
	late: BatchEvent[];
	wasStopped: boolean;
	/** n8n died in the middle: nothing came out but what the log had by then. */
	crashed: boolean;
	/** Whether n8n died, also after the try was over. */
	hasDied: () => boolean;
	/** Every task that it bought, whether or not it learnt of it. */
	bought: readonly Bought[];
	/** Why Max Cost let nothing be bought. */
	refusal?: string;
	/** Tasks that the gateway created for estimates, if their answers arrived. */
	createdByEstimates: readonly string[];
	/** How many questions for an estimate got no price. */
	withoutPrice: number;
}

/** The result of all tries of a schedule. */
export type Played = Awaited<ReturnType<typeof play>>;

let plays = 0;

/** Runs all tries of a schedule, with the journal saved and loaded in between as n8n does it. */
export async function play(schedule: Schedule) {
	const clock = new VirtualClock();
	const creates = [...schedule.createFaults];
	const polls = [...schedule.pollFaults];
	const fileFaults = [...schedule.fileFaults];
	const estimates = [...(schedule.limit?.estimateFaults ?? [])];
	const answers = [...(schedule.limit?.answers ?? [])];
	const queues = { create: creates, poll: polls, estimate: estimates };
	const gateway = new FakeGateway(
		clock,
		(kind) => queues[kind].shift() ?? { type: 'none', delay: 100 },
		(n) => schedule.tasks[n % schedule.tasks.length],
		{ estimates: () => answers.shift() ?? 'usd' },
	);
	const number = (plays += 1);
	let context: Record<string, unknown> = {};
	const memory = new SlowItems(clock);
	const tries: Try[] = [];
	let stoppedInTry: number | undefined;
	let boughtBeforeStop = 0;
	// A crash is always followed by another try.
	for (let n = 0; n < schedule.tries || tries[n - 1].crashed; n += 1) {
		const crashes = tries.filter(({ crashed }) => crashed).length;
		const process = new Mortal(`${number} after ${crashes}`);
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
		const questions = new Questions();
		const boughtBefore = gateway.bought.length;
		const saved = schedule.crashLosesAll ? '{}' : JSON.stringify(context);
		const [events, late]: BatchEvent[][] = [[], []];
		const unanswered = new Set<string>();
		const note = (event: BatchEvent) => {
			if (event.type === 'unanswered') unanswered.add(whoseOf(event));
			const isLate = event.type === 'submitted' && unanswered.has(whoseOf(event));
			(isLate ? late : events).push(event);
		};
		const batch = newBatch(
			{
				send: questions.send(process.send(gateway.send)),
				clock,
				journal: Journal.open(context),
				ledger: process.ledger(memory, clock, controller.signal),
				signal: controller.signal,
				onEvent: (event) => process.isDead || note(event),
			},
			schedule.totalTimeout * 1000,
			() => 0.5,
		);
		const { read, allOutcomes } = await readItems(schedule, context, fileFaults);
		const jobs = read.flatMap((entry) => (entry.ok ? [entry.value.job] : []));
		const { maxConcurrency } = schedule;
		const maxCost = schedule.limit && centsOf(schedule, n) / 100;
		let createdByEstimates: readonly string[] = [];
		const runLimited = async () => {
			const refused = await limitCost(batch, jobs, maxCost, maxConcurrency).catch((error) => {
				if (!(error instanceof CreatedByEstimate)) throw error;
				createdByEstimates = error.taskIds;
				return { what: error.message };
			});
			const refusal = refused?.what;
			if (refusal !== undefined) return { outcomes: allOutcomes([], refusal), refusal };
			if (tries.some((one) => one.crashed)) await lookUpFirst(batch, jobs);
			const results = await runJobs(batch, jobs, maxConcurrency, async (one) => one);
			return { outcomes: allOutcomes(results) };
		};
		const crash = new Promise<undefined>((resolve) => {
			if (n !== schedule.crashInTry || schedule.crashAt === undefined) return;
			clock.at(clock.now() + schedule.crashAt, () => {
				resolve(undefined);
				process.isDead = true;
			});
		});
		const ended = await clock.run(Promise.race([runLimited(), crash]), 400_000_000);
		const crashed = ended === undefined;
		tries.push({
			outcomes: [],
			...ended,
			events,
			late,
			wasStopped: controller.signal.aborted,
			crashed,
			hasDied: () => process.isDead,
			bought: gateway.bought.slice(boughtBefore),
			createdByEstimates,
			withoutPrice: questions.withoutPrice,
		});
		context = JSON.parse(crashed ? saved : JSON.stringify(context)) as Record<string, unknown>;
		if (crashed) continue;
		if (ended.outcomes.every(({ type }) => type === 'success')) break;
	}
	await clock.run(clock.sleep(CREATION), Infinity);
	expectAnswersLogged(gateway, tries);
	return { gateway, tries, boughtBeforeStop };
}

/** Milliseconds in which an answer to a creation may come, whatever happened meanwhile. */
const CREATION = 120_000;

const whoseOf = ({ item, scene }: { item: number; scene?: number }): string => `${item} ${scene}`;

/** Every task that was created and answered within two minutes is in the log, unless n8n died. */
function expectAnswersLogged({ answered }: FakeGateway, tries: readonly Try[]): void {
	for (const { bought, events, late, hasDied } of tries) {
		if (hasDied()) continue;
		const logged = [...events, ...late].flatMap((e) => (e.type === 'submitted' ? [e.taskId] : []));
		const ids = bought.flatMap(({ id, byEstimate }) => (byEstimate ? [] : [id]));
		for (const id of ids.filter((one) => answered.has(one))) expect(logged).toContain(id);
	}
}

/** Max Cost at a try; the user may change it between two. */
export const centsOf = ({ limit }: Schedule, n: number): number =>
	limit === undefined ? 0 : limit.cents[n % limit.cents.length];

/** Everything that comes out of a try in words: messages of items, of the whole, and log lines. */
export function wordsOf({ outcomes, events }: Try): string {
	const faults = outcomes.flatMap((o) => (o.type === 'failure' ? [describeFailure(o)] : []));
	const whole = outcomes.some(({ type }) => type === 'failure') ? describeFailedRun(outcomes) : '';
	const results = outcomes.map((outcome) => describeTask(outcome) ?? '');
	return JSON.stringify([faults, whole, results, events]);
}
