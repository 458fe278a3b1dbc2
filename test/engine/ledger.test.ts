/** The purchases that the ledger prevents after a crash of n8n, and those that a retry may still make. */

import type { ITaskData } from 'n8n-workflow';

import { again, crashWhileWaiting, listen, runAgain, startSaved } from './crash';
import { itemOfAnyKind, KINDS } from './kinds';
import { FakeMemory } from './memory';
import { hashOf } from '../processedItems';
import { inARow, plainNode, startWorkflow, viduNode } from './run';
import {
	errorOf,
	jsonOf,
	KEY,
	openGateway,
	QUICK,
	retryVidu,
	runVidu,
	startVidu,
	until,
} from './vidu';

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => {
	Object.assign(memory, FakeMemory.fresh());
});

afterEach(() => jest.restoreAllMocks());

const BEFORE = /already submitted/;
const withPrompt = (prompt: string, more = {}) => ({ parameters: { prompt, ...more } });
const RESUBMIT = { options: { ...QUICK, resubmitUnclear: true } };
const noMoney = { type: 'status', status: 402, body: { message: 'no' } } as const;

describe.each(KINDS)('%s', (_kind, more) => {
	const parameters = { prompt: '@kite', ...more };

	test('after a crash, "Retry execution" buys nothing and names the line of the log', async () => {
		const lines = listen();
		const items = [await itemOfAnyKind(), await itemOfAnyKind()];
		const setup = { items, parameters };
		const { gateway, saved } = await crashWhileWaiting(setup, 2);
		const said = errorOf(await runAgain(saved, setup));
		expect(gateway.counts.createRequests).toBe(2);
		const names = [...said.matchAll(/Row (\d): .*?"purchase (\w+)"/g)].map(([, , name]) => name);
		expect(new Set(names).size).toBe(2);
		for (const [item, name] of names.entries()) {
			const line = lines.find((text) => text.endsWith(`purchase ${name})`));
			const [, taskId] = /^Vidu task (\S+) submitted/.exec(line ?? '') ?? [];
			expect(line).toContain(`(row ${item + 1},`);
			expect(gateway.tasks.has(taskId)).toBe(true);
		}
	});
});

