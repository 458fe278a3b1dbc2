/** How are the results told? As a table on the screen, and as a page in docs. */

import { cpus, totalmem } from 'node:os';

import type { Goal } from './goal';
import { goalsOf } from './goals';
import type { Results } from './results';
import { delayTable, table } from './tables';

const mark = ({ isReached }: Goal): string =>
	isReached === undefined ? '' : isReached ? 'yes' : '**no**';

/** The table of goals, as Markdown. */
export const goalTable = (results: Results): string =>
	table(
		['figure', 'goal', 'measured', 'reached', 'beside it'],
		goalsOf(results).map((goal) => [
			goal.figure,
			goal.goal,
			goal.measured,
			mark(goal),
			goal.beside,
		]),
	);

/** The whole page, as Markdown. */
export function writePage(results: Results): string {
	return `# Benchmark

Written by \`npm run bench\`; every figure stands beside what it is compared with in the same run.

- **Wall times, memory and blocks** come from the node in n8n's own engine, over HTTP on loopback. The
  gateway runs in a process of its own, so that its work is not counted. Memory is the peak of the resident
  set over what it was before, after a first small run; a block is the longest time in which a timer of 2 ms
  did not come round.
- **The peers** run in a whole n8n, all at the same time, each for the same batch of 10 tasks of 20 s: this
  node with Max Concurrency 10, n8n's own MiniMax and Google Gemini nodes, pointed at a server on loopback
  that speaks their APIs, and a loop of n8n's own nodes (Loop Over Items, HTTP Request, Wait 5 s, HTTP
  Request, IF). All but the loop also download the video, of a few bytes.
- **Delays** are simulated: the very function that the node uses, a virtual clock, seeded durations, 50 to
  300 ms for a request and its answer.

Node.js ${process.versions.node}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory.

## Figures

${goalTable(results)}

![What a batch takes, and what a poll buys](benchmark.svg)

## Delay by schedule

From "finished at the gateway" to "seen": mean delay (in brackets: 95 of 100 are quicker), then polls a task.
4000 tasks in each cell. No progress is reported.

${delayTable('schedule', results.bySchedule)}
`;
}
