import { readTaskJob } from '../items/taskJob';
import type { Operation } from './operation';

/** Looks at a task once. */
export const getTask: Operation = {
	resource: 'task',
	value: 'get',
	name: 'Get',
	subtitle: 'Get Task',
	action: 'Get a task',
	description: 'Look at a task once, whatever its state',
	models: [],
	fields: [],
	readJob: async (context, item) => readTaskJob(context, item, 'look'),
};
