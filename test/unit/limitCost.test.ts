/** Is what was counted before the first purchase also all that can be created afterwards? */

import { limitCost } from '../../nodes/Vidu/execute/maxCost';
import type { GatewayRequest, Send } from '../../nodes/Vidu/gateway/http';
import { newBatch } from '../../nodes/Vidu/tasks/batch';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { NO_LEDGER } from '../../nodes/Vidu/tasks/ledger';
import type { Purchase } from '../../nodes/Vidu/tasks/purchase';
import { runJobs } from '../../nodes/Vidu/tasks/runJobs';
import { VirtualClock } from '../property/virtualClock';
import { answer } from './answers';
import { jobOf, purchaseOf } from './purchases';

const asked: Purchase[] = [];

/** A call of a tool on a journal; `meanwhile` happens while it asks for its estimates. */
async function call(context: Record<string, unknown>, maxCost: number, meanwhile = () => {}) {
	const requests: GatewayRequest[] = [];
	const send: Send = async (request) => {
		requests.push(request);
		return answer(200, { id: 't-2', status: 'completed', output: [{ url: 'https://v' }] });
	};
	const journal = Journal.open(context);
	const clock = new VirtualClock();
	const batch = newBatch({ send, clock, journal, ledger: NO_LEDGER, onEvent: () => {} }, 0);
	const jobs = [jobOf(purchaseOf({}, { isTool: true }))];
	asked.length = 0;
	const refusal = await limitCost(batch, jobs, maxCost, async (purchases) => {
		asked.push(...purchases);
		meanwhile();
		return new Map();
	});
	const run = runJobs(batch, jobs, 1, async (outcome) => outcome);
	const [outcome] = await clock.run(run, 1_000_000);
	return { refusal, outcome, created: requests.filter(({ method }) => method === 'POST') };
}

/** A journal with a task that an earlier call did not deliver. */
function withTask(): Record<string, unknown> {
	const context = {};
	const key = purchaseOf({}, { isTool: true });
	const journal = Journal.open(context);
	Object.assign(journal.begin(key, 'm', 0), { state: 'running', taskId: 't-1' });
	journal.release(key.item);
	return context;
}

describe('with Max Cost', () => {
	it('a task that is there is taken up without an estimate', async () => {
		const { outcome, created } = await call(withTask(), 1);
		expect(asked).toEqual([]);
		expect(outcome.taskId).toBe('t-1');
		expect(created).toEqual([]);
	});

	it('nothing is created in its place when another call takes it up meanwhile', async () => {
		const context = withTask();
		const { refusal, outcome, created } = await call(context, 1, () => {
			Journal.open(context).claim(purchaseOf({}, { isTool: true }));
		});
		expect(refusal).toBeUndefined();
		expect(created).toEqual([]);
		expect(outcome).toMatchObject({ kind: 'trouble', trouble: 'notSubmitted' });
		expect(outcome.kind === 'trouble' && outcome.failure.what).toMatch(/Max Cost/);
	});
});

it('without it the item is bought then, and nothing is asked', async () => {
	const context = withTask();
	Journal.open(context).claim(purchaseOf({}, { isTool: true }));
	const { outcome, created } = await call(context, 0);
	expect(asked).toEqual([]);
	expect([outcome.taskId, created.length]).toEqual(['t-2', 1]);
});
