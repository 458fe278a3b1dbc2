import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, INodeExecutionData, IRun } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { FakeMemory } from './memory';
import { switchToMemoryStorage } from './storage';
import { invokeAsTool } from './tool';
import { errorOf, jsonOf, KEY, openGateway, QUICK, runVidu, startVidu, until } from './vidu';

const memory = new FakeMemory();

beforeAll(async () => {
	await switchToMemoryStorage();
	await memory.install();
});

beforeEach(() => Object.assign(memory, FakeMemory.fresh()));

const DRY = { dryRun: true, options: QUICK };
const hintsOf = (run: IRun) => JSON.stringify(run.data.resultData.runData.Vidu[0].hints ?? []);

/** What stands in the journal and in n8n's memory after a run. */
const written = (run: IRun) => [
	JSON.stringify(run.data.executionData?.contextData ?? {}).match(/viduTasks/g),
	memory.rows.size,
];

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
	expect(written(run)).toEqual([null, 0]);
});

test('the same parameters are what a real run then sends', async () => {
	const gateway = await openGateway();
	const parameters = { additionalFields: { seed: 7, metaData: '{"a":1}' } };
	const [dry] = jsonOf(await runVidu({ parameters: { ...DRY, ...parameters } }));
	const real = await runVidu({ parameters });
	expect(written(real)).toEqual([['viduTasks'], 1]);
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

test.each([
	['cache-miss', /no estimate for this request \(COST_CACHE_MISS\)/, 1],
	['404', /gives no estimates here \(HTTP 404\)/, 1],
	['405', /gives no estimates here \(HTTP 405\)/, 1],
	['500', /internal error \(HTTP 500\)/, 3],
] as const)('without an estimate (%s) the note says why', async (estimates, note, asked) => {
	const gateway = await openGateway({ estimates });
	const run = await runVidu({ parameters: DRY });
	expect(jsonOf(run)[0]).toMatchObject({ estimatedCost: null, currency: null });
	expect(jsonOf(run)[0].estimateNote).toMatch(note);
	expect(hintsOf(run)).toMatch(/1 of 1 items have no estimate/);
	expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: asked });
});

test('credits are credits', async () => {
	await openGateway({ estimates: 'credit' });
	const run = await runVidu({ parameters: DRY });
	expect(jsonOf(run)[0]).toMatchObject({ estimatedCost: 30, currency: 'credit' });
	expect(hintsOf(run)).toMatch(/about 30 credits/);
});

test('Max Cost does not hide the estimates, and the hint says what it would do', async () => {
	await openGateway();
	const run = await runVidu({ parameters: { dryRun: true, options: { maxCost: 0.1 } } });
	expect(jsonOf(run)[0].estimatedCost).toBe(0.15);
	expect(hintsOf(run)).toMatch(/Max Cost is 0.1 USD, so a real run would buy nothing/);
});

describe('a gateway that creates a task for an estimate', () => {
	const items = [{ d: 4 }, { d: 5 }, { d: 6 }, { d: 7 }];
	const parameters = { ...DRY, duration: '={{ $json.d }}' };

	test('is told loudly, with the ID, and is asked once', async () => {
		const gateway = await openGateway({ estimates: 'created' });
		const run = await runVidu({ items, parameters, node: { retryOnFail: true, maxTries: 3 } });
		const [id] = [...gateway.tasks.keys()];
		expect(errorOf(run)).toMatch(/The gateway created a task for an estimate/);
		expect(errorOf(run)).toContain(id);
		expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 1, creates: 1 });
		expect(written(run)).toEqual([null, 0]);
	});

	test('also when it begins to in the middle: what was estimated before comes out', async () => {
		const gateway = await openGateway({
			estimates: ({ n }) => (n < 1 ? 'usd' : 'created'),
		});
		const run = await runVidu({
			items,
			parameters: { ...parameters, options: { maxConcurrency: 1 } },
			node: { onError: 'continueErrorOutput' },
		});
		expect(jsonOf(run)).toMatchObject([{ estimatedCost: 0.12 }]);
		const errors = jsonOf(run, 1).map(({ error }) => String(error));
		expect(errors).toHaveLength(3);
		for (const error of errors) expect(error).toContain([...gateway.tasks.keys()][0]);
		expect(gateway.counts.estimates).toBe(2);
	});
});

test('everything is checked as in a real run', async () => {
	const gateway = await openGateway();
	const run = await runVidu({ parameters: { ...DRY, duration: 99 } });
	expect(errorOf(run)).toMatch(/Duration \(Seconds\) must be a whole number from 1 to 8/);
	const many = await runVidu({
		items: [{}, {}],
		parameters: { dryRun: true, options: { maxTasks: 1 } },
	});
	expect(errorOf(many)).toMatch(/would buy 2 videos/);
	expect(gateway.counts.estimates).toBe(0);
});

test.each(['yes', '', null, 1])('Dry Run must be clear: %p buys nothing', async (value) => {
	const gateway = await openGateway();
	const run = await runVidu({
		items: [{ dry: value }],
		parameters: { dryRun: '={{ $json.dry }}', options: QUICK },
	});
	expect(errorOf(run)).toMatch(/Dry Run must be true or false/);
	expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 0 });
});

test('it is on for all items or for none', async () => {
	const gateway = await openGateway();
	const run = await runVidu({
		items: [{ dry: true }, { dry: false }, { dry: 'TRUE' }],
		parameters: { dryRun: '={{ $json.dry }}', options: QUICK },
	});
	expect(errorOf(run)).toMatch(/Dry Run is on for 2 items and off for 1\. Nothing was bought/);
	expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 0 });
});

test('Stop ends it in the middle of an estimate', async () => {
	const gateway = await openGateway({ estimates: 'slow:30' });
	const execution = startVidu({ parameters: DRY });
	await until(() => gateway.counts.estimates === 1);
	execution.stop();
	expect((await execution.finished).status).toBe('canceled');
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 1 });
	const { resultData } = execution.data();
	expect(JSON.stringify(resultData.error ?? resultData.runData.Vidu)).toMatch(/was stopped/);
});

test('the key stands nowhere, even when an estimate quotes it', async () => {
	const gateway = await openGateway();
	gateway.faults = () => ({ type: 'status', status: 400, body: { message: `bad ${KEY}` } });
	const run = await runVidu({ parameters: DRY });
	expect(jsonOf(run)[0].estimateNote).toContain('bad [API key]');
	expect(JSON.stringify(run)).not.toContain(KEY);
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
