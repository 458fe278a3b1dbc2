import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { errorOf, jsonOf, openGateway, runVidu } from './vidu';

/** What a workflow came to with an older version of the node (test/saved/README.md). */
export interface SavedWorkflow {
	parameters: INodeParameters;
	/** The body of the creation; none where a task is only looked at. */
	request?: unknown;
	/** Keys of the item that the node gives out. */
	keys: string[];
	/** The task's status in it. */
	status: string;
}

/**
 * Opens a gateway for workflows that run one after the other.
 *
 * @returns runs one, and says what it came to; one that looks at a task gets the first that was created.
 * It throws what the node throws
 */
export async function openForWorkflows(): Promise<
	(parameters: INodeParameters) => Promise<SavedWorkflow>
> {
	const gateway = await openGateway({ taskSeconds: 0 });
	return async (parameters) => {
		let request: unknown;
		gateway.faults = ({ kind, body }) => {
			if (kind === 'create') request = body;
			return undefined;
		};
		const [taskId] = gateway.tasks.keys();
		const run = await runVidu({ items: [{ taskId }], parameters: parameters as IDataObject });
		const [item] = jsonOf(run);
		if (item === undefined) throw new Error(`${JSON.stringify(parameters)}: ${errorOf(run)}`);
		return { parameters, request, keys: Object.keys(item), status: String(item.status) };
	};
}
