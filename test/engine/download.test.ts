/** The video file in the output: its bytes, its name, and what happens when the file host fails. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { WorkflowExecute } from 'n8n-core';
import type { IRun } from 'n8n-workflow';

import { withHeaderOf } from '../gateway/sampleHeaders';
import { outputOf } from './run';
import { readStored, switchToFileStorage, switchToMemoryStorage } from './storage';
import { errorOf, jsonOf, KEY, openGateway, QUICK, runVidu } from './vidu';

const portrait = withHeaderOf(
	{ ratio: '9:16', settings: {}, videoSeconds: 5 },
	readFileSync(join(__dirname, '../gateway/videos/9x16.mp4')),
);
const DOWNLOAD = { downloadVideo: true, aspectRatio: '9:16' };

describe.each([
	['memory', switchToMemoryStorage],
	['the filesystem', switchToFileStorage],
] as const)('a video that is stored in %s', (_name, use) => {
	beforeAll(async () => {
		await use();
	});

	test('has its bytes, its type, its size and a name', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: DOWNLOAD });
		const [{ json, binary }] = outputOf(run, 'Vidu');
		expect(binary?.data).toMatchObject({
			fileName: 'a-kite.mp4',
			mimeType: 'video/mp4',
			fileExtension: 'mp4',
			fileSize: `${(portrait.length / 1000).toFixed(2)} kB`,
		});
		expect((await readStored(binary!.data)).equals(portrait)).toBe(true);
		expect(json.videoUrl).toMatch(/^http/);
		expect(gateway.counts.fileHeaders).toHaveLength(1);
		expect(JSON.stringify(gateway.counts.fileHeaders)).not.toMatch(/authorization|SECRET/i);
	});

	test('is complete after a transfer that broke', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) =>
			kind === 'file' && n < 1 ? { type: 'reset-body', bytes: 500 } : undefined;
		const run = await runVidu({ parameters: DOWNLOAD });
		const [{ json, binary }] = outputOf(run, 'Vidu');
		expect(json).not.toHaveProperty('downloadError');
		expect((await readStored(binary!.data)).equals(portrait)).toBe(true);
	});
});

test('the field and the file name come from the options', async () => {
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
	expect(names).toEqual(['one.mp4', 'two.mp4']);
});

const FAULTS = {
	'a reset': { type: 'reset-body', bytes: 500 },
	'a cut': { type: 'truncate', bytes: 900 },
	'an empty file': { type: 'empty' },
	'a page with status 200': { type: 'html' },
	'a 500': { type: 'status', status: 500 },
	'an expired URL': { type: 'status', status: 403 },
} as const;

test('each failed download is tried again, except for an expired URL; the item keeps the URL', async () => {
	const gateway = await openGateway({ taskSeconds: 0 });
	const promptOf = (id = '') => String(gateway.tasks.get(id)?.params.prompt);
	gateway.faults = ({ kind, taskId }) =>
		kind === 'file' ? FAULTS[promptOf(taskId) as keyof typeof FAULTS] : undefined;
	const names = Object.keys(FAULTS);
	const run = await runVidu({
		items: names.map((prompt) => ({ prompt })),
		parameters: {
			...DOWNLOAD,
			prompt: '={{ $json.prompt }}',
			options: { ...QUICK, maxConcurrency: 7 },
		},
	});
	expect(errorOf(run)).toBe('');
	const errors = outputOf(run, 'Vidu').map(({ json, binary }) => {
		expect(json).toMatchObject({ status: 'completed', videoUrl: expect.stringMatching(/^http/) });
		expect(binary).toBeUndefined();
		return String(json.downloadError);
	});
	expect(errors).toEqual([
		expect.stringMatching(/broke after \d+ bytes/),
		expect.stringMatching(/broke after \d+ bytes/),
		expect.stringMatching(/empty file/),
		expect.stringMatching(/a web page instead of a video: "Error"/),
		expect.stringMatching(/HTTP 500/),
		expect.stringMatching(/HTTP 403/),
	]);
	expect(JSON.stringify(run.data.resultData.runData.Vidu[0].hints)).toMatch(
		/could not be downloaded/,
	);
	expect(gateway.counts.fileHeaders).toHaveLength(3 * 5 + 1);
	expect(gateway.counts.creates).toBe(names.length);
});

/** Sizes of the files in n8n's storage on the disk. */
function storedSizes(): number[] {
	const folder = process.env.N8N_USER_FOLDER as string;
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((path) => /binary_data[\\/][^\\/]+$/.test(path) && !path.endsWith('.metadata'))
		.map((path) => statSync(join(folder, path)).size);
}

