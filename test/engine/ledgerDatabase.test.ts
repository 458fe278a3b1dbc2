import { listen, runAgain, startSaved } from './crash';
import { FakeMemory } from './memory';
import { errorOf, jsonOf, openGateway, QUICK, runVidu, startVidu } from './vidu';

/* What n8n's database may do while the node writes its purchases down. */

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => {
	Object.assign(memory, FakeMemory.fresh());
});

afterEach(() => jest.restoreAllMocks());

const BEFORE = /submitted before/;

describe("n8n's database", () => {
	test('hangs, and Stop ends the node at once', async () => {
		const gateway = await openGateway();
		memory.hangs = true;
		const execution = startVidu({ items: [{}, {}] });
		await new Promise((resolve) => setTimeout(resolve, 300));
		execution.stop();
		await execution.finished;
		expect(gateway.counts.createRequests).toBe(0);
	});

	test('does not answer: after a while the node goes on and says so', async () => {
		const lines = listen();
		const gateway = await openGateway();
		memory.hangs = true;
		expect(errorOf(await runVidu())).toBe('');
		expect(gateway.counts.creates).toBe(1);
		expect(lines.filter((line) => /it does not answer/.test(line))).toHaveLength(1);
	});

	test('is slower than the time limit: nothing is bought', async () => {
		const gateway = await openGateway();
		memory.delay = 1500;
		const options = { ...QUICK, timeout: 1 };
		expect(errorOf(await runVidu({ parameters: { options } }))).toMatch(/time limit was over/);
		memory.delay = 5;
		expect(gateway.counts.createRequests).toBe(0);
		expect(errorOf(await runVidu({ run: { executionId: '43' } }))).toBe('');
	});

	test('is lost after it wrote: the node goes on', async () => {
		const lines = listen();
		const gateway = await openGateway();
		memory.brokenAfter = new Error('connection lost');
		expect(errorOf(await runVidu())).toBe('');
		expect(gateway.counts.creates).toBe(1);
		expect(lines.filter((line) => /connection lost/.test(line))).toHaveLength(1);
	});

	test('has a conflict, because another process begins the list: the node tries again', async () => {
		const gateway = await openGateway();
		memory.broken = new Error('duplicate key value violates unique constraint');
		setTimeout(() => (memory.broken = undefined), 60);
		const { execution, saved } = startSaved();
		expect(errorOf(await execution.finished)).toBe('');
		expect(errorOf(await runAgain(saved))).toMatch(BEFORE);
		expect(gateway.counts.creates).toBe(1);
	});
});

test('a stop while it is written down leaves nothing behind', async () => {
	const gateway = await openGateway();
	memory.delay = 400;
	const { execution, saved } = startSaved();
	await new Promise((resolve) => setTimeout(resolve, 250));
	const { contextData } = structuredClone(execution.data()).executionData ?? {};
	execution.stop();
	await execution.finished;
	await new Promise((resolve) => setTimeout(resolve, 1500));
	memory.delay = 5;
	expect(gateway.counts.createRequests).toBe(0);
	const began = structuredClone(contextData?.['node:Vidu']?.viduTasks);
	expect(began).toMatchObject([{ state: 'preparing' }]);
	Object.assign(saved.executionData ?? {}, { contextData });
	const run = await runAgain(saved);
	expect(errorOf(run)).toBe('');
	expect(jsonOf(run)[0].status).toBe('completed');
});
