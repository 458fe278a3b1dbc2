import { sleep } from 'n8n-workflow';

import type { Clock } from '../tasks/clock';
import { untilAbort } from './untilAbort';

/** The real clock, on n8n's own sleep: community nodes may not use timers. */
export function n8nClock(): Clock {
	return {
		now: () => performance.now(),
		sleep: async (milliseconds, signal) => {
			if (signal === undefined) return await sleep(milliseconds);
			if (signal.aborted) return;
			// n8n-workflow takes the signal from 2.34 on; before that, its sleep continues and only the wait
			// for it ends.
			const slept = (sleep as (ms: number, signal?: AbortSignal) => Promise<void>)(
				milliseconds,
				signal,
			);
			await untilAbort(
				slept.catch(() => {}),
				signal,
			);
		},
	};
}
