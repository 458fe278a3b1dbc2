/** "Include Input Fields" and "Simplify", for every operation. */

import type { IDataObject } from 'n8n-workflow';

import { operations } from '../../nodes/Vidu/operations/registry';
import { RESULT_FIELDS } from '../../nodes/Vidu/output/shape';
import { PLACEHOLDER_TASK_ID, PLACEHOLDER_URL } from '../../nodes/Vidu/placeholder';
import { pngUri } from '../gateway';
import { outputOf } from './run';
import { jsonOf, openGateway, QUICK, runVidu } from './vidu';

const options = { ...QUICK, includeInputFields: true, simplify: true };
const row = { rowId: 7, name: 'kite' };
const frame = { imageSource: 'url', imageUrl: pngUri(320, 180) };

/** Videos that an item buys, where it is not one. */
const PURCHASES: Record<string, number> = { longVideo: 2, get: 0, wait: 0 };

/** Required fields of each operation. The test creates the task for Task. */
const PARAMETERS: Record<string, IDataObject> = {
	textToVideo: {},
	longVideo: { scenesSource: 'json', scenesJson: '["A kite rises", "It lands"]' },
	extend: { videoUrl: 'https://example.com/a.mp4' },
	imageToVideo: frame,
	startEndToVideo: {
		startFrameSource: 'url',
		startFrameUrl: pngUri(320, 180),
		endFrameSource: 'url',
		endFrameUrl: pngUri(320, 180),
	},
	referenceToVideo: {
		prompt: '@hero flies',
		subjects: { subject: [{ name: 'hero', imageSource: 'url', imageUrls: pngUri(320, 180) }] },
	},
};

test.each(operations.map(({ resource, value }) => [value, resource]))(
	'%s keeps the fields of the row, and returns a short result',
	async (operation, resource) => {
		const gateway = await openGateway();
		const before = resource === 'task' ? jsonOf(await runVidu())[0] : {};
		const run = await runVidu({
			items: [row, { ...row, rowId: 8 }],
			parameters: {
				resource,
				operation,
				...PARAMETERS[operation],
				...(resource === 'task' ? { taskId: before.taskId } : {}),
				options,
			},
		});
		expect(run.data.resultData.error).toBeUndefined();
		const items = jsonOf(run);
		expect(items.map(({ rowId, name }) => [rowId, name])).toEqual([
			[7, 'kite'],
			[8, 'kite'],
		]);
		for (const item of items) {
			expect(item).toMatchObject({ status: 'completed', videoUrl: expect.any(String) });
			expect(item).not.toHaveProperty('output');
			expect(item).not.toHaveProperty('videoUrls');
			const ofResult = Object.keys(item).filter((name) => !(name in row));
			expect(RESULT_FIELDS).toEqual(expect.arrayContaining(ofResult));
		}
		const earlier = resource === 'task' ? 1 : 0;
		expect(gateway.counts.creates).toBe(earlier + 2 * (PURCHASES[operation] ?? 1));
	},
);

test('a new node returns the short item, and not the row', async () => {
	await openGateway();
	const [item] = jsonOf(await runVidu({ isNew: true, items: [row], parameters: { seed: 7 } }));
	expect(Object.keys(item)).toEqual([
		...['videoUrl', 'status', 'taskId', 'model', 'prompt', 'duration', 'resolution'],
		...['aspectRatio', 'cost', 'currency', 'createdAt', 'expiresAt', 'video'],
	]);
	expect(item).toMatchObject({
		...{ status: 'completed', model: 'viduq2_pro_fast_text2video', prompt: 'a kite', duration: 5 },
		...{ resolution: '720p', aspectRatio: '16:9', cost: 0.15, currency: 'USD' },
		expiresAt: expect.stringMatching(/^20.*Z$/),
		video: { seconds: 5, width: 1280, height: 720, hasAudio: false, bytes: expect.any(Number) },
	});
});

test('without Simplify, an item has these fields and what the gateway sent', async () => {
	await openGateway();
	const [item] = jsonOf(await runVidu());
	expect(Object.keys(item)[0]).toBe('videoUrl');
	expect(item).toMatchObject({
		...{ prompt: 'a kite', cost: 0.15, videoUrls: [item.videoUrl] },
		...{ output: expect.any(Array), usage: { cost: '0.1500' }, metadata: {} },
	});
});

test('of several URLs, the short item has all; of metadata, none', async () => {
	const gateway = await openGateway();
	const content = ['a', 'b'].map((name) => ({ url: `${gateway.filesUrl}/${name}.mp4` }));
	const videoUrls = content.map(({ url }) => url);
	gateway.faults = ({ kind, taskId }) =>
		kind === 'poll'
			? {
					type: 'status',
					status: 200,
					body: {
						...{ id: taskId, status: 'completed', output: [{ content }] },
						metadata: { payload: 'row 7' },
					},
				}
			: undefined;
	const [short] = jsonOf(await runVidu({ parameters: { options } }));
	expect(short).toMatchObject({ videoUrl: videoUrls[0], videoUrls });
	expect(short).not.toHaveProperty('metadata');
});

test.each([
	[
		{ status: 'processing', progress: 0.5 },
		{ status: 'in_progress', taskId: 't' },
	],
	[
		{ status: 'failed', error: { code: '008020099', message: 'no face' } },
		{ status: 'failed', taskId: 't', errorCode: '008020099', errorMessage: 'no face' },
	],
])('a task that answers %j to Task: Get is short, and says why it failed', async (answer, item) => {
	const gateway = await openGateway();
	gateway.faults = () => ({ type: 'status', status: 200, body: { id: 't', ...answer } });
	const parameters = { resource: 'task', operation: 'get', taskId: 't' };
	expect(jsonOf(await runVidu({ isNew: true, parameters }))).toEqual([item]);
});

