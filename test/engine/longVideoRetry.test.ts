import type { IDataObject, IRun } from 'n8n-workflow';

import type { Gateway } from '../gateway';
import { idIn, promptsOf, SCENES, story, storyInJson, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu } from './vidu';

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const SHORT = { options: { ...QUICK, timeout: 1 } };
const LONG = { options: { ...QUICK, timeout: 30 } };
const NOW = '{{ $now.toMillis() }} {{ Math.random() }}';

/** Refuses the creation of scenes by their number, from 1, until it is told that all is well. */
function refuse(gateway: Gateway, scene: number): void {
	gateway.faults = ({ kind, n }) =>
		kind === 'create' && n === scene - 1 ? { type: 'status', status: 402 } : undefined;
}

/** Each extension extends the one before, and all are there once. */
function expectWhole(gateway: Gateway, run: IRun): void {
	expect(errorOf(run)).toBe('');
	const steps = jsonOf(run)[0].steps as IDataObject[];
	expect(promptsOf(gateway)).toEqual(steps.map(({ prompt }) => prompt));
	const ids = steps.map(({ taskId }) => taskId);
	expect(tasksOf(gateway).map(({ id }) => id)).toEqual(ids);
	const extended = tasksOf(gateway).map(({ params }) => idIn(params.video_url));
	expect(extended).toEqual(['', ...ids.slice(0, -1)]);
}

describe.each([1, 2, 3, 4])('a story that ends at scene %i of 4 goes on there', (scene) => {
	const slow = {
		taskSeconds: (_params: unknown, _model: string, n: number) => (n === scene - 1 ? 2 : 0.2),
	};

	test('by "Retry execution", after a timeout', async () => {
		const gateway = await openGateway(slow);
		const failed = await runVidu({ parameters: story(SCENES, SHORT) });
		expect(gateway.counts.creates).toBe(scene);
		expect(errorOf(failed)).toMatch(new RegExp(`^Item 0, scene ${scene} of 4, task \\S+: `));
		for (const { id } of tasksOf(gateway)) expect(errorOf(failed)).toContain(id);
		expectWhole(gateway, await retryVidu(failed, { parameters: story(SCENES, LONG) }));
		expect(gateway.counts.createRequests).toBe(4);
	});

	test('by Retry On Fail, though every prompt is another one at each try', async () => {
		const gateway = await openGateway(slow);
		const scenes = SCENES.map((prompt) => ({ prompt: `=${prompt} ${NOW}`, duration: 5 }));
		const run = await runVidu({ node: retrying, parameters: story(scenes, SHORT) });
		expect(errorOf(run)).toBe('');
		expect(gateway.counts.createRequests).toBe(4);
		expect(promptsOf(gateway).map((prompt) => String(prompt).replace(/ [\d. ]+$/, ''))).toEqual(
			SCENES,
		);
		// The prompts that made the videos, and not those of the last try.
		const steps = jsonOf(run)[0].steps as IDataObject[];
		expect(steps.map(({ prompt }) => prompt)).toEqual(promptsOf(gateway));
	});

	test('after it was refused', async () => {
		const gateway = await openGateway();
		refuse(gateway, scene);
		const failed = await runVidu({ parameters: story() });
		expect(errorOf(failed)).toMatch(
			new RegExp(`^Item 0, scene ${scene} of 4: The task was not created`),
		);
		gateway.faults = undefined;
		expectWhole(gateway, await retryVidu(failed));
		expect(gateway.counts.createRequests).toBe(5);
	});

	test('with a fresh URL, though those of the first try have expired', async () => {
		const gateway = await openGateway({ urls: { looks: 0 } });
		refuse(gateway, scene);
		const failed = await runVidu({ parameters: story() });
		gateway.faults = undefined;
		// By somebody else's look, every URL that the node has seen is void.
		for (const { id } of tasksOf(gateway)) {
			await fetch(`${gateway.baseUrl}/model/v1/generation/task/${id}`, {
				headers: { authorization: `Bearer ${tasksOf(gateway)[0].key}` },
			});
		}
		expectWhole(gateway, await retryVidu(failed));
	});
});

