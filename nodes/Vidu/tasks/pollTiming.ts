import type { PollVerdict } from '../gateway/judgePoll';
import type { Batch } from './batch';
import { acquire } from './rateLimiter';

/** Milliseconds that a poll has at least, however near the time limit is. */
const MIN_POLL_TIMEOUT = 2_000;

/** Milliseconds that a poll may take, `deadline` and `now` being moments of the clock. */
export const timeoutBy = (deadline: number, now: number): number =>
	Math.max(deadline - now, MIN_POLL_TIMEOUT);

/**
 * A 429 is the rate of the key, which all items share: all of them wait. Any other wait, such as that of a
 * 503, concerns this task only.
 *
 * @returns moment of the clock before which this task is not polled again
 */
export function pauseAfter(
	{ clock, pollLimiter }: Batch,
	{ isRateLimited, retryAfter }: Extract<PollVerdict, { type: 'again' }>,
	sentAt: number,
): number {
	const now = clock.now();
	if (isRateLimited) pollLimiter.refused(now, retryAfter, sentAt);
	return now + (isRateLimited ? 0 : (retryAfter ?? 0));
}

/** Sleeps until the next poll is due and the rate allows it, but never past the deadline. */
export async function sleepUntilPoll(batch: Batch, delay: number, deadline: number): Promise<void> {
	const { clock, signal } = batch;
	const rest = () => Math.max(0, deadline - clock.now());
	await clock.sleep(Math.min(delay, rest()), signal);
	if (signal?.aborted || (await acquire(batch, batch.pollLimiter, deadline))) return;
	await clock.sleep(rest(), signal);
}
