import type { Clock } from './clock';

/*
 * Limits the rate of requests. One refusal (429) slows down everybody who shares the limiter: all wait until
 * the pause is over, then send one by one with a gap, which shrinks again as requests are accepted. So a
 * batch neither hammers the gateway nor fails because of it. All times in milliseconds of one clock.
 */

/** The first pause when the gateway does not say how long. */
const FIRST_PAUSE = 1_000;
const MAX_PAUSE = 60_000;
/** Between two requests after a refusal. */
const FIRST_GAP = 250;
const MAX_GAP = 5_000;
/** Between two requests at any time: a batch that starts together does not block n8n. */
const MIN_GAP = 4;

export class RateLimiter {
	private nextTurn = 0;

	private pausedUntil = 0;

	private gap = 0;

	private refusals = 0;

	/**
	 * Reserves the next turn.
	 *
	 * @returns when the caller may send; a refusal may come before that: see `isPaused`
	 */
	reserve(now: number): number {
		const turn = Math.max(now, this.nextTurn, this.pausedUntil);
		this.nextTurn = turn + Math.max(this.gap, MIN_GAP);
		return turn;
	}

	/** Whether a pause began after the caller's turn was reserved. */
	isPaused(now: number): boolean {
		return now < this.pausedUntil;
	}

	/**
	 * The gateway refused a request because of its rate.
	 *
	 * @param wait what the gateway asked for, if it did
	 * @param sentAt when the request was sent: a burst that was refused together counts once
	 */
	refused(now: number, wait: number | undefined, sentAt: number): void {
		const isNews = sentAt >= this.pausedUntil;
		if (isNews) this.refusals += 1;
		const backOff = Math.min(FIRST_PAUSE * 2 ** (this.refusals - 1), MAX_PAUSE);
		const until = now + (wait ?? backOff);
		this.pausedUntil = isNews ? until : Math.max(this.pausedUntil, wait === undefined ? 0 : until);
		if (isNews) this.gap = Math.min(Math.max(FIRST_GAP, this.gap * 2), MAX_GAP);
		this.nextTurn = Math.max(this.nextTurn, this.pausedUntil);
	}

	/** The gateway accepted a request. */
	accepted(): void {
		this.refusals = 0;
		this.gap = this.gap < FIRST_GAP / 4 ? 0 : this.gap / 2;
	}
}

/**
 * Waits until a request may be sent.
 *
 * @param giveUpAt moment of the clock
 * @returns false when the execution is stopped, or when the turn comes only after `giveUpAt`
 */
export async function acquire(
	{ clock, signal }: { clock: Clock; signal?: AbortSignal },
	limiter: RateLimiter,
	giveUpAt: number,
): Promise<boolean> {
	for (;;) {
		const turn = limiter.reserve(clock.now());
		if (turn >= giveUpAt) return false;
		while (clock.now() < turn) {
			await clock.sleep(turn - clock.now(), signal);
			if (signal?.aborted) return false;
		}
		if (!limiter.isPaused(clock.now())) return true;
	}
}