describe.each([429, 503])('the look for a fresh URL that fails (HTTP %i)', (status) => {
	/** Scenes 1 and 2 are bought and their URLs void; looks at scene 2 fail as often as told. */
	const failing = async (times: number) => {
		const gateway = await openGateway({ urls: { looks: 0 } });
		refuse(gateway, 3);
		const failed = await runVidu({ parameters: story() });
		const [first, second] = tasksOf(gateway);
		await fetch(`${gateway.baseUrl}/model/v1/generation/task/${second.id}`, {
			headers: { authorization: `Bearer ${first.key}` },
		});
		let left = times;
		gateway.faults = ({ kind, taskId }) =>
			kind === 'look' && taskId === second.id && (left -= 1) >= 0
				? { type: 'status', status }
				: undefined;
		return { gateway, failed, requests: gateway.counts.createRequests };
	};

	test('is made again, before the next scene is bought with it', async () => {
		const { gateway, failed, requests } = await failing(2);
		expectWhole(gateway, await retryVidu(failed));
		expect(gateway.counts.createRequests).toBe(requests + 2);
	});

	test('buys nothing when it fails to the end, and names what is there', async () => {
		const { gateway, failed, requests } = await failing(Infinity);
		const said = errorOf(await retryVidu(failed, { parameters: story(SCENES, SHORT) }));
		expect(said).toMatch(/^Item 0, scene 2 of 4, task \S+: The task could not be checked/);
		for (const { id } of tasksOf(gateway)) expect(said).toContain(id);
		expect(gateway.counts.createRequests).toBe(requests);
	});
});

