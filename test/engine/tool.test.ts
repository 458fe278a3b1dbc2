/** The node as a tool of an AI agent, called by n8n's own function for tool calls. */

import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import type { Gateway } from '../gateway';
import { paramsOf } from './images';
import { FakeMemory } from './memory';
import { invokeAsTool } from './tool';
import { openGateway, QUICK, until } from './vidu';

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => {
	Object.assign(memory, FakeMemory.fresh());
});

const fromAI = (name: string, type = 'string') => `={{ $fromAI('${name}', '', '${type}') }}`;
const base: IDataObject = { prompt: fromAI('prompt'), options: QUICK };
const SHORT = { ...QUICK, timeout: 1 };
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const toolOf = (
	gateway: Gateway,
	parameters: IDataObject = {},
	node: Partial<INode> = {},
	shared?: Parameters<typeof invokeAsTool>[3],
) => {
	const all = { ...base, ...parameters } as INodeParameters;
	return invokeAsTool(new Vidu(), { parameters: all, ...node }, gateway.baseUrl, shared);
};

const itemsIn = (answer: string) => JSON.parse(answer) as IDataObject[];

describe('the answer of a call', () => {
	test('is the URL as JSON, and no file is fetched for it', async () => {
		const gateway = await openGateway();
		for (const [prompt, more] of [
			['kite', {}],
			['boat', { downloadVideo: true }],
		] as const) {
			const [answer] = itemsIn(await toolOf(gateway, more)({ prompt }));
			expect(answer).toMatchObject({ status: 'completed', prompt, cost: 0.15 });
			expect(answer.videoUrl).toMatch(/^http/);
			expect(answer).not.toHaveProperty('output');
			expect(answer).not.toHaveProperty('video');
		}
		expect(gateway.counts.creates).toBe(2);
		expect(gateway.counts.downloads).toEqual({});
	});

	test('has every scene of a story', async () => {
		const gateway = await openGateway();
		const scenes = { scenesSource: 'json', scenesJson: fromAI('scenes', 'json') };
		const tool = toolOf(gateway, { operation: 'longVideo', ...scenes });
		expect(itemsIn(await tool({ scenes: ['a', 'b'] }))[0].steps).toHaveLength(2);
	});

	test('comes for an image by its URL', async () => {
		const gateway = await openGateway({ taskSeconds: 0 });
		const image = { operation: 'imageToVideo', imageSource: 'url', imageUrl: fromAI('url') };
		const url = `${gateway.filesUrl}/pictures/320x180.png`;
		const [answer] = itemsIn(await toolOf(gateway, image)({ prompt: 'kite', url }));
		expect(answer.status).toBe('completed');
		expect(paramsOf(gateway)).toMatchObject([{ images: [url], prompt: 'kite' }]);
	});

	test.each<[IDataObject]>([
		[{ operation: 'imageToVideo' }],
		[{ operation: 'extend', videoUrl: 'https://a.example/a.mp4', endFrameSource: 'binary' }],
		[{ operation: 'referenceToVideo', referenceToVideoModel: 'viduq1_i2v_reference' }],
	])('says that an agent cannot pass files (%j)', async (parameters) => {
		const gateway = await openGateway();
		const tool = toolOf(gateway, { resource: 'video', ...parameters });
		const said = await tool({ prompt: 'kite' }).catch(({ message }: Error) => message);
		expect(said).toMatch(/agent cannot hand over files\. Set \w.* From to URL instead of File/);
		expect(said).not.toMatch(/undefined/);
		expect(gateway.counts.createRequests).toBe(0);
	});
});

describe('calls with the same prompt', () => {
	test('are two videos, in sequence and in parallel', async () => {
		const gateway = await openGateway();
		const tool = toolOf(gateway);
		await tool({ prompt: 'kite' });
		await tool({ prompt: 'kite' });
		await Promise.all([tool({ prompt: 'kite' }), tool({ prompt: 'kite' })]);
		expect(gateway.counts.creates).toBe(4);
	});

	test('of two agents in one execution are two videos', async () => {
		const gateway = await openGateway();
		const shared = {};
		const [one, other] = [1, 2].map(() => toolOf(gateway, {}, {}, shared));
		await Promise.all([one({ prompt: 'kite' }), other({ prompt: 'kite' })]);
		await other({ prompt: 'kite' });
		expect(gateway.counts.creates).toBe(3);
	});

	test('all buy, also after the first was refused', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === 0 ? { type: 'status', status: 402 } : undefined;
		const tool = toolOf(gateway);
		await Promise.allSettled([tool({ prompt: 'kite' }), tool({ prompt: 'kite' })]);
		expect(itemsIn(await tool({ prompt: 'kite' }))[0].status).toBe('completed');
		expect(gateway.counts.creates).toBe(2);
	});

	test('all buy while one waits after a 429', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === 0
				? { type: 'status', status: 429, headers: { 'retry-after': '1' } }
				: undefined;
		const tool = toolOf(gateway);
		const one = tool({ prompt: 'kite' });
		await until(() => gateway.counts.createRequests === 1);
		const answers = await Promise.all([one, tool({ prompt: 'kite' })]);
		expect(answers.map((text) => itemsIn(text)[0].status)).toEqual(['completed', 'completed']);
		expect(gateway.counts.creates).toBe(2);
	});

	test('continue with their own tasks at a later attempt, though the prompt has the time', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const parameters = { prompt: '=kite {{ $now.toMillis() }}', options: SHORT };
		const tool = toolOf(gateway, parameters, retrying);
		const answers = await Promise.all([tool({}), tool({})]);
		const ids = answers.map((answer) => itemsIn(answer)[0].taskId);
		expect(new Set(ids)).toEqual(new Set(gateway.tasks.keys()));
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('buy their own stories, and a later attempt continues at the scene that ran', async () => {
		const gateway = await openGateway({
			taskSeconds: ({ prompt }) => (prompt === 'b' ? 1.5 : 0.2),
		});
		const scenes = { scenesSource: 'json', scenesJson: fromAI('scenes', 'json') };
		const parameters = { operation: 'longVideo', ...scenes, options: SHORT };
		const tool = toolOf(gateway, parameters, retrying);
		const call = { scenes: ['a', 'b', 'c'] };
		const answers = await Promise.all([tool(call), tool(call)]);
		expect(gateway.counts.createRequests).toBe(6);
		const steps = answers.flatMap((answer) => itemsIn(answer)[0].steps as IDataObject[]);
		expect(new Set(steps.map(({ taskId }) => taskId))).toEqual(new Set(gateway.tasks.keys()));
	});
});

