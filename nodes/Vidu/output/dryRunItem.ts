import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Estimate } from '../gateway/estimate';
import type { Task } from '../gateway/parseTask';
import { forOutput } from '../images/standIn';
import { PLACEHOLDER_TASK_ID, PLACEHOLDER_URL } from '../placeholder';
import { sumEstimates } from '../tasks/estimates';
import type { Job, Step } from '../tasks/job';
import type { Purchase } from '../tasks/purchase';
import { askedOf } from './asked';
import { taskItem } from './items';

/**
 * The output item of a dry run, whole: that of a real run with placeholders for the video and the task, so that
 * later nodes can be built on it, and `dryRun`, `estimatedCost`, `currency`, `estimateNote?` and `params`. These
 * are what would be sent, with `{ mimeType, bytes }` for an inline image; each scene of a story has its own. An
 * amount is null where it is not known. No field is about a file or about what a video cost: there is none.
 *
 * @param purchases everything that the job would buy, in order
 * @param now milliseconds since 1970
 */
export function dryRunItem(
	job: Job,
	purchases: readonly Purchase[],
	estimates: ReadonlyMap<Purchase, Estimate>,
	now: number,
): INodeExecutionData {
	const { item, target, until } = job;
	const details = purchases.map((purchase) => ({
		...estimateFields(estimateOf(estimates, purchase)),
		params: forOutput(purchase.preview()) as IDataObject,
	}));
	const plan = (model: string) => plannedTask(model, until === 'end', now);
	const [taskId, last] = [PLACEHOLDER_TASK_ID, plan(purchases[purchases.length - 1].model)];
	if (target.type !== 'scenes') {
		const { json } = taskItem(taskId, last, item, { asked: askedOf(job) });
		return { json: withDetails({ dryRun: true, ...details[0] }, json), pairedItem: { item } };
	}
	const steps = target.scenes.map(({ model, sent }, index): Step => {
		return { scene: index + 1, taskId, task: plan(model), model, sent };
	});
	const { json } = taskItem(taskId, last, item, { steps, asked: askedOf(job, steps) });
	const scenes = json.steps as IDataObject[];
	json.steps = scenes.map((step, index) => withDetails(details[index], step));
	const sum = sumEstimates(purchases.map((purchase) => estimateOf(estimates, purchase)));
	return {
		json: withDetails({ dryRun: true, ...estimateFields(sum) }, json),
		pairedItem: { item },
	};
}

/** The price right after the link, where n8n's table shows it, and the long `params` last. */
function withDetails(
	{ params, ...details }: IDataObject,
	{ scene, videoUrl, ...json }: IDataObject,
): IDataObject {
	const first = Object.entries({ scene, videoUrl }).filter(([, value]) => value !== undefined);
	return {
		...Object.fromEntries(first),
		...details,
		...json,
		...(params === undefined ? {} : { params }),
	};
}

/** The task as a real run would give it out: in the documented shape (docs/api/http.md, "Query a task"). */
function plannedTask(model: string, isFinished: boolean, now: number): Task {
	const task = { model, createdAt: new Date(now).toISOString() };
	if (!isFinished) return { ...task, status: 'in_progress', videoUrls: [] };
	return {
		...task,
		status: 'completed',
		videoUrls: [PLACEHOLDER_URL],
		output: [{ content: [{ type: 'video', url: PLACEHOLDER_URL }] }],
		usage: {},

		metadata: {},
	};
}

/** The estimate of a purchase that was estimated. */
export const estimateOf = (
	estimates: ReadonlyMap<Purchase, Estimate>,
	purchase: Purchase,
): Estimate => estimates.get(purchase) ?? { type: 'none', reason: 'it was not requested' };

function estimateFields(estimate: Estimate): IDataObject {
	if (estimate.type === 'known') {
		return { estimatedCost: estimate.cost, currency: estimate.currency };
	}
	const estimateNote = `No estimate: ${estimate.reason}`;
	return { estimatedCost: null, currency: null, estimateNote };
}
