/** May this key buy another task now, and how many tasks are in progress? */

import { Refusal } from './codes';
import { stateOf, type Task } from './tasks';

/** A limit on creations per key, over a sliding window; there are no documented numbers. */
export interface RateLimit {
	/** How many creations a window allows; refused ones (429) do not count. */
	readonly creates: number;
	/** The length of the window in seconds. */
	readonly perSeconds: number;
	/** The `Retry-After` of the refusal in seconds; without it the header is not sent. */
	readonly retryAfterSeconds?: number;
}

/** The creations and running tasks of all keys. */
export class Limits {
	private readonly starts = new Map<string, number[]>();
	private running: Task[] = [];

	constructor(
		private readonly rate?: RateLimit,
		private readonly maxRunning = Infinity,
	) {}

	/**
	 * Notes a creation of a key.
	 *
	 * @param now in milliseconds since 1970
	 * @throws {Refusal} 429 (docs/api/http.md: "rate limit exceeded")
	 */
	noteCreate(key: string, now: number): void {
		if (!this.rate) return;
		const { creates, perSeconds, retryAfterSeconds } = this.rate;
		const recent = (this.starts.get(key) ?? []).filter((at) => at > now - perSeconds * 1000);
		this.starts.set(key, recent);
		if (recent.length >= creates) {
			throw new Refusal(429, 'rate limit exceeded', undefined, {
				...(retryAfterSeconds !== undefined && {
					'Retry-After': String(retryAfterSeconds),
				}),
			});
		}
		recent.push(now);
	}

	/** @throws {Refusal} 429 while the key has as many tasks in progress as it may */
	checkRunning(key: string, now: number): void {
		this.running = this.running.filter((task) => isRunning(task, now));
		const own = this.running.filter((task) => task.key === key);
		if (own.length >= this.maxRunning) {
			throw new Refusal(429, 'rate limit exceeded: too many tasks in progress');
		}
	}

	/** Adds a new task, and returns how many are in progress now, over all keys. */
	noteRunning(task: Task): number {
		this.running.push(task);
		this.running = this.running.filter((one) => isRunning(one, task.createdAt));
		return this.running.length;
	}

	/** Forgets everything. */
	clear(): void {
		this.starts.clear();
		this.running = [];
	}
}

const isRunning = (task: Task, now: number): boolean => stateOf(task, now).status === 'in_progress';
