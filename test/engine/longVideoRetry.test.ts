/** A story that fails: the message names every task, and a retry continues at the failed scene. */

import type { IDataObject, IRun } from 'n8n-workflow';

import type { Gateway } from '../gateway';
import { idIn, NOW, promptsOf, refuseScene, SCENES, story, storyInJson, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu } from './vidu';

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const SHORT = { options: { ...QUICK, timeout: 1 } };

/** Checks that each scene extends the previous one, and that each was bought once. */
function expectComplete(gateway: Gateway, run: IRun): void {
	expect(errorOf(run)).toBe('');
	const steps = jsonOf(run)[0].steps as IDataObject[];
	expect(promptsOf(gateway)).toEqual(steps.map(({ prompt }) => prompt));
	const ids = steps.map(({ taskId }) => taskId);
	expect(tasksOf(gateway).map(({ id }) => id)).toEqual(ids);
	const extended = tasksOf(gateway).map(({ params }) => idIn(params.video_url));
	expect(extended).toEqual(['', ...ids.slice(0, -1)]);
}

/** Makes every URL void that the node has seen: each poll signs a new one. */
async function voidUrls(gateway: Gateway): Promise<void> {
	for (const { id, key } of tasksOf(gateway)) {
		await fetch(`${gateway.baseUrl}/model/v1/generation/task/${id}`, {
			headers: { authorization: `Bearer ${key}` },
		});
	}
}

describe.each([1, 2, 4])('a story that ends at scene %i of 4', (scene) => {
	const slow = {
		taskSeconds: (_params: unknown, _model: string, n: number) => (n === scene - 1 ? 2 : 0.2),
	};

	test('after a timeout, continues there by "Retry execution"', async () => {
		const gateway = await openGateway(slow);
		const failed = await runVidu({ parameters: story(SCENES, SHORT) });
		expect(gateway.counts.creates).toBe(scene);
		expect(errorOf(failed)).toMatch(new RegExp(`^Row 1, scene ${scene} of 4, task \\S+: `));
		for (const { id } of tasksOf(gateway)) expect(errorOf(failed)).toContain(id);
		const options = { ...QUICK, timeout: 30 };
		expectComplete(gateway, await retryVidu(failed, { parameters: story(SCENES, { options }) }));
	});

	test('after a timeout, continues there by Retry On Fail, though every prompt changes', async () => {
		const gateway = await openGateway(slow);
		const scenes = SCENES.map((prompt) => ({ prompt: `=${prompt} ${NOW}`, duration: 5 }));
		// The steps have the prompts of the purchases, not those of the last attempt.
		expectComplete(gateway, await runVidu({ node: retrying, parameters: story(scenes, SHORT) }));
		expect(gateway.counts.createRequests).toBe(4);
	});

	test('after a refusal, continues there with a fresh URL', async () => {
		const gateway = await openGateway({ urls: { polls: 0 } });
		refuseScene(gateway, scene);
		const failed = await runVidu({ parameters: story() });
		expect(errorOf(failed)).toMatch(
			new RegExp(`^Row 1, scene ${scene} of 4: .*(not|Nothing was) bought`),
		);
		gateway.faults = undefined;
		await voidUrls(gateway);
		expectComplete(gateway, await retryVidu(failed));
	});
});

const COVER = { type: 'image', url: 'https://files.example/cover' };

describe.each<[string, (id: string) => { status: number; body?: object }]>([
	['HTTP 429', () => ({ status: 429 })],
	['HTTP 503', () => ({ status: 503 })],
	['HTTP 404', () => ({ status: 404 })],
	[
		'another task',
		() => ({ status: 200, body: { id: 'x', status: 'completed', output: [COVER] } }),
	],
	['no video', (id) => ({ status: 200, body: { id, status: 'completed', output: [COVER] } })],
	['a failed request', () => ({ status: 200, body: { status: 'failed', data: null } })],
])('a poll for a fresh URL that fails (%s)', (_how, answerFor) => {
	/** A story that was refused at scene 3; polls of scene 2 fail so many times. */
	const failing = async (times: number) => {
		const gateway = await openGateway({ urls: { polls: 0 } });
		refuseScene(gateway, 3);
		const failed = await runVidu({ parameters: story() });
		await voidUrls(gateway);
		const second = tasksOf(gateway)[1].id;
		let left = times;
		gateway.faults = ({ kind, taskId }) =>
			kind === 'poll' && taskId === second && (left -= 1) >= 0
				? { type: 'status', ...answerFor(second) }
				: undefined;
		return { gateway, failed, requests: gateway.counts.createRequests };
	};

	test('is repeated before the next scene is bought', async () => {
		const { gateway, failed, requests } = await failing(2);
		expectComplete(gateway, await retryVidu(failed));
		expect(gateway.counts.createRequests).toBe(requests + 2);
	});

	test('buys nothing when it fails until the timeout, and the error names the tasks', async () => {
		const { gateway, failed, requests } = await failing(Infinity);
		const said = errorOf(await retryVidu(failed, { parameters: story(SCENES, SHORT) }));
		expect(said).toMatch(/^Row 1, scene 2 of 4, task \S+: .*could not be checked/);
		for (const { id } of tasksOf(gateway)) expect(said).toContain(id);
		expect(gateway.counts.createRequests).toBe(requests);
	});
});

