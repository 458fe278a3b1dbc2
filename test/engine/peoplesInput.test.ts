/** What tables, forms, webhooks and agents put into the fields: read as it is meant, or refused by name. */

import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';

import { bodiesOf, imageOf, paramsOf } from './images';
import { errorOf, openGateway, runVidu } from './vidu';

const hintsOf = (run: IRun): string =>
	(run.data.resultData.runData.Vidu?.[0].hints ?? []).map(({ message }) => message).join('\n');

/** A value that an expression gives, as a table does. */
const from = (value: unknown) => ({
	items: [{ value } as IDataObject],
	field: '={{ $json.value }}',
});

const PRIVATE = [
	'http://localhost/a.png',
	'http://127.0.0.1:5678/webhook-test/a',
	'http://10.0.0.4/a.png',
	'http://192.168.1.20/a.png',
	'https://172.31.255.1/a.png',
	'http://nas.local/a.png',
	'http://n8n:5678/a.png',
	'http://[::1]/a.png',
	'http://169.254.1.1/a.png',
	'http://printer.lan/a.png',
	'http://2130706433/a.png',
];

const SHARED: Array<[string, string]> = [
	['https://drive.google.com/file/d/1/view?usp=sharing', 'Google Drive'],
	['https://www.dropbox.com/s/1/a.png?dl=0', 'Dropbox'],
	['https://1drv.ms/i/s!1', 'OneDrive'],
	['https://photos.app.goo.gl/1', 'Google Photos'],
	['https://team.sharepoint.com/:i:/s/1', 'SharePoint'],
	['https://www.icloud.com/photos/1', 'iCloud'],
];

describe('a switch', () => {
	test.each(['true', 'TRUE', ' True ', 1, '1', 'yes', 'Yes', 'on', 'ON'])(
		'%p turns Download Video on',
		async (value) => {
			await openGateway();
			const { items, field } = from(value);
			const run = await runVidu({ items, parameters: { downloadVideo: field } });
			expect(run.data.resultData.runData.Vidu[0].data?.main[0]?.[0].binary).toBeDefined();
		},
	);

	test.each(['false', 'FALSE', ' no', 0, '0', 'off', 'No'])(
		'%p turns Download Video off',
		async (value) => {
			await openGateway();
			const { items, field } = from(value);
			const run = await runVidu({ items, parameters: { downloadVideo: field } });
			expect(run.data.resultData.runData.Vidu[0].data?.main[0]?.[0].binary).toBeUndefined();
		},
	);

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
		['textToVideoModel', 'viduq3', /Model "viduq3" is no choice here\. Choose/],
	])('%s %p is refused with the choices', async (name, value, message) => {
		const gateway = await openGateway();
		const { items, field } = from(value);
		const run = await runVidu({ items, parameters: { [name]: field } });
		expect(errorOf(run)).toMatch(message);
		expect(gateway.requests).toEqual([]);
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

const storyOf = (scenes: unknown): IDataObject => ({
	operation: 'longVideo',
	scenesSource: 'json',
	scenesJson: JSON.stringify(scenes),
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
		expect(errorOf(run)).toMatch(`scene 2: "${key}" is not read. Write "${name}" instead`);
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

	test.each(['title', 'scene', 'id', 'camera', 'context', 'number'])(
		'with the key %p has a hint',
		async (key) => {
			const gateway = await openGateway();
			const run = await runVidu({ parameters: storyOf([{ prompt: 'a', [key]: 'x' }]) });
			expect(errorOf(run)).toBe('');
			expect(hintsOf(run)).toMatch(new RegExp(`scene 1: "${key}" is not used`));
			expect(gateway.counts.creates).toBe(1);
		},
	);
});

const REFERENCE: IDataObject = {
	operation: 'referenceToVideo',
	referenceToVideoModel: 'viduq3_i2v_reference',
	referenceSource: 'url',
};
const PICTURE = imageOf('300x200');
const [A, B] = ['https://example.com/a.png', 'https://example.com/b.png?x=1,2'];

describe('several URLs in one text', () => {
	test.each([
		`${A}; ${B}`,
		`${A},${B}`,
		`${A} | ${B}`,
		`${A}\n${B}`,
		`${A}\t\t${B}`,
		`${A} ${B}`,
		`${A}，${B}`,
		`${A}；${B}`,
		`${A}\\n${B}`,
		`${A}<br>${B}`,
		`${A}","${B}`,
		[A, '', null, B],
	])('%p are two images', async (value) => {
		const gateway = await openGateway();
		const { items, field } = from(value);
		const run = await runVidu({ items, parameters: { ...REFERENCE, referenceUrls: field } });
		expect(errorOf(run)).toBe('');
		expect(paramsOf(gateway)[0].images).toEqual([A, B]);
	});

	test.each([`${A},`, `${A}; `, `\n${A}\n`, [A, null], ['', A]])(
		'%p is one image in a field for one',
		async (value) => {
			const gateway = await openGateway();
			const { items, field } = from(value);
			const parameters = { operation: 'imageToVideo', imageSource: 'url', imageUrl: field };
			const run = await runVidu({ items, parameters });
			expect(errorOf(run)).toBe('');
			expect(paramsOf(gateway)[0].images).toEqual([A]);
		},
	);

	test('one that is there twice stays, with a hint', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: { ...REFERENCE, referenceUrls: `${A}, ${B}, ${A}` } });
		expect(paramsOf(gateway)[0].images).toEqual([A, B, A]);
		expect(hintsOf(run)).toMatch(/Image 3 of 3, URL is the same picture as image 1 of 3/);
	});

	test.each<[string, IDataObject]>([
		['Image URL', { operation: 'imageToVideo', imageSource: 'url', imageUrl: '=X' }],
		['Video URL', { operation: 'extend', videoUrl: '=X' }],
		['Callback URL', { additionalFields: { callbackUrl: '=X' } }],
		['Watermark Image URL', { additionalFields: { wmUrl: '=X' } }],
		[
			'End Frame URL',
			{ operation: 'extend', videoUrl: A, endFrameSource: 'url', endFrameUrl: '=X' },
		],
	])('are refused in %s', async (name, parameters) => {
		const gateway = await openGateway();
		const two = JSON.parse(JSON.stringify(parameters).replace('=X', `${A}; ${B}`)) as IDataObject;
		const run = await runVidu({ parameters: two });
		expect(errorOf(run)).toMatch(new RegExp(`${name} must be (exactly )?(one|1) .*there are 2`));
		expect(gateway.requests).toEqual([]);
	});
});

