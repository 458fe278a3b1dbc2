import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Task } from '../gateway/read';

/** Every field that an item of this node may have, whether or not a given one has it. */
export const RESULT_FIELDS: readonly string[] = [
	'taskId',
	'status',
	'model',
	'progress',
	'createdAt',
	'videoUrl',
	'videoUrls',
	'output',
	'usage',
	'metadata',
	'errorCode',
	'errorMessage',
	'downloadError',
	'dryRun',
];

/**
 * The output item of a task: `{ taskId, status, model, progress?, createdAt, videoUrl, videoUrls,
 * output, usage, metadata }`. A running task has no `videoUrl`. Never a key named `error`, because n8n
 * takes such an item for a failed one; a failed task that was only looked at says why in `errorCode`
 * and `errorMessage`.
 */
export function taskItem(taskId: string, task: Task, item: number): INodeExecutionData {
	const json: IDataObject = { taskId, status: task.status };
	set(json, 'model', task.model);
	if (task.status === 'in_progress') set(json, 'progress', task.progress);
	set(json, 'createdAt', task.createdAt);
	const videoUrls = task.status === 'completed' ? task.videoUrls : [];
	set(json, 'videoUrl', videoUrls[0]);
	json.videoUrls = videoUrls;
	set(json, 'output', task.output);
	set(json, 'usage', task.usage);
	set(json, 'metadata', task.metadata);
	set(json, 'errorCode', task.failure?.code);
	set(json, 'errorMessage', task.failure?.message);
	return { json, pairedItem: { item } };
}

function set(json: IDataObject, key: string, value: unknown): void {
	if (value !== undefined) json[key] = value as IDataObject[string];
}
