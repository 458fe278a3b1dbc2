/** Images from files and fields: they are checked before anything is bought, and sent as they are. */

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { bodiesOf, imageOf, itemWith, megabytes, paramsOf, storeFile, uriOf } from './images';
import { itemOfAnyKind, IMAGE_KINDS } from './kinds';
import { outputOf } from './run';
import { switchToFileStorage, switchToMemoryStorage } from './storage';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu } from './vidu';

const IMAGE = { operation: 'imageToVideo' };
const FRAMES = { operation: 'startEndToVideo', startFrameField: 'a', endFrameField: 'b' };
const SUBJECTS = { operation: 'referenceToVideo' };
const LIST = { operation: 'referenceToVideo', referenceToVideoModel: 'viduq3_i2v_reference' };
const VIDEOS = { ...LIST, referenceToVideoModel: 'viduq2_pro_reference' };
const EXTEND = { operation: 'extend', videoUrl: 'https://example.com/a.mp4' };

const subjects = (...fields: string[]): IDataObject => ({
	prompt: fields.map((_field, n) => `@s${n}`).join(' '),
	subjects: { subject: fields.map((imageFields, n) => ({ name: `s${n}`, imageFields })) },
});
const named = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`).join(', ');
const eight = Object.fromEntries([...named(8).split(', '), 'data'].map((p) => [p, '300x300']));
const clips = (count: number) =>
	Array.from({ length: count }, (_, n) => `https://example.com/${n}.mp4`).join('\n');

describe.each([
	['memory', switchToMemoryStorage],
	['the filesystem', switchToFileStorage],
] as const)('with files in %s', (_name, use) => {
	beforeAll(async () => {
		await use();
	});

	test.each([
		['rotated.jpg', 'image/jpeg'],
		['extended.webp', 'image/webp'],
	])('%s is sent with the type of its bytes', async (name, type) => {
		const gateway = await openGateway();
		const bytes = readFileSync(join(__dirname, '../files', name));
		const data = await storeFile(bytes, 'frame.txt', 'text/plain');
		const run = await runVidu({
			items: [{ json: {}, binary: { data } }],
			parameters: { ...EXTEND, endFrameSource: 'binary' },
		});
		expect(errorOf(run)).toBe('');
		const images = [`data:${type};base64,${bytes.toString('base64')}`];
		expect(paramsOf(gateway)).toMatchObject([{ images }]);
	});

	test.each(IMAGE_KINDS)(
		'a retry buys a changed file, not a renamed one: %s',
		async (kind, more) => {
			const gateway = await openGateway({ taskSeconds: 0.1 });
			const noPolls = ({ kind: request }: { kind: string }) =>
				request === 'poll' ? ({ type: 'status', status: 403 } as const) : undefined;
			gateway.faults = noPolls;
			const parameters = { ...more, prompt: '@kite' };
			const failed = await runVidu({ items: [await itemOfAnyKind()], parameters });
			const [waiting] = failed.data.executionData?.nodeExecutionStack ?? [];
			const { binary } = waiting.data.main[0]![0];
			gateway.faults = undefined;
			binary!.a = await storeFile(imageOf('320x180'), 'renamed.png');
			expect(errorOf(await retryVidu(failed))).toBe('');
			expect(gateway.counts.createRequests).toBe(1);
			binary!.a = await storeFile(imageOf('320x190'));
			expect(errorOf(await retryVidu(failed))).toBe('');
			expect(gateway.counts.createRequests).toBe(2);
			expect(JSON.stringify(paramsOf(gateway)[1])).toContain(uriOf('320x190'));
			expect(kind).toBeDefined();
		},
	);
});

type Files = Record<string, string | Buffer>;
type Case = [what: string, parameters: IDataObject, files: Files, message: RegExp];

