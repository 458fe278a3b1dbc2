/** A story after a crash of n8n: no scene is bought twice, and the message leads to the log. */

import type { IRun } from 'n8n-workflow';

import { again, listen, runAgain, startSaved } from './crash';
import { FakeMemory } from './memory';
import { asRetry } from './run';
import { promptsOf, refuseScene, SCENES, story, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu, startVidu, until } from './vidu';

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => {
	Object.assign(memory, FakeMemory.fresh());
});

afterEach(() => jest.restoreAllMocks());

const parameters = story();

/** A gateway whose second task takes longer. */
const openSlowGateway = async (seconds = 60) =>
	await openGateway({ taskSeconds: (_params, _model, n) => (n === 1 ? seconds : 0.2) });

const isPolled = (gateway: Awaited<ReturnType<typeof openGateway>>, scene: number): boolean =>
	gateway.counts.pollsByTask[tasksOf(gateway)[scene - 1]?.id] > 0;

describe('n8n crashes during scene 2', () => {
	const crash = async () => {
		const gateway = await openSlowGateway();
		const { execution, saved } = startSaved({ parameters });
		await until(() => isPolled(gateway, 2));
		execution.stop();
		await execution.finished;
		return { gateway, saved };
	};

	test('"Retry execution" buys nothing, names the line of the log of scene 1, and does so again', async () => {
		const lines = listen();
		const { gateway, saved } = await crash();
		const run = await runAgain(saved, { parameters });
		const said = errorOf(run);
		expect(said).toMatch(/^Row 1, scene 1 of 4: .*already submitted/);
		const [, name] = /"purchase (\w+)"/.exec(said) ?? [];
		const [first, second] = tasksOf(gateway);
		const line = lines.find((text) => text.endsWith(`purchase ${name})`));
		expect(line).toContain(`Vidu task ${first.id} submitted (row 1, scene 1, `);
		const other = lines.find((text) => text.includes(`${second.id} submitted`));
		expect(other).toMatch(/\(row 1, scene 2, .*purchase \w+\)$/);
		expect(other).not.toContain(String(name));
		expect(errorOf(await retryVidu(run, { parameters }))).toBe(said);
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('a retry whose journal has scene 1 names only scene 2', async () => {
		const gateway = await openSlowGateway();
		refuseScene(gateway, 2);
		const failed = await runVidu({ parameters });
		const retry = startVidu({ parameters, run: { from: asRetry(failed) } });
		await until(() => gateway.counts.creates === 2 && isPolled(gateway, 2));
		retry.stop();
		await retry.finished;
		const said = errorOf(await retryVidu(failed, { parameters }));
		expect(said).toMatch(/^Row 1, scene 2 of 4: .*already submitted/);
		expect(said).toContain(tasksOf(gateway)[0].id);
		expect(gateway.counts.creates).toBe(2);
	});

	test.each([
		['"Buy Again if Unclear"', story(SCENES, { options: { ...QUICK, resubmitUnclear: true } })],
		['an edited first scene', story(['a boat sails', ...SCENES.slice(1)])],
	])('with %s, every scene is bought again', async (_what, edited) => {
		const { gateway, saved } = await crash();
		const run = { ...again(saved), withEditedWorkflow: true };
		expect(errorOf(await startVidu({ parameters: edited, run }).finished)).toBe('');
		expect(gateway.counts.creates).toBe(6);
		expect(promptsOf(gateway).slice(3)).toEqual(SCENES.slice(1));
	});
});

test('an execution that a queue starts twice buys each scene once', async () => {
	const gateway = await openSlowGateway(1.5);
	const { execution, saved } = startSaved({ parameters });
	await until(() => gateway.counts.creates === 2);
	expect(errorOf(await runAgain(saved, { parameters }))).toMatch(
		/scene 1 of 4: .*already submitted/,
	);
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

test('after Stop in scene 2, a retry continues with its task', async () => {
	const gateway = await openSlowGateway(2);
	const execution = startVidu({ parameters });
	await until(() => isPolled(gateway, 2));
	execution.stop();
	await execution.finished;
	await new Promise((resolve) => setTimeout(resolve, 500));
	const run = await retryVidu({ data: execution.data() } as IRun, { parameters });
	expect(errorOf(run)).toBe('');
	expect(promptsOf(gateway)).toEqual(SCENES);
});
