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
	/** The placeholder in its request, from an earlier Dry Run: only another Dry Run can use it. */
	placeholder?: Placeholder;
	/** Maximum cost of the whole call, in USD; 0: nothing may be bought; undefined: no limit. */
	maxCost?: number;
}

/** The facts that all items of one call of the node share. */
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
