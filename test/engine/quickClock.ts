/** A faster clock for the node's timeouts, with real sockets and n8n's own sleep. */

import type { Clock } from '../../nodes/Vidu/tasks/clock';

/** How often quicker than the real one: the two minutes of a creation are six seconds. */
const QUICKER = 20;

const real = jest.requireActual<typeof import('../../nodes/Vidu/n8n/clock')>(
	'../../nodes/Vidu/n8n/clock',
);

/** Replaces the node's own. */
export function n8nClock(): Clock {
	const clock = real.n8nClock();
	return {
		now: () => clock.now() * QUICKER,
		sleep: async (milliseconds, signal) => await clock.sleep(milliseconds / QUICKER, signal),
	};
}
