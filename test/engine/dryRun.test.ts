import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { DRY, hintsOf, written } from './dryRuns';
import { FakeMemory } from './memory';
import { switchToMemoryStorage } from './storage';
import { invokeAsTool } from './tool';
import { jsonOf, openGateway, QUICK, runVidu } from './vidu';

const memory = new FakeMemory();

beforeAll(async () => {
	await switchToMemoryStorage();
	await memory.install();
});

beforeEach(() => Object.assign(memory, FakeMemory.fresh()));

afterEach(() => jest.restoreAllMocks());

const picture = (name: string, mimeType: string): INodeExecutionData => ({
	json: {},
	binary: {
		data: {
			data: readFileSync(join(__dirname, '../files', name)).toString('base64'),
			mimeType,
			fileName: name,
		},
	},
});

test('says what would be sent and what it would cost, and buys nothing', async () => {
	const gateway = await openGateway();
	const run = await runVidu({
		items: [{ p: 'kite' }, { p: 'boat' }],
		parameters: { ...DRY, prompt: '={{ $json.p }}', duration: 8 },
	});
	const params = { duration: 8, aspect_ratio: '16:9', resolution: '720p' };
	expect(jsonOf(run)).toEqual(
		['kite', 'boat'].map((prompt) => ({
			dryRun: true,
			model: 'viduq2_pro_fast_text2video',
			params: { prompt, ...params },
			estimatedCost: 0.24,
			currency: 'USD',
		})),
	);
	expect(hintsOf(run)).toMatch(/nothing was bought. The 2 items would cost about 0.48 USD\./);
	expect(gateway.counts).toMatchObject({ createRequests: 0, looks: 0, estimates: 1 });
	expect(written(run, memory)).toEqual([null, 0]);
});

test('the same parameters are what a real run then sends', async () => {
	const gateway = await openGateway();
	const parameters = { additionalFields: { seed: 7, metaData: '{"a":1}' } };
	const [dry] = jsonOf(await runVidu({ parameters: { ...DRY, ...parameters } }));
	const real = await runVidu({ parameters });
	expect(written(real, memory)).toEqual([['viduTasks'], 1]);
	const sent = gateway.requests.find(({ path }) => path === '/model/v1/generation')?.body;
	expect(sent).toEqual({ model: dry.model, input: [{ params: dry.params }] });
});

test.each([
	['baseline.jpg', 'image/jpeg'],
	['plain.png', 'image/png'],
	['lossy.webp', 'image/webp'],
])(
	'an inline image is its type and size, and travels as a small one: %s',
	async (name, mimeType) => {
		const gateway = await openGateway();
		const item = picture(name, mimeType);
		const run = await runVidu({
			items: [item],
			parameters: {
				...DRY,
				operation: 'extend',
				videoUrl: 'https://example.com/v.mp4',
				endFrameSource: 'binary',
			},
		});
		const bytes = readFileSync(join(__dirname, '../files', name)).length;
		expect(jsonOf(run)[0].params).toMatchObject({ images: [{ mimeType, bytes }] });
		expect(jsonOf(run)[0]).toMatchObject({ estimatedCost: expect.any(Number), currency: 'USD' });
		const { input } = gateway.requests[0].body as { input: [{ params: { images: string[] } }] };
		expect(input[0].params.images[0]).toMatch(new RegExp(`^data:${mimeType};base64,`));
		expect(gateway.counts).toMatchObject({ rejectedEstimates: 0 });
		expect(gateway.counts.estimateBytes[0]).toBeLessThan(1000);
	},
);

test('a table of 100 prompts asks once, and each other setting once more', async () => {
	const gateway = await openGateway();
	const items = Array.from({ length: 100 }, (_, n) => ({ p: `kite ${n}`, d: n < 50 ? 4 : 8 }));
	const run = await runVidu({
		items,
		parameters: {
			...DRY,
			prompt: '={{ $json.p }}',
			duration: '={{ $json.d }}',
			additionalFields: { seed: '={{ $itemIndex }}', payload: '={{ $json.p }}' },
		},
	});
	expect(jsonOf(run)).toHaveLength(100);
	expect(jsonOf(run).filter(({ estimatedCost }) => estimatedCost === 0.12)).toHaveLength(50);
	expect(gateway.counts.estimates).toBe(2);
});

test('as a tool, with an agent that switches it, only the real call buys', async () => {
	const gateway = await openGateway();
	const parameters = {
		prompt: "={{ $fromAI('prompt') }}",
		dryRun: "={{ $fromAI('dry') }}",
		options: QUICK,
	};
	const tool = invokeAsTool(
		new Vidu(),
		{ parameters: parameters as INode['parameters'] },
		gateway.baseUrl,
	);
	const answer = JSON.parse(await tool({ prompt: 'kite', dry: true })) as IDataObject[];
	expect(answer[0]).toMatchObject({ dryRun: true, estimatedCost: 0.15, currency: 'USD' });
	await tool({ prompt: 'kite', dry: false });
	await tool({ prompt: 'kite', dry: true });
	expect(gateway.counts).toMatchObject({ createRequests: 1, estimates: 2 });
});
