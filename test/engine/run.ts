import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	INode,
	INodeExecutionData,
	IRun,
	IRunExecutionData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { credentialsHelper } from './credentials';
import { nodeTypes } from './nodeTypes';

/** A workflow as it is exported from the editor. */
export type WorkflowJson = Pick<IWorkflowBase, 'nodes' | 'connections'> & Partial<IWorkflowBase>;

/** A running execution. */
export interface Execution {
	/** Ends when the execution ends; also after `stop`. */
	finished: Promise<IRun>;
	/** The same as n8n's Stop button. */
	stop(): void;
	/** The data of the execution so far: the journal is in it. */
	data(): IRunExecutionData;
}

/** How to run a workflow. */
export interface RunOptions {
	credentials: ICredentialDataDecryptedObject;
	mode?: 'manual' | 'trigger' | 'retry';
	/** Continues from the data of a saved execution, as "Retry execution" does. */
	from?: IRunExecutionData;
	/** "Retry with currently saved workflow" instead of "with original workflow". */
	withEditedWorkflow?: boolean;
	/** Told what the node sends to the browser's console. */
	onMessage?: (message: string) => void;
	executionId?: string;
	/** Awaited before each reading of the credential, as n8n waits for its database. */
	beforeCredential?: () => Promise<void>;
	/** Called before each run of a node, with what the execution holds. */
	beforeNode?: (nodeName: string, data: IRunExecutionData) => void;
}

/** Starts a workflow in n8n's own engine. */
export function startWorkflow(workflowJson: WorkflowJson, options: RunOptions): Execution {
	const { mode = 'trigger', executionId = '42' } = options;
	const workflow = new Workflow({
		id: workflowJson.id ?? 'workflow-1',
		name: workflowJson.name ?? 'Test',
		nodes: structuredClone(workflowJson.nodes),
		connections: workflowJson.connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', ...workflowJson.settings },
	});
	const hooks = new ExecutionLifecycleHooks(mode, executionId, workflowJson as IWorkflowBase);
	const additionalData = {
		credentialsHelper: credentialsHelper(options.credentials, options.beforeCredential),
		hooks,
		executionId,
		currentNodeExecutionIndex: 0,
		currentNodeParameters: undefined,
		restApiUrl: '',
		instanceBaseUrl: '',
		webhookBaseUrl: 'http://localhost/webhook',
		webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
		webhookTestBaseUrl: 'http://localhost/webhook-test',
		formWaitingBaseUrl: 'http://localhost/form-waiting',
		variables: {},
		setExecutionStatus: () => {},
		sendDataToUI: (_type: string, data: { messages?: unknown[] }) => {
			for (const message of data.messages ?? []) options.onMessage?.(String(message));
		},
	} as unknown as IWorkflowExecuteAdditionalData;

	if (options.withEditedWorkflow) {
		for (const waiting of options.from?.executionData?.nodeExecutionStack ?? []) {
			waiting.node = workflow.getNode(waiting.node.name) ?? waiting.node;
		}
	}
	const execute = new WorkflowExecute(additionalData, mode, options.from);
	const data = () =>
		(execute as unknown as { runExecutionData: IRunExecutionData }).runExecutionData;
	hooks.addHandler('nodeExecuteBefore', (nodeName) => options.beforeNode?.(nodeName, data()));
	const running = options.from
		? execute.processRunExecutionData(workflow)
		: startFresh(execute, workflow);
	const stopped = new Promise<IRun>((resolve) => {
		hooks.addHandler('workflowExecuteAfter', (run) => {
			if (run.status === 'canceled') resolve(run);
		});
	});
	// Stop ends the promise of the engine itself with nothing.
	const finished = Promise.race([running as Promise<IRun>, stopped]).then(
		async (run) => run ?? (await stopped),
	);
	return {
		finished,
		stop: () => running.cancel(),
		data,
	};
}

function startFresh(execute: WorkflowExecute, workflow: Workflow) {
	const startNode = Object.values(workflow.nodes).find(({ type }) => /items|Trigger/.test(type));
	// n8n-core 1.x takes the workflow and the start node as separate arguments.
	const run = execute.run.bind(execute) as (...args: unknown[]) => ReturnType<typeof execute.run>;
	return execute.run.length > 1 ? run(workflow, startNode) : run({ workflow, startNode });
}

/** The execution that "Retry execution" makes of a saved one: n8n's own service does these steps. */
export function asRetry(saved: IRun): IRunExecutionData {
	const data = JSON.parse(JSON.stringify(saved.data)) as IRunExecutionData;
	const { resultData } = data;
	const last = resultData.lastNodeExecuted;
	if (last !== undefined) {
		delete resultData.error;
		const runs = resultData.runData[last];
		if (runs?.length > 0 && runs[runs.length - 1].error !== undefined) runs.pop();
	}
	return data;
}

/** A Vidu node with its credential. */
export const viduNode = (parameters: INode['parameters'], more: Partial<INode> = {}): INode => ({
	id: more.name ?? 'Vidu',
	name: 'Vidu',
	type: 'n8n-nodes-vidu.vidu',
	typeVersion: 1,
	position: [0, 0],
	credentials: { viduApi: { id: '1', name: 'Vidu' } },
	parameters,
	...more,
});

/** A node around it. */
export const plainNode = (type: string, name: string, parameters = {}): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

/** Connects nodes in a row by their first outputs. */
export const inARow = (...names: string[]): WorkflowJson['connections'] =>
	Object.fromEntries(
		names
			.slice(1)
			.map((next, index) => [
				names[index],
				{ main: [[{ node: next, type: 'main' as const, index: 0 }]] },
			]),
	);

/** The items that a node gave out on one of its outputs, in its last run. */
export function outputOf(run: IRun, nodeName: string, output = 0): INodeExecutionData[] {
	const runs = run.data.resultData.runData[nodeName] ?? [];
	return runs[runs.length - 1]?.data?.main?.[output] ?? [];
}
