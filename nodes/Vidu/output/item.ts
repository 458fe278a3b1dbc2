import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Task } from '../gateway/read';
import type { Step } from '../tasks/job';

/**
 * The output item of a task: `{ taskId, status, model, progress?, createdAt, videoUrl, videoUrls,
 * output, usage, metadata }`. A running task has no `videoUrl`. Never a key named `error`, because n8n
 * takes such an item for a failed one; a failed task that was only looked at says why in `errorCode`
 * and `errorMessage`.
 *
 * @param steps of a chain: they become `steps`, one entry `{ scene, taskId, model, prompt, duration,
 * videoUrl, usage }` for each scene. `duration` is what was asked for: how long a video is, nobody says.
 */
export function taskItem(
	taskId: string,
	task: Task,
	item: number,
	steps?: readonly Step[],
): INodeExecutionData {
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
	if (steps !== undefined) json.steps = steps.map(stepOf);
	return { json, pairedItem: { item } };
}

function stepOf({ scene, taskId, model, prompt, duration, task }: Step): IDataObject {
	const step: IDataObject = { scene, taskId };
	set(step, 'model', model);
	set(step, 'prompt', prompt);
	set(step, 'duration', duration);
	set(step, 'videoUrl', task?.videoUrls[0]);
	set(step, 'usage', task?.usage);
	return step;
}

function set(json: IDataObject, key: string, value: unknown): void {
	if (value !== undefined) json[key] = value as IDataObject[string];
}
