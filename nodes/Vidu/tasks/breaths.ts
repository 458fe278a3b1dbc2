import type { Clock } from './clock';

/** Milliseconds of work at a stretch; n8n's other work goes on in between. */
const LONGEST_BREATH = 10;

/**
 * Maps a list, however long, without holding up the process that n8n runs in: after each 10 ms of work
 * its other work has a turn. One after the other, in order.
 *
 * @throws whatever `work` throws
 */
export async function mapInBreaths<T, R>(
	clock: Clock,
	list: Iterable<T>,
	work: (one: T, index: number) => R | Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	let breath = clock.now();
	for (const one of list) {
		results.push(await work(one, results.length));
		if (clock.now() - breath > LONGEST_BREATH) {
			await clock.sleep(0);
			breath = clock.now();
		}
	}
	return results;
}
