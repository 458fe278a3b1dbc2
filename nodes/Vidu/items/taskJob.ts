import type { IExecuteFunctions } from 'n8n-workflow';

import type { Job } from '../tasks/job';
import { readDownload, readItemOptions } from './options';
import type { ReadJob } from './readJob';

/**
 * Reads an item of Task: Get (one look, whatever the state) or Task: Wait (until it ends). Neither buys
 * anything.
 */
export function readTaskJob(
	context: IExecuteFunctions,
	item: number,
	until: 'look' | 'end',
): ReadJob {
	const given: unknown = context.getNodeParameter('taskId', item, '');
	const taskId = String(given ?? '').trim();
	const options = readItemOptions(context, item);
	const problems = 'problems' in options ? options.problems : [];
	if (taskId === '') {
		problems.push('Task ID is empty: the input item has no taskId, or the field was cleared');
	}
	if ('problems' in options || problems.length > 0) return { problems };
	const { timeout, outputOnTimeout, interval } = options;
	const job: Job = { item, subject: { taskId }, until, timeout, outputOnTimeout, interval };
	return { job, download: readDownload(context, item, options) };
}
