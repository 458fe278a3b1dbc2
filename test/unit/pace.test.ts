/** Do the requests of a batch slow down together when the gateway says so, and recover afterwards? */

import fc from 'fast-check';

import { RateLimiter } from '../../nodes/Vidu/tasks/rateLimiter';

const MINUTE = 60_000;

/** When each of several requests may go that ask for their turn at the same moment. */
const turns = (pace: RateLimiter, now: number, count: number): number[] =>
	Array.from({ length: count }, () => pace.reserve(now));

const gapsOf = (times: number[]): number[] => times.slice(1).map((time, at) => time - times[at]);

describe('a pace', () => {
	it('holds nobody up before the first refusal, but for a breath between two', () => {
		const pace = new RateLimiter();
		const given = turns(pace, 1_000, 50);
		expect(given[0]).toBe(1_000);
		for (const gap of gapsOf(given)) {
			expect(gap).toBeGreaterThan(0);
			expect(gap).toBeLessThan(10);
		}
		expect(pace.isPaused(1_000)).toBe(false);
	});

	it('holds everybody until the wait that the gateway asked for is over', () => {
		fc.assert(
			fc.property(fc.nat({ max: 3_600_000 }), fc.nat({ max: 120_000 }), (now, wait) => {
				const pace = new RateLimiter();
				pace.refused(now, wait, now);
				expect(Math.min(...turns(pace, now, 10))).toBeGreaterThanOrEqual(now + wait);
				if (wait > 0) expect(pace.isPaused(now + wait - 1)).toBe(true);
				expect(pace.isPaused(now + wait)).toBe(false);
			}),
		);
	});

	it('holds those too whose turn was given before the refusal', () => {
		const pace = new RateLimiter();
		const before = pace.reserve(1_000);
		pace.refused(1_010, 5_000, before);
		expect(pace.isPaused(Math.max(before, 1_010))).toBe(true);
		expect(pace.reserve(1_010)).toBeGreaterThanOrEqual(6_010);
	});

	it('lets them go one after the other then', () => {
		const pace = new RateLimiter();
		pace.refused(0, 1_000, 0);
		const gaps = gapsOf(turns(pace, 0, 20));
		expect(Math.min(...gaps)).toBeGreaterThan(0);
	});

	it('waits longer after each refusal where the gateway does not say, up to a bound', () => {
		const pace = new RateLimiter();
		const waits: number[] = [];
		let now = 0;
		for (let round = 0; round < 12; round += 1) {
			pace.refused(now, undefined, now);
			const turn = pace.reserve(now);
			waits.push(turn - now);
			now = turn;
		}
		expect(gapsOf(waits).every((more) => more >= 0)).toBe(true);
		expect(waits[3]).toBeGreaterThan(waits[0] * 4);
		expect(Math.max(...waits)).toBeLessThanOrEqual(2 * MINUTE);
	});

	it('takes a burst that was refused together for one refusal', () => {
		const [single, burst] = [new RateLimiter(), new RateLimiter()];
		single.refused(100, undefined, 0);
		for (let one = 0; one < 30; one += 1) burst.refused(100, undefined, 0);
		expect(gapsOf(turns(burst, 100, 5))).toEqual(gapsOf(turns(single, 100, 5)));
		expect(burst.reserve(100)).toBe(single.reserve(100));
		const waitAfter = (pace: RateLimiter) => {
			pace.refused(MINUTE, undefined, MINUTE);
			return pace.reserve(MINUTE);
		};
		expect(waitAfter(burst)).toBe(waitAfter(single));
	});

	it('obeys the longest wait of a burst', () => {
		const pace = new RateLimiter();
		for (const wait of [2_000, 9_000, undefined, 1_000]) pace.refused(100, wait, 0);
		expect(pace.reserve(100)).toBeGreaterThanOrEqual(9_100);
	});

	it('recovers as requests are accepted', () => {
		const pace = new RateLimiter();
		pace.refused(0, 1_000, 0);
		pace.refused(2_000, 1_000, 2_000);
		const slow = gapsOf(turns(pace, 5_000, 4)).at(-1) ?? NaN;
		pace.accepted();
		const faster = gapsOf(turns(pace, 1 * MINUTE, 4)).at(-1) ?? NaN;
		expect(faster).toBeLessThan(slow);
		for (let one = 0; one < 20; one += 1) pace.accepted();
		expect(gapsOf(turns(pace, 2 * MINUTE, 4))).toEqual(gapsOf(turns(new RateLimiter(), 0, 4)));
	});

	it('forgets old refusals when requests were accepted in between', () => {
		const pace = new RateLimiter();
		for (let now = 0; now < 10 * MINUTE; now = pace.reserve(now))
			pace.refused(now, undefined, now);
		pace.accepted();
		const later = 100 * MINUTE;
		pace.refused(later, undefined, later);
		expect(pace.reserve(later) - later).toBeLessThan(0.1 * MINUTE);
	});

	it('never gives a turn in the past or in a pause, whatever happens', () => {
		const step = fc.record({
			after: fc.nat({ max: 10_000 }),
			what: fc.constantFrom('turn', 'refused', 'refusedFor', 'accepted'),
			wait: fc.nat({ max: 30_000 }),
			late: fc.nat({ max: 20_000 }),
		});
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const pace = new RateLimiter();
				let now = 0;
				let until = 0;
				for (const { after, what, wait, late } of steps) {
					now += after;
					if (what === 'accepted') pace.accepted();
					if (what === 'refused') pace.refused(now, undefined, Math.max(0, now - late));
					if (what === 'refusedFor') {
						pace.refused(now, wait, Math.max(0, now - late));
						until = Math.max(until, now + wait);
					}
					if (what !== 'turn') continue;
					const turn = pace.reserve(now);
					expect(turn).toBeGreaterThanOrEqual(Math.max(now, until));
					expect(pace.isPaused(turn)).toBe(false);
					expect(Number.isFinite(turn)).toBe(true);
				}
			}),
			{ numRuns: 1_000 },
		);
	});
});
