import type { Clock } from '../../nodes/Vidu/tasks/clock';

interface Sleeper {
	at: number;
	order: number;
	wake: () => void;
}

/**
 * A clock whose time passes only when everybody sleeps: hours in milliseconds, and the same order of
 * events each time.
 */
export class VirtualClock implements Clock {
	private time = 0;

	private order = 0;

	private sleepers: Sleeper[] = [];

	now(): number {
		return this.time;
	}

	async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const sleeper: Sleeper = {
				at: this.time + Math.max(0, milliseconds),
				order: (this.order += 1),
				wake: () => {
					signal?.removeEventListener('abort', sleeper.wake);
					this.sleepers = this.sleepers.filter((other) => other !== sleeper);
					resolve();
				},
			};
			this.sleepers.push(sleeper);
			signal?.addEventListener('abort', sleeper.wake);
		});
	}

	/** Calls something at a moment of this clock. */
	at(milliseconds: number, action: () => void): void {
		this.sleepers.push({
			at: milliseconds,
			order: (this.order += 1),
			wake: () => action(),
		});
	}

	/**
	 * Runs until a promise is settled.
	 *
	 * @param limit milliseconds of this clock after which it counts as hanging
	 * @throws {Error} when it hangs
	 */
	async run<T>(work: Promise<T>, limit: number): Promise<T> {
		let isDone = false;
		const mark = () => {
			isDone = true;
		};
		work.then(mark, mark);
		for (;;) {
			// Lets everything happen that needs no time.
			await new Promise((resolve) => setImmediate(resolve));
			if (isDone) return await work;
			const next = [...this.sleepers].sort((a, b) => a.at - b.at || a.order - b.order)[0];
			if (next === undefined) throw new Error('Everybody waits for something that never comes');
			if (next.at > limit) throw new Error(`Not finished after ${limit} ms of virtual time`);
			this.time = Math.max(this.time, next.at);
			this.sleepers = this.sleepers.filter((other) => other !== next);
			next.wake();
		}
	}
}
