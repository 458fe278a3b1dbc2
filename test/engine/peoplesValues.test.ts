/** Values from tables, forms, webhooks and agents: read as they are meant, or refused by name. */

import { bodiesOf, paramsOf } from './images';
import { from, hintsOf, storyOf } from './peoplesInput';
import { errorOf, openGateway, runVidu } from './vidu';

describe('a switch', () => {
	const ON = ['true', 'TRUE', ' True ', 1, '1', 'yes', 'Yes', 'on', 'ON'];
	const OFF = ['false', 'FALSE', ' no', 0, '0', 'off', 'No'];

	test.each([
		...ON.map((value) => [value, true] as const),
		...OFF.map((value) => [value, false] as const),
	])('%p of Download Video means %p', async (value, isOn) => {
		await openGateway();
		const { items, field } = from(value);
		const run = await runVidu({ items, parameters: { downloadVideo: field } });
		const [item] = run.data.resultData.runData.Vidu[0].data?.main[0] ?? [];
		expect(item.binary !== undefined).toBe(isOn);
	});

	test.each(['maybe', 'ja', 2, '-1', 'truee', 'null'])('%p is refused by name', async (value) => {
		const gateway = await openGateway();
		const { items, field } = from(value);
		const run = await runVidu({ items, parameters: { downloadVideo: field } });
		expect(errorOf(run)).toMatch(/Download Video must be on or off/);
		expect(gateway.requests).toEqual([]);
	});

	test.each([null, '', ' '])('of the two that spend, %p is refused', async (value) => {
		const gateway = await openGateway();
		const { items, field } = from(value);
		const dry = await runVidu({ items, parameters: { dryRun: field } });
		expect(errorOf(dry)).toMatch(/Dry Run must be on or off/);
		const again = await runVidu({ items, parameters: { options: { resubmitUnclear: field } } });
		expect(errorOf(again)).toMatch(/Buy Again if Unclear must be on or off/);
		expect(gateway.requests).toEqual([]);
	});

	test('of the model, too', async () => {
		const gateway = await openGateway();
		const additionalFields = { offPeak: '={{ $json.value }}' };
		await runVidu({ items: [{ value: 'Yes' }], parameters: { additionalFields } });
		expect(paramsOf(gateway)[0].off_peak).toBe(true);
	});
});