test('calls with the same arguments and different prompts are different videos', async () => {
	const gateway = await openGateway({ taskSeconds: (_params, _model, n) => (n === 0 ? 60 : 0.2) });
	const tool = toolOf(gateway, { prompt: '={{ "prompt " + $runIndex }}', options: SHORT });
	await expect(tool({})).rejects.toThrow(/not finished/);
	const [{ taskId }] = itemsIn(await tool({}));
	expect(gateway.tasks.get(String(taskId))?.params.prompt).toBe('prompt 1');
});

test('an unclear creation is not repeated by a later attempt', async () => {
	const gateway = await openGateway();
	gateway.faults = ({ kind }) => (kind === 'create' ? { type: 'reset-after' } : undefined);
	const tool = toolOf(gateway, {}, retrying);
	await expect(tool({ prompt: 'kite' })).rejects.toThrow(/may have been bought/);
	expect(gateway.counts.createRequests).toBe(1);
});

test('in a retried execution, the same call continues with its task, once', async () => {
	const gateway = await openGateway({ taskSeconds: (_params, _model, n) => (n === 0 ? 1.5 : 0.1) });
	const shared: Parameters<typeof invokeAsTool>[3] = {};
	await expect(
		toolOf(gateway, { options: SHORT }, {}, shared)({ prompt: 'kite' }),
	).rejects.toThrow();
	const [id] = gateway.tasks.keys();
	const saved = JSON.parse(JSON.stringify(shared.data));
	const tool = toolOf(gateway, {}, {}, { data: saved });
	expect(itemsIn(await tool({ prompt: 'boat' }))[0].taskId).not.toBe(id);
	expect(itemsIn(await tool({ prompt: 'kite' }))[0]).toMatchObject({ taskId: id });
	expect(itemsIn(await tool({ prompt: 'kite' }))[0].taskId).not.toBe(id);
	expect(gateway.counts.createRequests).toBe(3);
});

test('after a crash, the same call buys nothing and another call buys', async () => {
	const gateway = await openGateway();
	const begin = () => {
		const executionData = { contextData: {} };
		const data = { resultData: { runData: {} }, executionData, resumeToken: 'token' };
		return toolOf(gateway, {}, {}, { data: data as never });
	};
	await begin()({ prompt: 'kite' });
	await expect(begin()({ prompt: 'kite' })).rejects.toThrow(/already submitted/);
	await begin()({ prompt: 'boat' });
	expect(gateway.counts.createRequests).toBe(2);
});

test('Dry Run by the agent: only the real call buys', async () => {
	const gateway = await openGateway();
	const tool = toolOf(gateway, { dryRun: fromAI('dry', 'boolean') });
	const [answer] = itemsIn(await tool({ prompt: 'kite', dry: true }));
	expect(answer).toMatchObject({ dryRun: true, estimatedCost: 0.15, currency: 'USD' });
	await tool({ prompt: 'kite', dry: false });
	await tool({ prompt: 'kite', dry: true });
	expect(gateway.counts).toMatchObject({ createRequests: 1, estimates: 2 });
});

test('Max Cost is for each call, and the refusal reaches the agent', async () => {
	const gateway = await openGateway();
	const options = { ...QUICK, maxCost: 0.15 };
	const tool = toolOf(gateway, { duration: fromAI('duration', 'number'), options });
	await expect(tool({ prompt: 'kite', duration: 6 })).rejects.toThrow(/0\.18 USD.*Max Cost/);
	for (const prompt of ['kite', 'boat']) {
		expect(itemsIn(await tool({ prompt, duration: 5 }))[0].status).toBe('completed');
	}
	expect(gateway.counts.createRequests).toBe(2);
});

test('Max Cost by the agent: its 0 buys nothing', async () => {
	const gateway = await openGateway();
	const options = { ...QUICK, maxCost: fromAI('budget', 'number') };
	const tool = toolOf(gateway, { options });
	await expect(tool({ prompt: 'kite', budget: 0 })).rejects.toThrow(
		/The expression in Max Cost gives 0/,
	);
	expect(gateway.requests).toEqual([]);
	expect(itemsIn(await tool({ prompt: 'kite', budget: 0.15 }))[0].status).toBe('completed');
	expect(gateway.counts.createRequests).toBe(1);
});
