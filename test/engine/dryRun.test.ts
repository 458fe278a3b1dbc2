/** A dry run checks and estimates everything, and writes and buys nothing. */

import type { IDataObject } from 'n8n-workflow';

import { PLACEHOLDER_TASK_ID, PLACEHOLDER_URL } from '../../nodes/Vidu/placeholder';
import { DRY, hintsOf, written } from './dryRuns';
import { itemOfAnyKind, IMAGE_KINDS } from './kinds';
import { FakeMemory } from './memory';
import { story } from './stories';
import { errorOf, jsonOf, KEY, openGateway, QUICK, runVidu } from './vidu';

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => Object.assign(memory, FakeMemory.fresh()));

/** The placeholders for the video and its task; the time of its creation is not compared. */
const placeholders = {
	...{ videoUrl: PLACEHOLDER_URL, taskId: PLACEHOLDER_TASK_ID, status: 'completed' },
	createdAt: expect.any(String),
};

const nothingBought = { createRequests: 0, polls: 0 };

test('the item has the parameters and the estimate, and nothing is bought or written', async () => {
	const gateway = await openGateway();
	const run = await runVidu({
		items: [{ p: 'kite' }, { p: 'boat' }],
		parameters: { ...DRY, prompt: '={{ $json.p }}', duration: 8 },
	});
	const params = { duration: 8, aspect_ratio: '16:9', resolution: '720p' };
	expect(jsonOf(run)).toEqual(
		['kite', 'boat'].map((prompt) => ({
			...{ ...placeholders, videoUrls: [PLACEHOLDER_URL], usage: {}, metadata: {} },
			output: [{ content: [{ type: 'video', url: PLACEHOLDER_URL }] }],
			dryRun: true,
			model: 'viduq2_pro_fast_text2video',
			...{ prompt, duration: 8, resolution: '720p', aspectRatio: '16:9' },
			params: { prompt, ...params },
			estimatedCost: 0.24,
			currency: 'USD',
		})),
	);
	expect(hintsOf(run)).toMatch(/nothing was bought.*0\.48 USD/i);
	expect(gateway.counts).toMatchObject({ ...nothingBought, estimates: 1 });
	expect(written(run, memory)).toEqual([null, 0]);
});

test('the short item has what was asked for and the estimate', async () => {
	await openGateway();
	const [item] = jsonOf(await runVidu({ isNew: true, parameters: DRY }));
	expect(item).toEqual({
		...placeholders,
		dryRun: true,
		model: 'viduq2_pro_fast_text2video',
		...{ prompt: 'a kite', duration: 5, resolution: '720p', aspectRatio: '16:9' },
		...{ estimatedCost: 0.15, currency: 'USD' },
	});
});

test('a real run sends the same parameters', async () => {
	const gateway = await openGateway();
	const parameters = { additionalFields: { seed: 7, metaData: '{"a":1}' } };
	const [dry] = jsonOf(await runVidu({ parameters: { ...DRY, ...parameters } }));
	const real = await runVidu({ parameters });
	expect(written(real, memory)).toEqual([['viduTasks'], 1]);
	const sent = gateway.requests.find(({ path }) => path === '/model/v1/generation')?.body;
	expect(sent).toEqual({ model: dry.model, input: [{ params: dry.params }] });
});

test.each(IMAGE_KINDS)('the estimate contains no image: %s', async (_kind, parameters) => {
	const gateway = await openGateway();
	const item = await itemOfAnyKind();
	const run = await runVidu({
		items: [item],
		parameters: { ...DRY, prompt: '@kite', ...parameters },
	});
	expect(jsonOf(run)[0]).toMatchObject({ estimatedCost: expect.any(Number), currency: 'USD' });
	expect(JSON.stringify(jsonOf(run)[0].params)).toMatch(/"mimeType":"image\/png","bytes":\d+/);
	const body = JSON.stringify(gateway.requests[0].body);
	expect(body).toContain('data:image/png;base64,');
	for (const { data } of Object.values(item.binary ?? {})) expect(body).not.toContain(data);
	expect(gateway.counts).toMatchObject({ ...nothingBought, rejectedEstimates: 0 });
	expect(gateway.counts.estimateBytes[0]).toBeLessThan(1500);
});

