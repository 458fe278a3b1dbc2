import type { WantedFile } from '../download/downloadVideos';
import type { Job } from '../tasks/job';

/** A job, or every reason why the item cannot become one. */
export type CheckedJob = RunnableJob | { problems: string[] };

/** A job that can be run. */
export interface RunnableJob {
	job: Job;
	download: WantedFile | undefined;
	hints?: string[];
	/** Whether it is only to be estimated, and must not be bought. */
	isDry?: boolean;
}

/** What the items of one call of the node share, read once. */
export interface CallContext {
	run: number;
	/** The same, counted by the node itself. */
	runNumber: number;
	isTool: boolean;
	/** The parameters that make the request, as they stand in the editor, expressions unresolved. */
	rawParameters: ReadonlyArray<[name: string, value: unknown]>;
	/** Their digest. */
	parameters: string;
}
