import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { CUSTOM_OPTION, modelOption } from '../../fields/modelFields';
import { extendModels } from '../../models/extendModels';
import { CUSTOM_MODEL, modelFieldOf } from '../../models/model';
import { SOURCE_SECONDS } from '../../models/parameters';
import { MAX_SCENES, SCENE_SECONDS } from './scenes';

type Show = NonNullable<IDisplayOptions['show']>;

/** How a story begins. */
export const startFromField = (show: Show): INodeProperties => ({
	displayName: 'Start From',
	name: 'startFrom',
	type: 'options',
	options: [
		{ name: 'Image', value: 'image', description: 'The first scene begins with your image' },
		{ name: 'Text', value: 'text', description: 'The first scene is made from its prompt' },
		{ name: 'Video', value: 'video', description: 'Every scene extends a video you already have' },
	],
	default: 'text',
	description: 'How the first scene is made',
	displayOptions: { show },
});

/** The model of every scene that extends the previous one. */
export function extendModelFields(show: Show): INodeProperties[] {
	const name = modelFieldOf('extend');
	const field: INodeProperties = {
		displayName: 'Extend Model',
		name,
		type: 'options',
		options: [...extendModels.map(modelOption), CUSTOM_OPTION],
		default: '',
		description: 'The Vidu model that makes each later scene',
		displayOptions: { show },
	};
	return [
		{ ...field, default: extendModels[0].id },
		{
			displayName: 'Custom Extend Model ID',
			name: EXTEND_MODEL_ID,
			type: 'string',
			default: '',
			placeholder: 'e.g. viduq2_pro_extend',
			description: "The model's ID in the gateway's documentation",
			displayOptions: { show: { ...show, [name]: [CUSTOM_MODEL] } },
		},
	];
}

/** Not `customModelId`: the first scene has that. */
export const EXTEND_MODEL_ID = 'extendModelId';

/** How long an extension may be. */
const FURTHER = extendModels[0].parameters.duration;

const sceneFields: INodeProperties[] = [
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. The kite lands in a meadow and a child picks it up',
		description: 'What should happen in the scene',
	},
	{
		displayName: 'Duration (Seconds)',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: SCENE_SECONDS,
		hint: `Scene 1: at least ${SOURCE_SECONDS.min} seconds if another follows. Later scenes: ${FURTHER.min} to ${FURTHER.max} seconds.`,
		description: 'How long the scene should be. Scene 1 can be as long as its model allows.',
	},
];

/** In the description of both fields; the linter wants the full stop there. */
const OF_EACH =
	'Each scene costs one video. The last video should contain the whole story. The output field "steps" has the video of each scene';

/** The scenes, from fields or from JSON. */
export const scenesFields = (show: Show): INodeProperties[] => [
	{
		displayName: 'Scenes From',
		name: 'scenesSource',
		type: 'options',
		options: [
			{ name: 'Fields Below', value: 'fields', description: 'Enter the scenes here' },
			{
				name: 'JSON',
				value: 'json',
				description: 'A list, for example from a column of a table',
			},
		],
		default: 'fields',
		description: 'Where the scenes come from',
		displayOptions: { show },
	},
	{
		displayName: 'Scenes',
		name: 'scenes',
		type: 'fixedCollection',
		typeOptions: {
			multipleValues: true,
			sortable: true,
			fixedCollection: { itemTitle: '=Scene {{ $collection.item.index + 1 }}' },
		},
		placeholder: 'Add Scene',
		// One empty scene, so that there is something to fill in.
		default: { scene: [{ prompt: '', duration: SCENE_SECONDS }] },
		description: `1 to ${MAX_SCENES} scenes, in order. ${OF_EACH}.`,
		options: [{ displayName: 'Scene', name: 'scene', values: sceneFields }],
		displayOptions: { show: { ...show, scenesSource: ['fields'] } },
	},
	{
		displayName: 'Scenes (JSON)',
		name: 'scenesJson',
		type: 'json',
		default: '={{ $json.scenes }}',
		placeholder: 'e.g. [{"prompt": "A kite rises", "duration": 5}, "It lands in a meadow"]',
		description: `List of 1 to ${MAX_SCENES} scenes. Each is an object with prompt and duration, or a prompt alone (${SCENE_SECONDS} seconds). ${OF_EACH}.`,
		displayOptions: { show: { ...show, scenesSource: ['json'] } },
	},
];
