import { messageOf } from '../text';
import { logEnd } from './batch';
import type { Batch } from './batch';
import { failedItem } from './itemResult';
import type { ItemResult } from './itemResult';
import { NOT_YET } from './job';
import type { Job, PreviousScene, Scene, Step } from './job';
import type { Purchase } from './purchase';
import { runPurchase } from './runPurchase';

/**
 * Runs the scenes of a job in order: the first makes a video, each later one extends the previous one. Ends
 * with the first scene that has no video; its result names every scene's task.
 *
 * A retry comes through the same scenes again. Those that an earlier attempt bought are found in the journal,
 * and a poll brings a valid URL of each, so the first one that is bought is the one at which the earlier
 * attempt ended.
 */
export async function runChain(
	batch: Batch,
	job: Job,
	scenes: readonly Scene[],
): Promise<ItemResult> {
	const steps: Step[] = [];
	let previous: PreviousScene | undefined;
	for (const [index, scene] of scenes.entries()) {
		const startedAt = batch.clock.now();
		const position = { scene: index + 1, of: scenes.length };
		const result = await runScene(batch, job, scene, previous, scenes[index + 1]);
		const { taskId, task } = result;
		if (taskId !== undefined) {
			const entry = batch.journal.ofScene(job.item, position.scene);
			const { model, sent = scene.sent } = entry ?? scene;
			steps.push({ scene: position.scene, taskId, task, model, sent });
		}
		const inChain: ItemResult = { ...result, position, steps: [...steps] };
		logEnd(batch, inChain, startedAt);
		const isLast = position.scene === scenes.length;
		if (isLast || taskId === undefined || !hasVideo(result)) return inChain;
		previous = { taskId, videoUrl: task?.videoUrls[0] ?? '' };
	}
	throw new Error('A chain has at least one scene');
}

/** Never throws: what the earlier scenes bought is not lost with an error of this one. */
async function runScene(
	batch: Batch,
	job: Job,
	scene: Scene,
	previous: PreviousScene | undefined,
	next: Scene | undefined,
): Promise<ItemResult> {
	try {
		const purchase = scene.purchase(previous);
		return await runPurchase(batch, job, purchase, isToExtend(batch, purchase, next));
	} catch (error) {
		const known = batch.journal.taskIdOf(job.item);
		const taskId = known === previous?.taskId ? undefined : known;
		return failedItem(job.item, { type: 'unexpected', message: messageOf(error) }, taskId);
	}
}

/** Whether an earlier attempt bought a scene, and the next one, which extends it, is still to be bought. */
function isToExtend({ journal }: Batch, purchase: Purchase, next: Scene | undefined): boolean {
	const taskId = journal.peek(purchase)?.taskId;
	if (taskId === undefined || next === undefined) return false;
	const extension = next.purchase({ taskId, videoUrl: NOT_YET.videoUrl });
	const following = journal.peek(extension);
	// A task that may exist is not created again: its item says so.
	return following === undefined || (following.taskId === undefined && extension.resubmitUnclear);
}

/**
 * Whether the next scene can begin. After a stop, too: it buys nothing then, but what an earlier attempt
 * bought of it is to be named.
 */
function hasVideo(result: ItemResult): boolean {
	if (result.type === 'failure' && result.failure.type !== 'stopped') return false;
	const { task } = result;
	return task?.status === 'completed' && task.videoUrls.length > 0;
}
