import type { IExecuteFunctions } from 'n8n-workflow';

import type { CheckedJob } from '../input/checkedJob';
import { readDownload, readItemOptions } from '../input/options';
import { invalid, ok } from '../models/result';
import { noIdIn } from '../models/values';
import { placeholderIn } from '../placeholder';
import type { Job } from '../tasks/job';
import type { Operation } from './operation';

/** Gets a task once, whatever its state. */
export const taskGet: Operation = {
	resource: 'task',
	value: 'get',
	name: 'Get',
	subtitle: 'Get Task',
	action: 'Check a video that was submitted',
	description:
		'Check a video once, finished or not. Returns status, and videoUrl when it is finished. Costs nothing.',
	neverWaits: true,
	models: [],
	fields: [],
	readJob: async (context, item) => readTaskJob(context, item, 'poll'),
};

/** Waits until a task ends. */
export const taskWait: Operation = {
	resource: 'task',
	value: 'wait',
	name: 'Wait',
	subtitle: 'Wait for Task',
	action: 'Wait for a video that was submitted',
	description:
		'Wait until a submitted video is finished, about 1 to 5 minutes after it was submitted. Returns videoUrl and taskId. Costs nothing.',
	models: [],
	fields: [],
	readJob: async (context, item) => readTaskJob(context, item, 'end'),
};

function readTaskJob(context: IExecuteFunctions, item: number, until: 'poll' | 'end'): CheckedJob {
	const entered: unknown = context.getNodeParameter('taskId', item, '');
	const taskId = String(entered ?? '').trim();
	const options = readItemOptions(context, item);
	const problems = options.ok ? [] : options.problems;
	const nonsense = noIdIn(entered);
	if (nonsense !== undefined) problems.push(`Task ID ${nonsense}`);
	if (taskId === '') {
		problems.push(
			'Task ID is empty. Connect this node after one that submitted a video, or enter the ID',
		);
	}
	if (placeholderIn(taskId) !== undefined) {
		problems.push(
			'This task ID is a placeholder from a Dry Run: there is no task. Turn off Dry Run in the node that makes the video, then run again',
		);
	}
	if (!options.ok || problems.length > 0) return invalid(...problems);
	const { timeout, outputOnTimeout, interval } = options.value;
	const job: Job = {
		item,
		target: { type: 'existing', taskId },
		until,
		timeout,
		outputOnTimeout,
		interval,
	};
	return ok({ job, download: readDownload(context, item, options.value) });
}
