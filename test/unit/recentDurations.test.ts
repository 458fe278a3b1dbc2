/** What does the process remember of how long tasks took, and for how long? */

import { nextPollDelay } from '../../nodes/Vidu/tasks/pollSchedule';
import { RecentDurations } from '../../nodes/Vidu/tasks/recentDurations';

const HOUR = 3_600_000;

/** Remembers tasks of about two minutes, one a minute. */
function remembering(count: number, kind = 'kind'): RecentDurations {
	const recent = new RecentDurations();
	for (let n = 0; n < count; n += 1) recent.note(kind, 118_000 + n, 120_000 + n, n * 60_000);
	return recent;
}

/** Age of the first look after 14 s. */
const lookAfter14s = (recent: RecentDurations, now: number): number =>
	14_000 + nextPollDelay({ age: 14_000, recent: recent.about('kind', now) }, 0);

describe('what is remembered of recent tasks', () => {
	it('is nothing of a kind that was never seen', () => {
		expect(remembering(3).about('another kind', 0)).toBeUndefined();
	});

	it('is the last dozen of a kind', () => {
		const ended = remembering(30).about('kind', 30 * 60_000)?.ended ?? [];
		expect(ended.map(({ from }) => from - 118_000)).toEqual(
			Array.from({ length: 12 }, (_none, n) => n + 18),
		);
	});

	it('gives no credit for what progress, or the user’s own interval, saw sooner', () => {
		const creditOf = (isByMemory: boolean) => {
			const recent = remembering(1);
			recent.note('kind', 119_000, 120_000, 60_000, isByMemory);
			return recent.about('kind', 60_000)?.ended[1].credit ?? 0;
		};
		expect(creditOf(false)).toBe(0.05 * 119_000);
		expect(creditOf(true)).toBeGreaterThan(creditOf(false));
	});

	it('is of at most three hundred kinds, and the one that was used least recently goes first', () => {
		const recent = new RecentDurations();
		for (let kind = 0; kind < 300; kind += 1) recent.note(`kind ${kind}`, 1_000, 2_000, 0);
		expect(recent.about('kind 0', 0)).toBeDefined();
		recent.note('one more', 1_000, 2_000, 0);
		expect(recent.about('kind 0', 0)).toBeDefined();
		expect(recent.about('kind 1', 0)).toBeUndefined();
		expect(recent.about('kind 2', 0)).toBeDefined();
		expect(recent.about('one more', 0)).toBeDefined();
	});

	it('lets a task wait longer only for six hours, and is gone after a week', () => {
		const recent = remembering(12);
		expect(lookAfter14s(recent, HOUR)).toBeGreaterThan(40_000);
		const hint = recent.about('kind', 7 * HOUR);
		expect(hint?.ended).toHaveLength(12);
		expect(lookAfter14s(recent, 7 * HOUR)).toBeLessThan(20_000);
		expect(recent.about('kind', 8 * 24 * HOUR)).toBeUndefined();
	});

	it('forgets those that misled as soon as a task ends long before them', () => {
		const recent = remembering(12);
		recent.note('kind', 30_000, 60_000, 13 * 60_000);
		const left = recent.about('kind', 13 * 60_000)?.ended.map(({ from }) => from - 118_000);
		// Three of them pay for what they cost; the newest is the one that took 60 s.
		expect(left).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, -88_000]);
	});

	it('is not shaken by a duration that makes no sense', () => {
		const recent = new RecentDurations();
		for (const [from, to] of [
			[-1, 5],
			[5, 5],
			[6, 5],
			[NaN, 5],
			[5, NaN],
			[5, Infinity],
		]) {
			recent.note('kind', from, to, 0);
		}
		expect(recent.about('kind', 0)).toBeUndefined();
	});

	it('holds nothing but times', () => {
		const known = remembering(3).about('kind', 0);
		const leaves = JSON.stringify(known).replace(
			/"(ended|stretches|doubt|from|to|credit|at|chance)":/g,
			'',
		);
		expect(leaves).toMatch(/^[\d.,{}[\]e-]+$/);
	});
});

describe('the looks at a task of a kind that is known', () => {
	/** Ages of the looks up to a limit. */
	function looks(recent: RecentDurations, limit: number, jitter = 0): number[] {
		const ages: number[] = [];
		for (let age = 0; age < limit;) {
			age += nextPollDelay({ age, recent: recent.about('kind', 12 * 60_000) }, jitter);
			ages.push(age);
		}
		return ages;
	}

	it('are few before the earliest end, dense around it, and thin again when it is overdue', () => {
		const ages = looks(remembering(12), 400_000);
		const count = (from: number, to: number) =>
			ages.filter((age) => age > from && age <= to).length;
		expect(count(0, 112_000)).toBeLessThanOrEqual(6);
		expect(count(115_000, 124_000)).toBeGreaterThanOrEqual(3);
		expect(count(200_000, 400_000)).toBeLessThan(18);
	});

	it('begin at 4 s all the same: a task that is refused shows at once', () => {
		for (const jitter of [0, 1]) {
			expect(looks(remembering(12), 1, jitter)[0]).toBeLessThanOrEqual(4_000);
		}
	});

	const ended = (...durations: number[]) => {
		const recent = new RecentDurations();
		for (const seconds of durations) {
			recent.note('kind', seconds * 1000 - 2_000, seconds * 1000, 0);
		}
		return recent;
	};

	it('are those of an unknown one when two remembered ones do not agree', () => {
		expect(looks(ended(20, 200), 400_000)).toEqual(looks(new RecentDurations(), 400_000));
	});

	it('are few before the range of several that do not agree, and spread over all of it', () => {
		const ages = looks(ended(150, 380, 110, 300, 210, 260), 400_000);
		const blind = looks(new RecentDurations(), 400_000);
		const before = (all: number[]) => all.filter((age) => age < 90_000).length;
		expect(before(ages)).toBeLessThan(before(blind) * 0.6);
		for (const from of [110_000, 170_000, 230_000, 290_000]) {
			const within = ages.filter((age) => age > from && age < from + 60_000);
			expect(within.length).toBeGreaterThanOrEqual(3);
		}
	});

	it('are at the interval of the user, whatever is remembered', () => {
		const recent = remembering(12).about('kind', 0);
		expect(nextPollDelay({ age: 50_000, interval: 7_000, recent }, 1)).toBe(7_000);
	});

	it('follow the progress where there is one', () => {
		const recent = remembering(12).about('kind', 0);
		const before = { fraction: 0.2, age: 4_000 };
		const progress = { fraction: 0.65, age: 13_000 };
		const known = { age: 13_000, before, progress };
		expect(nextPollDelay({ ...known, recent }, 0)).toBe(nextPollDelay(known, 0));
	});
});
