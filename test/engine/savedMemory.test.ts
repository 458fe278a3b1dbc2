import { createRunExecutionData } from 'n8n-workflow';

import { again } from './crash';
import { FakeMemory } from './memory';
import { openGatewayOf, readSaved, retrySaved, runAgainst } from './savedExecution';
import type { SavedExecution } from './savedExecution';
import { errorOf, jsonOf } from './vidu';

/* What 0.1.0 left in n8n's memory of processed items. */

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

/** The names under which the memory has purchases, without their numbers. */
function remember(saved: SavedExecution): string[] {
	Object.assign(memory, FakeMemory.fresh());
	memory.rows = new Map(Object.entries(structuredClone(saved.memory ?? {})));
	return [...memory.rows.values()].flatMap(({ data }) => data).map((name) => name.split(' ')[0]);
}

describe('n8n crashed while the node waited', () => {
	// What stays the same after a crash is not the same in the engines of n8n 1.x and 2.x.
	const isOldEngine = !('resumeToken' in createRunExecutionData({}));
	const saved = readSaved(isOldEngine ? 'crash-n8n-1' : 'crash');
	const go = async (gateway: Awaited<ReturnType<typeof openGatewayOf>>, edit?: object) =>
		await runAgainst(gateway, saved, { ...again(saved.run.data), edit });

	test('nothing is bought again, and the purchase is named', async () => {
		const [name] = remember(saved);
		const gateway = await openGatewayOf(saved);
		expect(errorOf(await go(gateway))).toContain(name);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test('an edited prompt is bought', async () => {
		remember(saved);
		const gateway = await openGatewayOf(saved);
		const run = await go(gateway, { parameters: { prompt: 'boat' } });
		expect(jsonOf(run)).toMatchObject([{ status: 'completed' }]);
		expect(gateway.counts.createRequests).toBe(1);
	});
});

describe('a retry after a crash failed in turn', () => {
	const saved = readSaved('retry-after-crash');
	const [, running, failed] = saved.tasks.map(({ id }) => id);
	const goOn = { node: { onError: 'continueRegularOutput' as const } };

	test('the forgotten task is named again, the running one is taken up, the failed one is bought', async () => {
		const [forgotten] = remember(saved);
		const gateway = await openGatewayOf(saved);
		// It fails at the provider once more.
		const [first, second, third] = jsonOf(await retrySaved(gateway, saved, goOn));
		expect(first.error).toContain(forgotten);
		expect(second).toMatchObject({ taskId: running, status: 'completed' });
		const [anew] = [...gateway.tasks.keys()].slice(saved.tasks.length);
		expect(third.error).toContain(anew);
		expect(third.error).not.toContain(failed);
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('also where the memory was lost meanwhile', async () => {
		const [forgotten] = remember(saved);
		memory.rows.clear();
		const gateway = await openGatewayOf(saved);
		const [first, second] = jsonOf(await retrySaved(gateway, saved, goOn));
		expect(first.error).toContain(forgotten);
		expect(second).toMatchObject({ taskId: running });
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('with "Resubmit Unclear" the forgotten one is bought', async () => {
		remember(saved);
		const gateway = await openGatewayOf(saved);
		const edit = { ...goOn, options: { resubmitUnclear: true } };
		const [first, second] = jsonOf(await retrySaved(gateway, saved, edit));
		expect(first.status).toBe('completed');
		expect(second).toMatchObject({ taskId: running, status: 'completed' });
		expect(gateway.counts.createRequests).toBe(2);
	});
});