describe('a URL', () => {
	test.each([
		[' https://example.com/hook\n', 'https://example.com/hook'],
		['\thttps://example.com/hook ', 'https://example.com/hook'],
		['https://example.com/hook\u200b', 'https://example.com/hook'],
		['https://example.com/hook, ', 'https://example.com/hook'],
		['https://example.com/my hook', 'https://example.com/my%20hook'],
		['https://example.com/größe', 'https://example.com/gr%C3%B6%C3%9Fe'],
		['https://münchen.example/', 'https://xn--mnchen-3ya.example/'],
	])('%p is sent encoded', async (value, sent) => {
		const gateway = await openGateway();
		await runVidu({ parameters: { additionalFields: { callbackUrl: value } } });
		expect(paramsOf(gateway)[0].callback_url).toBe(sent);
	});

	test.each(['example.com/hook', '//example.com/a', 'www.example.com', 'ftp://a.example/b'])(
		'%p is refused for its scheme',
		async (value) => {
			const gateway = await openGateway();
			const run = await runVidu({ parameters: { additionalFields: { callbackUrl: value } } });
			expect(errorOf(run)).toMatch(/Callback URL must be a URL that starts with http/);
			expect(gateway.requests).toEqual([]);
		},
	);

	test.each(PRIVATE)('%p is refused where the gateway is public', async (url) => {
		for (const parameters of [
			{ operation: 'imageToVideo', imageSource: 'url', imageUrl: url },
			{ operation: 'extend', videoUrl: url },
			{ additionalFields: { callbackUrl: url } },
			{ ...REFERENCE, referenceUrls: `${A}, ${url}` },
		]) {
			const run = await runVidu({
				parameters,
				credentials: { baseUrl: 'https://gateway.example' },
			});
			expect(errorOf(run)).toMatch(/points to ".*", which the gateway cannot reach/);
		}
	});

	test('with a private gateway, it is a hint, and its own files are none', async () => {
		const gateway = await openGateway();
		const parameters = { operation: 'extend', videoUrl: 'http://192.168.1.20/a.mp4' };
		const run = await runVidu({ parameters });
		expect(hintsOf(run)).toMatch(/Video URL points to "192\.168\.1\.20"/);
		const own = await runVidu({
			parameters: { ...parameters, videoUrl: `${gateway.baseUrl}/a.mp4` },
		});
		expect(hintsOf(own)).not.toMatch(/points to/);
		expect(gateway.counts.creates).toBe(2);
	});

	test.each(SHARED)('%p is a page of %s', async (url, service) => {
		const gateway = await openGateway();
		const run = await runVidu({
			parameters: { operation: 'imageToVideo', imageSource: 'url', imageUrl: url },
		});
		expect(hintsOf(run)).toMatch(`Image opens a page of ${service}, not the file itself`);
		expect(paramsOf(gateway)[0].images).toEqual([url]);
	});
});

