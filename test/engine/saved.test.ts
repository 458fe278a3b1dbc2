import type { IRun } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { openGatewayOf, readSaved, retrySaved } from './savedExecution';
import type { SavedExecution } from './savedExecution';
import { switchToMemoryStorage } from './storage';
import { invokeAsTool } from './tool';
import { errorOf, jsonOf } from './vidu';

/* "Retry execution" of what 0.1.0 saved: what it bought is taken up, and bought once. */

beforeAll(async () => await switchToMemoryStorage());

const idsOf = ({ tasks }: SavedExecution): string[] => tasks.map(({ id }) => id);

describe('of three items, one was delivered, one was running and one was unclear', () => {
	const saved = readSaved('three-items');
	const [delivered, running, unclear] = idsOf(saved);
	/** The saved one of a second is short for a video that is bought, on a busy machine. */
	const timeout = 60;
	const goOn = { node: { onError: 'continueRegularOutput' as const } };

	test('as it was: only the unclear one fails, and the error names the tasks', async () => {
		const gateway = await openGatewayOf(saved);
		const run = await retrySaved(gateway, saved);
		expect(gateway.counts.createRequests).toBe(0);
		expect(errorOf(run)).toMatch(/^1 of 3 items failed/);
		expect(errorOf(run)).toMatch(/Item 2: .*may have been created/);
		for (const id of [delivered, running]) expect(errorOf(run)).toContain(id);
		expect(Object.keys(gateway.counts.looksByTask)).toContain(running);
	});

	test('with "continue on fail": the two come out, and the unclear one is an error', async () => {
		const gateway = await openGatewayOf(saved);
		const [first, second, third] = jsonOf(await retrySaved(gateway, saved, goOn));
		expect(first).toMatchObject({ taskId: delivered, status: 'completed' });
		expect(second).toMatchObject({ taskId: running, status: 'completed' });
		expect(third.error).toMatch(/Item 2: .*may have been created/);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test('with "Resubmit Unclear": that one is bought, once', async () => {
		const gateway = await openGatewayOf(saved);
		const run = await retrySaved(gateway, saved, { options: { resubmitUnclear: true, timeout } });
		const ids = jsonOf(run).map(({ taskId }) => taskId);
		expect(ids).toEqual([delivered, running, [...gateway.tasks.keys()].at(-1)]);
		expect(ids).not.toContain(unclear);
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('with an edited prompt: each item is another video', async () => {
		const gateway = await openGatewayOf(saved);
		const edit = { parameters: { prompt: '={{ $json.p }} at night' }, options: { timeout } };
		const ids = jsonOf(await retrySaved(gateway, saved, edit)).map(({ taskId }) => taskId);
		expect(ids).toHaveLength(3);
		for (const id of idsOf(saved)) expect(ids).not.toContain(id);
		expect(gateway.counts.createRequests).toBe(3);
	});
});

describe.each(['end-frame-file', 'end-frame-url'])('Extend was waiting: %s', (name) => {
	const saved = readSaved(name);

	test.each([
		['as it was', undefined],
		['with an option edited', { options: { timeout: 30 } }],
		['with the same prompt, written in another way', { parameters: { prompt: "={{ 'a kite' }}" } }],
	])('%s, its task is taken up', async (_how, edit) => {
		const gateway = await openGatewayOf(saved);
		const run = await retrySaved(gateway, saved, edit);
		expect(jsonOf(run)).toMatchObject([{ taskId: idsOf(saved)[0], status: 'completed' }]);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test.each([
		['prompt', { prompt: 'a boat' }],
		['end frame', { endFrameSource: 'none' }],
		['model', { model: 'viduq2_turbo_extend' }],
	])('with another %s, it is another video', async (_what, parameters) => {
		const gateway = await openGatewayOf(saved);
		const run = await retrySaved(gateway, saved, { parameters });
		expect(jsonOf(run)[0].taskId).not.toBe(idsOf(saved)[0]);
		expect(gateway.counts.createRequests).toBe(1);
	});
});

describe("an agent's call was waiting", () => {
	const saved = readSaved('tool');
	const answerTo = async (tool: ReturnType<typeof invokeAsTool>, prompt: string) =>
		JSON.parse(await tool({ prompt }))[0];

	test('the same call takes its task up, once; another one and a second one buy', async () => {
		const gateway = await openGatewayOf(saved);
		const [node] = saved.workflow.nodes;
		const { data } = structuredClone(saved.run);
		const tool = invokeAsTool(new Vidu(), node, gateway.baseUrl, { data });
		expect((await answerTo(tool, 'boat')).taskId).not.toBe(idsOf(saved)[0]);
		expect(gateway.counts.createRequests).toBe(1);
		expect(await answerTo(tool, String(saved.args?.prompt))).toMatchObject({
			taskId: idsOf(saved)[0],
			status: 'completed',
		});
		expect(gateway.counts.createRequests).toBe(1);
		expect((await answerTo(tool, String(saved.args?.prompt))).taskId).not.toBe(idsOf(saved)[0]);
		expect(gateway.counts.createRequests).toBe(2);
	});
});

describe('a node in a loop was waiting in the second of three runs', () => {
	const saved = readSaved('loop');
	const [first, second] = idsOf(saved);
	const idsByRun = (run: IRun) =>
		run.data.resultData.runData.Vidu.map(({ data }) => data?.main[0]?.[0].json.taskId);

	test('as it was: the task of that run is taken up, and the third run buys', async () => {
		const gateway = await openGatewayOf(saved);
		const run = await retrySaved(gateway, saved);
		expect(errorOf(run)).toBe('');
		const third = [...gateway.tasks.keys()][2];
		expect(idsByRun(run)).toEqual([first, second, third]);
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('with an edited prompt: the second run and the third buy', async () => {
		const gateway = await openGatewayOf(saved);
		const run = await retrySaved(gateway, saved, { parameters: { prompt: 'another' } });
		const bought = [...gateway.tasks.keys()].slice(2);
		expect(idsByRun(run)).toEqual([first, ...bought]);
		expect(gateway.counts.createRequests).toBe(2);
	});
});