const REFUSED: Case[] = [
	['no image', IMAGE, {}, /Row 2: The input has no file "data"/],
	['no URL', { ...IMAGE, imageSource: 'url', imageUrl: '={{ "" }}' }, {}, /Image URL is empty/],
	[
		'a gif',
		IMAGE,
		{ data: Buffer.from('GIF89a') },
		/"data" \(.*must be a PNG, JPEG or WebP image, but is a GIF/,
	],
	['half an image', IMAGE, { data: imageOf('99x99').subarray(0, 60) }, /"data".* is cut off/],
	['a line', IMAGE, { data: '401x100' }, /"data".* 401 × 100 .* between 1:4 and 4:1/],
	['51 MB', IMAGE, { data: Buffer.alloc(51 * 1024 ** 2) }, /"data".*51\.0 MB.* 50 MB/],
	[
		'one frame',
		FRAMES,
		{ a: '320x180' },
		/no file "b"\. It has "a": enter that name in End Frame\./,
	],
	[
		'frames of different sizes',
		FRAMES,
		{ a: '320x226', b: '320x180' },
		/320 × 226 .* 320 × 180.*0\.8 to 1\.25/,
	],
	[
		'a request above 20 MB',
		FRAMES,
		{ a: megabytes(8), b: megabytes(8) },
		/20 MB.*Start Frame.*"a".*: 8\.0 MB; End Frame.*"b".*: 8\.0 MB/,
	],
	['no subject', SUBJECTS, {}, /There is no subject: click Add Subject/],
	[
		'8 images of subjects',
		{ ...SUBJECTS, ...subjects(named(3), named(3), named(2)) },
		eight,
		/have 8 images together; the limit is 7/,
	],
	[
		'a small image of a subject',
		{ ...SUBJECTS, ...subjects('p0', 'p1, small') },
		{ ...eight, small: '128x127' },
		/\(subject s1\), file "small".*128 × 127 .*at least 128 × 128/,
	],
	['8 references', { ...LIST, referenceFields: named(8) }, eight, /images must be 1 to 7.*are 8/],
	[
		'5 images and a video',
		{ ...VIDEOS, referenceFields: named(5), videoUrls: clips(1) },
		eight,
		/must be 1 to 4, but there are 5/,
	],
	['a video in a file', { ...VIDEOS, videoUrls: 'a.mp4' }, eight, /Video URLs must start.*a\.mp4/],
];

test.each(REFUSED)(
	'%s: nothing is bought, also for a valid first item',
	async (_what, parameters, files, message) => {
		const gateway = await openGateway();
		const valid = Object.fromEntries(['a', 'b', 'data'].map((field) => [field, '300x300']));
		const run = await runVidu({
			items: [await itemWith({ ...valid, ...eight }), await itemWith(files)],
			parameters,
		});
		expect(errorOf(run)).toMatch(message);
		expect(errorOf(run)).toMatch(/Rows? (1 and )?2: /);
		expect(gateway.requests).toEqual([]);
	},
);

const ACCEPTED: Array<[string, IDataObject, Files]> = [
	[
		'a file by an expression',
		{ ...IMAGE, imageField: '={{ $binary.photo }}' },
		{ photo: '300x200', other: '300x200' },
	],
	['14 MB', IMAGE, { data: megabytes(14) }],
	['frames at the limit', FRAMES, { a: '320x225', b: '320x180' }],
	['3, 3 and 1 images', { ...SUBJECTS, ...subjects(named(3), named(3), 'p0') }, eight],
	['7 small references', { ...LIST, referenceFields: named(7) }, { ...eight, p6: '128x128' }],
	['4 images, 2 videos', { ...VIDEOS, referenceFields: named(4), videoUrls: clips(2) }, eight],
];

test.each(ACCEPTED)('%s: the gateway accepts it too', async (_what, parameters, files) => {
	const gateway = await openGateway({ taskSeconds: 0 });
	expect(errorOf(await runVidu({ items: [await itemWith(files)], parameters }))).toBe('');
	expect(bodiesOf(gateway)).toHaveLength(1);
});

describe('twelve items with an image each', () => {
	const sizes = Array.from({ length: 12 }, (_, n) => `${300 + n}x200`);
	const items = async (): Promise<INodeExecutionData[]> =>
		await Promise.all(
			sizes.map(async (size, n) => ({ ...(await itemWith({ data: size }, { n })), pairedItem: n })),
		);

	test('run in parallel, and each gets the video of its own image', async () => {
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
		'only an invalid one is not bought, with %s',
		async (onError) => {
			const gateway = await openGateway({ taskSeconds: 0 });
			const all = await items();
			all[7].binary = (await itemWith({ data: Buffer.from('no image') })).binary;
			const run = await runVidu({ items: all, parameters: IMAGE, node: { onError } });
			const failed = onError === 'continueErrorOutput' ? jsonOf(run, 1) : jsonOf(run).slice(7, 8);
			expect(failed).toHaveLength(1);
			expect(failed[0].error).toMatch(/Row 8: Image, file "data".*PNG, JPEG/);
			expect(jsonOf(run).filter(({ status }) => status === 'completed')).toHaveLength(11);
			expect(gateway.counts.createRequests).toBe(11);
		},
	);
});

test.each([
	['imageToVideo', { imageSource: 'url' }, 'imageUrl'],
	['startEndToVideo', { endFrameSource: 'url', startFrameField: 'a' }, 'endFrameUrl'],
	[
		'referenceToVideo',
		{ referenceToVideoModel: 'viduq2_i2v_reference', referenceSource: 'url', prompt: 'a kite' },
		'referenceUrls',
	],
])('an image URL that Vidu cannot load fails the task: %s', async (operation, more, field) => {
	const gateway = await openGateway({ taskSeconds: 0 });
	const url = `${gateway.filesUrl}/pictures/none.png`;
	const parameters = { operation, ...more, [field]: url };
	const run = await runVidu({ items: [await itemOfAnyKind()], parameters });
	const [taskId] = gateway.tasks.keys();
	expect(errorOf(run)).toMatch(new RegExp(`task ${taskId}: The task failed.*image`));
	expect(gateway.counts.createRequests).toBe(1);
});