describe('what a retry buys after an edit of', () => {
	const now = (prompt: string) => ({ prompt: `=${prompt} ${NOW}`, duration: 5 });
	const [a, b, c, d] = SCENES.map(now);
	const endFrame = { endFrameSource: 'url', endFrameUrl: 'https://a.example/a.png' };
	const boat = 'a boat sails';
	const anything: Array<[string, IDataObject, string[]]> = [
		['scene 3', story([a, b, now('they dive'), d]), ['they dive', SCENES[3]]],
		['scene 1', story([now(boat), b, c, d]), [boat, ...SCENES.slice(1)]],
		['the number of scenes', story([a, b, c]), []],
		[
			'the model of the extensions',
			story([a, b, c, d], { extendModel: 'viduq2_turbo_extend' }),
			SCENES.slice(1),
		],
		['the end frame', story([a, b, c, d], endFrame), [SCENES[3]]],
		['an option', story([a, b, c, d], { downloadVideo: true }), [SCENES[3]]],
	];

	test.each(anything)('%s', async (_what, edited, bought) => {
		const gateway = await openGateway();
		refuseScene(gateway, 4);
		const failed = await runVidu({ parameters: story([a, b, c, d]) });
		gateway.faults = undefined;
		const run = await retryVidu(failed, { parameters: edited });
		expect(errorOf(run)).toBe('');
		const prompts = promptsOf(gateway).map((text) => String(text).replace(/ [\d. ]+$/, ''));
		expect(prompts).toEqual([...SCENES.slice(0, 3), ...bought]);
		const steps = jsonOf(run)[0].steps as IDataObject[];
		const byId = steps.map(({ taskId }) => gateway.tasks.get(String(taskId))?.params);
		expect(byId.map((params) => idIn(params?.video_url))).toEqual([
			'',
			...steps.slice(0, -1).map(({ taskId }) => taskId),
		]);
	});

	test('an expression that returns the scenes, though each poll signs the URLs again', async () => {
		const gateway = await openGateway({ urls: { polls: 0 } });
		const parametersOf = (...scenes: string[]) =>
			storyInJson(`={{ ${JSON.stringify(scenes)} }}`) as IDataObject;
		refuseScene(gateway, 4);
		const failed = await runVidu({ parameters: parametersOf(...SCENES) });
		gateway.faults = undefined;
		const run = await retryVidu(failed, {
			parameters: parametersOf(...SCENES.slice(0, 3), 'they dive'),
		});
		expect(errorOf(run)).toBe('');
		expect(promptsOf(gateway)).toEqual([...SCENES.slice(0, 3), 'they dive']);
	});
});

