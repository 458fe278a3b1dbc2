import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { outputOf } from './run';
import { readStored, switchToFileStorage, switchToMemoryStorage } from './storage';
import { errorOf, jsonOf, KEY, openGateway, QUICK, runVidu } from './vidu';

const storages = [
	['memory', switchToMemoryStorage],
	['the filesystem', switchToFileStorage],
] as const;

const portrait = readFileSync(join(__dirname, '../gateway/videos/9x16.mp4'));
const DOWNLOAD = { downloadVideo: true, aspectRatio: '9:16' };

describe.each(storages)('the video in the output, stored in %s', (_name, use) => {
	beforeAll(async () => {
		await use();
	});

	test('has its bytes, a sensible name, its type and its size', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: DOWNLOAD });
		const [{ json, binary }] = outputOf(run, 'Vidu');
		expect(binary?.data).toMatchObject({
			fileName: `vidu-${json.taskId}.mp4`,
			mimeType: 'video/mp4',
			fileExtension: 'mp4',
			fileSize: '2.47 kB',
		});
		expect((await readStored(binary!.data)).equals(portrait)).toBe(true);
		expect(json.videoUrl).toMatch(/^http/);
		expect(gateway.counts.fileHeaders).toHaveLength(1);
		expect(JSON.stringify(gateway.counts.fileHeaders)).not.toMatch(/authorization|SECRET/i);
	});

	test('goes where the user says, under the name of the item', async () => {
		await openGateway();
		const run = await runVidu({
			items: [{ n: 'one' }, { n: '../two.mov' }],
			parameters: {
				...DOWNLOAD,
				outputField: 'clip',
				options: { ...QUICK, fileName: '={{ $json.n }}' },
			},
		});
		const names = outputOf(run, 'Vidu').map(({ binary }) => binary?.clip.fileName);
		expect(names).toEqual(['one.mp4', 'two.mov']);
	});

	test.each([
		['a reset in the middle', { type: 'reset-body', bytes: 500 } as const],
		[
			'a cut that the host does not announce',
			{ type: 'truncate', bytes: 900, contentLength: 'none' } as const,
		],
		['a cut that it does', { type: 'truncate', bytes: 900 } as const],
		['a page with status 200', { type: 'html' } as const],
		['an empty file', { type: 'empty' } as const],
		['a 500', { type: 'status', status: 500 } as const],
	])('is tried again after %s', async (_fault, fault) => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) => (kind === 'file' && n < 1 ? fault : undefined);
		const run = await runVidu({ parameters: DOWNLOAD });
		const [{ json, binary }] = outputOf(run, 'Vidu');
		expect(json).not.toHaveProperty('downloadError');
		expect((await readStored(binary!.data)).equals(portrait)).toBe(true);
	});

	test.each([
		['a reset in the middle', { type: 'reset-body', bytes: 500 } as const, /broke after \d+ bytes/],
		['an empty file', { type: 'empty' } as const, /empty file/],
		['a page', { type: 'html' } as const, /"text\/html.*" instead of a video/],
		['a URL that expired', { type: 'status', status: 403 } as const, /HTTP 403/],
		[
			'a cut',
			{ type: 'truncate', bytes: 900, contentLength: 'none' } as const,
			/cut off after 900 bytes/,
		],
	])(
		'is not worth the result: after %s for good, the URL is still there',
		async (_fault, fault, reason) => {
			const gateway = await openGateway();
			gateway.faults = ({ kind }) => (kind === 'file' ? fault : undefined);
			const run = await runVidu({ parameters: DOWNLOAD });
			const [{ json, binary }] = outputOf(run, 'Vidu');
			expect(errorOf(run)).toBe('');
			expect(json).toMatchObject({ status: 'completed', videoUrl: expect.stringMatching(/^http/) });
			expect(json.downloadError).toMatch(reason);
			expect(binary).toBeUndefined();
			expect(JSON.stringify(run.data.resultData.runData.Vidu[0].hints)).toMatch(
				/could not be downloaded/,
			);
			expect(gateway.counts.fileHeaders.length).toBe(/403/.test(reason.source) ? 1 : 3);
			expect(gateway.counts.creates).toBe(1);
		},
	);
});

test('a file host that redirects to another origin gets no key either', async () => {
	const gateway = await openGateway();
	gateway.faults = ({ kind, n, path }) =>
		kind === 'file' && n < 1
			? { type: 'redirect', location: `${gateway.baseUrl}${path}` }
			: undefined;
	const run = await runVidu({ parameters: DOWNLOAD });
	const toApi = gateway.requests.filter(
		({ host, path }) => host === 'api' && path.includes('/videos/'),
	);
	expect(toApi.length).toBeGreaterThan(0);
	expect(toApi.every(({ key }) => key === undefined)).toBe(true);
	expect(JSON.stringify(run)).not.toContain(KEY);
});

test('the output says that URLs expire when nothing was downloaded', async () => {
	await openGateway();
	const hintsOf = async (parameters = {}) =>
		JSON.stringify((await runVidu({ parameters })).data.resultData.runData.Vidu[0].hints);
	expect(await hintsOf()).toMatch(/URLs expire/);
	expect(await hintsOf(DOWNLOAD)).not.toMatch(/URLs expire/);
});

test('Task: Get downloads too', async () => {
	const gateway = await openGateway();
	const submitted = jsonOf(await runVidu());
	const run = await runVidu({
		items: submitted,
		parameters: { resource: 'task', operation: 'get', downloadVideo: true },
	});
	expect(outputOf(run, 'Vidu')[0].binary?.data.mimeType).toBe('video/mp4');
	expect(gateway.counts.creates).toBe(1);
});
