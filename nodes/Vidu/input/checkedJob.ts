import type { FileOptions } from '../download/downloadVideos';
import type { Result } from '../models/result';
import type { Placeholder } from '../placeholder';
import type { Job } from '../tasks/job';
import type { Address } from './advice';

/** A job, or every reason why the item cannot become one. */
export type CheckedJob = Result<RunnableJob>;

/** A job that can be run. */
export interface RunnableJob {
	job: Job;
	/** Undefined if the files are not to be downloaded. */
	download: FileOptions | undefined;
	hints?: string[];
	/** The URLs that the gateway is to reach; none if absent. */
	addresses?: Address[];
	/** Whether only its cost is to be estimated, so that nothing is bought. */
	isDry?: boolean;
	/** What its request has of a Dry Run before it: only another Dry Run can use that. */
	placeholder?: Placeholder;
	/** What the whole call may cost, in USD; 0: nothing; undefined: no limit. */
	maxCost?: number;
}

/** What the items of one call of the node share. */
export interface CallContext {
	run: number;
	/** The same, counted by the node itself. */
	runNumber: number;
	isTool: boolean;
	/** The parameters that make the request, as they are in the editor, expressions unresolved. */
	rawParameters: ReadonlyArray<[name: string, value: unknown]>;
	/** Their digest. */
	parameters: string;
}
