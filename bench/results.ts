/** What one run of the benchmark found out. */

import type { MeasuredBatch } from './batch';
import type { Delay, DelaysByKind, DelayTable } from './delays';
import type { DescriptionSize } from './descriptionSize';
import type { FileCosts } from './download';
import type { LoadingTimes } from './loading';
import type { PackedSize } from './packedSize';
import type { PeerTimes } from './peers';

/** By question. */
export interface Results {
	/** 10 tasks of 20 s, all at once. */
	wide: MeasuredBatch;
	/** The same on a gateway that reports no progress. */
	wideBlind: MeasuredBatch;
	/** The same, when the process ran the same before. */
	wideBlindAgain: MeasuredBatch;
	/** The same at the default of 5 at a time. */
	narrow: MeasuredBatch;
	/** 5 stories of 4 scenes of 20 s, all at once. */
	stories: MeasuredBatch;
	/** 200 tasks of 5 s, 50 at a time; of several runs, the median of each figure. */
	large: MeasuredBatch;
	/**
	 * Tasks of 1 s, 500 at a time: of several runs of 1,000 of them, the median of each figure; several runs
	 * of 10,000; and n8n's own share of 10,000.
	 */
	scale: { small: MeasuredBatch; large: MeasuredBatch[]; plain: MeasuredBatch };
	/** Undefined when they were left out. */
	peers?: PeerTimes;
	bySchedule: DelayTable;
	byKind: DelaysByKind;
	/** Executions that follow each other, without progress. */
	series: Record<string, { own: Delay; every5: Delay }>;
	files: FileCosts;
	loading: LoadingTimes;
	packed: PackedSize;
	description: DescriptionSize;
}
