import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Task } from '../gateway/parseTask';
import { expiryOf } from '../gateway/urlExpiry';
import type { Step } from '../tasks/job';
import { askedIn } from './asked';
import type { Asked } from './asked';
import { costFields, costOf } from './cost';
import type { TaskCost } from './cost';

/**
 * Adds what an item asked for, and what its video cost. They are in the full item and in the simplified one.
 */
function addFacts(json: IDataObject, asked: Asked | undefined, costs: readonly Cost[]): void {
	set(json, 'prompt', asked?.prompt);
	set(json, 'duration', asked?.duration);
	set(json, 'resolution', asked?.resolution);
	set(json, 'aspectRatio', asked?.aspectRatio);
	Object.assign(json, costFields(costs));
}

type Cost = TaskCost | undefined;

/** The facts about an item, except its task. */
interface ItemDetails {
	/** Only for a story: its scenes that have a task, in order. */
	steps?: readonly Step[];
	asked?: Asked;
}

/**
 * The output item of a task, whole: `videoUrl` and what else a simplified item has, then `output`, `usage` and
 * `metadata` as the gateway sent them. A running task has no `videoUrl`. Never a key named `error`, because n8n
 * takes such an item for a failed one; a failed task that was only polled says why in `errorCode` and
 * `errorMessage`.
 *
 * `steps` has an entry for each scene of a story, and the cost is that of all scenes. `prompt`, `duration`,
 * `resolution` and `aspectRatio` are what was asked for; a story has its prompts and durations in its steps.
 */
export function taskItem(
	taskId: string,
	task: Task,
	item: number,
	{ steps, asked }: ItemDetails = {},
): INodeExecutionData {
	const json: IDataObject = {};
	const videoUrls = urlsOf(task);
	set(json, 'videoUrl', videoUrls[0]);
	json.status = task.status;
	json.taskId = taskId;
	set(json, 'model', task.model);
	addFacts(json, asked, steps?.map((step) => costIn(step.task)) ?? [costIn(task)]);
	set(json, 'createdAt', task.createdAt);
	json.videoUrls = videoUrls;
	set(json, 'expiresAt', expiryIn(videoUrls[0]));
	if (task.status === 'in_progress') set(json, 'progress', task.progress);
	set(json, 'errorCode', task.failure?.code);
	set(json, 'errorMessage', task.failure?.message);
	if (steps !== undefined) json.steps = steps.map(stepOf);
	set(json, 'output', task.output);
	set(json, 'usage', task.usage);
	set(json, 'metadata', task.metadata);
	return { json, pairedItem: { item } };
}

const urlsOf = (task: Task | undefined): string[] =>
	task?.status === 'completed' ? task.videoUrls : [];

const costIn = (task: Task | undefined): Cost =>
	task?.status === 'completed' ? costOf(task) : undefined;

function expiryIn(url: string | undefined): string | undefined {
	const time = url === undefined ? undefined : expiryOf(url);
	return time === undefined ? undefined : new Date(time).toISOString();
}

function stepOf({ scene, taskId, model, sent, task }: Step): IDataObject {
	const step: IDataObject = { scene };
	set(step, 'videoUrl', urlsOf(task)[0]);
	set(step, 'status', task?.status);
	step.taskId = taskId;
	set(step, 'model', model);
	addFacts(step, askedIn({ ...sent }), [costIn(task)]);
	set(step, 'usage', task?.usage);
	return step;
}

function set(json: IDataObject, key: string, value: unknown): void {
	if (value !== undefined) json[key] = value as IDataObject[string];
}
