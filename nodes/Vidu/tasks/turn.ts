import type { Batch } from './batch';
import type { Pace } from './pace';

/**
 * Waits for a turn of a pace.
 *
 * @param giveUpAt moment of the clock
 * @returns false when the execution is stopped, or when the turn comes only after `giveUpAt`
 */
export async function waitForTurn(
	{ clock, signal }: Pick<Batch, 'clock' | 'signal'>,
	pace: Pace,
	giveUpAt: number,
): Promise<boolean> {
	for (;;) {
		const turn = pace.takeTurn(clock.now());
		if (turn >= giveUpAt) return false;
		while (clock.now() < turn) {
			await clock.sleep(turn - clock.now(), signal);
			if (signal?.aborted) return false;
		}
		if (!pace.isPaused(clock.now())) return true;
	}
}
