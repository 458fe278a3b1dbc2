/* Saves executions for the tests of later versions (README.md). */

import { createRunExecutionData } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, INodeParameters, IRun } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { again } from '../engine/crash';
import { IMAGE_KINDS, itemOfAnyKind } from '../engine/kinds';
import { FakeMemory } from '../engine/memory';
import { inARow, plainNode } from '../engine/run';
import type { WorkflowJson } from '../engine/run';
import { switchToMemoryStorage } from '../engine/storage';
import { invokeAsTool } from '../engine/tool';
import { openGateway, until } from '../engine/vidu';
import type { Gateway } from '../gateway';
import { itemsOf, save, start, workflowOf } from './save';

/** The engine of n8n 1.x has no resume token, so executions that depend on it are saved from both. */
const isOldEngine = !('resumeToken' in createRunExecutionData({}));
const memory = new FakeMemory();

beforeAll(async () => await switchToMemoryStorage());

/** Tasks outlast the timeout, unless their prompt says otherwise. */
const slow = async () => await openGateway({ taskSeconds: 60 });

test('one completed, one running, one unclear', async () => {
	const gateway = await slow();
	gateway.faults = ({ kind, body }) =>
		kind === 'create' && JSON.stringify(body).includes('train')
			? { type: 'reset-after' }
			: undefined;
	const input = itemsOf('kite [seconds:0.1]', 'boat', 'train');
	// The expression gives a different prompt at each attempt.
	const workflow = workflowOf({ prompt: '={{ $json.p }} {{ $now.toMillis() }}' });
	const run = await start(gateway, workflow, input).finished;
	save(
		'three-items',
		'One task completed, one was still running, one creation was unclear.',
		gateway,
		{
			workflow,
			input,
			run,
		},
	);
});

const VIDEO = 'https://example.com/a.mp4';

const STORY = {
	operation: 'longVideo',
	scenesSource: 'json',
	scenesJson: '["a kite rises [seconds:0]", "it lands", "night falls"]',
};

test.each<[string, IDataObject]>([
	...IMAGE_KINDS.map(([kind, parameters]): [string, IDataObject] => [kind, parameters]),
	[
		'end frame from a URL',
		{
			...{ operation: 'extend', videoUrl: VIDEO, endFrameSource: 'url' },
			endFrameUrl: 'https://example.com/frame.png',
		},
	],
	['Long Video', STORY],
])('%s', async (kind, parameters) => {
	const gateway = await slow();
	const workflow = workflowOf({ prompt: '@kite rises', ...parameters } as INodeParameters);
	const input = [await itemOfAnyKind()];
	const run = await start(gateway, workflow, input).finished;
	const name = kind.toLowerCase().replaceAll(' ', '-');
	save(`waiting-${name}`, `${kind}, timed out.`, gateway, { workflow, input, run });
});

test('a call of an agent', async () => {
	const gateway = await slow();
	const args = { prompt: 'kite' };
	const workflow = workflowOf({ prompt: "={{ $fromAI('prompt') }}" });
	const node = { ...workflow.nodes[1], type: 'n8n-nodes-vidu.viduTool' };
	const shared: Parameters<typeof invokeAsTool>[3] = {};
	const tool = invokeAsTool(new Vidu(), node, gateway.baseUrl, shared);
	await expect(tool(args)).rejects.toThrow(/not finished/);
	save('tool', 'A tool call of an agent, timed out.', gateway, {
		args,
		workflow: { nodes: [node], connections: {} },
		input: [],
		run: { data: shared.data, status: 'error', mode: 'trigger' } as IRun,
	});
});

test('the second run of a node in a loop', async () => {
	const gateway = await openGateway({
		taskSeconds: (_params, _model, n) => (n === 0 ? 0.1 : 60),
	});
	const connections = inARow('Items', 'Loop', 'Vidu');
	connections.Vidu = { main: [[{ node: 'Loop', type: 'main', index: 0 }]] };
	const { nodes } = workflowOf({ prompt: 'the same' });
	const workflow = {
		nodes: [nodes[0], plainNode('test.loop', 'Loop', { times: 3 }), nodes[1]],
		connections,
	};
	const input: INodeExecutionData[] = [{ json: {} }];
	const run = await start(gateway, workflow, input).finished;
	save('loop', 'The first of three runs of the node completed, the second timed out.', gateway, {
		workflow,
		input,
		run,
	});
});

describe("with n8n's table of processed data", () => {
	beforeAll(async () => await memory.install());

	const crash = async (gateway: Gateway, workflow: WorkflowJson, input: INodeExecutionData[]) => {
		Object.assign(memory, FakeMemory.fresh());
		const execution = start(gateway, workflow, input);
		const data = structuredClone(execution.data());
		await until(() => gateway.counts.polls === 1);
		execution.stop();
		await execution.finished;
		return data;
	};

	test('n8n crashes', async () => {
		const gateway = await slow();
		const input = itemsOf('kite');
		const workflow = workflowOf({ prompt: '={{ $json.p }}' });
		const data = await crash(gateway, workflow, input);
		const name = isOldEngine ? 'crash-n8n-1' : 'crash';
		save(name, 'n8n crashed while the node waited: the data is that of the start.', gateway, {
			workflow,
			input,
			run: { data, status: 'crashed', mode: 'trigger' } as IRun,
			memory: Object.fromEntries(memory.rows),
		});
	});

	test('a retry after a crash fails too', async () => {
		const gateway = await slow();
		const input = itemsOf('kite', 'boat', 'train [fail] [seconds:0]');
		const workflow = workflowOf({ prompt: '={{ $json.p }}' }, { maxConcurrency: 1 });
		const from = again(await crash(gateway, workflow, input));
		const run = await start(gateway, workflow, input, from).finished;
		// The failed purchase is removed after the node has ended.
		await until(() => memory.rows.get('workflow-1 Vidu')?.data.length === 2);
		save(
			'retry-after-crash',
			'n8n crashed while the first item waited. The retry found it in the ledger, the second item timed out, the third failed at the provider.',
			gateway,
			{ workflow, input, run, memory: Object.fromEntries(memory.rows) },
		);
	});
});