describe('a choice or a number', () => {
	test.each([
		['aspectRatio', '16:9 ', 'aspect_ratio', '16:9'],
		['aspectRatio', ' 9 : 16', 'aspect_ratio', '9:16'],
		['resolution', '1080P', 'resolution', '1080p'],
		['resolution', ' 720p\n', 'resolution', '720p'],
		['duration', '5 s', 'duration', 5],
		['duration', ' 5', 'duration', 5],
		['duration', '4sec', 'duration', 4],
		['duration', '3 Seconds', 'duration', 3],
		['duration', '8.0', 'duration', 8],
	])('%s %p', async (name, value, parameter, sent) => {
		const gateway = await openGateway();
		const { items, field } = from(value);
		const run = await runVidu({ items, parameters: { [name]: field } });
		expect(errorOf(run)).toBe('');
		expect(paramsOf(gateway)[0][parameter]).toBe(sent);
	});

	test.each([
		'VIDUQ3_PRO_TEXT2VIDEO',
		' viduq3_pro_text2video ',
		'viduq3_pro_text2video\n',
		'ViduQ3_Pro_text2video',
		'viduq3_pro _text2video',
	])('the model %p', async (value) => {
		const gateway = await openGateway();
		const { items, field } = from(value);
		await runVidu({ items, parameters: { textToVideoModel: field } });
		expect(bodiesOf(gateway)[0]).toMatchObject({ model: 'viduq3_pro_text2video' });
	});

	test.each([
		['aspectRatio', '16x9', /Aspect Ratio must be .*16:9/],
		['resolution', '4k', /Resolution must be .*720p/],
		['duration', '5 min', /Duration.* from 1 to 8/],
		['duration', '0,5', /Duration.* from 1 to 8/],
		['textToVideoModel', 'viduq3', /Model "viduq3" is not an option\. Choose/],
	])('%s %p is refused with the choices', async (name, value, message) => {
		const gateway = await openGateway();
		const { items, field } = from(value);
		const run = await runVidu({ items, parameters: { [name]: field } });
		expect(errorOf(run)).toMatch(message);
		expect(gateway.requests).toEqual([]);
	});

	// Values that another operation left in a field, or an expression gives. Only Vidu's documents have these limits.
	test.each([
		[{ resolution: '540p' }, 'Resolution should be 720p or 1080p', '540p', { resolution: '540p' }],
		[
			{ additionalFields: { wmPosition: 'bottom_left' } },
			'Watermark Position should be Top Left (1), Top Right (2), Bottom Right (3) or Bottom Left (4)',
			'bottom_left',
			{ wm_position: 'bottom_left' },
		],
		[
			{ duration: 12 },
			'Duration (Seconds) should be a whole number from 1 to 10',
			12,
			{ duration: 12 },
		],
	])('%j that the gateway may take is sent, with a hint', async (fields, what, value, sent) => {
		const gateway = await openGateway();
		const parameters = {
			operation: 'imageToVideo',
			imageSource: 'url',
			imageUrl: 'https://example.com/a.png',
			...fields,
		};
		const said = `Rows 1 and 2: ${what} for Vidu Q2 Pro Fast, but is ${JSON.stringify(value)}. It is sent as it is; the gateway may refuse it.`;
		const dry = await runVidu({ items: [{}, {}], parameters: { ...parameters, dryRun: true } });
		expect(hintsOf(dry).split(said)).toHaveLength(2);
		const run = await runVidu({ items: [{}, {}], parameters });
		expect(hintsOf(run).split(said)).toHaveLength(2);
		expect(paramsOf(gateway)).toMatchObject([sent, sent]);
	});

	test('where an image comes from', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [{ source: ' URL' }],
			parameters: {
				operation: 'imageToVideo',
				imageSource: '={{ $json.source }}',
				imageUrl: 'https://example.com/a.png',
			},
		});
		expect(errorOf(run)).toBe('');
		expect(gateway.counts.creates).toBe(1);
	});
});

describe('a scene', () => {
	test.each([
		['duration_seconds', 'duration'],
		['length', 'duration'],
		['seconds', 'duration'],
		['Duration', 'duration'],
		['durationSec', 'duration'],
		['video_length', 'duration'],
		['time', 'duration'],
		['Secs', 'duration'],
		['timeSec', 'duration'],
		['howLong', 'duration'],
		['screen_time', 'duration'],
		['instruction', 'prompt'],
		['text', 'prompt'],
		['Prompt', 'prompt'],
		['scene_prompt', 'prompt'],
		['description', 'prompt'],
		['caption', 'prompt'],
		['visual', 'prompt'],
	])('whose key is %p is refused, naming %p', async (key, name) => {
		const gateway = await openGateway();
		const scenes = [{ prompt: 'a' }, { prompt: 'b', [key]: 7 }];
		const run = await runVidu({ parameters: storyOf(scenes) });
		expect(errorOf(run)).toMatch(`scene 2: it has no use for "${key}". Write "${name}" instead`);
		expect(gateway.requests).toEqual([]);
	});

	test.each([
		[{ prompt: '', title: 'a' }, /has no prompt, but title/],
		[{ prompt: null, title: 'a' }, /has no prompt, but title/],
		[{ prompt: true }, /prompt must be a text/],
		[{ prompt: 'a', duration: [] }, /duration must be a number of seconds/],
	])('%j is refused', async (scene, message) => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: storyOf([{ prompt: 'a' }, scene]) });
		expect(errorOf(run)).toMatch(message);
		expect(gateway.requests).toEqual([]);
	});

	const OTHERS = ['title', 'id', 'camera', 'context', 'storyId', 'time_of_day', 'secondary color'];
	test.each(OTHERS)('with the key %p has a hint', async (key) => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: storyOf([{ prompt: 'a', [key]: 'x' }]) });
		expect(errorOf(run)).toBe('');
		expect(hintsOf(run)).toMatch(new RegExp(`scene 1: "${key}" is ignored`));
		expect(gateway.counts.creates).toBe(1);
	});
});