describe('after a crash', () => {
	test('each further retry says the same', async () => {
		const { gateway, saved } = await crashWhileWaiting();
		const first = await runAgain(saved);
		expect(errorOf(await retryVidu(first))).toBe(errorOf(first));
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('nothing is bought, though n8n adds a run of the node when it recovers', async () => {
		const { gateway, saved } = await crashWhileWaiting();
		const added = { startTime: 0, executionTime: 0, executionStatus: 'unknown', source: [] };
		saved.resultData.runData.Vidu = [added as unknown as ITaskData];
		expect(errorOf(await runAgain(saved))).toMatch(BEFORE);
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('and 20,000 other purchases, a retry buys what was not begun, and nothing else', async () => {
		const items = Array.from({ length: 6 }, () => ({}));
		const parameters = { options: { ...QUICK, maxConcurrency: 2 } };
		const { gateway, saved } = await crashWhileWaiting({ items, parameters }, 2);
		const others = Array.from({ length: 20_000 }, (_, n) => hashOf(`other ${n}`));
		const { data } = memory.rows.get('workflow-1 Vidu') ?? { data: [] };
		data.push(...others);
		let lookedUp = 0;
		memory.meanwhile = () => {
			if (gateway.counts.createRequests > 2) return;
			lookedUp = Math.max(
				lookedUp,
				(memory.rows.get('workflow-1 Vidu')?.data.length ?? 0) - 20_002,
			);
		};
		const said = errorOf(await runAgain(saved, { items, parameters }));
		memory.meanwhile = undefined;
		expect(lookedUp).toBe(4);
		expect(said.match(/Row (\d): This row was already submitted/g)).toHaveLength(2);
		expect(gateway.counts.createRequests).toBe(6);
		const again = errorOf(await runAgain(saved, { items, parameters }));
		expect(again.match(/Row (\d): This row was already submitted/g)).toHaveLength(6);
		expect(gateway.counts.createRequests).toBe(6);
	});

	test('a retry with an edited prompt buys, once', async () => {
		const { gateway, saved } = await crashWhileWaiting(withPrompt('kite'));
		const edited = async (prompt: string) => {
			const run = { ...again(saved), withEditedWorkflow: true };
			return errorOf(await startVidu({ ...withPrompt(prompt), run }).finished);
		};
		expect(await edited('boat')).toBe('');
		expect(gateway.counts.creates).toBe(2);
		expect(await edited('kite')).toMatch(BEFORE);
		expect(await edited('boat')).toMatch(BEFORE);
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('a stopped retry leaves the purchase in the ledger', async () => {
		const { gateway, saved } = await crashWhileWaiting();
		memory.delay = 400;
		const retry = startVidu({ run: again(saved) });
		await new Promise((resolve) => setTimeout(resolve, 250));
		retry.stop();
		await retry.finished;
		await new Promise((resolve) => setTimeout(resolve, 1500));
		memory.delay = 5;
		expect(errorOf(await runAgain(saved))).toMatch(BEFORE);
		expect(gateway.counts.createRequests).toBe(1);
	});
});

describe('with "Buy Again if Unclear", after a crash', () => {
	const resubmit = async (saved: Parameters<typeof again>[0], prompt = 'a kite') =>
		await startVidu({
			...withPrompt(prompt, RESUBMIT),
			run: { ...again(saved), withEditedWorkflow: true },
		}).finished;

	test('the item is bought again', async () => {
		const { gateway, saved } = await crashWhileWaiting();
		expect(errorOf(await resubmit(saved))).toBe('');
		expect(gateway.counts.creates).toBe(2);
	});

	test('a refusal still says what was submitted before', async () => {
		const { gateway, saved } = await crashWhileWaiting();
		gateway.faults = ({ kind }) => (kind === 'create' ? noMoney : undefined);
		const said = errorOf(await resubmit(saved));
		expect(said).toMatch(/credits.*"purchase \w+".*may still have been bought/s);
	});

	test('a failure at the provider leaves the first purchase in the ledger', async () => {
		const { gateway, saved } = await crashWhileWaiting(withPrompt('kite [fail]'));
		expect(errorOf(await resubmit(saved, 'kite [fail]'))).toMatch(/The task failed/);
		expect(errorOf(await runAgain(saved, withPrompt('kite [fail]')))).toMatch(BEFORE);
		expect(gateway.counts.createRequests).toBe(2);
	});
});

test('an execution that a queue starts twice buys once', async () => {
	const gateway = await openGateway({ taskSeconds: 0.5 });
	const { execution, saved } = startSaved();
	await until(() => gateway.counts.creates === 1);
	expect(errorOf(await runAgain(saved))).toMatch(BEFORE);
	expect(jsonOf(await execution.finished)[0].status).toBe('completed');
	expect(gateway.counts.createRequests).toBe(1);
});

describe('without a crash', () => {
	test('another execution of the workflow buys', async () => {
		const gateway = await openGateway();
		await runVidu();
		expect(errorOf(await runVidu({ run: { executionId: '43' } }))).toBe('');
		expect(gateway.counts.creates).toBe(2);
	});

	test('two nodes with one ID, as in a copied workflow, both buy', async () => {
		const gateway = await openGateway();
		const node = (name: string) =>
			viduNode({ prompt: 'a kite', options: QUICK }, { name, id: 'one' });
		const run = await startWorkflow(
			{
				nodes: [plainNode('test.items', 'Items', { input: 'items' }), node('A'), node('B')],
				connections: inARow('Items', 'A', 'B'),
			},
			{ credentials: { apiKey: KEY, baseUrl: gateway.baseUrl, allowHttp: false } },
		).finished;
		expect(errorOf(run)).toBe('');
		expect(gateway.counts.creates).toBe(2);
	});

	test.each([
		['was refused', { type: 'status', status: 402 } as const, {}],
		['never reached the gateway', undefined, { baseUrl: 'http://127.0.0.1:9' }],
	])('each retry buys an item that %s', async (_what, fault, credentials) => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) => (kind === 'create' ? fault : undefined);
		const failed = await runVidu({ credentials });
		expect(errorOf(failed)).toMatch(/Nothing was bought/);
		const again = await runVidu({ credentials, run: { from: structuredClone(failed.data) } });
		expect(errorOf(again)).toMatch(/Nothing was bought/);
		gateway.faults = undefined;
		expect(errorOf(await retryVidu(failed))).toBe('');
		// The saved execution knows nothing of that retry. The ledger does.
		expect(errorOf(await retryVidu(failed))).toMatch(BEFORE);
		expect(gateway.counts.creates).toBe(1);
	});

	test('each retry buys an item that failed at the provider', async () => {
		const gateway = await openGateway();
		const failed = await runVidu(withPrompt('kite [fail]'));
		await retryVidu(failed, withPrompt('kite [fail]'));
		expect(errorOf(await retryVidu(failed, withPrompt('kite [fail]')))).toMatch(/The task failed/);
		expect(gateway.counts.creates).toBe(3);
	});
});
