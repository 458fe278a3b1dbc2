/** Do the requests of a batch slow down together when the gateway says so, and recover afterwards? */

import fc from 'fast-check';

import { acquire, RateLimiter } from '../../../nodes/Vidu/tasks/rateLimiter';
import { VirtualClock } from '../../property/virtualClock';

const MINUTE = 60_000;

/** When each of several requests may be sent that ask for their turn at the same moment. */
const turns = (limiter: RateLimiter, now: number, count: number): number[] =>
	Array.from({ length: count }, () => limiter.reserve(now));

const gapsOf = (times: number[]): number[] => times.slice(1).map((time, at) => time - times[at]);

/** A limiter after some refusals at a moment, all sent at 0. */
function refusedAt(now: number, ...waits: Array<number | undefined>): RateLimiter {
	const limiter = new RateLimiter();
	for (const wait of waits) limiter.refused(now, wait, 0);
	return limiter;
}

describe('the turns', () => {
	it('come a few milliseconds apart before the first refusal', () => {
		const limiter = new RateLimiter();
		const moments = turns(limiter, 1_000, 50);
		expect(moments[0]).toBe(1_000);
		expect(new Set(gapsOf(moments))).toEqual(new Set([4]));
		expect(limiter.isPaused(1_000)).toBe(false);
	});

	it('come one by one after the wait that the gateway asked for', () => {
		fc.assert(
			fc.property(fc.nat(3_600_000), fc.integer({ min: 1, max: 120_000 }), (now, wait) => {
				const limiter = new RateLimiter();
				limiter.refused(now, wait, now);
				const moments = turns(limiter, now, 10);
				expect(moments[0]).toBeGreaterThanOrEqual(now + wait);
				expect(Math.min(...gapsOf(moments))).toBeGreaterThanOrEqual(250);
				expect(limiter.isPaused(now + wait - 1)).toBe(true);
				expect(limiter.isPaused(now + wait)).toBe(false);
			}),
		);
	});

	it('come later after each refusal where the gateway does not say, up to a bound', () => {
		const limiter = new RateLimiter();
		const waits: number[] = [];
		for (let now = 0; waits.length < 12; now = limiter.reserve(now)) {
			limiter.refused(now, undefined, now);
			waits.push(limiter.reserve(now) - now);
		}
		expect(gapsOf(waits).every((more) => more >= 0)).toBe(true);
		expect(waits[3]).toBeGreaterThan(waits[0] * 4);
		expect(Math.max(...waits)).toBeLessThanOrEqual(2 * MINUTE);
	});

	it('come as after one refusal when a burst was refused together', () => {
		const [one, burst] = [[undefined], Array(30).fill(undefined)].map((waits) => {
			const limiter = refusedAt(100, ...waits);
			const first = turns(limiter, 100, 5);
			limiter.refused(MINUTE, undefined, MINUTE);
			return [...first, limiter.reserve(MINUTE)];
		});
		expect(burst).toEqual(one);
	});

	it('come after the longest wait of a burst', () => {
		const limiter = refusedAt(100, 2_000, 9_000, undefined, 1_000);
		expect(limiter.reserve(100)).toBeGreaterThanOrEqual(9_100);
	});

	it('come faster as requests are accepted, and then as before', () => {
		const limiter = refusedAt(0, 1_000);
		limiter.refused(2_000, 1_000, 2_000);
		const gapAt = (minute: number) => gapsOf(turns(limiter, minute * MINUTE, 4)).at(-1) ?? NaN;
		const slow = gapAt(1);
		limiter.accepted();
		expect(gapAt(2)).toBeLessThan(slow);
		for (let one = 0; one < 20; one += 1) limiter.accepted();
		expect(gapAt(3)).toBe(4);
		limiter.refused(100 * MINUTE, undefined, 100 * MINUTE);
		expect(limiter.reserve(100 * MINUTE)).toBe(100 * MINUTE + 1_000);
	});

	it('are never in the past or in a pause, whatever happens', () => {
		const step = fc.record({
			after: fc.nat({ max: 10_000 }),
			what: fc.constantFrom('turn', 'refused', 'refusedFor', 'accepted'),
			wait: fc.nat({ max: 30_000 }),
			late: fc.nat({ max: 20_000 }),
		});
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const limiter = new RateLimiter();
				let now = 0;
				let until = 0;
				for (const { after, what, wait, late } of steps) {
					now += after;
					const sentAt = Math.max(0, now - late);
					if (what === 'accepted') limiter.accepted();
					if (what === 'refused') limiter.refused(now, undefined, sentAt);
					if (what === 'refusedFor') {
						limiter.refused(now, wait, sentAt);
						until = Math.max(until, now + wait);
					}
					if (what !== 'turn') continue;
					const turn = limiter.reserve(now);
					expect(turn >= Math.max(now, until) && Number.isFinite(turn)).toBe(true);
					expect(limiter.isPaused(turn)).toBe(false);
				}
			}),
			{ numRuns: 500 },
		);
	});
});

describe('a request', () => {
	const clock = () => new VirtualClock();

	it('whose turn was reserved before a refusal waits, too', async () => {
		const [limiter, time] = [new RateLimiter(), clock()];
		limiter.reserve(0);
		time.at(2, () => limiter.refused(2, 5_000, 0));
		expect(await time.run(acquire({ clock: time }, limiter, MINUTE), MINUTE)).toBe(true);
		expect(time.now()).toBeGreaterThanOrEqual(5_002);
	});

	it('is not sent where its turn comes too late, and does not wait for it', async () => {
		const time = clock();
		const limiter = refusedAt(0, 5_000);
		expect(await time.run(acquire({ clock: time }, limiter, 5_000), MINUTE)).toBe(false);
		expect(time.now()).toBe(0);
	});

	it('is not sent after a stop', async () => {
		const [time, stop] = [clock(), new AbortController()];
		time.at(1_000, () => stop.abort());
		const turn = acquire({ clock: time, signal: stop.signal }, refusedAt(0, 5_000), MINUTE);
		expect(await time.run(turn, MINUTE)).toBe(false);
		expect(time.now()).toBe(1_000);
	});
});
