/** Can a workflow be built on a dry run, and does nothing of a dry run get into a real one? */

import type { IDataObject } from 'n8n-workflow';

import { PLACEHOLDER_TASK_ID, PLACEHOLDER_URL } from '../../nodes/Vidu/placeholder';
import { hintsOf } from './dryRuns';
import { itemOfAnyKind, KINDS } from './kinds';
import { inputs } from './nodeTypes';
import { inARow, outputOf, plainNode, startWorkflow, viduNode } from './run';
import { SCENES, story } from './stories';
import { errorOf, jsonOf, KEY, openGateway, QUICK, runVidu } from './vidu';

/** Fields that only a video that was made has. */
const OF_VIDEOS = ['cost', 'credits', 'currency', 'expiresAt', 'video'];
/** Fields that only a dry run has. */
const OF_DRY_RUNS = ['dryRun', 'estimatedCost', 'params'];

const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);

/** The fields of an item with their types, without those that only one kind of run has. */
const shapeOf = (json: IDataObject) =>
	Object.fromEntries(
		Object.entries(json)
			.filter(([name]) => ![...OF_VIDEOS, ...OF_DRY_RUNS].includes(name))
			.map(([name, value]) => [name, typeOf(value)]),
	);

const stepsOf = ({ steps = [] }: IDataObject) => (steps as IDataObject[]).map(shapeOf);

const ALL_KINDS: typeof KINDS = [
	...KINDS,
	['Long Video', story(SCENES.slice(0, 2))],
	['a task that is not waited for', { waitForCompletion: false }],
];

describe.each([true, false])(
	'with Simplify %p, the item has the fields of a real one',
	(simplify) => {
		test.each(ALL_KINDS)('%s', async (_kind, kind) => {
			const gateway = await openGateway();
			const items = [await itemOfAnyKind()];
			const parameters = { prompt: '@kite', ...kind, options: { ...QUICK, simplify } };
			const [dry] = jsonOf(
				await runVidu({ isNew: true, items, parameters: { ...parameters, dryRun: true } }),
			);
			expect(gateway.counts.createRequests).toBe(0);
			const [real] = jsonOf(await runVidu({ isNew: true, items, parameters }));
			expect(shapeOf(dry)).toEqual(shapeOf(real));
			expect(stepsOf(dry)).toEqual(stepsOf(real));
			expect(dry).toMatchObject({ dryRun: true, estimatedCost: expect.any(Number) });
			expect(dry).toMatchObject({ taskId: PLACEHOLDER_TASK_ID, status: real.status });
			expect(dry.videoUrl).toBe(real.videoUrl && PLACEHOLDER_URL);
			const planned = (dry.steps as IDataObject[] | undefined) ?? [dry];
			for (const one of planned) expect('params' in one).toBe(!simplify);
		});
	},
);

test('a dry run has no file', async () => {
	await openGateway();
	const run = await runVidu({ isNew: true, parameters: { dryRun: true, options: QUICK } });
	expect(outputOf(run, 'Vidu')[0].binary).toBeUndefined();
});

test.each([
	['all', (json: IDataObject) => json],
	['only the link', ({ videoUrl }: IDataObject) => ({ videoUrl })],
])('Extend estimates the cost of what another dry run gave it: %s', async (_what, leaves) => {
	const gateway = await openGateway();
	const [made] = jsonOf(await runVidu({ isNew: true, parameters: { dryRun: true } }));
	const run = await runVidu({
		isNew: true,
		items: [leaves(made)],
		parameters: { operation: 'extend', dryRun: true },
	});
	expect(jsonOf(run)[0]).toMatchObject({
		...{ dryRun: true, estimatedCost: expect.any(Number), model: 'viduq2_pro_extend' },
		videoUrl: PLACEHOLDER_URL,
	});
	expect(hintsOf(run)).toMatch(/nothing was bought/);
	expect(gateway.requests[1].body).toMatchObject({
		input: [{ params: { video_url: PLACEHOLDER_URL } }],
	});
	expect(gateway.counts).toMatchObject({ createRequests: 0, polls: 0, rejectedEstimates: 0 });
});

