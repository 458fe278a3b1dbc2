/** Invalid fields and unknown operations are refused before anything is bought. */

import type { IDataObject } from 'n8n-workflow';

import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu } from './vidu';

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
	[
		'a payload that is too long',
		{ additionalFields: { payload: 'x'.repeat(1_048_577) } },
		/Payload is 1048577 characters long; the limit is 1048576/,
	],
	[
		'a watermark that is no web address',
		{ additionalFields: { wmUrl: 'logo.png' } },
		/Watermark Image URL must be a URL/,
	],
	[
		'a model nobody knows',
		{ textToVideoModel: 'viduq9' },
		/Model "viduq9" is not an option. Choose Vidu Q2 Pro Fast, .*or Custom/,
	],
	[
		'a custom model without its ID',
		{ textToVideoModel: 'custom', customModelId: '={{ "" }}' },
		/Custom Model ID is empty/,
	],
	['no video to extend', { operation: 'extend' }, /No video to extend/],
	[
		'no creation ID',
		{ ...EXTEND, videoSource: 'creationId', videoCreationId: '={{ "" }}' },
		/Video Creation ID is empty/,
	],
	['an extension that is too long', { ...EXTEND, duration: 8 }, /from 1 to 7 .*but is 8/],
	['no end frame file', { ...EXTEND, endFrameSource: 'binary' }, /End Frame is empty\. .*no files/],
	['no task ID', { resource: 'task', operation: 'get' }, /Task ID is empty/],
	[
		'a timeout of nothing',
		{ options: { timeout: 0 } },
		/Timeout \(Seconds\) must be a number of at least 1, but is "0"/,
	],
	[
		'an expression that fails in a field that all operations share',
		{ resource: 'task', operation: 'get', taskId: '={{ $("Nowhere").item.json.x }}' },
		/expression in "Task ID" cannot be resolved: Referenced node/,
	],
	[
		'an expression that fails',
		{ prompt: '={{ $("Nowhere").item.json.x }}' },
		/expression in "Prompt" cannot be resolved: Referenced node/,
	],
];

/** An expression that fails. */
const FAILING = '={{ $("Nowhere").item.json.x }}';

describe('what is not valid is not bought', () => {
	test.each(cases)('%s', async (_name, parameters, message) => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters });
		expect(errorOf(run)).toMatch(message);
		expect(errorOf(run)).toMatch(/Row 1|^Timeout|^Max/);
		expect(gateway.requests).toEqual([]);
	});

	test('the limits themselves are valid', async () => {
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

	test('with one invalid item of three, nothing is bought', async () => {
		const gateway = await openGateway();
		const items = [{ p: 'kite' }, { p: '' }, { p: 'boat' }];
		const run = await runVidu({ parameters: { prompt: '={{ $json.p }}' }, items });
		expect(errorOf(run)).toMatch(/^Row 2: Prompt is empty/);
		expect(gateway.requests).toEqual([]);
	});

	test('with "continue on fail", only the invalid one fails', async () => {
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
			expect.stringMatching(/^Row 2: Prompt is empty/),
			'completed',
		]);
	});

	test.each([
		['fileName', 'Options'],
		['maxTasks', 'Max Videos per Run'],
	])(
		'a failing expression in the option %s fails every item, and n8n outputs none as a success',
		async (name, shown) => {
			const gateway = await openGateway();
			const run = await runVidu({
				items: [{}, {}],
				node: { onError: 'continueErrorOutput' },
				parameters: { downloadVideo: true, options: { ...QUICK, [name]: FAILING } },
			});
			expect([jsonOf(run).length, jsonOf(run, 1).length]).toEqual([0, 2]);
			expect(jsonOf(run, 1)[0].error).toContain(`The expression in "${shown}" cannot be resolved`);
			expect(gateway.requests).toEqual([]);
		},
	);

	test.each(['stopWorkflow', 'continueErrorOutput'] as const)(
		'more items than Max Videos per Run are refused, with %s',
		async (onError) => {
			const gateway = await openGateway();
			const items = Array.from({ length: 4 }, () => ({}));
			const run = await runVidu({
				items,
				node: { onError },
				parameters: { options: { ...QUICK, maxTasks: 3 } },
			});
			const words = onError === 'stopWorkflow' ? errorOf(run) : String(jsonOf(run, 1)[3].error);
			expect(words).toMatch(
				/4 videos; the limit of one run is 3.*raise the option "Max Videos per Run"/,
			);
			expect(gateway.requests).toEqual([]);
		},
	);

	test('more items than the ledger can protect are refused, whatever Max Videos per Run says', async () => {
		const gateway = await openGateway();
		const items = Array.from({ length: 10_001 }, () => ({}));
		const said = errorOf(
			await runVidu({ items, parameters: { options: { ...QUICK, maxTasks: 20_000 } } }),
		);
		expect(said).toMatch(/10001 videos; the limit of one run is 10000.*Nothing was bought.*Split/);
		expect(gateway.requests).toEqual([]);
	});
});

/*
 * An operation of a newer version of the node, or from an expression: n8n passes both on as they are.
 */
const UNKNOWN: Array<[string, IDataObject, string]> = [
	['operation', { operation: 'danceToVideo' }, 'operation "danceToVideo" of the resource "video"'],
	['resource', { resource: 'audio', operation: 'speak' }, 'resource "audio"'],
	[
		'mixture of both',
		{ resource: 'task', operation: 'extend', taskId: 't1' },
		'operation "extend" of the resource "task"',
	],
	[
		'operation by an expression',
		{ operation: '={{ $json.wanted }}' },
		'operation "{{ $json.wanted }}" of the resource "video"',
	],
	[
		'operation that every object has',
		{ operation: 'constructor' },
		'operation "constructor" of the resource "video"',
	],
];

describe.each(UNKNOWN)('an unknown %s', (_what, parameters, name) => {
	const items = [{ wanted: 'textToVideo' }, {}];

	test('is refused by its name', async () => {
		const gateway = await openGateway();
		const said = errorOf(await runVidu({ parameters, items }));
		expect(said).toContain(name);
		expect(said).toMatch(/Nothing was bought.*update the node.*It has Video: Text to Video, /s);
		expect(gateway.requests).toEqual([]);
	});

	test('fails every item under "continue on fail"', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters, items, node: { onError: 'continueErrorOutput' } });
		expect(errorOf(run)).toBe('');
		const failed = jsonOf(run, 1);
		expect(failed).toHaveLength(2);
		for (const { error } of failed) expect(error).toContain(name);
		expect(gateway.requests).toEqual([]);
	});
});

test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
	'a retry with an unknown operation names the earlier task, with %s',
	async (onError) => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const options = { ...QUICK, timeout: 1 };
		const failed = await runVidu({ parameters: { options } });
		const [taskId] = gateway.tasks.keys();
		gateway.requests.length = 0;
		const edited = { parameters: { operation: 'danceToVideo' }, node: { onError } };
		const run = await retryVidu(failed, edited);
		const said = onError === 'stopWorkflow' ? errorOf(run) : String(jsonOf(run)[0].error);
		expect(said).toContain('operation "danceToVideo"');
		expect(said).toContain(taskId);
		expect(gateway.requests).toEqual([]);
	},
);

test('an endless name is cut in the message', async () => {
	await openGateway();
	const said = errorOf(await runVidu({ parameters: { operation: 'x'.repeat(10_000) } }));
	expect(said.length).toBeLessThan(1_000);
});
