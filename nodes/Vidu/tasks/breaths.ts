import type { Clock } from './clock';

/** Milliseconds of work at a stretch; n8n's other work goes on in between. */
const LONGEST_BREATH = 10;

/**
 * How long work has gone on without a pause, in a stretch that begins with this and may go on from one
 * list to the next: what each of several lists may take alone would hold up n8n's other work together.
 */
export class Breath {
	private startedAt: number;

	constructor(private readonly clock: Clock) {
		this.startedAt = clock.now();
	}

	/** Whether the work has gone on for more than 10 ms. */
	get isOver(): boolean {
		return this.clock.now() - this.startedAt > LONGEST_BREATH;
	}

	/** Gives n8n's other work a turn, and begins anew. */
	async giveWay(): Promise<void> {
		await this.clock.sleep(0);
		this.startedAt = this.clock.now();
	}
}

/**
 * Maps a list, however long, without holding up the process that n8n runs in: after each 10 ms of work
 * its other work has a turn. One after the other, in order; a lazy list is made in the same breaths.
 *
 * @throws whatever `work`, or the making of the list, throws
 */
export async function mapInBreaths<T, R>(
	breath: Breath,
	list: Iterable<T>,
	work: (one: T, index: number) => R | Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	for (const one of list) {
		results.push(await work(one, results.length));
		if (breath.isOver) await breath.giveWay();
	}
	return results;
}
