import type { Batch } from './batch';
import { NOT_YET } from './job';
import type { PreviousScene, Job, ItemResult, Scene, Step } from './job';
import type { Purchase } from './purchase';
import { runPurchase, logEnd } from './runTask';
import { inScene } from './sceneTrouble';
import { unexpected } from './trouble';

/**
 * Runs the scenes of a job one after the other: the first makes a video, each later one extends what the
 * one before it made. Ends with the first scene that has no video; its outcome names every scene's task.
 *
 * A retry comes through the same scenes again. Those that an earlier try bought are taken up from the
 * journal, and a look brings a URL of each that is still valid, so the first one that is bought is the one
 * at which the earlier try ended.
 */
export async function runChain(
	batch: Batch,
	job: Job,
	scenes: readonly Scene[],
): Promise<ItemResult> {
	const steps: Step[] = [];
	let before: PreviousScene | undefined;
	for (const [index, scene] of scenes.entries()) {
		const startedAt = batch.clock.now();
		const place = { scene: index + 1, of: scenes.length };
		const outcome = await runScene(batch, job, scene, before, scenes[index + 1]);
		const { taskId, task } = outcome;
		if (taskId !== undefined) {
			const bought = batch.journal.ofScene(job.item, place.scene);
			const { prompt, duration } = bought?.sent ?? scene;
			const model = bought?.model ?? scene.model;
			steps.push({ scene: place.scene, taskId, task, model, prompt, duration });
		}
		const placed = inScene(outcome, place, steps);
		logEnd(batch, placed, startedAt);
		const isLast = place.scene === scenes.length;
		if (isLast || taskId === undefined || !hasVideo(outcome)) return placed;
		before = { taskId, videoUrl: outcome.task?.videoUrls[0] ?? '' };
	}
	throw new Error('A chain has at least one scene');
}

/** Never throws: what the scenes before it bought is not lost with a mistake of this one. */
async function runScene(
	batch: Batch,
	job: Job,
	scene: Scene,
	before: PreviousScene | undefined,
	next: Scene | undefined,
): Promise<ItemResult> {
	try {
		const purchase = scene.purchase(before);
		return await runPurchase(batch, job, purchase, isToExtend(batch, purchase, next));
	} catch (error) {
		const known = batch.journal.taskIdOf(job.item);
		return unexpected(job.item, error, known === before?.taskId ? undefined : known);
	}
}

/** Whether an earlier try bought a scene, and the next one, which extends it, is still to be bought. */
function isToExtend({ journal }: Batch, purchase: Purchase, next: Scene | undefined): boolean {
	const taskId = journal.peek([purchase])[0]?.taskId;
	if (taskId === undefined || next === undefined) return false;
	const extension = next.purchase({ taskId, videoUrl: NOT_YET.videoUrl });
	const [following] = journal.peek([extension]);
	// What may exist is not created again: its item goes on to say so.
	return following === undefined || (following.taskId === undefined && extension.resubmitUnclear);
}

/**
 * Whether the next scene can begin. After a stop, too: it buys nothing then, but what an earlier try
 * bought of it is to be named.
 */
function hasVideo(outcome: ItemResult): boolean {
	if (outcome.kind === 'trouble' && outcome.trouble !== 'stopped') return false;
	const { task } = outcome;
	return task?.status === 'completed' && task.videoUrls.length > 0;
}
