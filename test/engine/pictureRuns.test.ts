import type { IDataObject, INode } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { itemOfAnyKind, IMAGE_KINDS } from './kinds';
import { bodiesOf, itemWith, paramsOf, uriOf } from './images';
import { outputOf } from './run';
import { invokeAsTool } from './tool';
import { errorOf, jsonOf, openGateway, QUICK, runVidu } from './vidu';

const IMAGE = { operation: 'imageToVideo' };

describe('many items with an image each', () => {
	const sizes = Array.from({ length: 12 }, (_, n) => `${300 + n}x200`);
	const items = async () =>
		await Promise.all(
			sizes.map(async (size, n) => ({ ...(await itemWith({ data: size }, { n })), pairedItem: n })),
		);

	test('run side by side, and each gets the video of its own image', async () => {
		const gateway = await openGateway({ taskSeconds: 0.5 });
		const run = await runVidu({
			items: await items(),
			parameters: { ...IMAGE, prompt: '={{ $json.n }}', options: { ...QUICK, maxConcurrency: 4 } },
		});
		expect(gateway.counts.peakRunning).toBe(4);
		const out = outputOf(run, 'Vidu');
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual(sizes.map((_size, item) => ({ item })));
		const made = out.map(({ json }) => gateway.tasks.get(String(json.taskId))?.params);
		expect(made.map((params) => [params?.prompt, params?.images])).toEqual(
			sizes.map((size, n) => [String(n), [uriOf(size)]]),
		);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'one of them is bad: only it is not bought, with %s',
		async (onError) => {
			const gateway = await openGateway({ taskSeconds: 0 });
			const all = await items();
			all[7].binary = (await itemWith({ data: Buffer.from('no image') })).binary;
			const run = await runVidu({ items: all, parameters: IMAGE, node: { onError } });
			const isOwnOutput = onError === 'continueErrorOutput';
			const failed = isOwnOutput ? outputOf(run, 'Vidu', 1) : [outputOf(run, 'Vidu')[7]];
			expect(failed).toHaveLength(1);
			expect(failed[0].json.error).toMatch(/Item 7: Image, input data field "data".*png, jpeg/);
			const good = jsonOf(run).filter(({ status }) => status === 'completed');
			expect(good).toHaveLength(11);
			expect(gateway.counts.createRequests).toBe(11);
		},
	);
});

test.each([
	['imageToVideo', { imageSource: 'url' }, 'imageUrl'],
	['startEndToVideo', { endFrameSource: 'url', startFrameField: 'a' }, 'endFrameUrl'],
	[
		'referenceToVideo',
		{ model: 'viduq2_i2v_reference', referenceSource: 'url', prompt: 'a kite' },
		'referenceUrls',
	],
])(
	'an image that cannot be fetched fails the task, and the message says what to do: %s',
	async (operation, more, field) => {
		const gateway = await openGateway({ taskSeconds: 0 });
		const url = `${gateway.filesUrl}/pictures/none.png`;
		const parameters = { operation, ...more, [field]: url };
		const run = await runVidu({ items: [await itemOfAnyKind()], parameters });
		const [taskId] = gateway.tasks.keys();
		expect(errorOf(run)).toMatch(new RegExp(`^Item 0, task ${taskId}: The task failed`));
		expect(errorOf(run)).toMatch(/could not download an image/);
		expect(errorOf(run)).toMatch(/must open without a login.*use a fresh one/);
		expect(gateway.counts.createRequests).toBe(1);
	},
);

test.each(IMAGE_KINDS)('%s: the video is in the output, and can be a file', async (_k, more) => {
	await openGateway({ taskSeconds: 0 });
	const parameters = { prompt: '@kite', ...more, downloadVideo: true };
	const run = await runVidu({ items: [await itemOfAnyKind()], parameters });
	const [{ json, binary }] = outputOf(run, 'Vidu');
	expect(json).toMatchObject({ status: 'completed', videoUrls: [json.videoUrl] });
	expect(binary?.data.mimeType).toBe('video/mp4');
});

describe('as a tool of an AI agent', () => {
	const fromAI = (name: string) => `={{ $fromAI('${name}') }}`;
	const ask = async (parameters: IDataObject, args: IDataObject) => {
		const gateway = await openGateway({ taskSeconds: 0 });
		const settings = { parameters: { ...parameters, options: QUICK } as INode['parameters'] };
		const tool = invokeAsTool(new Vidu(), settings, gateway.baseUrl);
		const url = `${gateway.filesUrl}/pictures/320x180.png`;
		const answer = JSON.parse(await tool({ ...args, url })) as IDataObject[];
		expect(answer[0]).toMatchObject({
			status: 'completed',
			videoUrl: expect.stringMatching(/^http/),
		});
		return { params: paramsOf(gateway), url };
	};

	test('an image by its URL becomes a video', async () => {
		const image = { ...IMAGE, imageSource: 'url', imageUrl: fromAI('url') };
		const { params, url } = await ask({ ...image, prompt: fromAI('prompt') }, { prompt: 'kite' });
		expect(params).toEqual([{ images: [url], prompt: 'kite', duration: 5, resolution: '720p' }]);
	});

	test('references by their URLs become one', async () => {
		const list = { operation: 'referenceToVideo', model: 'viduq3_i2v_reference' };
		const urls = { referenceSource: 'url', referenceUrls: fromAI('url'), prompt: fromAI('prompt') };
		const { params, url } = await ask({ ...list, ...urls }, { prompt: 'a kite' });
		expect(params).toMatchObject([{ images: [url], prompt: 'a kite' }]);
	});
});

test('several URLs come from a list, and from a text with commas inside the URLs', async () => {
	const gateway = await openGateway({ taskSeconds: 0 });
	const urls = ['https://example.com/a,b.png', 'https://example.com/c.png?size=1,2'];
	const list = { operation: 'referenceToVideo', model: 'viduq3_i2v_reference' };
	const parameters = { ...list, referenceSource: 'url', referenceUrls: '={{ $json.urls }}' };
	const items = [urls, urls.join(', '), urls.join(','), urls.join('\n')].map((given) => ({
		urls: given,
	}));
	expect(errorOf(await runVidu({ items, parameters }))).toBe('');
	expect(paramsOf(gateway).map(({ images }) => images)).toEqual([urls, urls, urls, urls]);
	expect(bodiesOf(gateway)).toHaveLength(4);
});