test.each(['endless-file', 'huge-file', 'gzip-bomb', 'brotli-bomb'] as const)(
	'a file above Max File Size (%s) is loaded once, and does not stay in the storage',
	async (answer) => {
		await switchToFileStorage();
		const before = storedSizes();
		const gateway = await openGateway({ taskSeconds: 0 });
		gateway.faults = ({ kind }) =>
			kind === 'file' ? { type: 'hostile', answer, bytes: 4e6 } : undefined;
		const options = { ...QUICK, maxFileSize: 1 };
		const run = await runVidu({ parameters: { ...DOWNLOAD, options } });
		expect(jsonOf(run)[0].downloadError).toMatch(/the limit is 1 MB/);
		expect(gateway.counts.fileHeaders).toHaveLength(1);
		// The engine of n8n 1.x keeps what it has written until it prunes the execution.
		const isOldEngine = WorkflowExecute.prototype.run.length > 1;
		const left = storedSizes().slice(before.length);
		expect(left.length).toBeLessThanOrEqual(isOldEngine ? 1 : 0);
		for (const size of left) expect(size).toBeLessThanOrEqual(2 ** 20);
	},
);

test('the total timeout ends a download, and the item keeps the URL', async () => {
	const gateway = await openGateway({ taskSeconds: 0.1 });
	gateway.faults = ({ kind }) => (kind === 'file' ? { type: 'stall-body', bytes: 100 } : undefined);
	const run = await runVidu({
		parameters: { downloadVideo: true, options: { ...QUICK, totalTimeout: 2 } },
	});
	expect(jsonOf(run)[0]).toMatchObject({ status: 'completed', videoUrl: expect.any(String) });
	expect(jsonOf(run)[0].downloadError).toMatch(/total timeout/i);
});

