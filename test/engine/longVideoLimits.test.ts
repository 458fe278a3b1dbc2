import type { IDataObject } from 'n8n-workflow';

import { story, storyInJson } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, runVidu } from './vidu';
import type { Setup } from './vidu';

/* A story that is not valid is refused before anything is bought. */

const scene = (duration: number, prompt = 'a'): IDataObject => ({ prompt, duration });
const scenes = (...durations: number[]) => story(durations.map((duration) => scene(duration)));
const fromVideo = (...durations: number[]) => ({
	...scenes(...durations),
	startFrom: 'video',
	videoUrl: 'https://a.example/a.mp4',
});
const json = (scenes: unknown) => storyInJson(JSON.stringify(scenes)) as IDataObject;
const sevens = (count: number): number[] => Array<number>(count).fill(7);

const REFUSED: Array<[string, IDataObject, RegExp]> = [
	['no scene', story([]), /Row 1: Scenes is empty: a long video has 1 to 20 scenes/],
	['21 scenes', fromVideo(...Array<number>(21).fill(1)), /has 21 scenes; the limit is 20/],
	['a first scene without a prompt', story([scene(5, ''), scene(5)]), /scene 1: Prompt is empty/],
	[
		'a first scene that is longer than its model makes',
		scenes(9, 5),
		/scene 1: Duration \(Seconds\) must be a whole number from 1 to 8 for Vidu Q2 Pro Fast, but is 9/,
	],
	[
		'a first scene that cannot be extended',
		scenes(3, 5),
		/Row 1: scene 1: Duration \(Seconds\) must be at least 4, because scene 2 extends it, but is 3/,
	],
	[
		'an extension that is too long',
		scenes(5, 5, 8),
		/scene 3: Duration \(Seconds\) must be a whole number from 1 to 7 for Vidu Q2 Pro Extend, but is 8/,
	],
	[
		'an extension of more than a minute',
		scenes(5, ...sevens(8), 1),
		/scene 10: scenes 1 to 9 together have 61 seconds, and only a video of at most 60 seconds can be extended/,
	],
	[
		'lengths that an expression leaves empty, which are 5 seconds each',
		story(Array(14).fill({ prompt: 'a', duration: '={{ $json.nothing ?? "" }}' }) as IDataObject[]),
		/scene 14: scenes 1 to 13 together have 65 seconds/,
	],
	[
		'a scenes video that becomes longer than a minute',
		fromVideo(...sevens(9), 1),
		/scene 10: scenes 1 to 9 together have 63 seconds/,
	],
	['JSON that is no list', json({ prompt: 'a' }), /must be a list of scenes/],
	['a scene that is a number', json(['a', 7]), /scene 2: it must be a text, or an object.*is 7/],
	[
		'a scene whose prompt has another name',
		json(['a', { text: 'b' }]),
		/scene 2: it has no use for "text"\. Write "prompt" instead/,
	],
	[
		'an end frame, where nothing is extended',
		{ ...scenes(5), endFrameSource: 'url', endFrameUrl: 'https://a.example/a.png' },
		/End Frame needs a scene that extends a video/,
	],
	[
		'a model that is none',
		{ ...scenes(5), textToVideoModel: 'viduq2_pro_extend' },
		/scene 1: Model "viduq2_pro_extend" is not an option. Choose Vidu Q2 Pro Fast, /,
	],
	[
		'a model that extends nothing',
		{ ...scenes(5, 5), extendModel: 'viduq1_text2video' },
		/Extend Model "viduq1_text2video" is not an option. Choose Vidu Q2 Pro Extend, Vidu Q2 Turbo Extend or Custom/,
	],
	[
		'an empty URL',
		{ ...fromVideo(5), videoUrl: '={{ $json.nothing }}' },
		/scene 1: No video to extend/,
	],
];

describe('a story is refused before anything is bought:', () => {
	test.each(REFUSED)('%s', async (_what, parameters, message) => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters });
		expect(errorOf(run)).toMatch(message);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test('every problem of every item at once, each with its item and scene', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [
				{ s: ['a'] },
				{
					s: [
						{ prompt: '', duration: 2 },
						{ prompt: 'b', duration: 9 },
					],
				},
			],
			parameters: storyInJson('={{ $json.s }}'),
		});
		const said = errorOf(run);
		expect(said).toMatch(/^Row 2: scene 1: Prompt is empty.*scene 2: Duration.*scene 1: Duration/);
		expect(said).not.toMatch(/Row 1/);
		expect(gateway.counts.createRequests).toBe(0);
	});
});

const TAKEN: Array<[string, IDataObject, number]> = [
	['scenes that ask for 60 seconds before the last', scenes(4, ...sevens(8), 7), 10],
	['20 scenes', fromVideo(...Array<number>(20).fill(3)), 20],
	['an extension of a second without a prompt', story(['a', { prompt: '', duration: 1 }]), 2],
	['a short scene at the end', story(['a', scene(1)]), 2],
	['a short first scene that extends a video', fromVideo(1, 1), 2],
];

describe('a story is made', () => {
	test.each(TAKEN)('of %s', async (_what, parameters, count) => {
		const gateway = await openGateway({ taskSeconds: 0 });
		const run = await runVidu({ parameters });
		expect(errorOf(run)).toBe('');
		expect(gateway.counts.creates).toBe(count);
	});
});

describe('Max Videos per Run counts scenes', () => {
	const three = (options: IDataObject): Setup => ({
		items: [{}, {}, {}],
		parameters: { ...scenes(5, 5, 5, 5), options: { ...QUICK, ...options } },
	});

	test('and says how many videos the items would buy', async () => {
		const gateway = await openGateway();
		const run = await runVidu(three({ maxTasks: 11 }));
		expect(errorOf(run)).toMatch(/These 3 rows would buy 12 videos; the limit of one run is 11/);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test('also where the node may continue on fail', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			...three({ maxTasks: 11 }),
			node: { onError: 'continueRegularOutput' },
		});
		expect(jsonOf(run)).toHaveLength(3);
		for (const { error } of jsonOf(run)) expect(error).toMatch(/These 3 rows would buy 12 videos/);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test('and lets as many through', async () => {
		const gateway = await openGateway({ taskSeconds: 0 });
		expect(errorOf(await runVidu(three({ maxTasks: 12 })))).toBe('');
		expect(gateway.counts.creates).toBe(12);
	});
});
