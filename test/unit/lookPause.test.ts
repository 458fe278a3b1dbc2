/** Who waits when a look is refused for a while: everybody, or the one that was asked to wait? */

import type { Send } from '../../nodes/Vidu/gateway/http';
import { newBatch } from '../../nodes/Vidu/tasks/batch';
import type { Job } from '../../nodes/Vidu/tasks/job';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { NO_LEDGER } from '../../nodes/Vidu/tasks/ledger';
import { runJobs } from '../../nodes/Vidu/tasks/runJobs';
import { VirtualClock } from '../property/virtualClock';
import { answer } from './answers';
import { jobOf, purchaseOf } from './purchases';

const MINUTE = 60_000;
const IDS = ['slow', 'quick-1', 'quick-2'];

const waitFor = (taskId: string, item: number): Job => ({
	...jobOf(purchaseOf({})),
	item,
	target: { taskId },
	timeout: 60 * MINUTE,
});

/** When each task is looked at, and when its job ends: the first look at "slow" gets a refusal. */
async function waitingWith(status: number, headers: Record<string, string>) {
	const clock = new VirtualClock();
	const looks: Record<string, number[]> = {};
	const ends: Record<string, number> = {};
	const send: Send = async ({ path }) => {
		const id = path.split('/').at(-1) ?? '';
		looks[id] = [...(looks[id] ?? []), clock.now()];
		if (id === 'slow' && looks[id].length === 1) return answer(status, { message: 'no' }, headers);
		const isOver = clock.now() > 20_000;
		const urls = isOver ? [{ url: `https://v.example/${id}.mp4` }] : [];
		return answer(200, { id, status: isOver ? 'completed' : 'in_progress', output: urls });
	};
	const batch = newBatch(
		{ send, clock, journal: Journal.open({}), ledger: NO_LEDGER, onEvent: () => {} },
		0,
	);
	const run = runJobs(batch, IDS.map(waitFor), 3, async (outcome) => {
		ends[outcome.taskId ?? ''] = clock.now();
		return outcome.kind;
	});
	expect(await clock.run(run, 120 * MINUTE)).toEqual(['result', 'result', 'result']);
	return { looks, ends };
}

it.each([408, 500, 503])(
	'a %i with Retry-After delays the look at its own task alone',
	async (status) => {
		const { looks, ends } = await waitingWith(status, { 'retry-after': '600' });
		expect(looks.slow[1]).toBeGreaterThanOrEqual(10 * MINUTE);
		expect(looks.slow[1]).toBeLessThan(11 * MINUTE);
		expect(Math.max(ends['quick-1'], ends['quick-2'])).toBeLessThan(MINUTE);
	},
);

it('a 429 with Retry-After delays them all, for it is the rate of the key', async () => {
	const { looks } = await waitingWith(429, { 'retry-after': '600' });
	const afterwards = Object.values(looks).flatMap((times) => times.slice(1));
	expect(Math.min(...afterwards)).toBeGreaterThanOrEqual(10 * MINUTE);
});

it('a 503 without it delays nobody', async () => {
	const { ends } = await waitingWith(503, {});
	expect(Math.max(...Object.values(ends))).toBeLessThan(MINUTE);
});
