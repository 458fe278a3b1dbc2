import { listen } from './crash';
import { stopBehindCreation } from './createdByEstimate';
import { DRY, hintsOf, written } from './dryRuns';
import { FakeMemory } from './memory';
import { errorOf, jsonOf, KEY, openGateway, runVidu, startVidu, until } from './vidu';

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => Object.assign(memory, FakeMemory.fresh()));

afterEach(() => jest.restoreAllMocks());

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
		expect(written(run, memory)).toEqual([null, 0]);
	});

	test('more than one of them, side by side: each is named, at the last try and in the log', async () => {
		const lines = listen();
		const gateway = await openGateway({ estimates: ({ n }) => (n < 1 ? 'usd' : 'created') });
		gateway.faults = ({ kind }) => (kind === 'estimate' ? { type: 'delay', ms: 100 } : undefined);
		const run = await runVidu({
			items,
			parameters,
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		const ids = [...gateway.tasks.keys()];
		expect(ids.length).toBeGreaterThan(1);
		for (const id of ids) {
			expect(errorOf(run)).toContain(id);
			expect(lines.filter((line) => line.includes(`${id}: the gateway created`))).toHaveLength(1);
		}
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

test.each([
	{},
	{ retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
	{ onError: 'continueRegularOutput' },
])('Stop does not hide a task that was created for an estimate (%j)', async (node) => {
	const { said, id, counts } = await stopBehindCreation({ parameters: DRY, node });
	expect(said).toMatch(/^Execution was canceled\.\n/);
	expect(said).toContain(id);
	expect(counts.createRequests).toBe(0);
});

test('the key stands nowhere, even when an estimate quotes it', async () => {
	const gateway = await openGateway();
	gateway.faults = () => ({ type: 'status', status: 400, body: { message: `bad ${KEY}` } });
	const run = await runVidu({ parameters: DRY });
	expect(jsonOf(run)[0].estimateNote).toContain('bad [API key]');
	expect(JSON.stringify(run)).not.toContain(KEY);
});
