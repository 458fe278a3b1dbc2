/** Durations kept for each kind of task. */
const KEPT_PER_KIND = 8;
/** Kinds kept in the process. */
const KEPT_KINDS = 300;

/**
 * How long the latest tasks of each kind took, in this process only. A kind is a gateway, a model, a duration
 * and a resolution: nothing of prompts, IDs or keys. All times in milliseconds.
 */
export class RecentDurations {
	private readonly kinds = new Map<string, readonly number[]>();

	/** The durations of a kind, newest last; empty when none is known. */
	of(kind: string): readonly number[] {
		return this.kinds.get(kind) ?? [];
	}

	/** Records a task that was polled from its creation to its end. */
	add(kind: string, duration: number): void {
		const durations = [...this.of(kind), duration].slice(-KEPT_PER_KIND);
		// Deleted first, so that the kind that was used last comes last.
		this.kinds.delete(kind);
		this.kinds.set(kind, durations);
		const [oldest] = this.kinds.keys();
		if (this.kinds.size > KEPT_KINDS) this.kinds.delete(oldest);
	}
}

/** Shared by all executions of this process. Each worker of a queue learns for itself. */
export const recentDurations = new RecentDurations();