describe('a scene that fails at the provider', () => {
	test('is named with every task so far, the last URL, and how to continue', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: story(['a', 'b', 'c [fail]', 'd']) });
		const [first, second, third] = tasksOf(gateway);
		const said = errorOf(run);
		expect(said).toMatch(new RegExp(`^Row 1, scene 3 of 4, task ${third.id}: The task failed: `));
		for (const [index, { id }] of [first, second].entries()) {
			expect(said).toMatch(new RegExp(`scene ${index + 1}: task ${id}, completed, http\\S+${id}`));
		}
		expect(said).toMatch(new RegExp(`scene 3 of 4, task ${third.id}: The task failed`));
		expect(said).toMatch(/Scenes 1 to 2 are paid/);
		expect(said).toMatch(new RegExp(`"Extend" with Video URL http\\S+${second.id}\\.mp4`));
		expect(gateway.counts.creates).toBe(3);
	});

	test('is the only one that Retry On Fail buys again', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ node: retrying, parameters: story(['a', 'b [fail]', 'c']) });
		expect(errorOf(run)).toMatch(/scene 2 of 3/);
		expect(promptsOf(gateway)).toEqual(['a', 'b [fail]', 'b [fail]', 'b [fail]']);
	});

	test('does not affect the other stories', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [{ s: ['a', 'b'] }, { s: ['c', 'd [fail]', 'e'] }, { s: ['f'] }],
			parameters: storyInJson('={{ $json.s }}') as IDataObject,
		});
		const said = errorOf(run);
		expect(said).toMatch(/^1 of 3 rows failed\.\nRow 2, scene 2 of 3, task/);
		const lines = said.split('\n').filter((line) => /^Row \d, scene \d: task/.test(line));
		for (const { id } of tasksOf(gateway)) {
			expect(lines.filter((line) => line.includes(id))).toHaveLength(1);
		}
		expect(gateway.counts.creates).toBe(5);
	});

	test('goes to the error output with every task', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			parameters: story(['a', 'b [fail]']),
			node: { onError: 'continueErrorOutput' },
		});
		const [{ error }] = jsonOf(run, 1);
		for (const { id } of tasksOf(gateway)) expect(error).toContain(id);
		expect(jsonOf(run)).toEqual([]);
	});
});

describe('an unclear creation of a scene', () => {
	const losing = async (scene: number, more: IDataObject = {}) => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === scene - 1 ? { type: 'reset-after' } : undefined;
		return { gateway, run: await runVidu({ node: retrying, parameters: story(SCENES, more) }) };
	};

	test('is not repeated, and each attempt names the scenes before it', async () => {
		const { gateway, run } = await losing(3);
		expect(gateway.counts.createRequests).toBe(3);
		expect(errorOf(run)).toMatch(/^Row 1, scene 3 of 4: .*may have been bought/);
		expect(errorOf(run)).not.toMatch(/nothing was bought/i);
		for (const { id } of tasksOf(gateway).slice(0, 2)) expect(errorOf(run)).toContain(id);
	});

	test('is named though a poll of the scene before it fails', async () => {
		const { gateway, run } = await losing(2, SHORT);
		gateway.faults = ({ kind }) => (kind === 'poll' ? { type: 'status', status: 503 } : undefined);
		expect(errorOf(await retryVidu(run))).toMatch(/scene 2 of 4: .*may have been bought/);
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('is repeated with "Buy Again if Unclear"', async () => {
		const { gateway, run } = await losing(3, { options: { ...QUICK, resubmitUnclear: true } });
		expect(errorOf(run)).toBe('');
		expect(gateway.counts.createRequests).toBe(5);
	});
});

test('an attempt that is not valid names the scenes of the attempt before', async () => {
	const gateway = await openGateway();
	// The value of an expression changes during the first attempt.
	const json = { third: 'c' };
	gateway.faults = ({ kind, n }) => {
		if (kind !== 'create' || n !== 2) return undefined;
		json.third = 'x'.repeat(3000);
		return { type: 'status', status: 402 };
	};
	const scenes = ['a', 'b', { prompt: '={{ $json.third }}', duration: 5 }];
	const run = await runVidu({
		items: [{ json }],
		node: { ...retrying, maxTries: 2 },
		parameters: story(scenes),
	});
	expect(errorOf(run)).toMatch(/scene 3: Prompt is 3000 characters long/);
	for (const [index, { id }] of tasksOf(gateway).entries()) {
		const line = new RegExp(`^Row 1, scene ${index + 1}: task ${id}, completed, http`, 'm');
		expect(errorOf(run)).toMatch(line);
	}
	expect(gateway.counts.creates).toBe(2);
});

test('with "On Timeout: Output the Task", the story ends with the running scene', async () => {
	const gateway = await openGateway({ taskSeconds: (_params, _model, n) => (n === 1 ? 60 : 0.2) });
	const options = { ...SHORT.options, onTimeout: 'output' };
	const run = await runVidu({ parameters: story(SCENES, { options }) });
	const [first, second] = tasksOf(gateway);
	expect(jsonOf(run)[0]).toMatchObject({
		taskId: second.id,
		status: 'in_progress',
		steps: [
			{ scene: 1, taskId: first.id, videoUrl: expect.anything() },
			{ scene: 2, taskId: second.id },
		],
	});
	const { hints } = run.data.resultData.runData.Vidu[0];
	expect(JSON.stringify(hints)).toMatch(/scenes were not bought/);
	expect(gateway.counts.createRequests).toBe(2);
});
