import type { IDataObject, INode, INodeExecutionData, IRun } from 'n8n-workflow';

import { startGateway } from '../gateway';
import type { Gateway, GatewayOptions } from '../gateway';
import { inputs } from './nodeTypes';
import { asRetry, inARow, outputOf, plainNode, startWorkflow, viduNode } from './run';
import type { Execution, RunOptions } from './run';

/** A key that a search finds wherever it leaks. */
export const KEY = 'sk-vidu-SECRET-0123456789';

/** Short waits: these tests are about what happens, not about when. */
export const QUICK = { pollInterval: 0.1, timeout: 60 };

let gateway: Gateway | undefined;

/** A fresh gateway, which ends after the test. Its tasks take a third of a second unless told. */
export async function openGateway(options: GatewayOptions = {}): Promise<Gateway> {
	gateway = await startGateway({ keys: [KEY], taskSeconds: 0.3, ...options });
	return gateway;
}

afterEach(async () => {
	await gateway?.close();
	gateway = undefined;
});

/** The setup of a test: a Vidu node after input items. */
export interface Setup {
	parameters?: IDataObject;
	/** Settings of the node, such as retryOnFail and onError. */
	node?: Partial<INode>;
	items?: Array<IDataObject | INodeExecutionData>;
	/** Whether Download Video and Simplify are as in a new node. They are off by default here. */
	isNew?: boolean;
	/** The values of the credential; the right ones by default. */
	credentials?: IDataObject;
	run?: Partial<RunOptions>;
}

/** Starts a Vidu node after the given items; the nodes after its outputs are "Success" and "Error". */
export function startVidu(setup: Setup = {}): Execution {
	const { parameters = {}, node = {}, items = [{}], credentials = {} } = setup;
	inputs.set(
		'items',
		items.map((item, index) =>
			'json' in item
				? (item as INodeExecutionData)
				: { json: item as IDataObject, pairedItem: { item: index } },
		),
	);
	const saved = setup.isNew ? { options: QUICK, ...parameters } : withoutDefaults(parameters);
	const connections = inARow('Items', 'Vidu');
	connections.Vidu = {
		main: ['Success', 'Error'].map((name) => [{ node: name, type: 'main' as const, index: 0 }]),
	};
	return startWorkflow(
		{
			nodes: [
				plainNode('test.items', 'Items', { input: 'items' }),
				viduNode({ prompt: 'a kite', ...saved } as INode['parameters'], node),
				plainNode('test.noOp', 'Success'),
				plainNode('test.noOp', 'Error'),
			],
			connections,
		},
		{
			...setup.run,
			credentials: {
				apiKey: KEY,
				baseUrl: gateway?.baseUrl ?? '',
				allowHttp: false,
				...credentials,
			},
		},
	);
}

/** Whole items and no files, unless the parameters say otherwise. */
const withoutDefaults = ({ options = QUICK, ...parameters }: IDataObject): IDataObject => ({
	downloadVideo: false,
	...parameters,
	options: { simplify: false, ...(options as IDataObject) },
});

/** Runs a Vidu node to its end. */
export const runVidu = async (setup: Setup = {}): Promise<IRun> => await startVidu(setup).finished;

/** Runs what "Retry execution" makes of a run that failed; a setup is that of the edited workflow. */
export const retryVidu = async (failed: IRun, edited?: Setup): Promise<IRun> =>
	await runVidu({
		...edited,
		run: { from: asRetry(failed), withEditedWorkflow: edited !== undefined, mode: 'retry' },
	});

/** JSON of the items that the Vidu node gave out. */
export const jsonOf = (run: IRun, output = 0): IDataObject[] =>
	outputOf(run, 'Vidu', output).map(({ json }) => json);

/** The message of the error with which the run ended. */
export const errorOf = (run: IRun): string => run.data.resultData.error?.message ?? '';

/** Waits until something holds, checking every few milliseconds. */
export async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
