import { linesOfFailedRun } from '../../nodes/Vidu/output/messages';

/** The whole message of a call of the node that failed. */
export const describeFailedRun = (...run: Parameters<typeof linesOfFailedRun>): string =>
	[...linesOfFailedRun(...run)].join('\n');
