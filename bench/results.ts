/** What one run of the benchmark found out. */

import type { MeasuredBatch } from './batch';
import type { DelayTable } from './delays';
import type { DescriptionSize } from './descriptionSize';
import type { FileCosts } from './download';
import type { LoadingTimes } from './loading';
import type { PackedSize } from './packedSize';
import type { PeerTimes } from './peers';
import type { RealDelay } from './realDelays';

/** By question. */
export interface Results {
	/** 10 tasks of 20 s, all at once. */
	wide: MeasuredBatch;
	/** The same on a gateway that reports no progress. */
	wideBlind: MeasuredBatch;
	/** The same at the default of 5 at a time. */
	narrow: MeasuredBatch;
	/** 5 stories of 4 scenes of 20 s, all at once. */
	stories: MeasuredBatch;
	/** 200 tasks of 5 s, 50 at a time; of several runs, the median of each figure. */
	large: MeasuredBatch;
	/** Undefined when they were left out. */
	peers?: PeerTimes;
	bySchedule: DelayTable;
	byProgress: DelayTable;
	byDuration: DelayTable;
	byEarlier: DelayTable;
	real: { withProgress: RealDelay; withoutProgress: RealDelay };
	files: FileCosts;
	loading: LoadingTimes;
	packed: PackedSize;
	description: DescriptionSize;
}
