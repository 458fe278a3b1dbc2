import type { INode, IRunExecutionData } from 'n8n-workflow';

import { crashWhileWaiting, listen, startSaved } from './crash';
import { FakeMemory } from './memory';
import { inputs } from './nodeTypes';
import { inARow, plainNode, startWorkflow, viduNode } from './run';
import { errorOf, jsonOf, KEY, openGateway, QUICK, runVidu, startVidu } from './vidu';
import type { Setup } from './vidu';

/*
 * n8n's next engine (`engine-v2`) gives out a step again after a crash, with an empty context and a new
 * token, but with the same execution ID, which is a UUID. Here today's engine is given what that one gives.
 */

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => {
	Object.assign(memory, FakeMemory.fresh());
});

afterEach(() => jest.restoreAllMocks());

const UUID = '0198f2c4-7a31-7cc2-9d0e-5b1f6a2e8d47';
const ANOTHER_UUID = '0198f2c4-7a31-7cc2-9d0e-5b1f6a2e8d48';

const BEFORE = /already submitted/;

let tokens = 0;

/** The data of a new dispatch: the saved execution, without context, and with a token of its own. */
function dispatch(saved: IRunExecutionData): IRunExecutionData {
	const data = structuredClone(saved) as IRunExecutionData & { resumeToken?: string };
	if (data.executionData) data.executionData.contextData = {};
	tokens += 1;
	if (data.resumeToken !== undefined) data.resumeToken = `token-${tokens}`;
	return data;
}

/** Runs a dispatch of the step to its end. */
const runDispatch = async (saved: IRunExecutionData, executionId = UUID, setup: Setup = {}) =>
	await startVidu({ ...setup, run: { from: dispatch(saved), executionId } }).finished;

/** The names of the purchases that n8n's log has. */
const namesIn = (lines: string[]) =>
	lines.flatMap((line) => /submitted .*purchase (\w+)/.exec(line)?.[1] ?? []);

describe('with a UUID as the ID of the execution', () => {
	test('a step that is dispatched again after a crash buys nothing, and names the purchase', async () => {
		const lines = listen();
		const { gateway, saved } = await crashWhileWaiting({ run: { executionId: UUID } });
		const [name] = namesIn(lines);
		for (const _again of [1, 2]) {
			const said = errorOf(await runDispatch(saved));
			expect(said).toMatch(BEFORE);
			expect(said).toContain(`"purchase ${name}"`);
		}
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('the name of a purchase is made from that ID, and not from the token', async () => {
		const lines = listen();
		const gateway = await openGateway();
		const { execution, saved } = startSaved({ run: { executionId: UUID } });
		await execution.finished;
		memory.rows.clear();
		expect(errorOf(await runDispatch(saved))).toBe('');
		expect(errorOf(await runDispatch(saved, ANOTHER_UUID))).toBe('');
		const [first, second, other] = namesIn(lines);
		expect(second).toBe(first);
		expect(other).not.toBe(first);
		expect(gateway.counts.creates).toBe(3);
	});

	test('a dispatch after a refusal, by which nothing was created, buys', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) =>
			kind === 'create' ? { type: 'status', status: 402, body: { message: 'no' } } : undefined;
		const { execution, saved } = startSaved({ run: { executionId: UUID } });
		expect(errorOf(await execution.finished)).toMatch(/Nothing was bought/);
		gateway.faults = undefined;
		expect(jsonOf(await runDispatch(saved))[0].status).toBe('completed');
		expect(gateway.counts.creates).toBe(1);
	});

	test('the runs of a loop all buy, though the context is empty at each', async () => {
		const gateway = await openGateway();
		const run = await runLoop(gateway.baseUrl, UUID);
		expect(errorOf(run)).toBe('');
		expect(run.data.resultData.runData.Vidu).toHaveLength(3);
		expect(gateway.counts.creates).toBe(3);
	});
});

describe("with a number as the ID, as today's engine has it,", () => {
	test('another token is another execution, where n8n has one', async () => {
		const gateway = await openGateway();
		const { execution, saved } = startSaved();
		await execution.finished;
		const said = errorOf(await runDispatch(saved, '42'));
		if ('resumeToken' in saved) expect(said).toBe('');
		else expect(said).toMatch(BEFORE);
		expect(gateway.counts.creates).toBe('resumeToken' in saved ? 2 : 1);
	});

	test('the node counts its own runs, in its context', async () => {
		const gateway = await openGateway();
		expect(errorOf(await runLoop(gateway.baseUrl, '42'))).toMatch(BEFORE);
		expect(gateway.counts.creates).toBe(1);
	});
});

test('what only looks like a UUID is none', async () => {
	const gateway = await openGateway();
	const { execution, saved } = startSaved({ run: { executionId: `${UUID}0` } });
	await execution.finished;
	const said = errorOf(await runDispatch(saved, `${UUID}0`));
	expect(said === '').toBe('resumeToken' in saved);
	expect(errorOf(await runVidu({ run: { executionId: UUID.toUpperCase() } }))).toBe('');
	expect(gateway.counts.creates).toBe('resumeToken' in saved ? 3 : 2);
});

/** A node that runs three times with the same input; its context is empty before each run. */
async function runLoop(baseUrl: string, executionId: string) {
	inputs.set('one', [{ json: {} }]);
	const connections = inARow('Items', 'Loop', 'Vidu');
	connections.Vidu = { main: [[{ node: 'Loop', type: 'main', index: 0 }]] };
	const parameters = { prompt: 'the same', options: QUICK } as INode['parameters'];
	return await startWorkflow(
		{
			nodes: [
				plainNode('test.items', 'Items', { input: 'one' }),
				plainNode('test.loop', 'Loop', { times: 3 }),
				viduNode(parameters),
			],
			connections,
		},
		{
			credentials: { apiKey: KEY, baseUrl, allowHttp: false },
			executionId,
			beforeNode: (_name, data) => {
				if (data.executionData) data.executionData.contextData = {};
			},
		},
	).finished;
}
