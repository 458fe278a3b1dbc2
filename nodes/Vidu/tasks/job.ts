import type { Task } from '../gateway/parseTask';
import { PLACEHOLDER_TASK_ID, PLACEHOLDER_URL } from '../placeholder';
import type { Sent } from './entry';
import type { Purchase } from './purchase';

/** The work for one item. Times in milliseconds. */
export interface Job {
	item: number;
	target: Target;
	/** Until the task ends, for one poll, or only until it is created. */
	until: 'end' | 'poll' | 'creation';
	/** Time limit of the wait, and of the attempts to create. */
	timeout: number;
	/** Whether a task that is not finished in time is given out as it is. */
	outputOnTimeout: boolean;
	/** Between two polls; undefined leaves it to the schedule. */
	interval?: number;
}

/** The target of a job: a task to buy, several tasks, each an extension of the previous one, or a task that exists. */
export type Target =
	| { type: 'purchase'; purchase: Purchase }
	| { type: 'scenes'; scenes: readonly Scene[] }
	| { type: 'existing'; taskId: string };

/** The scene that another one extends: its completed task, and the current URL of its video. */
export interface PreviousScene {
	taskId: string;
	videoUrl: string;
}

/** One scene of a chain. */
export interface Scene {
	/** The gateway's model ID. */
	model: string;
	sent: Sent;
	/**
	 * Makes the purchase of its task.
	 *
	 * @param previous undefined for the first scene
	 */
	purchase: (previous: PreviousScene | undefined) => Purchase;
}

/** A scene that has a task. */
export interface Step {
	/** From 1. */
	scene: number;
	taskId: string;
	/** As it was last seen. */
	task?: Task;
	model?: string;
	/** Unknown where only the journal has the scene. */
	sent?: Sent;
}

/** At which scene of a chain an item is, from 1, and of how many. */
export interface ScenePosition {
	scene: number;
	of: number;
}

/** Stands for the previous scene while that is not bought yet. */
export const NOT_YET: PreviousScene = {
	taskId: PLACEHOLDER_TASK_ID,
	videoUrl: PLACEHOLDER_URL,
};

/**
 * Visits what a job buys, in order.
 *
 * @param visit returns the task that a purchase already has, if it has one, or `'end'`: nothing is bought
 * from there on
 */
export function visitPurchases(
	{ target }: Job,
	visit: (purchase: Purchase) => PreviousScene | 'end' | undefined,
): void {
	if (target.type === 'purchase') visit(target.purchase);
	if (target.type !== 'scenes') return;
	let previous: PreviousScene | undefined;
	for (const scene of target.scenes) {
		const found = visit(scene.purchase(previous));
		if (found === 'end') return;
		previous = found ?? NOT_YET;
	}
}

/** Everything that a job buys, in order, if nothing of it was bought before. */
export function purchasesOf(job: Job): Purchase[] {
	const purchases: Purchase[] = [];
	visitPurchases(job, (purchase) => void purchases.push(purchase));
	return purchases;
}