/** Every field in which the output of an earlier node can land. */
const FIELDS: ReadonlyArray<readonly [field: string, parameters: IDataObject]> = [
	['Video URL', { operation: 'extend', videoUrl: PLACEHOLDER_URL }],
	['Video URL of Long Video', story(['a'], { startFrom: 'video', videoUrl: PLACEHOLDER_URL })],
	[
		'Video Creation ID',
		{ operation: 'extend', videoSource: 'creationId', videoCreationId: PLACEHOLDER_TASK_ID },
	],
	['Image URL', { operation: 'imageToVideo', imageSource: 'url', imageUrl: PLACEHOLDER_URL }],
	[
		'Image URL of Long Video',
		story(['a', 'b'], { startFrom: 'image', imageSource: 'url', imageUrl: PLACEHOLDER_URL }),
	],
	[
		'End Frame URL',
		{
			...{ operation: 'extend', videoUrl: 'https://example.com/a.mp4' },
			...{ endFrameSource: 'url', endFrameUrl: PLACEHOLDER_URL },
		},
	],
	[
		'End Frame URL of Long Video',
		story(['a', 'b'], { endFrameSource: 'url', endFrameUrl: PLACEHOLDER_URL }),
	],
	[
		'Start Frame URL',
		{
			...{ operation: 'startEndToVideo', startFrameSource: 'url', startFrameUrl: PLACEHOLDER_URL },
			...{ endFrameSource: 'url', endFrameUrl: 'https://example.com/b.png' },
		},
	],
	[
		'image list',
		{
			...{ operation: 'referenceToVideo', referenceToVideoModel: 'viduq3_i2v_reference' },
			...{ referenceSource: 'url', referenceUrls: `https://example.com/b.png,${PLACEHOLDER_URL}` },
		},
	],
	[
		'image of a subject',
		{
			...{ operation: 'referenceToVideo', prompt: '@kite' },
			subjects: {
				subject: [{ name: 'kite', imageSource: 'url', imageUrls: [PLACEHOLDER_URL] }],
			},
		},
	],
	[
		'Video URLs',
		{
			...{ operation: 'referenceToVideo', referenceToVideoModel: 'viduq2_pro_reference' },
			...{ referenceSource: 'url', referenceUrls: 'https://example.com/b.png' },
			videoUrls: PLACEHOLDER_URL,
		},
	],
	[
		'Custom Parameters',
		{
			...{ textToVideoModel: 'custom', customModelId: 'viduq2_text2video' },
			customParameters: { meta_data: `{"source":"${PLACEHOLDER_TASK_ID}"}` },
		},
	],
];

describe.each(FIELDS)('a placeholder in %s', (field, parameters) => {
	const what = /ID$|Custom/.test(field) ? 'task ID' : 'video link';

	test('is estimated by a dry run, and sent as it is', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: { ...parameters, dryRun: true } });
		expect(errorOf(run)).toBe('');
		expect(jsonOf(run)[0]).toMatchObject({ estimatedCost: expect.any(Number) });
		expect(JSON.stringify(gateway.requests.map(({ body }) => body))).toContain('dry-run.invalid');
		expect(gateway.counts).toMatchObject({ createRequests: 0, rejectedEstimates: 0 });
	});

	test.each([undefined, 5])('buys nothing in a real run, Max Cost %p', async (maxCost) => {
		const gateway = await openGateway();
		const options = { ...QUICK, ...(maxCost === undefined ? {} : { maxCost }) };
		const run = await runVidu({ parameters: { ...parameters, options } });
		expect(errorOf(run)).toBe(
			`This ${what} is a placeholder from a Dry Run. Nothing was bought. Turn off Dry Run in the node that makes the video, then run again.`,
		);
		expect(gateway.requests).toEqual([]);
	});
});

test.each(['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const)(
	'a placeholder in one row buys nothing for any row: %s',
	async (onError) => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: ['https://example.com/a.mp4', PLACEHOLDER_URL, ''].map((videoUrl) => ({ videoUrl })),
			parameters: { operation: 'extend', videoUrl: '={{ $json.videoUrl || "https://a.example" }}' },
			node: { onError },
		});
		const message = /video link of row 2 is a placeholder from a Dry Run\. Nothing was bought/;
		if (onError === 'stopWorkflow') expect(errorOf(run)).toMatch(message);
		else {
			const failed = jsonOf(run, onError === 'continueErrorOutput' ? 1 : 0);
			expect(failed).toHaveLength(3);
			for (const { error } of failed) expect(error).toMatch(message);
		}
		expect(gateway.requests).toEqual([]);
	},
);

test('a chain with Dry Run on only in its first node buys nothing', async () => {
	const gateway = await openGateway();
	inputs.set('one', [{ json: {} }]);
	const run = await startWorkflow(
		{
			nodes: [
				plainNode('test.items', 'Items', { input: 'one' }),
				viduNode({ prompt: 'a kite', dryRun: true, options: QUICK }),
				viduNode({ operation: 'extend', options: QUICK }, { name: 'Extend' }),
			],
			connections: inARow('Items', 'Vidu', 'Extend'),
		},
		{ credentials: { apiKey: KEY, baseUrl: gateway.baseUrl } },
	).finished;
	expect(errorOf(run)).toMatch(/^This video link is a placeholder from a Dry Run/);
	expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 1 });
});

test.each(['get', 'wait'])('Task: %s asks for no placeholder', async (operation) => {
	const gateway = await openGateway();
	const [made] = jsonOf(await runVidu({ isNew: true, parameters: { dryRun: true } }));
	const run = await runVidu({
		items: [made],
		parameters: { resource: 'task', operation, taskId: '={{ $json.taskId }}' },
	});
	expect(errorOf(run)).toMatch(
		/This task ID is a placeholder from a Dry Run: there is no task\. Turn off Dry Run in the node that makes the video/,
	);
	expect(gateway.counts.polls).toBe(0);
});
