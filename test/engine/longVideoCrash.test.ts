import type { IDataObject, INode, IRun } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import type { Gateway } from '../gateway';
import { again, listen, runAgain, startSaved } from './crash';
import { FakeMemory } from './memory';
import { asRetry } from './run';
import { promptsOf, SCENES, story, storyInJson, tasksOf } from './stories';
import { invokeAsTool } from './tool';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu, startVidu, until } from './vidu';
import type { Setup } from './vidu';

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => {
	Object.assign(memory, FakeMemory.fresh());
});

afterEach(() => jest.restoreAllMocks());

const parameters = story();
/** The second scene takes so long that something can happen meanwhile. */
const slowSecond = (seconds = 60) => ({
	taskSeconds: (_params: unknown, _model: string, n: number) => (n === 1 ? seconds : 0.2),
});

/** Lets everything that was going to happen happen. */
const settle = async () => await new Promise((resolve) => setTimeout(resolve, 500));

const looksAt = (gateway: Gateway, scene: number): boolean =>
	gateway.counts.looksByTask[tasksOf(gateway)[scene - 1]?.id] > 0;

describe('n8n dies during scene 2', () => {
	const crash = async (setup: Setup = { parameters }) => {
		const gateway = await openGateway(slowSecond());
		const { execution, saved } = startSaved(setup);
		await until(() => looksAt(gateway, 2));
		execution.stop();
		await execution.finished;
		return { gateway, saved };
	};

	test('"Retry execution" buys nothing, and names the line of the log of scene 1', async () => {
		const lines = listen();
		const { gateway, saved } = await crash();
		const said = errorOf(await runAgain(saved, { parameters }));
		expect(gateway.counts.createRequests).toBe(2);
		expect(said).toMatch(/^Item 0, scene 1 of 4: This item was submitted before/);
		const [, name] = /"purchase (\w+)"/.exec(said) ?? [];
		const line = lines.find((text) => text.endsWith(`purchase ${name})`));
		expect(line).toContain(`Vidu task ${tasksOf(gateway)[0].id} submitted (item 0, scene 1, `);
		// So is the line of scene 2, with another name.
		const other = lines.find((text) => text.includes(`${tasksOf(gateway)[1].id} submitted`));
		expect(other).toMatch(/\(item 0, scene 2, .*purchase \w+\)$/);
		expect(other).not.toContain(String(name));
	});

	test('and again at the next retry', async () => {
		const { gateway, saved } = await crash();
		const first = await runAgain(saved, { parameters });
		expect(errorOf(await retryVidu(first, { parameters }))).toBe(errorOf(first));
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('of a retry that knew scene 1: then only scene 2 is not known', async () => {
		const gateway = await openGateway(slowSecond());
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === 1 ? { type: 'status', status: 402 } : undefined;
		const failed = await runVidu({ parameters });
		const retry = startVidu({ parameters, run: { from: asRetry(failed) } });
		await until(() => gateway.counts.creates === 2 && looksAt(gateway, 2));
		retry.stop();
		await retry.finished;
		const said = errorOf(await retryVidu(failed, { parameters }));
		expect(said).toMatch(/^Item 0, scene 2 of 4: This item was submitted before/);
		expect(said).toContain(tasksOf(gateway)[0].id);
		expect(gateway.counts.creates).toBe(2);
	});

	test('with "Resubmit Unclear" the story is made again from its start', async () => {
		const { gateway, saved } = await crash();
		const resubmit = story(SCENES, { options: { ...QUICK, resubmitUnclear: true } });
		const run = await startVidu({
			parameters: resubmit,
			run: { ...again(saved), withEditedWorkflow: true },
		}).finished;
		expect(errorOf(run)).toBe('');
		expect(promptsOf(gateway)).toEqual([...SCENES.slice(0, 2), ...SCENES]);
	});

	test('an edited first scene is another story: all of its scenes are bought', async () => {
		const { gateway, saved } = await crash();
		const edited = story(['a boat sails', ...SCENES.slice(1)]);
		const run = { ...again(saved), withEditedWorkflow: true };
		expect(errorOf(await startVidu({ parameters: edited, run }).finished)).toBe('');
		expect(gateway.counts.creates).toBe(6);
	});
});

test('an execution that a queue gives out twice buys each scene once', async () => {
	const gateway = await openGateway(slowSecond(1.5));
	const { execution, saved } = startSaved({ parameters });
	await until(() => gateway.counts.creates === 2);
	expect(errorOf(await runAgain(saved, { parameters }))).toMatch(/scene 1 of 4: This item was sub/);
	expect(jsonOf(await execution.finished)[0].steps).toHaveLength(4);
	expect(gateway.counts.createRequests).toBe(4);
});

test('a failed scene leaves the ledger: each retry of the same execution buys it', async () => {
	const gateway = await openGateway();
	const setup = { parameters: story(['a', 'b [fail]']) };
	const failed = await runVidu(setup);
	await retryVidu(failed, setup);
	expect(errorOf(await retryVidu(failed, setup))).toMatch(/scene 2 of 2, task .*The task failed/);
	expect(promptsOf(gateway)).toEqual(['a', 'b [fail]', 'b [fail]', 'b [fail]']);
});

describe.each(['stopWorkflow', 'continueRegularOutput'] as const)('Stop, with %s,', (onError) => {
	const node = { onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	test('during scene 2 buys nothing more, and names both tasks', async () => {
		const gateway = await openGateway(slowSecond());
		const execution = startVidu({ parameters, node });
		await until(() => looksAt(gateway, 2));
		execution.stop();
		const run = await execution.finished;
		await settle();
		expect(run.status).toBe('canceled');
		expect(gateway.counts.createRequests).toBe(2);
		const { resultData } = execution.data();
		const words = JSON.stringify(resultData.error ?? resultData.runData.Vidu);
		for (const { id } of tasksOf(gateway)) expect(words).toContain(id);
		expect(words).toMatch(/Execution was canceled/);
	});

	test('between two scenes buys nothing more', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === 1
				? { type: 'status', status: 429, headers: { 'Retry-After': '1' } }
				: undefined;
		const execution = startVidu({ parameters, node });
		await until(() => gateway.counts.createRequests === 2);
		execution.stop();
		await execution.finished;
		await new Promise((resolve) => setTimeout(resolve, 1300));
		expect(gateway.counts.createRequests).toBe(2);
		const { resultData } = execution.data();
		const words = JSON.stringify(resultData.error ?? resultData.runData.Vidu);
		expect(words).toMatch(
			/scene 2 of 4: The execution was stopped before this scene was submitted/,
		);
		expect(words).toContain(tasksOf(gateway)[0].id);
	});
});

test('after a stop in scene 2, a retry takes up its task and goes on', async () => {
	const gateway = await openGateway(slowSecond(2));
	const execution = startVidu({ parameters });
	await until(() => looksAt(gateway, 2));
	execution.stop();
	await execution.finished;
	await settle();
	const run = await retryVidu({ data: execution.data() } as IRun, { parameters });
	expect(errorOf(run)).toBe('');
	expect(promptsOf(gateway)).toEqual(SCENES);
});

describe('as a tool of an agent', () => {
	const given = storyInJson("={{ $fromAI('scenes', '', 'json') }}");
	const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	test('the answer has every step', async () => {
		const gateway = await openGateway();
		const tool = invokeAsTool(new Vidu(), { parameters: given }, gateway.baseUrl);
		const [answer] = JSON.parse(await tool({ scenes: ['a', 'b'] })) as IDataObject[];
		expect(answer.steps).toHaveLength(2);
		expect(promptsOf(gateway)).toEqual(['a', 'b']);
	});

	test('a call that is tried again goes on at its scene; another call is another story', async () => {
		const gateway = await openGateway({
			taskSeconds: (params) => (params.prompt === 'b' ? 1.5 : 0.2),
		});
		const options = { ...QUICK, timeout: 1 };
		const short = { ...given, options } as INode['parameters'];
		const tool = invokeAsTool(new Vidu(), { parameters: short, ...retrying }, gateway.baseUrl);
		const scenes = ['a', 'b', 'c'];
		const answers = await Promise.all([tool({ scenes }), tool({ scenes })]);
		expect(gateway.counts.createRequests).toBe(6);
		const ids = answers.flatMap((answer) =>
			((JSON.parse(answer) as IDataObject[])[0].steps as IDataObject[]).map(({ taskId }) => taskId),
		);
		expect(new Set(ids)).toEqual(new Set(gateway.tasks.keys()));
	});
});
