/** The schedules that are simulated beside the node's own. */

import { nextPollDelay } from '../nodes/Vidu/tasks/pollSchedule';
import type { Schedule } from './simulate';

const every =
	(seconds: number): Schedule =>
	() =>
		seconds * 1000;

/** By the name that the tables give them. */
export const SCHEDULES = {
	'this node': (known, jitter) => nextPollDelay(known, jitter),
	"every 5 s (the provider's client)": every(5),
	'every 10 s': every(10),
	'every 15 s': every(15),
	'back-off, 5 to 30 s by half': (_known, _jitter, poll) => Math.min(5000 * 1.5 ** poll, 30_000),
} satisfies Record<string, Schedule>;
