import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Estimate } from '../gateway/estimate';
import type { Task } from '../gateway/parseTask';
import { forOutput } from '../images/standIn';
import { sumEstimates } from '../tasks/estimates';
import type { Step } from '../tasks/job';
import type { Purchase } from '../tasks/purchase';

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
	'steps',
	'errorCode',
	'errorMessage',
	'downloadError',
	'dryRun',
];

/**
 * The output item of a task: `{ taskId, status, model, progress?, createdAt, videoUrl, videoUrls,
 * output, usage, metadata }`. A running task has no `videoUrl`. Never a key named `error`, because n8n
 * takes such an item for a failed one; a failed task that was only polled says why in `errorCode`
 * and `errorMessage`.
 *
 * @param steps of a chain: they become `steps`, one entry `{ scene, taskId, model, prompt, duration,
 * videoUrl, usage }` for each scene. `duration` is what was asked for.
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

/**
 * The output item of a dry run: `{ dryRun: true, model, params, estimatedCost, currency, estimateNote? }`,
 * where `params` are those that would be sent, with `{ mimeType, bytes }` for an inline image. For a job
 * of several scenes `{ dryRun: true, steps: [{ scene, model, params, … }], estimatedCost, currency,
 * estimateNote? }`, with an entry for each scene, and the sum. An amount is null where it is not known.
 */
export function dryRunItem(
	purchases: readonly Purchase[],
	estimates: ReadonlyMap<Purchase, Estimate>,
	item: number,
): INodeExecutionData {
	const all = purchases.map((purchase) => ({
		...(purchase.scene === undefined ? {} : { scene: purchase.scene }),
		model: purchase.model,
		params: forOutput(purchase.preview()) as IDataObject,
		...estimateFields(estimateOf(estimates, purchase)),
	}));
	const json: IDataObject =
		purchases.length === 1 && purchases[0].scene === undefined
			? { dryRun: true, ...all[0] }
			: {
					dryRun: true,
					steps: all,
					...estimateFields(sumEstimates(purchases.map((one) => estimateOf(estimates, one)))),
				};
	return { json, pairedItem: { item } };
}

/** The estimate of a purchase that was estimated. */
export const estimateOf = (
	estimates: ReadonlyMap<Purchase, Estimate>,
	purchase: Purchase,
): Estimate => estimates.get(purchase) ?? { type: 'none', reason: 'it was not asked for' };

function estimateFields(estimate: Estimate): IDataObject {
	if (estimate.type === 'known') {
		return { estimatedCost: estimate.cost, currency: estimate.currency };
	}
	const estimateNote = `No estimate: ${estimate.reason}`;
	return { estimatedCost: null, currency: null, estimateNote };
}
