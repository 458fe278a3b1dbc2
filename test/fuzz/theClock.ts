import type { Clock } from '../../nodes/Vidu/tasks/clock';

/** The clock that the node gets in place of n8n's, while a scenario is played. */
export const theClock: { current: Clock | undefined } = { current: undefined };
