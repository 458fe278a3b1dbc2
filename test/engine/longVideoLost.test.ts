/** What is left of a story when an answer, a scene or a try is lost on the way. */

import type { IDataObject } from 'n8n-workflow';

import { SCENES, story, storyInJson, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu } from './vidu';

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const SHORT = { options: { ...QUICK, timeout: 1 } };

describe('when the answer to the creation of a scene is lost', () => {
	const losing = async (scene: number, more: IDataObject = {}) => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === scene - 1 ? { type: 'reset-after' } : undefined;
		return { gateway, run: await runVidu({ node: retrying, parameters: story(SCENES, more) }) };
	};

	test('no try repeats it, and each names the scenes before it', async () => {
		const { gateway, run } = await losing(3);
		expect(gateway.counts.createRequests).toBe(3);
		expect(errorOf(run)).toMatch(/^Item 0, scene 3 of 4: .*may have been created/);
		expect(errorOf(run)).not.toMatch(/nothing was created/i);
		for (const { id } of tasksOf(gateway).slice(0, 2)) expect(errorOf(run)).toContain(id);
	});

	test('each try says so, though a look at the scene before it fails', async () => {
		const { gateway, run } = await losing(2, SHORT);
		expect(errorOf(run)).toMatch(/scene 2 of 4: .*may have been created/);
		gateway.faults = ({ kind }) => (kind === 'look' ? { type: 'status', status: 503 } : undefined);
		const again = await retryVidu(run);
		expect(errorOf(again)).toMatch(/scene 2 of 4: .*may have been created/);
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('unless the user chose to', async () => {
		const { gateway, run } = await losing(3, { options: { ...QUICK, resubmitUnclear: true } });
		expect(errorOf(run)).toBe('');
		expect(gateway.counts.createRequests).toBe(5);
	});
});

test('a try that is refused before anything is sent names the scenes of the one before', async () => {
	const gateway = await openGateway();
	// What an expression reads changes while the first try is under way.
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
		expect(errorOf(run)).toMatch(
			new RegExp(`^Item 0, scene ${index + 1}: task ${id}, completed, http`, 'm'),
		);
	}
	expect(gateway.counts.creates).toBe(2);
});

test('with "On Timeout: Output the Task", the story ends with the scene that runs', async () => {
	const gateway = await openGateway({
		taskSeconds: (_params, _model, n) => (n === 1 ? 60 : 0.2),
	});
	const run = await runVidu({
		parameters: story(SCENES, { options: { ...SHORT.options, onTimeout: 'output' } }),
	});
	const [first, second] = tasksOf(gateway);
	expect(jsonOf(run)[0]).toMatchObject({
		taskId: second.id,
		status: 'in_progress',
		steps: [
			{ scene: 1, taskId: first.id, videoUrl: expect.anything() },
			{ scene: 2, taskId: second.id },
		],
	});
	expect(JSON.stringify(run.data.resultData.runData.Vidu[0].hints)).toMatch(
		/not finished in time.* its further scenes were not bought/,
	);
	expect(gateway.counts.createRequests).toBe(2);
});

test('Retry On Fail buys nothing twice, though the scenes come from an expression that gives others each time', async () => {
	const gateway = await openGateway({
		taskSeconds: (_params, _model, n) => (n === 2 ? 2 : 0.2),
	});
	const given = `={{ ${JSON.stringify(SCENES)}.map((s) => s + ' ' + Math.random()) }}`;
	const run = await runVidu({
		node: retrying,
		parameters: storyInJson(given, SHORT) as IDataObject,
	});
	expect(errorOf(run)).toBe('');
	expect(gateway.counts.createRequests).toBe(4);
});
