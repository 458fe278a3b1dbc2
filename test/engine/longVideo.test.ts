import type { IDataObject } from 'n8n-workflow';

import { pngFile } from '../gateway';
import { idIn, promptsOf, SCENES, story, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, runVidu } from './vidu';

describe('Long Video', () => {
	test('generates the first scene, and extends it scene by scene', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: story() });
		expect(errorOf(run)).toBe('');
		const tasks = tasksOf(gateway);
		expect(tasks.map(({ model }) => model)).toEqual([
			'viduq2_pro_fast_text2video',
			...Array<string>(3).fill('viduq2_pro_extend'),
		]);
		expect(promptsOf(gateway)).toEqual(SCENES);
		const ids = tasks.map(({ id }) => id);
		expect(tasks.slice(1).map(({ params }) => idIn(params.video_url))).toEqual(ids.slice(0, 3));
		const [item] = jsonOf(run);
		expect(item).toMatchObject({ taskId: ids[3], status: 'completed', model: 'viduq2_pro_extend' });
		expect(idIn(item.videoUrl)).toBe(ids[3]);
		const steps = item.steps as IDataObject[];
		expect(steps).toEqual(
			ids.map((taskId, index) => ({
				scene: index + 1,
				taskId,
				model: tasks[index].model,
				prompt: SCENES[index],
				duration: 5,
				videoUrl: expect.stringContaining(taskId),
				usage: expect.anything(),
			})),
		);
		expect(steps[3].videoUrl).toBe(item.videoUrl);
	});

	test('sends what the documents have, and no more', async () => {
		const gateway = await openGateway();
		const scenes = [
			{ prompt: 'a', duration: 4 },
			{ prompt: '', duration: 7 },
		];
		await runVidu({
			parameters: story(scenes, {
				aspectRatio: '9:16',
				resolution: '1080p',
				extendModel: 'viduq2_turbo_extend',
				additionalFields: { seed: 7, watermark: true, payload: 'mine', bgm: true },
			}),
		});
		const [start, extension] = tasksOf(gateway);
		expect(start.params).toEqual({
			prompt: 'a',
			duration: 4,
			aspect_ratio: '9:16',
			resolution: '1080p',
			seed: 7,
			watermark: true,
			payload: 'mine',
			bgm: true,
		});
		expect(extension.model).toBe('viduq2_turbo_extend');
		expect(extension.params).toEqual({
			duration: 7,
			resolution: '1080p',
			watermark: true,
			// The corner in which a first scene has it unless told.
			wm_position: 'bottom_right',
			video_url: expect.stringContaining(start.id),
		});
	});

	test('puts the watermark into the same corner of every scene', async () => {
		const gateway = await openGateway();
		const additionalFields = { watermark: true, wmPosition: 2, wmUrl: 'https://a.example/a.png' };
		await runVidu({ parameters: story(['a', 'b'], { additionalFields }) });
		expect(tasksOf(gateway).map(({ params }) => params.wm_position)).toEqual([2, 'top_right']);
		for (const { params } of tasksOf(gateway)) {
			expect(params).toMatchObject({ watermark: true, wm_url: 'https://a.example/a.png' });
		}
	});

	test('begins with an image, and leaves a resolution that only the start has to Extend', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			parameters: story(
				[
					{ prompt: 'a', duration: 4 },
					{ prompt: 'b', duration: 3 },
				],
				{
					startFrom: 'image',
					imageSource: 'url',
					imageUrl: 'https://a.example/frame.png',
					model: 'vidu20_img2video',
					resolution: '360p',
				},
			),
		});
		expect(errorOf(run)).toBe('');
		const [start, extension] = tasksOf(gateway);
		expect(start).toMatchObject({
			model: 'vidu20_img2video',
			params: { images: ['https://a.example/frame.png'], resolution: '360p', duration: 4 },
		});
		expect(extension.params).toEqual({
			prompt: 'b',
			duration: 3,
			video_url: expect.stringContaining(start.id),
		});
	});

	test('begins with a video: then every scene is an extension', async () => {
		const gateway = await openGateway();
		const videoUrl = 'https://a.example/a.mp4';
		const run = await runVidu({
			items: [{ videoUrl }],
			parameters: story(['a', 'b'], {
				startFrom: 'video',
				resolution: '540p',
				additionalFields: { payload: 'mine', watermark: true },
			}),
		});
		expect(errorOf(run)).toBe('');
		const [first, second] = tasksOf(gateway);
		const common = { duration: 5, resolution: '540p', watermark: true };
		expect(first.params).toEqual({ ...common, prompt: 'a', video_url: videoUrl, payload: 'mine' });
		expect(second.params).toEqual({
			...common,
			prompt: 'b',
			video_url: expect.stringContaining(first.id),
		});
	});

	test('ends with an end frame, in the last scene only', async () => {
		const gateway = await openGateway();
		const frame = { endFrameSource: 'url', endFrameUrl: 'https://a.example/end.png' };
		await runVidu({ parameters: story(['a', 'b', 'c'], frame) });
		expect(tasksOf(gateway).map(({ params }) => params.images)).toEqual([
			undefined,
			undefined,
			['https://a.example/end.png'],
		]);
	});

	test('reads an image and an end frame from files of the item', async () => {
		const gateway = await openGateway();
		const file = {
			data: pngFile(64, 64).toString('base64'),
			mimeType: 'image/png',
			fileName: 'a.png',
		};
		const run = await runVidu({
			items: [{ json: {}, binary: { data: file, end: file } }],
			parameters: story(['a', 'b'], {
				startFrom: 'image',
				endFrameSource: 'binary',
				endFrameField: 'end',
			}),
		});
		expect(errorOf(run)).toBe('');
		for (const { params } of tasksOf(gateway)) {
			expect(params.images).toEqual([expect.stringMatching(/^data:image\/png;base64,/)]);
		}
	});

	test('of one scene is a video like any other', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: story([{ prompt: 'a', duration: 1 }]) });
		expect(jsonOf(run)[0].steps).toHaveLength(1);
		expect(gateway.counts.creates).toBe(1);
	});

	test('runs a custom model first, and tells what was sent of it', async () => {
		const gateway = await openGateway();
		const parameters = story(['a', 'b'], {
			model: 'custom',
			customModelId: 'viduq2_text2video',
			customParameters: '{"duration":8,"prompt":"a balloon"}',
		});
		const run = await runVidu({ parameters });
		expect(tasksOf(gateway)[0]).toMatchObject({
			model: 'viduq2_text2video',
			params: { duration: 8, prompt: 'a balloon' },
		});
		const [first] = jsonOf(run)[0].steps as IDataObject[];
		expect(first).toMatchObject({ model: 'viduq2_text2video', duration: 8, prompt: 'a balloon' });
	});
});