describe('a scene that fails at the provider', () => {
	test('is named with every task so far, the last URL, and how to go on', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: story(['a', 'b', 'c [fail]', 'd']) });
		const [first, second, third] = tasksOf(gateway);
		const said = errorOf(run);
		expect(said).toMatch(new RegExp(`^Item 0, scene 3 of 4, task ${third.id}: The task failed: `));
		expect(said).toMatch(new RegExp(`scene 1: task ${first.id}, completed, http\\S+${first.id}`));
		expect(said).toMatch(new RegExp(`scene 2: task ${second.id}, completed, http\\S+${second.id}`));
		expect(said).toContain(`scene 3: task ${third.id}, failed`);
		expect(said).toMatch(/Scenes 1 to 2 are paid and kept\. Retry On Fail.*go on at scene 3\./);
		expect(said).toMatch(new RegExp(`Extend with Video URL http\\S+${second.id}\\.mp4\\?\\S+$`));
		expect(gateway.counts.creates).toBe(3);
	});

	test('is bought again by a retry, and only that one', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ node: retrying, parameters: story(['a', 'b [fail]', 'c']) });
		expect(errorOf(run)).toMatch(/scene 2 of 3/);
		expect(promptsOf(gateway)).toEqual(['a', 'b [fail]', 'b [fail]', 'b [fail]']);
	});

	test('leaves the other stories alone', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [{ s: ['a', 'b'] }, { s: ['c', 'd [fail]', 'e'] }, { s: ['f'] }],
			parameters: storyInJson('={{ $json.s }}') as IDataObject,
		});
		const said = errorOf(run);
		expect(said).toMatch(/^1 of 3 items failed\.\nItem 1, scene 2 of 3, task/);
		const lines = said.split('\n');
		for (const { id } of tasksOf(gateway)) {
			expect(
				lines.filter((line) => /^Item \d, scene \d: task/.test(line) && line.includes(id)),
			).toHaveLength(1);
		}
		expect(gateway.counts.creates).toBe(5);
	});

	test('goes to the Error output with all that is known', async () => {
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

describe('what was edited before a retry', () => {
	const failing = async (gateway: Gateway, parameters: IDataObject): Promise<IRun> => {
		refuse(gateway, 4);
		const failed = await runVidu({ parameters });
		gateway.faults = undefined;
		return failed;
	};
	const now = (prompt: string) => ({ prompt: `=${prompt} ${NOW}`, duration: 5 });
	const [a, b, c, d] = SCENES.map(now);
	const starts = (gateway: Gateway) =>
		promptsOf(gateway).map((prompt) => String(prompt).replace(/ [\d. ]+$/, ''));

	test('scene 3: scenes 1 and 2 are kept, also with expressions in them', async () => {
		const gateway = await openGateway();
		const failed = await failing(gateway, story([a, b, c, d]));
		await retryVidu(failed, { parameters: story([a, b, now('they dive'), d]) });
		expect(starts(gateway)).toEqual([...SCENES.slice(0, 3), 'they dive', SCENES[3]]);
		const [, second, , dive, last] = tasksOf(gateway);
		expect(idIn(dive.params.video_url)).toBe(second.id);
		expect(idIn(last.params.video_url)).toBe(dive.id);
	});

	test('scene 1: everything is new', async () => {
		const gateway = await openGateway();
		const failed = await failing(gateway, story([a, b, c, d]));
		await retryVidu(failed, { parameters: story([now('a boat sails'), b, c, d]) });
		expect(starts(gateway).slice(3)).toEqual(['a boat sails', ...SCENES.slice(1)]);
	});

	test('the number of scenes: those that are there are kept', async () => {
		const gateway = await openGateway();
		const failed = await failing(gateway, story([a, b, c, d]));
		const run = await retryVidu(failed, { parameters: story([a, b, c]) });
		expect(jsonOf(run)[0].steps).toHaveLength(3);
		expect(gateway.counts.creates).toBe(3);
	});

	test('the model of the extensions: the first scene is kept', async () => {
		const gateway = await openGateway();
		const failed = await failing(gateway, story([a, b, c, d]));
		const extendModel = 'viduq2_turbo_extend';
		await retryVidu(failed, { parameters: story([a, b, c, d], { extendModel }) });
		expect(starts(gateway).slice(3)).toEqual(SCENES.slice(1));
	});

	test('an end frame: all but the last scene are kept', async () => {
		const gateway = await openGateway();
		const failed = await failing(gateway, story([a, b, c, d]));
		const frame = { endFrameSource: 'url', endFrameUrl: 'https://a.example/a.png' };
		await retryVidu(failed, { parameters: story([a, b, c, d], frame) });
		expect(starts(gateway)).toEqual(SCENES);
	});

	test('an option, or the file: nothing is new', async () => {
		const gateway = await openGateway();
		const failed = await failing(gateway, story([a, b, c, d]));
		await retryVidu(failed, { parameters: story([a, b, c, d], { ...LONG, downloadVideo: true }) });
		expect(starts(gateway)).toEqual(SCENES);
	});

	test('scene 3 of a JSON: scenes 1 and 2 are kept', async () => {
		const gateway = await openGateway();
		refuse(gateway, 4);
		const failed = await runVidu({
			parameters: storyInJson(JSON.stringify(SCENES)) as IDataObject,
		});
		gateway.faults = undefined;
		const edited = JSON.stringify([...SCENES.slice(0, 2), 'they dive', SCENES[3]]);
		await retryVidu(failed, { parameters: storyInJson(edited) as IDataObject });
		expect(promptsOf(gateway)).toEqual([...SCENES.slice(0, 3), 'they dive', SCENES[3]]);
	});
});

test('an edited expression keeps the scenes that it does not change, though URLs are signed anew', async () => {
	const gateway = await openGateway({ urls: { looks: 0 } });
	const given = (...scenes: string[]) =>
		storyInJson(`={{ ${JSON.stringify(scenes)} }}`) as IDataObject;
	refuse(gateway, 4);
	const failed = await runVidu({ parameters: given(...SCENES) });
	gateway.faults = undefined;
	const run = await retryVidu(failed, { parameters: given(...SCENES.slice(0, 3), 'they dive') });
	expect(errorOf(run)).toBe('');
	expect(promptsOf(gateway)).toEqual([...SCENES.slice(0, 3), 'they dive']);
});
