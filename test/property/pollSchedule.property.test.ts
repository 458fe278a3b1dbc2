/** Is every delay between two polls within its bounds, and no task polled too often, whatever is known of it? */

import fc from 'fast-check';

import { nextPollDelay } from '../../nodes/Vidu/tasks/pollSchedule';

// A guard against a run that hangs: these take a minute, and longer on a busy machine.
jest.setTimeout(900_000);

/** A microsecond to a day. */
const age = fc.double({ min: 0.001, max: 86_400_000, noNaN: true });
const report = fc.record({ fraction: fc.double({ min: 0, max: 1, noNaN: true }), age });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const durations = fc.array(fc.double({ min: 1, max: 1e7, noNaN: true }), { maxLength: 8 });
const jitter = fc.double();

const polls = fc.integer({ min: 1, max: 100_000 });
const recent = maybe(durations);

/** A task that never was: its reports contradict each other and its age. */
const odd = fc.record({
	age: fc.oneof(age, fc.double()),
	polls,
	progress: maybe(report),
	previous: maybe(report),
	recent,
});

/** A task with a steady progress, of any length, at any moment. */
const steady = fc
	.record({
		end: fc.oneof(fc.integer({ min: 100, max: 20_000 }), fc.nat(10_000_000)),
		share: fc.double({ min: 0.01, max: 2, noNaN: true }),
		polls,
		recent,
	})
	.map(({ end, share, ...rest }) => {
		const reportAt = (part: number) => ({ fraction: Math.min(part, 1), age: part * end });
		const reports = { progress: reportAt(share), previous: reportAt(share / 2) };
		return { ...rest, ...reports, age: share * end };
	});

const anyState = fc.oneof(odd, steady);

it('is 0.3 s to 90 s after the first poll', () => {
	fc.assert(
		fc.property(anyState, jitter, (state, random) => {
			const delay = nextPollDelay(state, random);
			return delay >= 300 && delay <= 90_000;
		}),
		{ numRuns: 5_000 },
	);
});

it('is 4.8 s at most before the first poll', () => {
	fc.assert(
		fc.property(anyState, maybe(fc.nat()), jitter, (state, interval, random) => {
			const delay = nextPollDelay({ ...state, polls: 0, interval }, random);
			expect(delay >= 0 && delay <= 4_800).toBe(true);
		}),
	);
});

it('is the interval of the user, if there is one', () => {
	fc.assert(
		fc.property(
			anyState,
			fc.integer({ min: 100, max: 86_400_000 }),
			jitter,
			(state, interval, random) => {
				expect(nextPollDelay({ ...state, interval }, random)).toBe(interval);
			},
		),
	);
});

/** How the progress of a task continues: a share of its duration, seen in steps and perhaps after a queue. */
const task = fc.record({
	duration: fc.integer({ min: 1_000, max: 3_600_000 }),
	queued: fc.double({ min: 0, max: 0.9, noNaN: true }),
	power: fc.double({ min: 0.3, max: 3, noNaN: true }),
	rounding: fc.constantFrom(0, 0.01, 0.05, 0.1),
	noise: fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 1, maxLength: 9 }),
	reports: fc.boolean(),
	stuckAt: fc.constantFrom(1, 0.99, 0.5, 0),
	recent: durations,
});

/** Those inside the window in which earlier tasks ended, which a longer task has saved before it. */
const IN_WINDOW = 22;

it('leads to one poll in 4.8 s on average, at any age of a task, and those of one window', () => {
	fc.assert(
		fc.property(task, jitter, (setup, random) => {
			const { duration, queued, power, rounding, noise, reports, stuckAt, recent } = setup;
			let reported: Pick<Parameters<typeof nextPollDelay>[0], 'progress' | 'previous'> = {};
			let now = 0;
			for (let polls = 0; now < 2 * duration;) {
				now += nextPollDelay({ age: now, polls, recent, ...reported }, random);
				polls += 1;
				const inWindow = recent.length < 2 ? 0 : IN_WINDOW;
				if (polls > (1.1 * now) / 4_800 + 2 + inWindow) return false;
				const share = Math.max(0, now / duration - queued) / (1 - queued);
				const exact = Math.min(stuckAt, share ** power) * (1 + noise[polls % noise.length]);
				const fraction = rounding === 0 ? exact : Math.floor(exact / rounding) * rounding;
				if (!reports || fraction === reported.progress?.fraction) continue;
				reported = { progress: { fraction, age: now }, previous: reported.progress };
			}
			return true;
		}),
		{ numRuns: 300 },
	);
});
