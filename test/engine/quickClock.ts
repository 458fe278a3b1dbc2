/** A clock on which the node's time limits pass sooner, with real sockets and n8n's own sleep. */

import type { Clock } from '../../nodes/Vidu/tasks/clock';

/** How often quicker than the real one: the two minutes of a creation are four seconds. */
const QUICKER = 30;

const real = jest.requireActual<typeof import('../../nodes/Vidu/n8n/clock')>(
	'../../nodes/Vidu/n8n/clock',
);

/** In the place of the node's own. */
export function n8nClock(): Clock {
	const clock = real.n8nClock();
	return {
		now: () => clock.now() * QUICKER,
		sleep: async (milliseconds, signal) => await clock.sleep(milliseconds / QUICKER, signal),
	};
}
