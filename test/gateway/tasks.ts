/** What is a task, and in which state is it at a given moment? */

import { createHash, randomBytes } from 'node:crypto';
import { FAILED } from './codes';
import type { Operation } from './models';
import { followsPicture, type Ratio } from './ratios';
import type { Order, Params } from './validate';

/** The marks of a prompt, which change its task. */
export interface Marks {
	/** The task fails: with this code or reason, or `true` for the operation's general one. */
	readonly fail?: string | true;
	/** How long the task takes, in seconds. */
	readonly seconds?: number;
	/** The task never reports its progress. */
	readonly noProgress?: boolean;
	/** The task completes without any output. */
	readonly noUrl?: boolean;
}

/** The marks and their meanings, for people to read. */
export const MARKS_HELP: ReadonlyArray<readonly [mark: string, meaning: string]> = [
	['[fail]', 'the task fails'],
	['[fail:CODE]', 'the task fails with this error code, such as [fail:008020097]'],
	['[fail:REASON]', 'the task fails for this reason of Vidu, such as [fail:NoFaceDetected]'],
	['[seconds:N]', 'the task takes N seconds, such as [seconds:1.5]'],
	['[no-progress]', 'the task reports no progress'],
	['[no-url]', 'the task completes with an empty output'],
];

/** Reads the marks of a prompt, anywhere in it, in upper or lower case; never throws. */
export function readMarks(prompt: unknown): Marks {
	const text = typeof prompt === 'string' ? prompt : '';
	const fail = /\[fail(?::([^\]\s]+))?\]/i.exec(text);
	const seconds = /\[seconds:(\d*\.?\d+)\]/i.exec(text);
	return {
		...(fail && { fail: fail[1] ?? true }),
		...(seconds && { seconds: Number(seconds[1]) }),
		noProgress: /\[no-progress\]/i.test(text),
		noUrl: /\[no-url\]/i.test(text),
	};
}

/** Why a picture that had to be fetched makes a task fail: Vidu's word for it, and what it says. */
export interface Failure {
	readonly reason: string;
	readonly text: string;
}

/** One purchased task. Only its pictures change anything in it after its creation. */
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
	/** The state of the pictures that had to be fetched. */
	readonly fetching: { isUnderWay: boolean; failure?: Failure };
	/** Vidu's own number of the job (docs/api/http.md: `jobId`). */
	readonly jobId: string;
	/** Stands in the URL of its video, as in a real result's. */
	readonly signature: string;
}

/** A task's state at one moment; `progress` runs from 0 to 1, `code` is why it failed. */
export type TaskState =
	| { readonly status: 'in_progress'; readonly progress: number }
	| { readonly status: 'completed' }
	| { readonly status: 'failed'; readonly code: string };

/** Makes a task from an order. Times in milliseconds since 1970. */
export function createTask(
	order: Order,
	made: Pick<Task, 'id' | 'key' | 'marks' | 'createdAt' | 'finishesAt' | 'ratio' | 'videoSeconds'>,
): Task {
	const digest = digestOf(made.id);
	return {
		...order,
		...made,
		followsPicture: followsPicture(order.operation, order.settings),
		fetching: { isUnderWay: false },
		jobId: String(digest.readUIntBE(0, 6)),
		signature: digest.toString('base64', 6, 24),
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
export function randomId(): string {
	const letters = '0123456789abcdefghijklmnopqrstuv';
	return Array.from(randomBytes(20), (byte) => letters[byte & 31]).join('');
}

/** Bytes that look random and are the same again for the same text. */
export const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
