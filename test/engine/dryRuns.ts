import type { IRun } from 'n8n-workflow';

import type { FakeMemory } from './memory';
import { QUICK } from './vidu';

/** Parameters of a dry run. */
export const DRY = { dryRun: true, options: QUICK };

/** The hints above the output in the editor, as JSON. */
export const hintsOf = (run: IRun): string =>
	JSON.stringify(run.data.resultData.runData.Vidu[0].hints ?? []);

/** The traces of a run in the journal, and the number of lists in n8n's memory. */
export const written = (run: IRun, memory: FakeMemory) => [
	JSON.stringify(run.data.executionData?.contextData ?? {}).match(/viduTasks/g),
	memory.rows.size,
];
