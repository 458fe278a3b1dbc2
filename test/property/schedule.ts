import type { Fault } from './fakeGateway';
import type { PrechargeFaults } from './precharge';

/** One tries' worth of history: what happens at which request, and when the user stops it. */
export interface Schedule {
	/** The kind of operation for the items. */
	kind: string;
	/** Prompts of the items; some are the same. */
	prompts: string[];
	/** The number of scenes of each item, for stories. */
	scenes?: number[];
	/** The planned length of each scene in seconds, for stories. */
	seconds?: number[];
	/** Max Cost of each attempt in cents, and what comes of estimates; undefined for no limit. */
	limit?: PrechargeFaults & { cents: number[] };
	resubmitUnclear?: boolean;
	/** The faults, request by request; when they are used up, nothing goes wrong. */
	createFaults: Fault[];
	pollFaults: Fault[];
	/** Which readings of a file fail, in order; when they are used up, none does. */
	fileFaults: boolean[];
	tasks: Array<{ seconds: number; fails: boolean; reports: boolean }>;
	maxConcurrency: number;
	/** Seconds. */
	timeout: number;
	totalTimeout: number;
	outputOnTimeout: boolean;
	/** Milliseconds after the start of a try at which it is stopped, and which try that is. */
	stopAt?: number;
	stopInTry: number;
	tries: number;
	/** Milliseconds after the start of a try at which n8n crashes, and which try that is. */
	crashAt?: number;
	crashInTry: number;
	/** Whether n8n had saved nothing since the start, as between the tries of Retry On Fail. */
	crashLosesAll: boolean;
}
