import type { ApiError } from '../gateway/errors';
import type { Task } from '../gateway/parseTask';
import type { Entry } from './entry';
import type { Purchase } from './purchase';

/** What one item asks for. Times in milliseconds. */
export interface Job {
	item: number;
	/** A task to buy, several of which each extends the one before, or one that exists. */
	target: { purchase: Purchase } | { scenes: readonly Scene[] } | { taskId: string };
	/** Until the task ends, or only one look, or only its creation. */
	until: 'end' | 'look' | 'creation';
	/** Time limit of the wait, and of the attempts to create. */
	timeout: number;
	/** Whether a task that is not finished in time is given out as it is. */
	outputOnTimeout: boolean;
	/** Between two looks; undefined leaves it to the schedule. */
	interval?: number;
}

/** What a scene extends: a task that completed, and where its video is at this moment. */
export interface PreviousScene {
	taskId: string;
	videoUrl: string;
}

/** One scene of a chain. */
export interface Scene {
	/** The gateway's model ID, and what was asked for. */
	model: string;
	prompt?: unknown;
	/** Seconds. */
	duration?: unknown;
	/**
	 * Makes the purchase of its task.
	 *
	 * @param before the scene before it; undefined for the first one
	 */
	purchase: (before: PreviousScene | undefined) => Purchase;
}

/** A scene for which there is a task. */
export interface Step {
	/** From 1. */
	scene: number;
	taskId: string;
	/** As it was last seen. */
	task?: Task;
	/** What was asked for; not known of what only the journal knows. */
	model?: string;
	prompt?: unknown;
	duration?: unknown;
}

/** At which scene of a chain an item is, from 1, and of how many. */
export interface ScenePosition {
	scene: number;
	of: number;
}

/** A video that nobody knows yet: what a scene extends before the scene before it is bought. */
export const NOT_YET: PreviousScene = {
	taskId: 'not yet',
	videoUrl: 'https://example.com/scene-before.mp4',
};

/**
 * What a job buys, in order, as far as that is wanted: a scene is bought as what extends the one before.
 *
 * @param visit told of each purchase; gives the task that it has already, if it has one, and what is
 * `'end'` of it: nothing of the job is bought from there on
 */
export function visitPurchases(
	{ target }: Job,
	visit: (purchase: Purchase) => PreviousScene | 'end' | undefined,
): void {
	if ('purchase' in target) visit(target.purchase);
	if (!('scenes' in target)) return;
	let before: PreviousScene | undefined;
	for (const scene of target.scenes) {
		const found = visit(scene.purchase(before));
		if (found === 'end') return;
		before = found ?? NOT_YET;
		if (before.videoUrl === '') before = { ...before, videoUrl: NOT_YET.videoUrl };
	}
}

/** Everything that a job buys, in order, if nothing of it was bought before. */
export function purchasesOf(job: Job): Purchase[] {
	const purchases: Purchase[] = [];
	visitPurchases(job, (purchase) => void purchases.push(purchase));
	return purchases;
}

/** Why an item has no result. */
export type Trouble =
	/** Nothing was created: it was not tried. */
	| 'notSubmitted'
	/** Nothing was created: the gateway refused it, or was not reached. */
	| 'refused'
	/** It may have been created. */
	| 'unclear'
	/** The task failed at the provider. */
	| 'failed'
	/** The task completed, but its answer has no video URL. */
	| 'withoutVideo'
	/** The task was not seen to end before the time limit. */
	| 'timedOut'
	/** The gateway does not let anyone look at the task. */
	| 'notChecked'
	/** The execution was stopped. */
	| 'stopped';

/** What an outcome has beside its last task. */
interface Beside {
	/** Of a chain. */
	place?: ScenePosition;
	/** Of a chain: every scene for which there is a task, in order. */
	steps?: readonly Step[];
	/** What earlier tries submitted for the item, and this try has no use for. At least one. */
	earlier?: readonly Entry[];
}

/** How an item ended. */
export type ItemResult = Beside &
	(
		| { kind: 'result'; item: number; taskId: string; task: Task; timedOut?: boolean }
		| {
				kind: 'trouble';
				item: number;
				trouble: Trouble;
				failure: ApiError;
				taskId?: string;
				/** As it was last seen. */
				task?: Task;
		  }
	);