test('100 prompts with two durations need two estimates', async () => {
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

test('a story has each scene with its price, and their sum', async () => {
	const gateway = await openGateway();
	const scenes = ['a', 'b', 'c'];
	const [item] = jsonOf(await runVidu({ parameters: story(scenes, { dryRun: true }) }));
	const steps = item.steps as IDataObject[];
	expect(steps.map(({ scene, params }) => [scene, (params as IDataObject).prompt])).toEqual(
		scenes.map((prompt, index) => [index + 1, prompt]),
	);
	expect(steps[1]).toMatchObject({
		model: 'viduq2_pro_extend',
		params: { video_url: PLACEHOLDER_URL },
	});
	const sum = steps.reduce((all, { estimatedCost }) => all + Number(estimatedCost), 0);
	expect(sum).toBeGreaterThan(0);
	expect(Number(item.estimatedCost)).toBeCloseTo(sum, 8);
	expect(gateway.counts).toMatchObject(nothingBought);
});

test.each([
	['cache-miss', /no estimate for this request \(COST_CACHE_MISS\)/, 1],
	['404', /gives no estimates here \(HTTP 404\)/, 1],
	['500', /internal error \(HTTP 500\)/, 3],
] as const)('without an estimate (%s), the note says why', async (estimates, note, requests) => {
	const gateway = await openGateway({ estimates });
	const run = await runVidu({ parameters: DRY });
	expect(jsonOf(run)[0]).toMatchObject({ estimatedCost: null, currency: null });
	expect(jsonOf(run)[0].estimateNote).toMatch(note);
	expect(hintsOf(run)).toMatch(/have no price|has no price/);
	expect(gateway.counts).toMatchObject({ ...nothingBought, estimates: requests });
});

test('an estimate in credits stays in credits', async () => {
	await openGateway({ estimates: 'credit' });
	const run = await runVidu({ parameters: DRY });
	expect(jsonOf(run)[0]).toMatchObject({ estimatedCost: 30, currency: 'credit' });
	expect(hintsOf(run)).toMatch(/30 credits/);
});

test('with Max Cost, the hint says that a real run would buy nothing', async () => {
	await openGateway();
	const run = await runVidu({ parameters: { dryRun: true, options: { maxCost: 0.1 } } });
	expect(jsonOf(run)[0].estimatedCost).toBe(0.15);
	expect(hintsOf(run)).toMatch(/Max Cost is 0\.10 USD.*buy nothing/);
});

test('a note that quotes the key does not contain it', async () => {
	const gateway = await openGateway();
	gateway.faults = () => ({ type: 'status', status: 400, body: { message: `bad ${KEY}` } });
	const run = await runVidu({ parameters: DRY });
	expect(jsonOf(run)[0].estimateNote).toContain('bad [API key]');
	expect(JSON.stringify(run)).not.toContain(KEY);
});

describe('before the first estimate', () => {
	test('every item is checked', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: { ...DRY, duration: 99 } });
		expect(errorOf(run)).toMatch(/Duration \(Seconds\) must be a whole number from 1 to 8/);
		expect(gateway.requests).toEqual([]);
	});

	test.each(['maybe', '', null, 2])('a Dry Run that is %p is refused', async (value) => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [{ dry: value }],
			parameters: { dryRun: '={{ $json.dry }}', options: QUICK },
		});
		expect(errorOf(run)).toMatch(/Dry Run must be on or off \(true or false\)/);
		expect(gateway.requests).toEqual([]);
	});

	test('a Dry Run that is on for only some items is refused', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [{ dry: true }, { dry: false }, { dry: 'TRUE' }],
			parameters: { dryRun: '={{ $json.dry }}', options: QUICK },
		});
		expect(errorOf(run)).toMatch(/Dry Run is on for 2 of 3 rows\. Nothing was bought/);
		expect(gateway.requests).toEqual([]);
	});
});
