/** Retries of saved executions. */

import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRun,
	IRunExecutionData,
} from 'n8n-workflow';

import { inputs } from '../engine/nodeTypes';
import { asRetry, startWorkflow } from '../engine/run';
import type { WorkflowJson } from '../engine/run';
import { KEY, openGateway } from '../engine/vidu';
import type { Gateway, Task } from '../gateway';

/** An execution that an earlier version of the node saved (README.md). */
export interface SavedExecution {
	/** How it was made, and the versions of the node and of the engine. */
	about: string;
	workflow: WorkflowJson;
	/** The items that the workflow began with. */
	input: INodeExecutionData[];
	/** The gateway's tasks, in the order of creation. */
	tasks: Array<Omit<Task, 'key'>>;
	/** As n8n saves it when it fails. */
	run: IRun;
	/** The lists of n8n's table of processed data. */
	memory?: Record<string, { data: string[] }>;
	/** The arguments of a call by an agent. */
	args?: IDataObject;
}

/** A gateway that has the tasks of a saved execution, all finished. Its counts begin at 0. */
export async function openGatewayOf({ tasks }: SavedExecution): Promise<Gateway> {
	const gateway = await openGateway({ taskSeconds: 0 });
	for (const task of tasks) {
		gateway.tasks.set(task.id, { ...task, key: KEY, finishesAt: task.createdAt + 1 } as Task);
	}
	return gateway;
}

/** A user's change in the Vidu node before "Retry with currently saved workflow". */
export interface Edit {
	parameters?: INodeParameters;
	options?: INodeParameters;
	node?: Partial<INode>;
}

/** Runs a workflow against a gateway. With `from`, continues from a saved execution. */
export async function runAgainst(
	gateway: Gateway,
	{ workflow, input }: Pick<SavedExecution, 'workflow' | 'input'>,
	more: { from?: IRunExecutionData; executionId?: string; edit?: Edit } = {},
): Promise<IRun> {
	inputs.set('items', structuredClone(input));
	const { from, edit, executionId = '43' } = more;
	const nodes = workflow.nodes.map((node) =>
		edit === undefined || node.name !== 'Vidu' ? node : edited(node, edit),
	);
	return await startWorkflow(
		{ ...workflow, nodes },
		{
			credentials: { apiKey: KEY, baseUrl: gateway.baseUrl, allowHttp: false },
			from,
			executionId,
			withEditedWorkflow: edit !== undefined,
		},
	).finished;
}

/** "Retry execution" of a saved execution; with an edit, with the edited workflow. */
export const retrySaved = async (
	gateway: Gateway,
	saved: SavedExecution,
	edit?: Edit,
): Promise<IRun> => await runAgainst(gateway, saved, { from: asRetry(saved.run), edit });

const edited = (node: INode, { parameters, options, node: settings }: Edit): INode => ({
	...node,
	...settings,
	parameters: {
		...node.parameters,
		...parameters,
		options: { ...(node.parameters.options as INodeParameters), ...options },
	},
});
