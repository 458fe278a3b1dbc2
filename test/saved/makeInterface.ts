/* Saves the node's interface: its fields, and what it sends and gives out (README.md). */

import type { INodeParameters } from 'n8n-workflow';

import { openForWorkflows } from '../engine/savedWorkflow';
import type { SavedWorkflow } from '../engine/savedWorkflow';
import { allForms, filled, valuesOf } from './forms';
import { write } from './save';

test('every field', () => write('description', { forms: allForms() }));

const VIDEO_URL = 'https://example.com/a.mp4';
const custom = (model: string, away: string) => ({
	model: 'custom',
	customModelId: model,
	customParameters: away,
});

/** Every model, with its defaults and with everything set that can be added. */
const workflows = (): INodeParameters[] => [
	...['textToVideo', 'extend'].flatMap((operation) => {
		const given: INodeParameters = { resource: 'video', operation, prompt: 'a kite' };
		if (operation === 'extend') given.videoUrl = VIDEO_URL;
		const models: INodeParameters[] = valuesOf('model', given)
			.filter((model) => model !== 'custom')
			.map((model) => ({ ...given, model }));
		const other =
			operation === 'extend'
				? custom('viduq2_turbo_extend', '{"duration":7}')
				: custom('viduq2_text2video', '{"style":null,"movement_amplitude":null}');
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

test('what every workflow sends and gives out', async () => {
	const run = await openForWorkflows();
	const saved: SavedWorkflow[] = [];
	for (const parameters of workflows()) saved.push(await run(parameters));
	write('workflows', saved);
});
