/** "Include Input Fields" and "Simplify", for every operation. */

import type { IDataObject } from 'n8n-workflow';

import { operations } from '../../nodes/Vidu/operations/registry';
import { RESULT_FIELDS } from '../../nodes/Vidu/output/items';
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

test('both are off by default', async () => {
	await openGateway();
	const [item] = jsonOf(await runVidu({ items: [row] }));
	expect(item).toMatchObject({ output: expect.any(Array), videoUrls: [item.videoUrl] });
	expect(item).not.toHaveProperty('rowId');
});

test('metadata with content stays, and so do several URLs', async () => {
	const gateway = await openGateway();
	const metadata = { payload: 'row 7' };
	const content = ['a', 'b'].map((name) => ({ url: `${gateway.filesUrl}/${name}.mp4` }));
	let answer: IDataObject = { metadata };
	gateway.faults = ({ kind }) =>
		kind === 'look'
			? {
					type: 'status',
					status: 200,
					body: { id: 't', status: 'completed', output: [{ content }], ...answer },
				}
			: undefined;
	const parameters = { options };
	const [full] = jsonOf(await runVidu({ parameters }));
	expect(full).toMatchObject({ metadata, videoUrls: content.map(({ url }) => url) });
	answer = { metadata: {} };
	expect(jsonOf(await runVidu({ parameters }))[0]).not.toHaveProperty('metadata');
});

test('the result overwrites input fields, and a hint names them', async () => {
	await openGateway();
	const item = { ...row, videoUrl: 'https://example.com/old.mp4', error: 'of a node before' };
	const run = await runVidu({ items: [item], parameters: { options } });
	const [json] = jsonOf(run);
	expect(json.videoUrl).not.toBe(item.videoUrl);
	expect(json).not.toHaveProperty('error');
	const hints = run.data.resultData.runData.Vidu[0].hints ?? [];
	const [hint] = hints.filter(({ message }) => /not kept/.test(message));
	expect(hint.message).toContain('"videoUrl", "error"');
});

test('a running task does not get the video of its input item', async () => {
	await openGateway({ taskSeconds: 60 });
	const item = { ...row, videoUrl: 'https://example.com/old.mp4', progress: 1 };
	const run = await runVidu({
		items: [item],
		parameters: { waitForCompletion: false, options },
	});
	const [json] = jsonOf(run);
	expect(json).toMatchObject({ rowId: 7, status: 'in_progress', videoUrls: [] });
	expect(json).not.toHaveProperty('videoUrl');
	expect(json).not.toHaveProperty('progress');
});

test('a dry run keeps the fields too, and a later result is no dry run', async () => {
	const gateway = await openGateway();
	const [planned] = jsonOf(await runVidu({ items: [row], parameters: { options, dryRun: true } }));
	expect(planned).toMatchObject({ ...row, dryRun: true, estimatedCost: 0.15 });
	expect(planned).not.toHaveProperty('videoUrls');
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
			{ rowId: 8, name: 'kite', error: expect.stringMatching(/Item 1, task .*failed/) },
			{ rowId: 9, name: 'kite', error: expect.stringMatching(/Item 2: .*Prompt/) },
		]);
		expect(jsonOf(run)).toHaveLength(onError === 'continueErrorOutput' ? 1 : 3);
		const output = onError === 'continueErrorOutput' ? 1 : 0;
		expect(outputOf(run, 'Vidu', output).at(-1)?.pairedItem).toMatchObject({ item: 2 });
	},
);
