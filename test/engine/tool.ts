import { ExecutionLifecycleHooks } from 'n8n-core';
import { createRunExecutionData, NodeConnectionTypes, Workflow } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeType,
	IRunExecutionData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { credentialsHelper } from './credentials';
import { nodeTypes } from './nodeTypes';
import { plainNode, viduNode } from './run';
import { KEY } from './vidu';

const contextFolder = 'n8n-core/dist/execution-engine/node-execution-context';

interface ToolModules {
	SupplyDataContext: new (...args: unknown[]) => object;
	makeHandleToolInvocation: (
		contextOf: (run: number) => object,
		node: INode,
		nodeType: INodeType,
		data: IRunExecutionData,
	) => (args: IDataObject) => Promise<string>;
}

const load = (): ToolModules => ({
	...(jest.requireActual(`${contextFolder}/supply-data-context`) as ToolModules),
	...(jest.requireActual(`${contextFolder}/utils/get-input-connection-data`) as ToolModules),
});

/**
 * The node as n8n's engine hands it to an agent: the very function that an agent's tool call runs.
 *
 * @param shared one object for all tools of an execution
 */
export function invokeAsTool(
	nodeType: INodeType,
	settings: Partial<INode>,
	baseUrl: string,
	shared: { data?: IRunExecutionData } = {},
): (args: IDataObject) => Promise<string> {
	const { SupplyDataContext, makeHandleToolInvocation } = load();
	const node = viduNode({}, { type: 'n8n-nodes-vidu.viduTool', ...settings });
	const agent = plainNode('test.noOp', 'Agent');
	const workflow = new Workflow({
		id: 'w',
		nodes: [node, agent],
		connections: {},
		active: false,
		nodeTypes,
	});
	const data = (shared.data ??= createRunExecutionData({ executionData: {} }));
	const hooks = new ExecutionLifecycleHooks('trigger', '1', { id: 'w' } as IWorkflowBase);
	const additionalData = {
		credentialsHelper: credentialsHelper({ apiKey: KEY, baseUrl }),
		hooks,
		executionId: '1',
		currentNodeExecutionIndex: 0,
		webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
		formWaitingBaseUrl: 'http://localhost/form-waiting',
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
	const signal = new AbortController().signal;
	const contextOf = (run: number) =>
		new SupplyDataContext(
			workflow,
			workflow.getNode(node.name),
			additionalData,
			'trigger',
			data,
			run,
			[],
			{},
			NodeConnectionTypes.AiTool,
			{ node, data: {}, source: null },
			[],
			signal,
			agent,
		);
	const known = workflow.getNode(node.name) ?? node;
	return makeHandleToolInvocation(contextOf, known, nodeType, data);
}
