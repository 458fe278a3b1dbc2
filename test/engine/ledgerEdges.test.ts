import type { IDataObject, INode, ITaskData } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { again, crashWhileWaiting, runAgain } from './crash';
import { FakeMemory } from './memory';
import { inARow, plainNode, startWorkflow, viduNode } from './run';
import { invokeAsTool } from './tool';
import { errorOf, KEY, openGateway, QUICK, retryVidu, runVidu, startVidu, until } from './vidu';

/* What a retry may find in n8n's memory. */

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => {
	Object.assign(memory, FakeMemory.fresh());
});

afterEach(() => jest.restoreAllMocks());

const BEFORE = /submitted before/;
const prompt = (text: string) => ({ parameters: { prompt: text } });

test('n8n makes up a run of the node when it recovers from a crash: nothing is bought again', async () => {
	const { gateway, saved } = await crashWhileWaiting();
	const madeUp = { startTime: 0, executionTime: 0, executionStatus: 'unknown', source: [] };
	saved.resultData.runData.Vidu = [madeUp as unknown as ITaskData];
	expect(errorOf(await runAgain(saved))).toMatch(BEFORE);
	expect(gateway.counts.createRequests).toBe(1);
});

test('two nodes with one ID, as a copied workflow may have them, both buy', async () => {
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

describe('the same failed execution, retried for the second time,', () => {
	it('buys what failed at the provider again', async () => {
		const gateway = await openGateway();
		const failed = await runVidu(prompt('kite [fail]'));
		await retryVidu(failed, prompt('kite [fail]'));
		expect(errorOf(await retryVidu(failed, prompt('kite [fail]')))).toMatch(/The task failed/);
		expect(gateway.counts.creates).toBe(3);
	});

	it('does not buy what the first retry bought', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) =>
			kind === 'create' ? { type: 'status', status: 402, body: { message: 'no' } } : undefined;
		const failed = await runVidu();
		gateway.faults = undefined;
		expect(errorOf(await retryVidu(failed))).toBe('');
		expect(errorOf(await retryVidu(failed))).toMatch(/another retry of the same execution/);
		expect(gateway.counts.creates).toBe(1);
	});

	it('buys what was edited, and that once', async () => {
		const { gateway, saved } = await crashWhileWaiting(prompt('kite'));
		const edited = async (text: string) => {
			const run = { ...again(saved), withEditedWorkflow: true };
			const execution = startVidu({ ...prompt(text), run });
			const count = gateway.counts.creates + 1;
			let isOver = false;
			void execution.finished.then(() => (isOver = true));
			await until(() => isOver || gateway.counts.creates === count);
			execution.stop();
			return errorOf(await execution.finished);
		};
		await edited('boat');
		expect(gateway.counts.creates).toBe(2);
		expect(await edited('kite')).toMatch(BEFORE);
		expect(await edited('boat')).toMatch(BEFORE);
		expect(gateway.counts.createRequests).toBe(2);
	});
});

test('"Resubmit Unclear" that is refused still says what was submitted before', async () => {
	const { gateway, saved } = await crashWhileWaiting();
	gateway.faults = ({ kind }) =>
		kind === 'create' ? { type: 'status', status: 402, body: { message: 'no' } } : undefined;
	const options = { ...QUICK, resubmitUnclear: true };
	const run = { ...again(saved), withEditedWorkflow: true };
	const refused = await startVidu({ parameters: { options }, run }).finished;
	expect(errorOf(refused)).toMatch(/not created.*"purchase \w+".*may have been created/s);
});

test('"Resubmit Unclear" that fails at the provider leaves the first purchase in the ledger', async () => {
	const { gateway, saved } = await crashWhileWaiting(prompt('kite [fail]'));
	const options = { ...QUICK, resubmitUnclear: true };
	const run = { ...again(saved), withEditedWorkflow: true };
	const parameters = { prompt: 'kite [fail]', options };
	expect(errorOf(await startVidu({ parameters, run }).finished)).toMatch(/The task failed/);
	expect(errorOf(await runAgain(saved, prompt('kite [fail]')))).toMatch(BEFORE);
	expect(gateway.counts.createRequests).toBe(2);
});

test('a retry that is stopped while it asks the ledger leaves the first purchase in it', async () => {
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

describe('as a tool', () => {
	const given = { prompt: "={{ $fromAI('prompt') }}", options: QUICK } as INode['parameters'];

	test('calls with the same prompt all buy, also after one of them was refused', async () => {
		const gateway = await openGateway();
		let creations = 0;
		gateway.faults = ({ kind }) => {
			if (kind !== 'create') return undefined;
			creations += 1;
			return creations === 1 ? { type: 'status', status: 402, body: { message: 'no' } } : undefined;
		};
		const tool = invokeAsTool(new Vidu(), { parameters: given }, gateway.baseUrl);
		await Promise.allSettled([tool({ prompt: 'kite' }), tool({ prompt: 'kite' })]);
		const answer = JSON.parse(await tool({ prompt: 'kite' })) as IDataObject[];
		expect(answer[0].status).toBe('completed');
		expect(gateway.counts.creates).toBe(2);
	});

	test('a call that waits because of the rate does not stand in the way of the same call', async () => {
		const gateway = await openGateway();
		let creations = 0;
		gateway.faults = ({ kind }) => {
			if (kind !== 'create') return undefined;
			creations += 1;
			const headers = { 'retry-after': '1' };
			return creations === 1
				? { type: 'status', status: 429, headers, body: { message: 'slow down' } }
				: undefined;
		};
		const tool = invokeAsTool(new Vidu(), { parameters: given }, gateway.baseUrl);
		const one = tool({ prompt: 'kite' });
		await until(() => creations === 1);
		await new Promise((resolve) => setTimeout(resolve, 100));
		const answers = await Promise.all([one, tool({ prompt: 'kite' })]);
		expect(answers.map((text) => JSON.parse(text)[0].status)).toEqual(['completed', 'completed']);
		expect(gateway.counts.creates).toBe(2);
	});

	test('after a crash, the same call buys nothing again, and another one buys', async () => {
		const gateway = await openGateway();
		const resumeToken = 'token-of-the-execution';
		const begin = () => {
			const data = { resultData: { runData: {} }, executionData: { contextData: {} }, resumeToken };
			const shared = { data: data as never };
			return invokeAsTool(new Vidu(), { parameters: given }, gateway.baseUrl, shared);
		};
		await begin()({ prompt: 'kite' });
		await expect(begin()({ prompt: 'kite' })).rejects.toThrow(BEFORE);
		await begin()({ prompt: 'boat' });
		expect(gateway.counts.createRequests).toBe(2);
	});
});
