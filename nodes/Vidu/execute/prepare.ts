import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { dryRunField, optionsField, taskIdField } from '../fields/commonFields';
import type { SendRequest } from '../gateway/http';
import { checkReach } from '../input/advice';
import type { CallContext, CheckedJob, RunnableJob } from '../input/checkedJob';
import { readNodeOptions } from '../input/options';
import type { NodeOptions } from '../input/options';
import { invalid, ok } from '../models/result';
import { n8nClock } from '../n8n/clock';
import { makeSender } from '../n8n/httpClient';
import { buys, RESOURCES } from '../operations/operation';
import type { Operation } from '../operations/operation';
import { inputHints } from '../output/hints';
import type { Clock } from '../tasks/clock';
import type { Placeholder } from '../placeholder';
import { MOST_IN_CALL } from '../tasks/ledger';
import { shorten } from '../text';
import { callContextOf } from './callContext';
import { invalidItemsError, refuseAll } from './refuse';
import type { Refusal } from './refuse';

/** Everything that one call of the node needs. */
export interface PreparedCall {
	send: SendRequest;
	/** The gateway's base URL. */
	gateway: string;
	clock: Clock;
	/** Fires on Stop and on the workflow's timeout. */
	signal: AbortSignal | undefined;
	options: NodeOptions;
	/** USD; 0: nothing may be bought; undefined: no limit. */
	maxCost: number | undefined;
	call: CallContext;
	/** One entry for each input item, in order. */
	checked: readonly CheckedJob[];
	/** Whether the items are only to be estimated. */
	isDry: boolean;
}

/** Items that are read before n8n's other work gets a turn: reading them is slow. */
const ITEMS_PER_PAUSE = 100;

/**
 * Reads and checks everything that can be checked, for every item, before the first one is submitted, so
 * that nothing is bought that cannot be used.
 *
 * @returns what is needed to run the call, or the failed items of one that is refused under "continue on
 * fail"
 * @throws {NodeOperationError | NodeApiError} when the call, or an item of it, is refused and the node does
 * not continue on fail
 */
export async function prepareCall(
	context: IExecuteFunctions,
	operations: readonly Operation[],
): Promise<PreparedCall | { refused: INodeExecutionData[] }> {
	if (typeof context.getExecutionCancelSignal !== 'function') {
		throw new NodeOperationError(
			context.getNode(),
			'This n8n is too old for the Vidu node: it cannot tell the node about Stop. Update n8n to 1.123 or newer.',
		);
	}
	const call = callContextOf(context);
	const refuse = (refusal: Refusal) => ({ refused: refuseAll(context, call, refusal) });
	const operation = findOperation(context, operations);
	if ('what' in operation) return refuse(operation);
	const options = readNodeOptions(context);
	if (!options.ok) return refuse({ what: options.problems.join('; ') });
	const limit = Math.min(options.value.maxTasks, MOST_IN_CALL);
	const count = context.getInputData().length;
	if (buys(operation) && !operation.isChain && count > limit) {
		return refuse(tooMany(count, count, limit));
	}
	const clock = n8nClock();
	const sender = await makeSender(context, clock);
	if (!sender.ok) return refuse({ what: sender.problems.join('; ') });

	const checked: CheckedJob[] = [];
	for (let item = 0; item < count; item += 1) {
		checked.push(reachable(await readItem(context, item, operation, call), sender.value.gateway));
		if (checked.length % ITEMS_PER_PAUSE === 0) await clock.sleep(0);
	}
	const problems = checked.flatMap((entry, item) =>
		entry.ok ? [] : [{ item, problems: entry.problems }],
	);
	if (problems.length > 0 && !context.continueOnFail()) {
		throw invalidItemsError(context, call, problems);
	}
	const jobs = checked.flatMap((entry) => (entry.ok ? [entry.value] : []));
	const refusal = refusalOfAll(jobs, count, limit);
	if (refusal !== undefined) return refuse(refusal);
	const hints = jobs.flatMap(({ job: { item }, hints: texts = [] }) =>
		texts.map((hint) => ({ item, hint })),
	);
	context.addExecutionHints(...inputHints(hints));
	return {
		...sender.value,
		clock,
		signal: context.getExecutionCancelSignal(),
		options: options.value,
		maxCost: jobs[0]?.maxCost,
		call,
		checked,
		isDry: jobs[0]?.isDry === true,
	};
}

