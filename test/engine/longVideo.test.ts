/** A story, scene by scene: its requests, its output, its files, and the examples. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';

import { pngFile } from '../gateway';
import { outputOf } from './run';
import { idIn, promptsOf, SCENES, story, storyInJson, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, runVidu } from './vidu';

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
				resolution: '720p',
				...(index === 0 ? { aspectRatio: '16:9' } : {}),
				videoUrl: expect.stringContaining(taskId),
				status: 'completed',
				usage: expect.anything(),
				...(index === 0 ? { cost: 0.15, currency: 'USD' } : { credits: 30 }),
			})),
		);
		expect(steps[3].videoUrl).toBe(item.videoUrl);
	});

	test('sends the documented parameters, and no others', async () => {
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
			// The default corner of a first scene.
			wm_position: 'bottom_right',
			video_url: expect.stringContaining(start.id),
		});
	});

	test('has the watermark in the same corner of every scene', async () => {
		const gateway = await openGateway();
		const additionalFields = { watermark: true, wmPosition: 2, wmUrl: 'https://a.example/a.png' };
		await runVidu({ parameters: story(['a', 'b'], { additionalFields }) });
		expect(tasksOf(gateway).map(({ params }) => params.wm_position)).toEqual([2, 'top_right']);
		for (const { params } of tasksOf(gateway)) {
			expect(params).toMatchObject({ watermark: true, wm_url: 'https://a.example/a.png' });
		}
	});

	test('begins with an image, and drops a resolution that Extend does not have', async () => {
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
					imageToVideoModel: 'vidu20_img2video',
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

	test('begins with a video, and every scene is an extension', async () => {
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

	test('has the end frame in the last scene only', async () => {
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

	test('may have only one scene', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: story([{ prompt: 'a', duration: 1 }]) });
		expect(jsonOf(run)[0].steps).toHaveLength(1);
		expect(gateway.counts.creates).toBe(1);
	});

	test('begins with a custom model, and its step has the sent parameters', async () => {
		const gateway = await openGateway();
		const parameters = story(['a', 'b'], {
			textToVideoModel: 'custom',
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

	test('ends with its last result as the only file', async () => {
		await openGateway();
		const run = await runVidu({ parameters: story(['a', 'b'], { downloadVideo: true }) });
		const [{ binary }] = outputOf(run, 'Vidu');
		expect(Object.keys(binary ?? {})).toEqual(['data']);
		expect(binary?.data.fileName).toBe('a.mp4');
	});

	test('has a file of each scene with the option, except for failed downloads', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, taskId }) =>
			kind === 'file' && taskId === tasksOf(gateway)[1].id
				? { type: 'status', status: 403 }
				: undefined;
		const options = { ...QUICK, downloadParts: true, fileName: 'my story.mp4' };
		const parameters = story(['a', 'b', 'c'], { downloadVideo: true, options });
		const [{ json, binary }] = outputOf(await runVidu({ parameters }), 'Vidu');
		const names = Object.entries(binary ?? {}).map(([field, { fileName }]) => [field, fileName]);
		expect(names).toEqual([
			['data', 'my story.mp4'],
			['data_scene_1', 'my story-scene-1.mp4'],
		]);
		expect(json.downloadError).toContain(tasksOf(gateway)[1].id);
	});
});

describe('a table of stories', () => {
	test('has its scenes as objects, texts, or both', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [
				{ scenes: [{ prompt: 'a', duration: 4 }, 'b'] },
				{ scenes: '["c", {"prompt": "d", "duration": "7", "title": "The end"}]' },
			],
			parameters: storyInJson('={{ $json.scenes }}', { options: { ...QUICK, maxConcurrency: 1 } }),
		});
		expect(errorOf(run)).toBe('');
		expect(promptsOf(gateway)).toEqual(['a', 'b', 'c', 'd']);
		expect(tasksOf(gateway).map(({ params }) => params.duration)).toEqual([4, 5, 5, 7]);
		const paired = outputOf(run, 'Vidu').map(({ pairedItem }) => pairedItem);
		expect(paired).toEqual([{ item: 0 }, { item: 1 }]);
	});

	test('runs stories in parallel, and the scenes of each in order', async () => {
		const gateway = await openGateway();
		const items = ['a', 'b', 'c'].map((name) => ({ scenes: [1, 2, 3].map((n) => `${name}${n}`) }));
		const run = await runVidu({
			items,
			parameters: storyInJson('={{ $json.scenes }}', { options: { ...QUICK, maxConcurrency: 2 } }),
		});
		const order = promptsOf(gateway).map(String);
		expect(order.slice(0, 2).sort()).toEqual(['a1', 'b1']);
		// The third story begins when one of the first two has ended.
		expect(order.indexOf('c1')).toBeGreaterThan(Math.min(order.indexOf('a3'), order.indexOf('b3')));
		for (const { scenes } of items) {
			expect(order.filter((prompt) => scenes.includes(prompt))).toEqual(scenes);
		}
		expect(gateway.counts.peakRunning).toBe(2);
		expect(jsonOf(run).map(({ steps }) => (steps as unknown[]).length)).toEqual([3, 3, 3]);
	});
});

describe('the example', () => {
	/** The Long Video node of an example, with short polls, and the rows of its table. */
	const read = (name: string) => {
		const file = join(__dirname, '..', '..', 'examples', `${name}.json`);
		const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as { nodes: INode[] };
		const byName = Object.fromEntries(nodes.map((node) => [node.name, node]));
		const { parameters, onError } = byName['Long Video'];
		const options = { ...(parameters.options as IDataObject), ...QUICK };
		const rows = String(byName.Table?.parameters.jsonOutput ?? '{}');
		return {
			// As in the editor, where the download is on by default, and Dry Run turned off.
			setup: {
				parameters: { downloadVideo: true, ...parameters, dryRun: false, options } as IDataObject,
				node: { onError },
			},
			table: JSON.parse(rows) as { stories: IDataObject[] },
		};
	};

	test('"A story of four scenes" makes four scenes and a file', async () => {
		const gateway = await openGateway();
		const run = await runVidu(read('a-story-of-four-scenes').setup);
		expect(errorOf(run)).toBe('');
		expect(tasksOf(gateway).map(({ params }) => params.duration)).toEqual([5, 5, 5, 6]);
		const [{ json, binary }] = outputOf(run, 'Vidu');
		expect(json.steps).toHaveLength(4);
		expect(binary?.data.fileName).toBe('kite.mp4');
	});

	test('"A table of stories" makes two stories and one failed row', async () => {
		const gateway = await openGateway();
		const { setup, table } = read('a-table-of-stories');
		const run = await runVidu({ ...setup, items: table.stories });
		expect(jsonOf(run).map(({ steps }) => (steps as unknown[]).length)).toEqual([2, 3]);
		expect(jsonOf(run).map(({ title }) => title)).toEqual(['Kite', 'Boat']);
		const error = expect.stringMatching(/scene 1: Duration .* must be at least 4/);
		expect(jsonOf(run, 1)).toEqual([{ ...table.stories[2], error }]);
		expect(gateway.counts.creates).toBe(5);
		expect(promptsOf(gateway)).toContain('It reaches the sea at sunrise');
		expect(tasksOf(gateway)[0].params.aspect_ratio).toBe('9:16');
	});
});
