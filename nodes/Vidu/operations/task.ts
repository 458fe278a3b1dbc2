import type { IExecuteFunctions } from 'n8n-workflow';

import type { Job } from '../tasks/job';
import { readDownload, readItemOptions } from '../input/options';
import type { CheckedJob } from '../input/checkedJob';
import type { Operation } from './operation';

/**
 * Reads an item of Task: Get (one look, whatever the state) or Task: Wait (until it ends). Neither buys
 * anything.
 */
export function readTaskJob(
	context: IExecuteFunctions,
	item: number,
	until: 'look' | 'end',
): CheckedJob {
	const given: unknown = context.getNodeParameter('taskId', item, '');
	const taskId = String(given ?? '').trim();
	const options = readItemOptions(context, item);
	const problems = 'problems' in options ? options.problems : [];
	if (taskId === '') {
		problems.push('Task ID is empty: the input item has no taskId, or the field was cleared');
	}
	if ('problems' in options || problems.length > 0) return { problems };
	const { timeout, outputOnTimeout, interval } = options;
	const job: Job = { item, target: { taskId }, until, timeout, outputOnTimeout, interval };
	return { job, download: readDownload(context, item, options) };
}

/** Looks at a task once. */
export const getTask: Operation = {
	resource: 'task',
	value: 'get',
	name: 'Get',
	subtitle: 'Get Task',
	action: 'Get a task',
	description: 'Look at a task once, whatever its state',
	neverWaits: true,
	models: [],
	fields: [],
	readJob: async (context, item) => readTaskJob(context, item, 'look'),
};

/** Waits until a task ends. */
export const waitForTask: Operation = {
	resource: 'task',
	value: 'wait',
	name: 'Wait',
	subtitle: 'Wait for Task',
	action: 'Wait for a task',
	description: 'Wait until a task is finished',
	models: [],
	fields: [],
	readJob: async (context, item) => readTaskJob(context, item, 'end'),
};