/** Why rows that are valid one by one cannot be run together. */
function refusalOfAll(
	jobs: readonly RunnableJob[],
	rows: number,
	limit: number,
): Refusal | undefined {
	const videos = jobs.reduce((sum, { job }) => {
		if (job.target.type === 'existing') return sum;
		return sum + (job.target.type === 'scenes' ? job.target.scenes.length : 1);
	}, 0);
	if (videos > limit) return tooMany(rows, videos, limit);
	const dry = jobs.filter(({ isDry }) => isDry === true).length;
	if (dry > 0 && dry < jobs.length) {
		return {
			what: `Dry Run is on for ${dry} of ${jobs.length} rows`,
			next: `Give Dry Run the same value for all rows, ${OR_SPLIT}`,
		};
	}
	const unmade = dry > 0 ? undefined : jobs.find(({ placeholder }) => placeholder !== undefined);
	if (unmade?.placeholder !== undefined) {
		return notMade(unmade.placeholder, unmade.job.item, rows);
	}
	const other = jobs.find(({ maxCost }) => maxCost !== jobs[0].maxCost);
	if (other === undefined) return undefined;
	const [one, two] = [jobs[0], other].map(
		({ job, maxCost = 'not set' }) => `${maxCost} for row ${job.item + 1}`,
	);
	return {
		what: `Max Cost is ${one} and ${two}, but limits the whole run`,
		next: `Give Max Cost the same value for all rows, ${OR_SPLIT}`,
	};
}

const OR_SPLIT = 'or split them with an If node before this one';

function tooMany(rows: number, videos: number, limit: number): Refusal {
	const these = rows === 1 ? 'This row' : `These ${rows} rows`;
	const what = `${these} would buy ${videos} videos; the limit of one run is ${limit}`;
	return limit < MOST_IN_CALL
		? { what, next: 'To buy them all, raise the option "Max Videos per Run"' }
		: {
				what: `${what}. More cannot be protected against a crash`,
				next: 'Split the rows into several runs, for example with a Loop Over Items node',
			};
}

function notMade(placeholder: Placeholder, item: number, rows: number): Refusal {
	const what = placeholder === 'videoUrl' ? 'video link' : 'task ID';
	const which = rows === 1 ? `This ${what}` : `The ${what} of row ${item + 1}`;
	return {
		what: `${which} is a placeholder from a Dry Run`,
		next: 'Turn off Dry Run in the node that makes the video, then run again',
	};
}

function findOperation(
	context: IExecuteFunctions,
	operations: readonly Operation[],
): Operation | Refusal {
	const [first] = operations;
	const resource = String(context.getNodeParameter('resource', 0, first.resource));
	const value = String(context.getNodeParameter('operation', 0, first.value));
	const found = operations.find((one) => one.resource === resource && one.value === value);
	if (found !== undefined) return found;
	const known = operations.map((one) => `${RESOURCES[one.resource]}: ${one.name}`).join(', ');
	// n8n drops the operation of a resource that the node does not have, and fills in its default.
	const missing = operations.some((one) => one.resource === resource)
		? `operation "${shorten(value)}" of the resource "${shorten(resource)}"`
		: `resource "${shorten(resource)}"`;
	return {
		what: `This version of the Vidu node has no ${missing}`,
		next: `Select an operation again, or update the node if the workflow comes from a newer version. It has ${known}`,
	};
}

async function readItem(
	context: IExecuteFunctions,
	item: number,
	operation: Operation,
	call: CallContext,
): Promise<CheckedJob> {
	try {
		return await operation.readJob(context, item, call);
	} catch (error) {
		// An expression that cannot be resolved: this item's problem, not that of the others.
		const { message, context: where } = error as Error & { context?: { parameter?: string } };
		const name = where?.parameter;
		const fields = [...operation.fields, taskIdField, dryRunField, optionsField([], [])];
		const shown = fields.find((one) => one.name === name)?.displayName ?? name;
		const field = shown === undefined ? 'a field' : `"${shown}"`;
		return invalid(`The expression in ${field} cannot be resolved: ${shorten(message, 300)}`);
	}
}

/** Refuses URLs that the gateway cannot reach, or hints at them. */
function reachable(checked: CheckedJob, gateway: string): CheckedJob {
	if (!checked.ok) return checked;
	const { hints = [], addresses = [] } = checked.value;
	const found = checkReach(addresses, gateway);
	if (found.problems.length > 0) return invalid(...found.problems);
	return ok({ ...checked.value, hints: [...hints, ...found.hints] });
}