test('a story has a short entry for each scene, and what all of them cost', async () => {
	await openGateway();
	const story = { operation: 'longVideo', scenesSource: 'json', scenesJson: '["a", "b"]' };
	const [item] = jsonOf(await runVidu({ isNew: true, parameters: story }));
	const steps = item.steps as IDataObject[];
	expect(steps.map((step) => Object.keys(step).join(' '))).toEqual([
		'scene videoUrl status taskId model prompt duration resolution aspectRatio cost currency',
		'scene videoUrl status taskId model prompt duration resolution credits',
	]);
	expect(item).toMatchObject({
		...{ videoUrl: steps[1].videoUrl, taskId: steps[1].taskId },
		...{ cost: steps[0].cost, currency: 'USD', credits: steps[1].credits },
		...{ resolution: '720p', aspectRatio: '16:9' },
		video: { height: 720, hasAudio: false },
	});
});

test('the result overwrites input fields, and a hint names them', async () => {
	await openGateway();
	// A table gives numbers as text.
	const same = { prompt: 'a kite', duration: '5' };
	const item = { ...row, ...same, status: 'to do', seed: 7, error: '<img src=x>' };
	const run = await runVidu({ items: [item], parameters: { options } });
	const [json] = jsonOf(run);
	expect(json).toMatchObject({ status: 'completed', prompt: 'a kite', seed: 7 });
	expect(json).not.toHaveProperty('error');
	const hints = run.data.resultData.runData.Vidu[0].hints ?? [];
	const [hint] = hints.filter(({ message }) => /not kept/.test(message));
	// A field with the same value is not lost.
	expect(hint.message).toContain('same name: "status", "error".');
});

test('a row keeps what was asked for elsewhere, and the columns that the short item has not', async () => {
	await openGateway();
	const [submitted] = jsonOf(await runVidu());
	const { taskId } = submitted;
	const item = { taskId, prompt: 'of the row', output: 'of an agent', metadata: 1, cost: 99 };
	const parameters = { resource: 'task', operation: 'get', options: { includeInputFields: true } };
	const run = await runVidu({ isNew: true, items: [item], parameters });
	expect(jsonOf(run)[0]).toMatchObject({ ...item, cost: 0.15 });
	expect(Object.keys(jsonOf(run)[0])[0]).toBe('videoUrl');
});

test('of the row of a node like this one, no hint names what is not kept', async () => {
	await openGateway();
	const [before] = jsonOf(await runVidu({ isNew: true }));
	const parameters = { operation: 'extend', options };
	const run = await runVidu({ items: [{ ...before, rowId: 7 }], parameters });
	expect(jsonOf(run)[0]).toMatchObject({ rowId: 7, aspectRatio: '16:9' });
	expect(jsonOf(run)[0].taskId).not.toBe(before.taskId);
	expect(JSON.stringify(run.data.resultData.runData.Vidu[0].hints)).not.toMatch(/not kept/);
});

test('a running task does not get the video of its input item', async () => {
	await openGateway({ taskSeconds: 60 });
	const item = { ...row, videoUrl: 'https://example.com/old.mp4', progress: 1 };
	const run = await runVidu({
		items: [item],
		parameters: { waitForCompletion: false, options },
	});
	const [json] = jsonOf(run);
	expect(json).toMatchObject({ rowId: 7, status: 'in_progress' });
	expect(json).not.toHaveProperty('videoUrl');
	expect(json).not.toHaveProperty('progress');
});

test('a dry run keeps the fields too, and a later result is no dry run', async () => {
	const gateway = await openGateway();
	const [planned] = jsonOf(await runVidu({ items: [row], parameters: { options, dryRun: true } }));
	expect(planned).toMatchObject({ ...row, dryRun: true, estimatedCost: 0.15 });
	expect(planned).toMatchObject({ videoUrl: PLACEHOLDER_URL, taskId: PLACEHOLDER_TASK_ID });
	expect(gateway.counts.createRequests).toBe(0);
	const [made] = jsonOf(await runVidu({ items: [planned], parameters: { options } }));
	expect(made).toMatchObject({ ...row, status: 'completed' });
	expect(made).not.toHaveProperty('dryRun');
});

test.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
	'a failed item keeps the fields of its row: %s',
	async (onError) => {
		await openGateway();
		const run = await runVidu({
			items: [
				{ ...row, p: 'kite' },
				{ ...row, rowId: 8, error: 'old', p: '[fail:008020096]' },
				{ ...row, rowId: 9, p: '' },
			],
			parameters: { prompt: '={{ $json.p }}', options },
			node: { onError },
		});
		const failed = onError === 'continueErrorOutput' ? jsonOf(run, 1) : jsonOf(run).slice(1);
		expect(failed).toMatchObject([
			{ rowId: 8, name: 'kite', error: expect.stringMatching(/Row 2, task .*failed/) },
			{ rowId: 9, name: 'kite', error: expect.stringMatching(/Row 3: .*Prompt/) },
		]);
		expect(jsonOf(run)).toHaveLength(onError === 'continueErrorOutput' ? 1 : 3);
		const output = onError === 'continueErrorOutput' ? 1 : 0;
		expect(outputOf(run, 'Vidu', output).at(-1)?.pairedItem).toMatchObject({ item: 2 });
	},
);
