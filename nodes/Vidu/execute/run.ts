import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { downloadAll } from '../download/downloadVideos';
import { nameFiles } from '../download/fileName';
import type { FileName } from '../download/fileName';
import { MemoryLimit } from '../download/memoryLimit';
import type { RunnableJob } from '../input/checkedJob';
import { nodeError } from '../n8n/errors';
import { openLedger } from '../n8n/ledgerStore';
import { eventLog, logCost, quietly } from '../n8n/log';
import { showRunningTasks } from '../n8n/runningTasks';
import { costOf, describeCost, describeEarlierCost } from '../output/cost';
import { askedOf, promptOf } from '../output/asked';
import { runHints } from '../output/hints';
import type { ItemOutput } from '../output/hints';
import { taskItem } from '../output/items';
import { describeFailedRun } from '../output/messages';
import { shapeOutput } from '../output/shape';
import { newBatch } from '../tasks/batch';
import type { BatchEvent } from '../tasks/batch';
import { apiErrorOf, failedItem } from '../tasks/itemResult';
import type { ItemResult, ItemSuccess } from '../tasks/itemResult';
import { recentDurations } from '../tasks/recentDurations';
import { lookUpFirst, runJobs } from '../tasks/runJobs';
import { limitCost } from './maxCost';
import type { PreparedCall } from './prepare';
import { failureItem, invalidResult, openJournal, problemsIn, refuseAll } from './refuse';

/**
 * Runs the items that are valid, and turns every result into an output item or an error.
 *
 * @returns one output item for each input item, in order
 * @throws {NodeOperationError | NodeApiError} on Stop, and without "continue on fail" when an item failed:
 * after all others are finished, naming every task
 * @throws {CreatedByEstimate} when the gateway created a task for an estimate
 */
export async function runCall(
	context: IExecuteFunctions,
	prepared: PreparedCall,
): Promise<INodeExecutionData[]> {
	const journal = openJournal(context);
	const { clock, signal, options, maxCost, call, checked } = prepared;
	const ledger = openLedger(context, clock, signal);
	const [log, running] = [eventLog(context), showRunningTasks(context, signal)];
	const onEvent = (event: BatchEvent) => {
		running.onEvent(event);
		log(event);
	};
	const deps = { ...prepared, journal, ledger, onEvent, recent: recentDurations };
	const batch = newBatch(deps, options.totalTimeout);
	const jobs = checked.flatMap((entry) => (entry.ok ? [entry.value.job] : []));

	const { maxConcurrency } = options;
	const tooExpensive = await limitCost(batch, jobs, maxCost, maxConcurrency);
	if (tooExpensive !== undefined) {
		return refuseAll(context, call, tooExpensive, problemsIn(checked));
	}
	if (context.getMode() === 'retry') await lookUpFirst(batch, jobs);
	const fileNames = nameFiles(
		context.getInputData().map(({ json }) => json),
		checked.map((entry) => (entry.ok ? promptOf(entry.value.job) : undefined)),
	);
	const ends = { clock, signal, deadline: batch.deadline, memory: new MemoryLimit() };
	const finished = await runJobs(batch, jobs, maxConcurrency, async (result, { item }) => {
		const entry = checked[item];
		if (result.type === 'failure' || !entry.ok) return { result };
		// An agent gets only the JSON.
		const runnable = call.isTool ? { ...entry.value, download: undefined } : entry.value;
		return await finish(context, result, runnable, fileNames[item], ends);
	});
	const byItem = new Map(finished.map((output) => [output.result.item, output]));
	const outputs = checked.map((entry, item) =>
		entry.ok
			? (byItem.get(item) as ItemOutput)
			: { result: invalidResult(journal, call, item, entry.problems) },
	);
	const isEarlier = jobs.every(({ target }) => target.type === 'existing');
	const describe = isEarlier
		? describeEarlierCost
		: (costs: Costs) => describeCost(costs, batch.estimated);
	try {
		const items = giveOut(context, outputs, describe, prepared);
		for (const { result } of outputs) {
			if (result.type === 'success') journal.delivered(result.item);
		}
		return items;
	} finally {
		running.callEnded();
	}
}

/** Makes the output of an item that succeeded, with its files, while its job still counts as running. */
async function finish(
	context: IExecuteFunctions,
	result: ItemSuccess,
	{ job, download }: RunnableJob,
	fileName: FileName | undefined,
	ends: Parameters<typeof downloadAll>[3],
): Promise<ItemOutput> {
	const { taskId, task, steps, position, earlier } = result;
	const asked = askedOf(job, steps);
	const item = taskItem(taskId, task, result.item, { steps, asked });
	if (download === undefined) return { result, item, isUnwaited: job.until === 'creation' };

	const name = fileName?.isShared === true ? `${fileName.name}-${taskId}` : fileName?.name;
	const tasks = { taskId, task, steps, name };
	const { binary, video, problem, isMemoryFull } = await downloadAll(
		context,
		tasks,
		download,
		ends,
	);
	if (ends.signal?.aborted) {
		const stopped = failedItem(result.item, { type: 'stopped' }, taskId, task);
		return { result: { ...stopped, steps, position, earlier } };
	}
	if (video !== undefined) item.json.video = { ...video };
	if (problem !== undefined) item.json.downloadError = problem;
	if (Object.keys(binary).length > 0) item.binary = binary;
	return { result, item, asked, video, isMemoryFull };
}

type Costs = Parameters<typeof describeCost>[0];

function giveOut(
	context: IExecuteFunctions,
	outputs: readonly ItemOutput[],
	describe: (costs: Costs) => string | undefined,
	{ signal, call }: PreparedCall,
): INodeExecutionData[] {
	const results = outputs.map(({ result }) => result);
	const tasks = results.flatMap(({ task, steps }) => steps?.map((step) => step.task) ?? [task]);
	const completed = tasks.flatMap((task) => (task?.status === 'completed' ? [task] : []));
	const cost = describe(completed.map(costOf));
	if (cost !== undefined) logCost(context, cost);
	const failed = results.filter((result) => result.type === 'failure');
	const isAborted = signal?.aborted === true;
	if (isAborted || (failed.length > 0 && !context.continueOnFail())) {
		throw failedRun(context, results, isAborted);
	}
	const items = outputs.map(({ result, item }) => {
		if (item !== undefined) return item;
		if (result.type === 'success') throw new Error('An item with a result has an output item');
		return failureItem(context, result, apiErrorOf(result)?.status);
	});
	quietly(() => context.addExecutionHints(...runHints(outputs, cost, call.isTool)));
	return shapeOutput(context, items);
}

function failedRun(context: IExecuteFunctions, results: readonly ItemResult[], isAborted: boolean) {
	const first = results.find((result) => result.type === 'failure');
	const isOne = results.length === 1;
	return nodeError(context.getNode(), describeFailedRun(results, { isAborted }), {
		description: isOne
			? undefined
			: 'No bought video is lost: Retry On Fail and "Retry execution" continue with it, and Resource "Task" gets it by its task ID.',
		status: first === undefined ? undefined : apiErrorOf(first)?.status,
	});
}
