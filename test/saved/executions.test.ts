/** Does "Retry execution" of what earlier versions saved find their tasks, and buy nothing twice? */

import { createRunExecutionData } from 'n8n-workflow';
import type { IRun } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { again } from '../engine/crash';
import { FakeMemory } from '../engine/memory';
import { switchToMemoryStorage } from '../engine/storage';
import { invokeAsTool } from '../engine/tool';
import { errorOf, jsonOf } from '../engine/vidu';
import { openGatewayOf, retrySaved, runAgainst } from './executions';
import type { SavedExecution } from './executions';
import { namesOf, readSaved, versions } from './versions';

const idsOf = ({ tasks }: SavedExecution): string[] => tasks.map(({ id }) => id);

/** The saved timeout of a second is short for a video that is bought, on a busy machine. */
const timeout = 60;
const goOn = { node: { onError: 'continueRegularOutput' as const } };

describe.each(versions)('%s', (version) => {
	const read = (name: string) => readSaved<SavedExecution>(version, name);

	beforeAll(async () => await switchToMemoryStorage());

	describe('three rows: one completed, one running, one unclear', () => {
		const saved = read('three-items');
		// Rows are bought in parallel: the order of creation says nothing.
		const [completed, running, unclear] = ['kite', 'boat', 'train'].map(
			(word) =>
				saved.tasks.find(({ params }) => String(params.prompt).startsWith(word))?.id ?? word,
		);

		test('as it was: only the unclear one fails, and the error names the tasks', async () => {
			const gateway = await openGatewayOf(saved);
			const run = await retrySaved(gateway, saved);
			expect(errorOf(run)).toMatch(/^1 of 3 rows failed/);
			for (const id of [completed, running]) expect(errorOf(run)).toContain(id);
			expect(gateway.counts.pollsByTask).toHaveProperty([running]);
			expect(gateway.counts.createRequests).toBe(0);
		});

		test('with "continue on fail": two videos and an error', async () => {
			const gateway = await openGatewayOf(saved);
			const [first, second, third] = jsonOf(await retrySaved(gateway, saved, goOn));
			expect(first).toMatchObject({ taskId: completed, status: 'completed' });
			expect(second).toMatchObject({ taskId: running, status: 'completed' });
			expect(third).toHaveProperty('error');
			expect(gateway.counts.createRequests).toBe(0);
		});

		test('with "Resubmit Unclear": that one is bought, once', async () => {
			const gateway = await openGatewayOf(saved);
			const options = { resubmitUnclear: true, timeout };
			const ids = jsonOf(await retrySaved(gateway, saved, { options })).map(({ taskId }) => taskId);
			expect(ids).toEqual([completed, running, [...gateway.tasks.keys()].at(-1)]);
			expect(ids).not.toContain(unclear);
			expect(gateway.counts.createRequests).toBe(1);
		});

		test('with an edited prompt: each row buys another video', async () => {
			const gateway = await openGatewayOf(saved);
			const edit = { parameters: { prompt: '={{ $json.p }} at night' }, options: { timeout } };
			const ids = jsonOf(await retrySaved(gateway, saved, edit)).map(({ taskId }) => taskId);
			expect(ids).toHaveLength(3);
			for (const id of idsOf(saved)) expect(ids).not.toContain(id);
			expect(gateway.counts.createRequests).toBe(3);
		});
	});

	const waiting = namesOf(version).filter((name) => /^waiting-(?!long-video)/.test(name));

	describe.each(waiting)('%s', (name) => {
		const saved = read(name);

		test.each([
			['as it was', undefined],
			['with an edited option', { options: { timeout: 30 } }],
			['with the same prompt as an expression', { parameters: { prompt: "={{ '@kite rises' }}" } }],
		])('%s: its task is polled', async (_how, edit) => {
			const gateway = await openGatewayOf(saved);
			const run = await retrySaved(gateway, saved, edit);
			expect(jsonOf(run)).toMatchObject([{ taskId: idsOf(saved)[0], status: 'completed' }]);
			expect(gateway.counts.createRequests).toBe(0);
		});

		test('with another prompt: another video', async () => {
			const gateway = await openGatewayOf(saved);
			const edit = { parameters: { prompt: '@kite lands' }, options: { timeout } };
			const [{ taskId }] = jsonOf(await retrySaved(gateway, saved, edit));
			expect(taskId).not.toBe(idsOf(saved)[0]);
			expect(gateway.counts.createRequests).toBe(1);
		});
	});

	test('a story continues after its second scene, and buys only the third', async () => {
		const saved = read('waiting-long-video');
		const gateway = await openGatewayOf(saved);
		const [item] = jsonOf(await retrySaved(gateway, saved, { options: { timeout } }));
		const steps = item.steps as Array<{ taskId: string }>;
		expect(steps.map(({ taskId }) => taskId)).toEqual([...gateway.tasks.keys()]);
		expect(steps).toHaveLength(3);
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('an agent: the same call gets its task, once; another one buys', async () => {
		const saved = read('tool');
		const gateway = await openGatewayOf(saved);
		const { data } = structuredClone(saved.run);
		const [node] = saved.workflow.nodes;
		const tool = invokeAsTool(new Vidu(), node, gateway.baseUrl, { data });
		const answerTo = async (prompt: unknown) =>
			JSON.parse(await tool({ prompt: String(prompt) }))[0];
		expect((await answerTo('boat')).taskId).not.toBe(idsOf(saved)[0]);
		expect(gateway.counts.createRequests).toBe(1);
		expect(await answerTo(saved.args?.prompt)).toMatchObject({
			taskId: idsOf(saved)[0],
			status: 'completed',
		});
		expect(gateway.counts.createRequests).toBe(1);
		expect((await answerTo(saved.args?.prompt)).taskId).not.toBe(idsOf(saved)[0]);
		expect(gateway.counts.createRequests).toBe(2);
	});

	describe('a node in a loop, in the second of three runs', () => {
		const saved = read('loop');
		const [first, second] = idsOf(saved);
		const idsByRun = (run: IRun) =>
			run.data.resultData.runData.Vidu.map(({ data }) => data?.main[0]?.[0].json.taskId);

		test('as it was: the task of that run is polled, and the third run buys', async () => {
			const gateway = await openGatewayOf(saved);
			const run = await retrySaved(gateway, saved);
			expect(errorOf(run)).toBe('');
			expect(idsByRun(run)).toEqual([first, second, [...gateway.tasks.keys()][2]]);
			expect(gateway.counts.createRequests).toBe(1);
		});

		test('with another prompt: the second run and the third buy', async () => {
			const gateway = await openGatewayOf(saved);
			const run = await retrySaved(gateway, saved, { parameters: { prompt: 'another' } });
			expect(idsByRun(run)).toEqual([first, ...[...gateway.tasks.keys()].slice(2)]);
			expect(gateway.counts.createRequests).toBe(2);
		});
	});
});

describe.each(versions)('%s, with its ledger', (version) => {
	const memory = new FakeMemory();
	const PURCHASE = /already submitted.*"purchase [\da-f]{16}"/;

	beforeAll(async () => await memory.install());

	/** Makes the saved ledger n8n's. */
	function remember(saved: SavedExecution): void {
		Object.assign(memory, FakeMemory.fresh());
		memory.rows = new Map(Object.entries(structuredClone(saved.memory ?? {})));
	}

	describe('n8n crashed while the node waited', () => {
		// The engines of n8n 1.x and 2.x keep different things over a crash.
		const isOldEngine = !('resumeToken' in createRunExecutionData({}));
		const saved = readSaved<SavedExecution>(version, isOldEngine ? 'crash-n8n-1' : 'crash');
		const retry = async (gateway: Awaited<ReturnType<typeof openGatewayOf>>, edit?: object) =>
			await runAgainst(gateway, saved, { ...again(saved.run.data), edit });

		test('nothing is bought again, and the error names the purchase', async () => {
			remember(saved);
			const gateway = await openGatewayOf(saved);
			expect(errorOf(await retry(gateway))).toMatch(PURCHASE);
			expect(gateway.counts.createRequests).toBe(0);
		});

		test('with another prompt: another video', async () => {
			remember(saved);
			const gateway = await openGatewayOf(saved);
			const edit = { parameters: { prompt: 'boat' }, options: { timeout } };
			expect(jsonOf(await retry(gateway, edit))).toMatchObject([{ status: 'completed' }]);
			expect(gateway.counts.createRequests).toBe(1);
		});
	});

	describe('a retry after a crash failed, too', () => {
		const saved = readSaved<SavedExecution>(version, 'retry-after-crash');
		const [, running, failed] = idsOf(saved);

		test.each([
			['with the ledger', false],
			['after the ledger was lost', true],
		])('%s: one is named, one is polled, one is bought', async (_how, isLost) => {
			remember(saved);
			if (isLost) memory.rows.clear();
			const gateway = await openGatewayOf(saved);
			const [first, second, third] = jsonOf(await retrySaved(gateway, saved, goOn));
			expect(first.error).toMatch(PURCHASE);
			expect(second).toMatchObject({ taskId: running, status: 'completed' });
			// It fails at the provider again.
			const bought = [...gateway.tasks.keys()].slice(saved.tasks.length);
			expect(bought).toHaveLength(1);
			expect(third.error).toContain(bought[0]);
			expect(third.error).not.toContain(failed);
			expect(gateway.counts.createRequests).toBe(1);
		});

		test('with "Resubmit Unclear" the first one is bought', async () => {
			remember(saved);
			const gateway = await openGatewayOf(saved);
			const edit = { ...goOn, options: { resubmitUnclear: true, timeout } };
			const [first, second] = jsonOf(await retrySaved(gateway, saved, edit));
			expect(first.status).toBe('completed');
			expect(second).toMatchObject({ taskId: running, status: 'completed' });
			expect(gateway.counts.createRequests).toBe(2);
		});
	});
});
