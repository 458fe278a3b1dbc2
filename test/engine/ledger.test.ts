import { crashWhileWaiting, again, listen, runAgain, startSaved } from './crash';
import { itemOfAnyKind, KINDS } from './kinds';
import { FakeMemory } from './memory';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu, startVidu, until } from './vidu';
import type { Setup } from './vidu';

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => {
	Object.assign(memory, FakeMemory.fresh());
});

afterEach(() => jest.restoreAllMocks());

describe.each(KINDS)('%s', (_kind, more) => {
	const parameters = { prompt: '@kite', ...more };
	const anItem = async () => ({ items: [await itemOfAnyKind()], parameters });

	test('after a crash, "Retry execution" buys nothing again, and names the line of the log', async () => {
		const lines = listen();
		const items = [await itemOfAnyKind(), await itemOfAnyKind()];
		const setup = { items, parameters };
		const { gateway, saved } = await crashWhileWaiting(setup, 2);
		const said = errorOf(await runAgain(saved, setup));
		expect(gateway.counts.createRequests).toBe(2);
		const names = [...said.matchAll(/Item (\d): .*?"purchase (\w+)"/g)].map(([, , name]) => name);
		expect(new Set(names).size).toBe(2);
		for (const [item, name] of names.entries()) {
			const line = lines.find((text) => text.endsWith(`purchase ${name})`));
			const [, taskId] = /^Vidu task (\S+) submitted/.exec(line ?? '') ?? [];
			expect(line).toContain(`(item ${item},`);
			expect(gateway.tasks.has(taskId)).toBe(true);
		}
	});

	test('an execution that a queue gives out twice, at the same time, buys once', async () => {
		const gateway = await openGateway({ taskSeconds: 0.5 });
		const { execution, saved } = startSaved(await anItem());
		await until(() => gateway.counts.creates === 1);
		expect(errorOf(await runAgain(saved, await anItem()))).toMatch(/submitted before/);
		expect(jsonOf(await execution.finished)[0].status).toBe('completed');
		expect(gateway.counts.createRequests).toBe(1);
	});
});

test('what was said after a crash is said again by the next retry', async () => {
	const { gateway, saved } = await crashWhileWaiting();
	const first = await runAgain(saved);
	const second = await retryVidu(first);
	expect(errorOf(second)).toBe(errorOf(first));
	expect(gateway.counts.createRequests).toBe(1);
});

test('with "Resubmit Unclear" it is bought again', async () => {
	const { gateway, saved } = await crashWhileWaiting();
	const options = { ...QUICK, resubmitUnclear: true };
	const execution = startVidu({
		parameters: { options },
		run: { ...again(saved), withEditedWorkflow: true },
	});
	await until(() => gateway.counts.creates === 2);
	execution.stop();
	await execution.finished;
});

test('another execution of the same workflow buys', async () => {
	const gateway = await openGateway();
	await runVidu();
	expect(errorOf(await runVidu({ run: { executionId: '43' } }))).toBe('');
	expect(gateway.counts.creates).toBe(2);
});

describe('a retry buys as ever, also for the second time,', () => {
	it.each([
		['what the gateway refused', { type: 'status', status: 402 }],
		['what never reached the gateway', { type: 'refuse' }],
	] as const)('%s', async (_what, fault) => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) =>
			kind === 'create' && fault.type === 'status'
				? { type: 'status', status: fault.status, body: { message: 'no' } }
				: undefined;
		const setup: Setup =
			fault.type === 'refuse' ? { credentials: { baseUrl: 'http://127.0.0.1:9' } } : {};
		const failed = await runVidu(setup);
		expect(errorOf(failed)).toMatch(/not created/);
		expect(
			errorOf(await runVidu({ ...setup, run: { from: structuredClone(failed.data) } })),
		).toMatch(/./);
		gateway.faults = undefined;
		expect(errorOf(await retryVidu(failed))).toBe('');
		expect(gateway.counts.creates).toBe(1);
	});

	it('what failed at the provider', async () => {
		const gateway = await openGateway();
		const parameters = { prompt: '={{ $json.p }}' };
		const items = [{ p: 'kite [fail]' }];
		const failed = await runVidu({ parameters, items });
		expect(errorOf(failed)).toMatch(/failed/);
		expect(errorOf(await retryVidu(failed))).toMatch(/The task failed/);
		expect(gateway.counts.creates).toBe(2);
	});
});

test('a task that the journal knows is taken up as ever', async () => {
	const gateway = await openGateway({ taskSeconds: 1.5 });
	const failed = await runVidu({ parameters: { options: { ...QUICK, timeout: 1 } } });
	const run = await retryVidu(failed);
	expect(jsonOf(run)[0].status).toBe('completed');
	expect(gateway.counts.createRequests).toBe(1);
});

test('items that start together are written down together', async () => {
	await openGateway();
	await runVidu({ items: [{}, {}, {}, {}, {}] });
	expect(memory.writes).toBe(2);
});

test('what another process overwrites is written again, before anything is sent', async () => {
	const gateway = await openGateway();
	const where = 'workflow-1 Vidu';
	let overwrites = 2;
	memory.meanwhile = () => {
		overwrites -= 1;
		if (overwrites >= 0) setTimeout(() => memory.rows.set(where, { data: ['another'] }), 1);
		expect(gateway.counts.createRequests).toBe(0);
	};
	const { execution, saved } = startSaved();
	expect(errorOf(await execution.finished)).toBe('');
	memory.meanwhile = undefined;
	expect(errorOf(await runAgain(saved))).toMatch(/submitted before/);
	expect(gateway.counts.createRequests).toBe(1);
});

test('a database that does not answer is said in the log, and the video is bought', async () => {
	const lines = listen();
	const gateway = await openGateway();
	memory.broken = new Error('the database is gone');
	expect(errorOf(await runVidu({ items: [{}, {}] }))).toBe('');
	expect(gateway.counts.creates).toBe(2);
	const warnings = lines.filter((line) => line.includes('the database is gone'));
	expect(warnings).toHaveLength(1);
	expect(warnings[0]).toMatch(/do not press "Retry execution".*node "Vidu", execution 42/);
});