/** Every field that takes a text, with what makes it count. */
const TEXT_FIELDS: Array<[string, (text: string) => IDataObject]> = [
	['prompt', (prompt) => ({ prompt })],
	['textToVideoModel', (textToVideoModel) => ({ textToVideoModel })],
	[
		'customParameters',
		(customParameters) => ({ textToVideoModel: 'custom', customModelId: 'x', customParameters }),
	],
	['aspectRatio', (aspectRatio) => ({ aspectRatio })],
	['duration', (duration) => ({ duration })],
	['imageField', (imageField) => ({ operation: 'imageToVideo', imageField })],
	['imageUrl', (imageUrl) => ({ operation: 'imageToVideo', imageSource: 'url', imageUrl })],
	['imageSource', (imageSource) => ({ operation: 'imageToVideo', imageSource })],
	[
		'referenceFields',
		(referenceFields) => ({ ...REFERENCE, referenceSource: 'binary', referenceFields }),
	],
	['referenceUrls', (referenceUrls) => ({ ...REFERENCE, referenceUrls })],
	[
		'subject name',
		(name) => ({
			operation: 'referenceToVideo',
			prompt: 'a @b',
			subjects: { subject: [{ name, imageSource: 'url', imageUrls: A }] },
		}),
	],
	['videoSource', (videoSource) => ({ operation: 'extend', videoSource })],
	['scenesJson', (scenesJson) => ({ operation: 'longVideo', scenesSource: 'json', scenesJson })],
	[
		'scene key',
		(key) => ({
			operation: 'longVideo',
			scenesSource: 'json',
			scenesJson: JSON.stringify([{ [key]: 1 }]),
		}),
	],
	['outputField', (outputField) => ({ downloadVideo: true, outputField })],
	['fileName', (fileName) => ({ downloadVideo: true, options: { fileName } })],
	['maxCost', (maxCost) => ({ options: { maxCost } })],
	['timeout', (timeout) => ({ options: { timeout } })],
	['onTimeout', (onTimeout) => ({ options: { onTimeout } })],
	['dryRun', (dryRun) => ({ dryRun })],
	['operation', (operation) => ({ operation })],
	['resource', (resource) => ({ resource })],
	['metaData', (metaData) => ({ additionalFields: { metaData } })],
	['wmUrl', (wmUrl) => ({ additionalFields: { wmUrl } })],
];

describe('huge text in the wrong field', () => {
	test.each(TEXT_FIELDS)('%s', async (_name, parametersOf) => {
		const gateway = await openGateway();
		const huge = `iVBORw0KGgo${'Ab1/'.repeat(75_000)}!`;
		const run = await runVidu({ parameters: parametersOf(huge), items: [{ a: 1 }] });
		expect(errorOf(run)).not.toBe('');
		expect(errorOf(run).length).toBeLessThan(1_000);
		expect(errorOf(run)).not.toContain(huge.slice(0, 101));
		expect(gateway.counts.creates).toBe(0);
	});

	test('base64 where the name of a file belongs says what the field wants', async () => {
		await openGateway();
		const imageField = PICTURE.toString('base64').padEnd(300, 'A');
		const run = await runVidu({ parameters: { operation: 'imageToVideo', imageField } });
		expect(errorOf(run)).toMatch(
			/Image File takes the name of a file in the input, such as "data"/,
		);
	});
});

describe('half a character', () => {
	const HALF = '🎬'.slice(0, 1);

	test.each<[string, IDataObject]>([
		['a prompt', { prompt: `a${HALF}` }],
		['a payload', { additionalFields: { payload: HALF } }],
		['meta data', { additionalFields: { metaData: '={{ { a: $json.half } }}' } }],
		['a URL', { additionalFields: { callbackUrl: `https://example.com/${HALF}` } }],
		[
			'custom parameters',
			{
				textToVideoModel: 'custom',
				customModelId: 'x',
				customParameters: { a: [HALF] },
			},
		],
		['a scene', storyOf([{ prompt: `a${HALF}` }])],
		[
			'a subject',
			{
				operation: 'referenceToVideo',
				prompt: 'a @b',
				subjects: { subject: [{ name: 'b', imageSource: 'url', imageUrls: `${A}?${HALF}` }] },
			},
		],
	])('in %s is never sent', async (_name, parameters) => {
		const gateway = await openGateway();
		await runVidu({ items: [{ half: HALF }], parameters });
		const sent = JSON.stringify(paramsOf(gateway)[0]);
		expect(sent).toMatch(/�|%EF%BF%BD/);
		expect(sent).not.toMatch(/\\u?ud83c|\\ud83c/);
	});
});

