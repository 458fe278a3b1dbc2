/** Text that cannot be meant, or that cannot be sent: too long, cut, or never resolved. */

import type { IDataObject } from 'n8n-workflow';

import { bodiesOf, paramsOf } from './images';
import { A, from, hintsOf, PICTURE, REFERENCE, storyOf, VIDEO_REFERENCE } from './peoplesInput';
import { errorOf, openGateway, runVidu } from './vidu';

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

test.each<[string, (text: string) => IDataObject]>([
	['Custom Model ID', (customModelId) => ({ textToVideoModel: 'custom', customModelId })],
	['Video URL', (videoUrl) => ({ operation: 'extend', videoUrl })],
	[
		'Video Creation ID',
		(videoCreationId) => ({ operation: 'extend', videoSource: 'creationId', videoCreationId }),
	],
	['Image URL', (imageUrl) => ({ operation: 'imageToVideo', imageSource: 'url', imageUrl })],
	['Image 2 of 2', (url) => ({ ...REFERENCE, referenceUrls: `${A}, ${url}` })],
	['Video URLs', (videoUrls) => ({ ...VIDEO_REFERENCE, referenceUrls: A, videoUrls })],
	['Task ID', (taskId) => ({ resource: 'task', operation: 'get', taskId })],
	['Callback URL', (callbackUrl) => ({ additionalFields: { callbackUrl } })],
])('%s has a longest length', async (field, parametersOf) => {
	const gateway = await openGateway();
	for (const length of [8_193, 300_000]) {
		const url = 'https://example.com/'.padEnd(length, 'x');
		const error = errorOf(await runVidu({ parameters: parametersOf(url) }));
		expect(error).toMatch(field);
		expect(error).toMatch(`is ${length} characters long; the limit is 8192`);
	}
	expect(gateway.requests).toEqual([]);
});

describe('half a character', () => {
	const HALF = '🎬'.slice(0, 1);

	test.each<[string, IDataObject]>([
		['a prompt', { prompt: `a${HALF}` }],
		['a payload', { additionalFields: { payload: HALF } }],
		['meta data', { additionalFields: { metaData: '={{ { a: $json.half } }}' } }],
		['a key of meta data', { additionalFields: { metaData: '={{ { [$json.half]: 1 } }}' } }],
		[
			'a key of custom parameters',
			{ textToVideoModel: 'custom', customModelId: 'x', customParameters: { [HALF]: 1 } },
		],
		[
			'JSON that an expression made',
			{
				textToVideoModel: 'custom',
				customModelId: 'x',
				customParameters: '={{ JSON.stringify({ a: { [$json.half]: $json.half } }) }}',
			},
		],
		['a custom model', { textToVideoModel: 'custom', customModelId: `x${HALF}` }],
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
		const sent = JSON.stringify(bodiesOf(gateway)[0]);
		expect(sent).toMatch(/�|%EF%BF%BD/);
		expect(sent).not.toMatch(/\\u?ud83c|\\ud83c/);
	});
});

describe('nonsense', () => {
	const NONSENSE: Array<[unknown, RegExp]> = [
		['{{ $json.prompt }}', /switch the field to Expression/],
		['a {{$json["x"]}} b', /switch the field to Expression/],
		['{{ $json.prompt', /switch the field to Expression/],
		['{}', /found nothing/],
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
		[
			'Custom Extend Model ID',
			(extendModelId) => ({ ...storyOf(['a', 'b']), extendModel: 'custom', extendModelId }),
		],
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

	const IN_URLS: Array<[unknown, RegExp]> = [
		['https://example.com/{{ $json.id }}', /switch the field to Expression/],
		['https://example.com/[object Object]', /\[object Object\]/],
		[{ a: 1 }, /\[object Object\]/],
		[['undefined'], /found nothing/],
		['\u200b\u2060', /invisible/],
	];
	const URL_FIELDS: Array<[string, (field: string) => IDataObject]> = [
		['Image 1 of 1', (referenceUrls) => ({ ...REFERENCE, referenceUrls })],
		['Video URLs', (videoUrls) => ({ ...VIDEO_REFERENCE, referenceUrls: A, videoUrls })],
	];

	test.each(URL_FIELDS)('among the URLs of %s is refused', async (name, parametersOf) => {
		const gateway = await openGateway();
		for (const [value, message] of IN_URLS) {
			const { items, field } = from(value);
			const run = await runVidu({ items, parameters: parametersOf(field) });
			expect(errorOf(run)).toMatch(message);
			expect(errorOf(run)).toMatch(name);
		}
		expect(gateway.requests).toEqual([]);
	});

	test('in a list of one URL is refused', async () => {
		const gateway = await openGateway();
		const { items, field } = from(['https://example.com/{{ $json.id }}']);
		const parameters = { operation: 'imageToVideo', imageSource: 'url', imageUrl: field };
		const run = await runVidu({ items, parameters });
		expect(errorOf(run)).toMatch(/Image URL .*switch the field to Expression/);
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
