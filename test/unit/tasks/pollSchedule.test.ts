/** Does the schedule keep the rules of docs/polling.md? Times in milliseconds. */

import { nextPollDelay } from '../../../nodes/Vidu/tasks/pollSchedule';
import type { PollState } from '../../../nodes/Vidu/tasks/pollSchedule';

const USUAL = 4_800;

type TaskSetup = Partial<PollState> & { duration?: number; stuckAt?: number };

/** Ages of the polls up to a limit; progress is that of a task of `duration`, if it reports any. */
function polls(limit: number, { recent, interval, duration, stuckAt = 1 }: TaskSetup) {
	const ages: number[] = [];
	let reported: Pick<PollState, 'progress' | 'previous'> = {};
	for (let age = 0; age < limit;) {
		age += nextPollDelay({ age, polls: ages.length, recent, interval, ...reported }, 0);
		ages.push(age);
		if (duration === undefined) continue;
		const progress = { fraction: Math.min(age / duration, stuckAt), age };
		if (progress.fraction !== reported.progress?.fraction) {
			reported = { progress, previous: reported.progress };
		}
	}
	return ages;
}

const delays = (ages: number[]): number[] => ages.map((age, at) => age - (ages[at - 1] ?? 0));
const within = (ages: number[], from: number, to: number): number[] =>
	ages.filter((age) => age > from && age <= to);

describe('the first poll', () => {
	it.each([
		[0, 0, 4_800],
		[0, 1, 4_320],
		[0, 0.5, 4_560],
		[3_000, 0, 1_800],
		[60_000, 0, 1],
		[NaN, NaN, 4_800],
		[-5, 7, 4_320],
	])('of a task of age %p with the jitter %p comes after %p ms', (age, jitter, delay) => {
		expect(nextPollDelay({ age, polls: 0 }, jitter)).toBe(delay);
	});

	it.each([
		[1_000, 1_000],
		[60_000, 4_800],
	])('with an interval of %p ms comes after %p ms', (interval, delay) => {
		expect(nextPollDelay({ age: 0, polls: 0, interval }, 0)).toBe(delay);
	});
});

it('without progress every delay is the usual one', () => {
	expect(new Set(delays(polls(900_000, {})))).toEqual(new Set([USUAL]));
});

it('an interval of the user replaces everything but the first poll', () => {
	const state = { interval: 7_000, recent: [60_000, 60_000], duration: 60_000 };
	const [first, ...others] = delays(polls(120_000, state));
	expect(first).toBe(USUAL);
	expect(new Set(others)).toEqual(new Set([7_000]));
	expect(nextPollDelay({ age: 9, polls: 3, interval: 1e12 }, 0)).toBe(86_400_000);
});

describe('with progress', () => {
	it.each([20_000, 60_000, 300_000, 900_000])(
		'the end of a task of %p ms is seen soon',
		(duration) => {
			const ages = polls(duration, { duration });
			expect(ages.at(-1)).toBeLessThanOrEqual(duration + 1_000);
			expect(ages.length).toBeLessThanOrEqual(duration / USUAL + 1);
			expect(Math.max(...delays(ages))).toBeLessThanOrEqual(90_000);
		},
	);

	it.each([
		['once', undefined, 4_800],
		['twice, and roughly agrees', { fraction: 0.011, age: 4_800 }, 9_000],
		['twice, and agrees', { fraction: 0.01, age: 4_800 }, 90_000],
	])('that was reported %s, the longest delay is right', (_case, previous, delay) => {
		const progress = { fraction: 0.02, age: 9_600 };
		expect(nextPollDelay({ age: 9_600, polls: 2, progress, previous }, 0)).toBe(delay);
	});

	it('a task that is nearly done at its first poll is polled again right after its end', () => {
		expect(polls(5_000, { duration: 5_000 })).toEqual([4_800, expect.any(Number)]);
		expect(polls(5_000, { duration: 5_000 })[1]).toBeLessThanOrEqual(5_500);
		// At half, a short delay would be a poll more than usual.
		expect(delays(polls(10_000, { duration: 9_600 }))[1]).toBeGreaterThan(3_500);
	});

	it('a single report of a whole tenth is not taken for a rounded one', () => {
		const age = 4_490;
		const delay = nextPollDelay({ age, polls: 1, progress: { fraction: 0.9, age } }, 0);
		expect(age + delay).toBeGreaterThan(age / 0.9);
	});

	it('a task stuck at 99 % is polled at the usual rate in the end', () => {
		const ages = polls(900_000, { duration: 100_000, stuckAt: 0.99 });
		expect(delays(ages).slice(-20)).toEqual(Array(20).fill(USUAL));
		expect(ages.length).toBeLessThanOrEqual(900_000 / USUAL + 1);
	});
});

describe('with recent tasks', () => {
	const recent = [100_000, 104_000, 110_000];

	it('polls are few before the window, dense in it, and usual after it', () => {
		const ages = polls(300_000, { recent });
		const [start, end] = [95_000, 115_500];
		const before = within(ages, USUAL, start);
		expect(before).toHaveLength(9);
		expect(within(ages, start, start + 900)).toHaveLength(1);
		const gaps = delays(within(ages, start, end)).slice(1);
		expect(new Set(gaps)).toEqual(new Set([932]));
		expect(delays(ages).slice(-20)).toEqual(Array(20).fill(USUAL));
	});

	it.each([
		['one duration', [60_000]],
		['durations that do not agree', [60_000, 180_000]],
		['durations that are over', [20_000, 20_000]],
	])('%s predict nothing', (_case, known) => {
		expect(nextPollDelay({ age: 48_000, polls: 10, recent: known }, 0)).toBe(USUAL);
	});

	it('progress comes first', () => {
		const state = { age: 50_000, polls: 11, progress: { fraction: 0.5, age: 50_000 } };
		expect(nextPollDelay({ ...state, recent }, 0)).toBe(nextPollDelay(state, 0));
	});
});
