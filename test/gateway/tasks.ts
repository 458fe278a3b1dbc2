/** What is a task, and in which state is it at a given moment? */

import { randomBytes } from 'node:crypto';
import { FAILED } from './codes';
import { readMarks, type Marks } from './marks';
import type { Operation } from './models';
import { followsPicture, type Ratio } from './ratios';
import type { Order, Params } from './validate';

/** Why a picture that had to be fetched makes a task fail: Vidu's word for it, and what it says. */
export interface Failure {
	readonly reason: string;
	readonly text: string;
}

/** One purchased task. Nothing in it changes after its creation, but for what its pictures tell. */
export interface Task {
	readonly id: string;
	readonly model: string;
	readonly operation: Operation;
	/** The key that bought it. */
	readonly key: string;
	/** The parameters exactly as the client sent them. */
	readonly params: Params;
	/** The same with the documented defaults filled in. */
	readonly settings: Params;
	readonly marks: Marks;
	/** When it was bought, in milliseconds since 1970. */
	readonly createdAt: number;
	/** When it completes or fails, in milliseconds since 1970. */
	readonly finishesAt: number;
	/** The shape of its video. */
	ratio: Ratio;
	/** Whether that is the shape of its first picture. */
	readonly followsPicture: boolean;
	/** How long its video is, in seconds; undefined when nobody can know. */
	readonly videoSeconds?: number;
	/** What became of the pictures that had to be fetched. */
	readonly fetching: { isUnderWay: boolean; failure?: Failure };
	/** Vidu's own number of the job (docs/api/http.md: `jobId`). */
	readonly jobId: string;
	/** Makes the URL of its video unguessable, as a real result's is. */
	readonly signature: string;
}

/** A task's state at one moment; `progress` runs from 0 to 1, `code` is why it failed. */
export type TaskState =
	| { readonly status: 'in_progress'; readonly progress: number }
	| { readonly status: 'completed' }
	| { readonly status: 'failed'; readonly code: string };

/**
 * Makes a task from an order.
 *
 * @param seconds how long it takes, unless its prompt says `[seconds:N]`
 * @param now in milliseconds since 1970
 * @param video what it will be like
 */
export function createTask(
	order: Order,
	key: string,
	seconds: number,
	now: number,
	video: Pick<Task, 'ratio' | 'videoSeconds'>,
): Task {
	const marks = readMarks(order.params.prompt);
	return {
		id: randomId(),
		...order,
		key,
		marks,
		createdAt: now,
		finishesAt: now + Math.max(0, marks.seconds ?? seconds) * 1000,
		...video,
		followsPicture: followsPicture(order.operation, order.settings),
		fetching: { isUnderWay: false },
		jobId: String(randomBytes(6).readUIntBE(0, 6)),
		signature: randomBytes(18).toString('base64'),
	};
}

/**
 * A task's state, worked out from the clock: no task needs a timer, however many there are.
 *
 * @param now in milliseconds since 1970
 */
export function stateOf(task: Task, now: number): TaskState {
	const { isUnderWay, failure } = task.fetching;
	if (failure) return { status: 'failed', code: failure.reason };
	if (isUnderWay || now < task.finishesAt) {
		const part = (now - task.createdAt) / Math.max(task.finishesAt - task.createdAt, 1);
		return { status: 'in_progress', progress: Math.min(Math.max(part, 0), 1) };
	}
	const { fail } = task.marks;
	if (fail === undefined) return { status: 'completed' };
	return { status: 'failed', code: fail === true ? FAILED[task.operation] : fail };
}

/** 20 characters like the documented `d758n65e878c73cmdg20`, out of 100 random bits. */
function randomId(): string {
	const letters = '0123456789abcdefghijklmnopqrstuv';
	return Array.from(randomBytes(20), (byte) => letters[byte & 31]).join('');
}
