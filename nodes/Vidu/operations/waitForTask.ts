import { readTaskJob } from '../items/taskJob';
import type { Operation } from './operation';

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