describe('nonsense', () => {
	const NONSENSE: Array<[unknown, RegExp]> = [
		['{{ $json.prompt }}', /switch the field to Expression/],
		['a {{$json["x"]}} b', /switch the field to Expression/],
		['[object Object]', /\[object Object\]/],
		[{ a: 1 }, /a list or an object/],
		[['a'], /a list or an object/],
		['undefined', /found nothing/],
		['#REF!', /an error in this cell/],
		[' #n/a', /an error in this cell/],
		['a [object Promise]', /\[object Promise\]/],
		[' null ', /found nothing/],
		['\u200b\u2060', /invisible/],
	];
	const FIELDS: Array<[string, (field: string) => IDataObject]> = [
		['Prompt', (prompt) => ({ prompt })],
		['Custom Model ID', (customModelId) => ({ textToVideoModel: 'custom', customModelId })],
		['Video URL', (videoUrl) => ({ operation: 'extend', videoUrl })],
		[
			'Video Creation ID',
			(videoCreationId) => ({ operation: 'extend', videoSource: 'creationId', videoCreationId }),
		],
		['Image URL', (imageUrl) => ({ operation: 'imageToVideo', imageSource: 'url', imageUrl })],
		['Task ID', (taskId) => ({ resource: 'task', operation: 'get', taskId })],
		['File Name', (fileName) => ({ downloadVideo: true, options: { fileName } })],
		['Callback URL', (callbackUrl) => ({ additionalFields: { callbackUrl } })],
		[
			'Name',
			(name) => ({
				operation: 'referenceToVideo',
				prompt: 'a @b',
				subjects: { subject: [{ name, imageSource: 'url', imageUrls: A }] },
			}),
		],
		[
			'scene 1: Prompt',
			(prompt) => ({ operation: 'longVideo', scenes: { scene: [{ prompt, duration: 5 }] } }),
		],
	];

	test.each(FIELDS)('in %s is refused', async (name, parametersOf) => {
		const gateway = await openGateway();
		for (const [value, message] of NONSENSE) {
			// A list of image URLs in the field for one is refused for its number, or taken when it is one.
			if (name === 'Image URL' && Array.isArray(value)) continue;
			const { items, field } = from(value);
			const run = await runVidu({ items, parameters: parametersOf(field) });
			expect(errorOf(run)).toMatch(message);
			expect(errorOf(run)).toMatch(name);
		}
		expect(gateway.requests).toEqual([]);
	});

	test.each([
		['a {{ name }} flies', /Prompt contains double braces/],
		['{{kite}}', /Prompt contains double braces/],
		['a kite over undefined', /Prompt contains the word "undefined"/],
	])('%p is bought with a hint', async (prompt, message) => {
		const gateway = await openGateway();
		const { items, field } = from(prompt);
		const run = await runVidu({ items, parameters: { prompt: field } });
		expect(hintsOf(run)).toMatch(message);
		expect(gateway.counts.creates).toBe(1);
	});

	test('fields of JSON take lists and objects', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [{ meta: { a: 1 }, payload: ['b'] }],
			parameters: {
				additionalFields: { metaData: '={{ $json.meta }}', payload: '={{ $json.payload }}' },
			},
		});
		expect(errorOf(run)).toBe('');
		expect(paramsOf(gateway)[0]).toMatchObject({ meta_data: '{"a":1}', payload: '["b"]' });
	});
});

describe('the name of a file', () => {
	const withFiles = (...names: string[]): INodeExecutionData => ({
		json: {},
		binary: Object.fromEntries(
			names.map((name) => [
				name,
				{ data: PICTURE.toString('base64'), mimeType: 'image/png', fileName: 'a.png' },
			]),
		),
	});

	test.each([
		['photo ', ['photo', 'other']],
		[' photo', ['photo', 'other']],
		['photo\n', ['photo', 'other']],
		['photo', [' photo', 'other']],
		['photo', ['photo ', 'other']],
	])('%p among %p', async (imageField, names) => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [withFiles(...names)],
			parameters: { operation: 'imageToVideo', imageField },
		});
		expect(errorOf(run)).toBe('');
		expect(gateway.counts.creates).toBe(1);
	});

	test('of several that one of is missing, those that are there are named', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [withFiles('one', 'two')],
			parameters: { ...REFERENCE, referenceSource: 'binary', referenceFields: 'one, three' },
		});
		expect(errorOf(run)).toMatch(/the input has no file "three"\. It has "one" and "two"/);
		expect(gateway.requests).toEqual([]);
	});
});
