import type { IDataObject, IRun } from 'n8n-workflow';

import type { Gateway } from '../gateway';
import { idIn, NOW, promptsOf, refuseScene, SCENES, story, storyInJson, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu } from './vidu';

describe('what was edited before a retry', () => {
	const failing = async (gateway: Gateway, parameters: IDataObject): Promise<IRun> => {
		refuseScene(gateway, 4);
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
		await retryVidu(failed, {
			parameters: story([a, b, c, d], { options: { ...QUICK, timeout: 30 }, downloadVideo: true }),
		});
		expect(starts(gateway)).toEqual(SCENES);
	});

	test('scene 3 of a JSON: scenes 1 and 2 are kept', async () => {
		const gateway = await openGateway();
		refuseScene(gateway, 4);
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
	refuseScene(gateway, 4);
	const failed = await runVidu({ parameters: given(...SCENES) });
	gateway.faults = undefined;
	const run = await retryVidu(failed, { parameters: given(...SCENES.slice(0, 3), 'they dive') });
	expect(errorOf(run)).toBe('');
	expect(promptsOf(gateway)).toEqual([...SCENES.slice(0, 3), 'they dive']);
});
