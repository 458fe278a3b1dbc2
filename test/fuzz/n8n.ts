/** The part of n8n that the node sees in a scenario: plain objects, on the virtual clock. */

import type { Readable } from 'node:stream';

import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { helpersOf } from '../processedItems';
import type { ProcessedItems } from '../processedItems';
import { BASE_URL } from './wire';
import type { Wire } from './wire';
import { PASTED_KEY } from './words';

/** One try of the node, as n8n sets it up. */
export interface CallSetup {
	wire: Wire;
	stop: AbortSignal;
	/** Parameters of the node, by item. */
	parametersOf: (item: number) => IDataObject;
	/** The same as it is in the editor, expressions unresolved. */
	raw: IDataObject;
	items: number;
	continueOnFail: boolean;
	/** The data that n8n keeps from try to try: the journal is in it. */
	context: Record<string, unknown>;
	/** n8n's memory of processed items. */
	memory: ProcessedItems;
}

/** The node's words outside of its output. */
export interface Said {
	log: string[];
	ui: string[];
	hints: unknown[];
	fileNames: string[];
}

/** The context of one call of the node. */
export function contextOf(setup: CallSetup): { context: IExecuteFunctions; said: Said } {
	const said: Said = { log: [], ui: [], hints: [], fileNames: [] };
	const { wire, memory, stop } = setup;
	const note = (line: string) => void said.log.push(line);
	const items = Array.from({ length: setup.items }, (_, item) => ({
		json: { item },
		pairedItem: { item },
	}));
	const node = {
		id: 'node-1',
		name: 'Vidu',
		type: 'n8n-nodes-vidu.vidu',
		typeVersion: 1,
		position: [0, 0],
		parameters: setup.raw,
	};
	const context = {
		getNode: () => node,
		getWorkflow: () => ({ id: 'workflow-1', name: 'Fuzz', active: true }),
		getExecutionId: () => '42',
		getMode: () => 'trigger',
		getExecutionCancelSignal: () => stop,
		getInputData: () => items,
		getWorkflowDataProxy: () => ({
			$runIndex: 0,
			$execution: { resumeUrl: 'https://n8n.example/webhook-waiting/42?signature=abc' },
		}),
		getContext: () => setup.context,
		getCredentials: async () => ({ apiKey: PASTED_KEY, baseUrl: BASE_URL, allowHttp: false }),
		getNodeParameter: (name: string, item: number, otherwise: unknown) =>
			name
				.split('.')
				.reduce<unknown>(
					(value, part) => (value as IDataObject | undefined)?.[part],
					setup.parametersOf(item),
				) ?? otherwise,
		continueOnFail: () => setup.continueOnFail,
		isToolExecution: () => false,
		addExecutionHints: (...hints: unknown[]) => void said.hints.push(...hints),
		sendMessageToUI: (message: string) => void said.ui.push(message),
		logger: { info: note, warn: note, error: note, debug: note },
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) =>
				await wire.ask(stop, options),
			httpRequest: async (options: IHttpRequestOptions) => await wire.fetch(options),
			prepareBinaryData: async (file: Readable, fileName: string, mimeType: string) => {
				let bytes = 0;
				for await (const piece of file) bytes += (piece as Buffer).length;
				said.fileNames.push(fileName);
				return { data: 'stored', mimeType, fileName, bytes };
			},
			...helpersOf(memory, 'node-1'),
		},
	};
	return { context: context as unknown as IExecuteFunctions, said };
}
