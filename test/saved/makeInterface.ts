/* Saves the node's interface: its fields, its requests and the keys of its output (README.md). */

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { modelFieldOf } from '../../nodes/Vidu/models/model';
import { errorOf, jsonOf, openGateway, runVidu } from '../engine/vidu';
import { allForms, filled, valuesOf } from './forms';
import { write } from './save';

test('every field', () => write('description', { forms: allForms() }));

const VIDEO_URL = 'https://example.com/a.mp4';
const custom = (operation: string, model: string, customParameters: string) => ({
	[modelFieldOf(operation)]: 'custom',
	customModelId: model,
	customParameters,
});

/** Every model, with its defaults and with every additional field set. */
const workflows = (): INodeParameters[] => [
	...['textToVideo', 'extend'].flatMap((operation) => {
		const given: INodeParameters = { resource: 'video', operation, prompt: 'a kite' };
		if (operation === 'extend') given.videoUrl = VIDEO_URL;
		const models: INodeParameters[] = valuesOf(modelFieldOf(operation), given)
			.filter((model) => model !== 'custom')
			.map((model) => ({ ...given, [modelFieldOf(operation)]: model }));
		const other =
			operation === 'extend'
				? custom(operation, 'viduq2_turbo_extend', '{"duration":7}')
				: custom(operation, 'viduq2_text2video', '{"style":null,"movement_amplitude":null}');
		return [given, ...models, { ...given, ...other }].flatMap((parameters) => {
			const { additionalFields } = filled(parameters);
			return [parameters, { ...parameters, additionalFields } as INodeParameters];
		});
	}),
	{ prompt: 'a kite', duration: 3, aspectRatio: '9:16', resolution: '1080p' },
	{ prompt: 'a kite [seconds:60]', waitForCompletion: false },
	{ operation: 'extend', videoSource: 'creationId', videoCreationId: '123', duration: 2 },
	...['url', 'none'].map((endFrameSource) => ({
		operation: 'extend',
		videoUrl: VIDEO_URL,
		endFrameSource,
		endFrameUrl: 'https://example.com/frame.png',
	})),
	{ resource: 'task', operation: 'get' },
	{ resource: 'task', operation: 'wait' },
];

/** The result of a workflow. */
interface SavedWorkflow {
	parameters: INodeParameters;
	/** The body of the creation; undefined for an existing task. */
	request?: unknown;
	/** Keys of the output item. */
	keys: string[];
	/** The task's status in it. */
	status: string;
}

test('the request and the output of every workflow', async () => {
	const gateway = await openGateway({ taskSeconds: 0 });
	const saved: SavedWorkflow[] = [];
	for (const parameters of workflows()) {
		let request: unknown;
		gateway.faults = ({ kind, body }) => {
			if (kind === 'create') request = body;
			return undefined;
		};
		const [taskId] = gateway.tasks.keys();
		const run = await runVidu({ items: [{ taskId }], parameters: parameters as IDataObject });
		const [item] = jsonOf(run);
		if (item === undefined) throw new Error(`${JSON.stringify(parameters)}: ${errorOf(run)}`);
		const { status } = item;
		saved.push({ parameters, request, keys: Object.keys(item), status: String(status) });
	}
	write('workflows', saved);
});
