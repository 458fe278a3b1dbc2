import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { downloadAll } from '../download/downloadVideos';
import type { WantedFile } from '../download/downloadVideos';
import { nodeError, failedItem } from '../n8n/errors';
import { runHints } from '../output/hints';
import { openLedger } from '../n8n/ledgerStore';
import { eventLog, logCost } from '../n8n/log';
import { shapeOutput } from '../output/shape';
import { costOf, describeCost } from '../output/cost';
import { taskItem } from '../output/items';
import { describeFailure, linesOfFailedRun } from '../output/messages';
import { newBatch } from '../tasks/batch';
import { Breath, mapInBreaths } from '../tasks/breaths';
import type { ItemResult } from '../tasks/job';
import { recentDurations } from '../tasks/recentDurations';
import { runJobs } from '../tasks/runJobs';
import * as trouble from '../tasks/trouble';
import { askEstimates, estimatingOf } from './estimating';
import { limitCost } from './maxCost';
import type { PreparedCall } from './prepare';
import { invalidOutcome, openJournal, refuseAll } from './refuse';

type ItemOutput = { outcome: ItemResult; item?: INodeExecutionData };

/**
 * Runs the items whose jobs could be read, and turns every outcome into an output item or an error.
 *
 * @returns one output item for each input item, in order
 * @throws {NodeOperationError | NodeApiError} on Stop, and without "continue on fail" when an item failed:
 * after all others are finished, naming every task
 */
export async function runCall(
	context: IExecuteFunctions,
	prepared: PreparedCall,
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
		const { deadline, createLimiter: pace } = batch;
		const estimating = estimatingOf(context, prepared, { deadline, limiter });
		return await askEstimates(context, estimating, purchases);
	});
	if (tooDear !== undefined) {
		const own = (item: number) => ('problems' in read[item] ? read[item].problems : undefined);
		return await refuseAll(context, call, tooDear, new Breath(clock), own);
	}
	const settled = await runJobs(batch, jobs, options.maxConcurrency, async (outcome, job) => {
		const entry = read[job.item];
		const download = 'download' in entry ? entry.download : undefined;
		const result = await finish(context, prepared, batch.deadline, outcome, download);
		if (result.outcome.kind === 'result') journal.delivered(job.item);
		return result;
	});
	const byItem = new Map(settled.map((result) => [result.outcome.item, result]));
	const breath = new Breath(clock);
	const results = await mapInBreaths(breath, read, (entry, item) =>
		'problems' in entry
			? { outcome: invalidOutcome(journal, call, item, entry.problems) }
			: (byItem.get(item) as ItemOutput),
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
	context.addExecutionHints(...runHints(results, cost));
	return items;
}

async function itemsOf(context: IExecuteFunctions, results: readonly ItemOutput[], breath: Breath) {
	const items = await mapInBreaths(
		breath,
		results,
		({ outcome, item }) => item ?? failureItem(context, outcome),
	);
	return await shapeOutput(context, items, breath);
}

/** What is left to do with an outcome while its task still holds its place among those under way. */
async function finish(
	context: IExecuteFunctions,
	{ clock, signal }: PreparedCall,
	deadline: number,
	outcome: ItemResult,
	download: WantedFile | undefined,
): Promise<ItemOutput> {
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

function failureItem(context: IExecuteFunctions, outcome: ItemResult): INodeExecutionData {
	if (outcome.kind !== 'trouble') throw new Error('Only an item in trouble has no output item');
	const { item, failure } = outcome;
	const details = { status: failure.status, itemIndex: item };
	return failedItem(nodeError(context.getNode(), describeFailure(outcome), details), item);
}

async function failedRun(
	context: IExecuteFunctions,
	outcomes: readonly ItemResult[],
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
