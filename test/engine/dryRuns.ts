import type { IRun } from 'n8n-workflow';

import type { FakeMemory } from './memory';
import { QUICK } from './vidu';

/** Parameters of a dry run. */
export const DRY = { dryRun: true, options: QUICK };

/** What the editor shows above the output. */
export const hintsOf = (run: IRun): string =>
	JSON.stringify(run.data.resultData.runData.Vidu[0].hints ?? []);

/** What stands in the journal and in n8n's memory after a run. */
export const written = (run: IRun, memory: FakeMemory) => [
	JSON.stringify(run.data.executionData?.contextData ?? {}).match(/viduTasks/g),
	memory.rows.size,
];
