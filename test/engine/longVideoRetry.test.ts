import type { IDataObject, IRun } from 'n8n-workflow';

import type { Gateway } from '../gateway';
import { idIn, NOW, promptsOf, refuseScene, SCENES, story, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu } from './vidu';

const SHORT = { options: { ...QUICK, timeout: 1 } };

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
		expectWhole(
			gateway,
			await retryVidu(failed, {
				parameters: story(SCENES, { options: { ...QUICK, timeout: 30 } }),
			}),
		);
		expect(gateway.counts.createRequests).toBe(4);
	});

	test('by Retry On Fail, though every prompt is another one at each try', async () => {
		const gateway = await openGateway(slow);
		const scenes = SCENES.map((prompt) => ({ prompt: `=${prompt} ${NOW}`, duration: 5 }));
		const run = await runVidu({
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			parameters: story(scenes, SHORT),
		});
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
		refuseScene(gateway, scene);
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
		refuseScene(gateway, scene);
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
		refuseScene(gateway, 3);
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
