import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { downloadAll } from '../n8n/downloadParts';
import type { WantedFile } from '../n8n/downloadVideos';
import { nodeError, failedItem } from '../n8n/errors';
import { hintsFor } from '../n8n/hints';
import { openLedger } from '../n8n/processedItems';
import { eventLog, logCost } from '../n8n/serverLog';
import { shapeOutput } from '../n8n/shapeOutput';
import { costOf, describeCost } from '../output/cost';
import { taskItem } from '../output/item';
import { describeTrouble, linesOfFailedRun } from '../output/messages';
import { newBatch } from '../tasks/batch';
import { Breath, mapInBreaths } from '../tasks/breaths';
import type { Outcome } from '../tasks/job';
import { recentDurations } from '../tasks/recentDurations';
import { runJobs } from '../tasks/runJobs';
import * as trouble from '../tasks/trouble';
import { askEstimates, estimatingOf } from './estimating';
import { limitCost } from './maxCost';
import type { Prepared } from './prepare';
import { invalidOutcome, openJournal, refuseAll } from './refuse';

type Settled = { outcome: Outcome; item?: INodeExecutionData };

/**
 * Runs the items whose jobs could be read, and turns every outcome into an output item or an error.
 *
 * @returns one output item for each input item, in order
 * @throws {NodeOperationError | NodeApiError} on Stop, and without "continue on fail" when an item failed:
 * after all others are finished, naming every task
 */
export async function runCall(
	context: IExecuteFunctions,
	prepared: Prepared,
): Promise<INodeExecutionData[]> {
	const journal = openJournal(context);
	const { send, gateway, clock, signal, options, call, read } = prepared;
	const batch = newBatch(
		{
			send,
			clock,
			journal,
			ledger: openLedger(context, clock, signal),
			signal,
			onEvent: eventLog(context),
			recent: recentDurations,
			gateway,
		},
		options.totalTimeout,
	);
	const jobs = read.flatMap((entry) => ('job' in entry ? [entry.job] : []));
	const tooDear = await limitCost(batch, jobs, options.maxCost, async (purchases) => {
		const { deadline, creationPace: pace } = batch;
		const estimating = estimatingOf(context, prepared, { deadline, pace });
		return await askEstimates(context, estimating, purchases);
	});
	if (tooDear !== undefined) {
		const own = (item: number) => ('problems' in read[item] ? read[item].problems : undefined);
		return await refuseAll(context, call, tooDear, new Breath(clock), own);
	}
	const settled = await runJobs(batch, jobs, options.maxConcurrency, async (outcome, job) => {
		const entry = read[job.item];
		const download = 'download' in entry ? entry.download : undefined;
		const result = await settle(context, prepared, batch.deadline, outcome, download);
		if (result.outcome.kind === 'result') journal.delivered(job.item);
		return result;
	});
	const byItem = new Map(settled.map((result) => [result.outcome.item, result]));
	const breath = new Breath(clock);
	const results = await mapInBreaths(breath, read, (entry, item) =>
		'problems' in entry
			? { outcome: invalidOutcome(journal, call, item, entry.problems) }
			: (byItem.get(item) as Settled),
	);
	const outcomes = results.map(({ outcome }) => outcome);
	const tasks = outcomes.flatMap(({ task, steps }) => steps?.map((step) => step.task) ?? [task]);
	const finished = tasks.flatMap((task) => (task?.status === 'completed' ? [task] : []));
	const cost = describeCost(await mapInBreaths(breath, finished, costOf));
	if (cost !== undefined) logCost(context, cost);
	const isThrown = outcomes.some(({ kind }) => kind === 'trouble') && !context.continueOnFail();
	const items = isThrown ? [] : await itemsOf(context, results, breath);
	// Behind the last pause: what a Stop finds done is named by its error.
	if (isThrown || signal?.aborted) {
		throw await failedRun(context, outcomes, breath, signal?.aborted);
	}
	context.addExecutionHints(...hintsFor(results, cost));
	return items;
}

async function itemsOf(context: IExecuteFunctions, results: readonly Settled[], breath: Breath) {
	const items = await mapInBreaths(
		breath,
		results,
		({ outcome, item }) => item ?? failureItem(context, outcome),
	);
	return await shapeOutput(context, items, breath);
}

/** What is left to do with an outcome while its task still holds its place among those under way. */
async function settle(
	context: IExecuteFunctions,
	{ clock, signal }: Prepared,
	deadline: number,
	outcome: Outcome,
	download: WantedFile | undefined,
): Promise<Settled> {
	if (outcome.kind === 'trouble') return { outcome };
	const { taskId, task, steps, place, earlier } = outcome;
	const item = taskItem(taskId, task, outcome.item, steps);
	if (download === undefined) return { outcome, item };

	const ends = { clock, signal, deadline };
	const { binary, problem } = await downloadAll(context, { taskId, task, steps }, download, ends);
	if (signal?.aborted) {
		return { outcome: { ...trouble.stopped(outcome.item, taskId, task), steps, place, earlier } };
	}
	if (problem !== undefined) item.json.downloadError = problem;
	return { outcome, item: Object.keys(binary).length > 0 ? { ...item, binary } : item };
}

function failureItem(context: IExecuteFunctions, outcome: Outcome): INodeExecutionData {
	if (outcome.kind !== 'trouble') throw new Error('Only an item in trouble has no output item');
	const { item, failure } = outcome;
	const details = { status: failure.status, itemIndex: item };
	return failedItem(nodeError(context.getNode(), describeTrouble(outcome), details), item);
}

async function failedRun(
	context: IExecuteFunctions,
	outcomes: readonly Outcome[],
	breath: Breath,
	isAborted: boolean | undefined,
) {
	const first = outcomes.find((outcome) => outcome.kind === 'trouble');
	const failure = first?.kind === 'trouble' ? first.failure : undefined;
	const lines = linesOfFailedRun(outcomes, { isAborted });
	const message = (await mapInBreaths(breath, lines, (line) => line)).join('\n');
	return nodeError(context.getNode(), message, {
		description:
			outcomes.length === 1
				? undefined
				: 'Tasks that were bought are not lost: Retry On Fail and "Retry execution" go on with them, and Resource: Task takes up any of them by its ID.',
		status: failure?.status,
		itemIndex: outcomes.length === 1 ? 0 : first?.item,
	});
}
