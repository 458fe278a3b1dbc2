import type { IDataObject } from 'n8n-workflow';

import { errorOf, jsonOf, openGateway, QUICK, runVidu } from './vidu';

const EXTEND = { operation: 'extend', videoUrl: 'https://example.com/a.mp4' };
const long = (length: number) => '🎬'.repeat(length);

const cases: Array<[string, IDataObject, RegExp]> = [
	['an empty prompt', { prompt: '  ' }, /Prompt is empty/],
	[
		'a prompt that is too long',
		{ prompt: long(2001) },
		/Prompt is 2001 characters long; the limit is 2000/,
	],
	[
		'a duration the model has not',
		{ duration: 9 },
		/Duration.* must be a whole number from 1 to 8 .*but is 9/,
	],
	['half a second', { duration: 2.5 }, /Duration.* but is 2\.5/],
	[
		'a ratio the model has not',
		{ model: 'viduq1_text2video', resolution: '1080p', aspectRatio: '3:4' },
		/Aspect Ratio must be one of 16:9, 9:16, 1:1 .*"3:4"/,
	],
	[
		'a resolution the model has not',
		{ resolution: '540p' },
		/Resolution must be one of 720p, 1080p .*"540p"/,
	],
	[
		'a payload that is too long',
		{ additionalFields: { payload: 'x'.repeat(1_048_577) } },
		/Payload is 1048577 characters long; the limit is 1048576/,
	],
	[
		'metadata that is no JSON',
		{ additionalFields: { metaData: '{no' } },
		/Metadata must be valid JSON, but is "\{no"/,
	],
	[
		'a callback that is no web address',
		{ additionalFields: { callbackUrl: 'ftp://x.y' } },
		/Callback URL must be a URL .*"ftp:\/\/x\.y"/,
	],
	[
		'a watermark that is no web address',
		{ additionalFields: { wmUrl: 'logo.png' } },
		/Watermark Image URL must be a URL/,
	],
	['a model nobody knows', { model: 'viduq9' }, /Model must be one of .*viduq9/],
	['a model of the other operation', { model: 'viduq2_pro_extend' }, /Model must be one of/],
	[
		'a custom model without its ID',
		{ model: 'custom', customModelId: '={{ "" }}' },
		/Custom Model ID is empty/,
	],
	[
		'custom parameters that are no object',
		{ model: 'custom', customModelId: 'x', customParameters: '[1]' },
		/Custom Parameters must be a JSON object/,
	],
	['no video to extend', { operation: 'extend' }, /Video URL is empty/],
	[
		'a video that is no web address',
		{ ...EXTEND, videoUrl: 'file:///a.mp4' },
		/Video URL must be a URL/,
	],
	[
		'no creation ID',
		{ ...EXTEND, videoSource: 'creationId', videoCreationId: '={{ "" }}' },
		/Video Creation ID is empty/,
	],
	['an extension that is too long', { ...EXTEND, duration: 8 }, /from 1 to 7 .*but is 8/],
	[
		'an end frame that is none',
		{ ...EXTEND, endFrameSource: 'url', endFrameUrl: 'ftp://x' },
		/End Frame URL must be/,
	],
	[
		'no end frame',
		{ ...EXTEND, endFrameSource: 'url', endFrameUrl: '={{ "" }}' },
		/End Frame URL is empty/,
	],
	[
		'no end frame file',
		{ ...EXTEND, endFrameSource: 'binary' },
		/input data field "data", cannot be read/,
	],
	['no task ID', { resource: 'task', operation: 'get' }, /Task ID is empty/],
	['no task ID to wait for', { resource: 'task', operation: 'wait' }, /Task ID is empty/],
	[
		'a timeout of nothing',
		{ options: { timeout: 0 } },
		/Timeout must be a number from 1 up, but is "0"/,
	],
	[
		'no concurrency',
		{ options: { maxConcurrency: 0 } },
		/Max Concurrency must be a number from 1 up/,
	],
	[
		'an expression that fails',
		{ prompt: '={{ $("Nowhere").item.json.x }}' },
		/expression in "prompt" cannot be resolved: Referenced node/,
	],
];

describe('what cannot be used is not bought', () => {
	test.each(cases)('%s', async (_name, parameters, message) => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters });
		expect(errorOf(run)).toMatch(message);
		expect(errorOf(run)).toMatch(/Item 0|^Timeout|^Max/);
		expect(gateway.requests).toEqual([]);
	});

	test('exactly as much as is allowed is bought', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			parameters: {
				prompt: long(2000),
				duration: 8,
				additionalFields: { payload: 'x'.repeat(1_048_576) },
			},
		});
		expect(errorOf(run)).toBe('');
		expect(gateway.counts.creates).toBe(1);
	});

	test('one bad item among many: nothing is bought at all', async () => {
		const gateway = await openGateway();
		const items = [{ p: 'kite' }, { p: '' }, { p: 'boat' }];
		const run = await runVidu({ parameters: { prompt: '={{ $json.p }}' }, items });
		expect(errorOf(run)).toMatch(/^Item 1: Prompt is empty/);
		expect(gateway.requests).toEqual([]);
	});

	test('with "continue on fail", the good ones are bought and the bad one fails', async () => {
		const gateway = await openGateway();
		const items = [{ p: 'kite' }, { p: '' }, { p: 'boat' }];
		const run = await runVidu({
			parameters: { prompt: '={{ $json.p }}' },
			items,
			node: { onError: 'continueRegularOutput' },
		});
		expect(gateway.counts.creates).toBe(2);
		expect(jsonOf(run).map(({ status, error }) => status ?? error)).toEqual([
			'completed',
			expect.stringMatching(/^Item 1: Prompt is empty/),
			'completed',
		]);
	});

	test.each(['stopWorkflow', 'continueErrorOutput'] as const)(
		'more items than Max Tasks, with %s: refused before the first purchase',
		async (onError) => {
			const gateway = await openGateway();
			const items = Array.from({ length: 4 }, () => ({}));
			const run = await runVidu({
				items,
				node: { onError },
				parameters: { options: { ...QUICK, maxTasks: 3 } },
			});
			const words = onError === 'stopWorkflow' ? errorOf(run) : String(jsonOf(run, 1)[3].error);
			expect(words).toMatch(/4 videos; the limit of one run is 3.*Raise the option "Max Tasks"/);
			expect(gateway.requests).toEqual([]);
		},
	);
});