test('a file host that redirects to another origin gets no key', async () => {
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

test('a hint says that the URL expires, unless the file was downloaded', async () => {
	await openGateway();
	const hintsOf = async (parameters = {}) =>
		JSON.stringify((await runVidu({ parameters })).data.resultData.runData.Vidu[0].hints);
	expect(await hintsOf()).toMatch(/expires?\b/);
	expect(await hintsOf(DOWNLOAD)).not.toMatch(/expires?\b/);
});

test('a hint says how to get the file of a video that is finished at once, where nobody waits', async () => {
	const gateway = await openGateway();
	const output = [{ content: [{ type: 'video', url: 'https://files.example/1.mp4' }] }];
	const body = { id: 't', status: 'completed', output };
	gateway.faults = () => ({ type: 'status', status: 200, body });
	const run = await runVidu({ isNew: true, parameters: { waitForCompletion: false } });
	expect(JSON.stringify(run.data.resultData.runData.Vidu[0].hints)).toMatch(
		/expires soon\. To keep the file, use Resource .*Task.*Operation .*Get/,
	);
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

test('a new node downloads the video, names it after the row or the prompt, and says what it is', async () => {
	await switchToFileStorage();
	await openGateway();
	const items = [{ name: 'Red Mug.jpg' }, { p: 'A kite' }, { p: 'A kite' }, { p: '风筝' }];
	const run = await runVidu({
		isNew: true,
		items,
		parameters: { prompt: "={{ $json.p ?? 'a mug' }}", duration: 3, resolution: '1080p' },
	});
	const ids = jsonOf(run).map(({ taskId }) => taskId);
	expect(outputOf(run, 'Vidu').map(({ binary }) => binary?.data.fileName)).toEqual([
		'red-mug.mp4',
		`a-kite-${ids[1]}.mp4`,
		`a-kite-${ids[2]}.mp4`,
		`vidu-${ids[3]}.mp4`,
	]);
	expect(jsonOf(run)[0].video).toMatchObject({ seconds: 3, width: 1920, height: 1080 });
	const hints = run.data.resultData.runData.Vidu[0].hints ?? [];
	expect(hints.map(({ message }) => message)).toEqual([
		expect.stringMatching(
			/^4 videos for .* USD\. Open the videos: <a href="http[^"]*&amp;Signature/,
		),
	]);
});

test('a story is named after its first scene, and each scene by its number', async () => {
	await openGateway({ taskSeconds: 0 });
	const parameters = {
		...{ operation: 'longVideo', scenesSource: 'json', scenesJson: '["A kite rises", "It lands"]' },
		options: { ...QUICK, downloadParts: true },
	};
	const [{ binary }] = outputOf(await runVidu({ isNew: true, parameters }), 'Vidu');
	expect(Object.values(binary ?? {}).map(({ fileName }) => fileName)).toEqual([
		'a-kite-rises.mp4',
		'a-kite-rises-scene-1.mp4',
	]);
});

test('a video that is not what was asked for gets a hint; a bad header does no harm', async () => {
	const gateway = await openGateway({ taskSeconds: 0 });
	gateway.faults = ({ kind, n, taskId = '' }) => {
		if (kind !== 'file') return undefined;
		const other = { videoSeconds: 4, settings: { resolution: '540p' } };
		Object.assign(gateway.tasks.get(taskId) ?? {}, other);
		return n === 0 ? undefined : { type: 'hostile', answer: 'broken-header' };
	};
	const options = { ...QUICK, maxConcurrency: 1 };
	const run = await runVidu({ isNew: true, items: [{}, {}], parameters: { options } });
	const [other, broken] = outputOf(run, 'Vidu');
	expect(other.json.video).toMatchObject({ seconds: 4, width: 960, height: 540 });
	expect(other.binary?.data.mimeType).toBe('video/mp4');
	expect(broken.json).not.toHaveProperty('video');
	expect(broken.json).not.toHaveProperty('downloadError');
	expect(broken.binary?.data).toBeDefined();
	const hints = JSON.stringify(run.data.resultData.runData.Vidu[0].hints);
	expect(hints).toMatch(/it has 960 × 540 pixels instead of 720p and 4 s instead of 5 s/);
});

test('of a story, the pixels and the shape of its file count, but not its length', async () => {
	const gateway = await openGateway({ taskSeconds: 0 });
	const scenes = { scenesSource: 'json', scenesJson: '["A kite rises", "It lands"]' };
	const parameters = { operation: 'longVideo', ...scenes, aspectRatio: '9:16' };
	const hintsOf = (run: IRun) => JSON.stringify(run.data.resultData.runData.Vidu[0].hints);
	expect(hintsOf(await runVidu({ isNew: true, parameters }))).not.toMatch(/not what you asked/);
	gateway.faults = ({ kind, taskId = '' }) => {
		const other = { ratio: '16:9', videoSeconds: 2, settings: { resolution: '540p' } };
		if (kind === 'file') Object.assign(gateway.tasks.get(taskId) ?? {}, other);
		return undefined;
	};
	expect(hintsOf(await runVidu({ isNew: true, parameters }))).toMatch(
		/it has 960 × 540 pixels instead of 720p and 960 × 540 pixels instead of the ratio 9:16\./,
	);
});
