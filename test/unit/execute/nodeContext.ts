import type { IExecuteFunctions } from 'n8n-workflow';

import type { Memory } from '../purchases';

interface CallSetup {
	memory?: Memory;
	items?: number;
	continuesOnFail?: boolean;
	isStopped?: boolean;
	run?: number;
	type?: string;
	parameters?: object;
	/** Receives the lines of the log. */
	log?: string[];
}

/** The part of n8n's side of one call of the node that is read before anything is sent. */
export function nodeContext(setup: CallSetup = {}): IExecuteFunctions {
	const { memory = {}, items = 1, continuesOnFail = false, isStopped = false, log = [] } = setup;
	const { run = 0, type = 'n8n-nodes-vidu.vidu', parameters = {} } = setup;
	return {
		getContext: () => memory,
		continueOnFail: () => continuesOnFail,
		getExecutionCancelSignal: () => (isStopped ? AbortSignal.abort() : undefined),
		getInputData: () => Array.from({ length: items }, () => ({ json: {} })),
		getNode: () => ({ name: 'Vidu', type, typeVersion: 1, parameters }),
		getNodeParameter: (_name: string, _item: number, fallback: unknown) => fallback,
		getWorkflow: () => ({ id: 'workflow' }),
		getExecutionId: () => '42',
		getWorkflowDataProxy: () => ({ $runIndex: run }),
		addExecutionHints: () => {},
		logger: { error: (line: string) => void log.push(line) },
	} as unknown as IExecuteFunctions;
}

export const call = { run: 0, runNumber: 0, isTool: false, rawParameters: [], parameters: '' };
