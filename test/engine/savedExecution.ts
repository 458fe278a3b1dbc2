import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRun,
	IRunExecutionData,
} from 'n8n-workflow';

import type { Gateway, Task } from '../gateway';
import { inputs } from './nodeTypes';
import { asRetry, startWorkflow } from './run';
import type { WorkflowJson } from './run';
import { KEY, openGateway } from './vidu';

/** Executions that an older version of the node saved, one file for each (test/saved/README.md). */
export interface SavedExecution {
	/** How it came to be, and the version of the node and of the engine. */
	about: string;
	workflow: WorkflowJson;
	/** What the workflow began with. */
	input: INodeExecutionData[];
	/** Whatever the gateway knew at the time, in the order of creation. */
	tasks: Array<Omit<Task, 'key'>>;
	/** As n8n saves it when it fails. */
	run: IRun;
	/** The lists of n8n's memory of processed items. */
	memory?: Record<string, { data: string[] }>;
	/** Of a call by an agent: its arguments. */
	args?: IDataObject;
}

/** What has been made with a version that is out. */
export const readSaved = <T = SavedExecution>(name: string, version = '0.1.0'): T =>
	JSON.parse(readFileSync(join(__dirname, '../saved', version, `${name}.json`), 'utf8')) as T;

/**
 * A gateway that knows the tasks of a saved execution, days later: they are finished. Its counters begin
 * at nought.
 */
export async function openGatewayOf({ tasks }: SavedExecution): Promise<Gateway> {
	const gateway = await openGateway({ taskSeconds: 0 });
	for (const task of tasks) {
		const { id, createdAt } = task;
		const fetching = { isUnderWay: false };
		gateway.tasks.set(id, { ...task, key: KEY, fetching, finishesAt: createdAt + 1 });
	}
	return gateway;
}

/** What a user may change in the Vidu node before "Retry with currently saved workflow". */
export interface Edit {
	parameters?: INodeParameters;
	options?: INodeParameters;
	node?: Partial<INode>;
}

/** Runs a workflow against a gateway: "Retry execution" when it goes `from` a saved one. */
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

/** What "Retry execution" makes of a saved execution; with an edit, that of the edited workflow. */
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
