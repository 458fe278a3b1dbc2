/** Does a run of the node profit from what earlier runs saw, and only from that? */

import { newBatch } from '../../nodes/Vidu/tasks/batch';
import type { Job } from '../../nodes/Vidu/tasks/job';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { NO_LEDGER } from '../../nodes/Vidu/tasks/ledger';
import { RecentDurations } from '../../nodes/Vidu/tasks/recentDurations';
import { runJobs } from '../../nodes/Vidu/tasks/runJobs';
import { FakeGateway } from '../property/fakeGateway';
import { VirtualClock } from '../property/virtualClock';
import { jobOf, purchaseOf } from './purchases';

interface Run {
	recent: RecentDurations;
	gateway?: string;
	kind?: string;
	/** Seconds that the task takes. */
	seconds?: number;
	fails?: boolean;
	/** Whether an earlier try bought it. */
	isOld?: boolean;
	/** Whether the gateway reports progress. */
	reports?: boolean;
	/** Milliseconds, the user's own. */
	interval?: number;
}

/** Runs one task. Looks, and milliseconds from its end to the end of the run. */
async function run({ recent, gateway: name = 'a', kind = 'k', seconds = 120, ...rest }: Run) {
	const { fails = false, isOld = false, reports = false, interval } = rest;
	const clock = new VirtualClock();
	const context = {};
	const gateway = new FakeGateway(
		clock,
		() => ({ type: 'none', delay: 100 }),
		() => ({ seconds, fails, reports }),
	);
	const batch = newBatch(
		{
			send: gateway.send,
			clock,
			journal: Journal.open(context),
			ledger: NO_LEDGER,
			onEvent: () => {},
			recent,
			gateway: name,
		},
		0,
		() => 0.5,
	);
	const purchase = purchaseOf({ prompt: 'x' }, { kind });
	const job: Job = { ...jobOf(purchase), timeout: 3_600_000, interval };
	if (isOld) {
		// An earlier try gave up on it, and this one takes it up.
		const early = { ...batch, journal: Journal.open(context) };
		const given = { ...job, timeout: 5_000 };
		await clock.run(
			runJobs(early, [given], 1, async (outcome) => outcome),
			10_000,
		);
	}
	await clock.run(
		runJobs(batch, [job], 1, async (outcome) => outcome),
		4_000_000,
	);
	const [task] = gateway.bought;
	return { looks: task.looks, late: clock.now() - task.finishesAt };
}

/** As many runs as are asked for, one after the other; the last one's figures. */
async function runs(count: number, given: Run) {
	let last = await run(given);
	for (let n = 1; n < count; n += 1) last = await run(given);
	return last;
}

describe('what earlier runs saw', () => {
	it('lets a later run see the end sooner, in fewer looks', async () => {
		const recent = new RecentDurations();
		const first = await run({ recent });
		const second = await run({ recent });
		expect(second.looks).toBeLessThan(first.looks);
		expect(second.late).toBeLessThan(first.late);
		const eighth = await runs(6, { recent });
		expect(eighth.looks).toBeLessThanOrEqual(9);
		expect(eighth.late).toBeLessThanOrEqual(1_000);
	});

	it.each<[string, Partial<Run>]>([
		['of another kind', { kind: 'another' }],
		['of another gateway', { gateway: 'another' }],
	])('does not matter to a task %s', async (_case, other) => {
		const recent = new RecentDurations();
		await runs(8, { recent });
		expect(await run({ recent, ...other })).toEqual(await run({ recent: new RecentDurations() }));
	});

	it('is forgotten with the process: another one begins anew', async () => {
		await runs(8, { recent: new RecentDurations() });
		const first = await run({ recent: new RecentDurations() });
		expect(first.looks).toBeGreaterThan(20);
	});

	it.each<[string, Partial<Run>]>([
		['that failed', { fails: true, seconds: 20 }],
		['of which it saw only a part', { isOld: true, seconds: 20 }],
	])('is not learned from a task %s', async (_case, other) => {
		const recent = new RecentDurations();
		await runs(3, { recent, ...other });
		expect(recent.about('a k', Date.now())).toBeUndefined();
	});

	it.each<[string, Partial<Run>]>([
		['progress', { reports: true }],
		['an interval of the user', { interval: 1_000 }],
	])('gives no credit for what %s saw sooner', async (_case, other) => {
		const recent = new RecentDurations();
		await run({ recent });
		await run({ recent, ...other });
		const last = recent.about('a k', Date.now())?.ended.at(-1);
		expect(last?.credit).toBe(0.05 * (last?.from ?? 0));
	});

	it('is known between two looks: the last one that saw the task running, and the one that saw it ended', async () => {
		const recent = new RecentDurations();
		await run({ recent });
		const [{ from, to }] = recent.about('a k', Date.now())?.ended ?? [];
		expect(from).toBeLessThan(120_000);
		expect(to).toBeGreaterThanOrEqual(120_000 - 150);
		expect(to - from).toBeLessThan(10_000);
	});
});
