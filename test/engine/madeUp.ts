import { modelFields } from '../../nodes/Vidu/fields/modelFields';
import { readVideoJob } from '../../nodes/Vidu/input/videoJob';
import type { Model } from '../../nodes/Vidu/models/model';
import type { Parameter } from '../../nodes/Vidu/models/parameter';
import * as p from '../../nodes/Vidu/models/parameters';
import type { Operation } from '../../nodes/Vidu/operations/operation';

/*
 * An operation and a model that no gateway has, written as CONTRIBUTING says under "Adding an operation" and
 * "Adding a documented model". This is all that there is of them.
 */

const strength: Parameter = {
	type: 'integer',
	min: 1,
	max: 10,
	default: 3,
	displayName: 'Strength',
	description: 'How much of the picture is painted over, 1 to 10',
	location: 'main',
};

const colourScheme: Parameter = {
	type: 'string',
	options: ['warm', 'cold'],
	default: 'warm',
	displayName: 'Colour Scheme',
	description: 'Colours of the paint',
	location: 'additional',
	optionNames: { warm: 'Warm', cold: 'Cold' },
};

const value = 'paintOver';

const models: readonly Model[] = [
	{
		id: 'madeup1_paint',
		displayName: 'Made Up 1',
		parameters: {
			prompt: p.prompt('What is painted', 'e.g. Clouds of oil paint', true),
			strength,
			payload: p.payload,
			colour_scheme: colourScheme,
		},
	},
];

const { choice, main, additional } = modelFields(value, models);

/** One file in `operations/` would hold this, and one line of the registry. */
export const paintOver: Operation = {
	resource: 'video',
	value,
	name: 'Paint Over',
	action: 'Paint over a video',
	description: 'Paint over a video. Costs money for each item.',
	models,
	fields: [...choice, ...main('prompt'), ...main('strength'), additional],
	readJob: async (context, item, call) =>
		readVideoJob(context, item, call, { operation: value, models }),
};

const cameraPath: Parameter = {
	type: 'string',
	options: ['circle', 'spiral'],
	default: 'circle',
	displayName: 'Camera Path',
	description: 'How the camera moves',
	location: 'additional',
};

/** One entry of `models/textToVideoModels.ts` would hold this. */
export const madeUpModel = (like: Model): Model => ({
	id: 'madeup1_text2video',
	displayName: 'Made Up Text',
	parameters: { ...like.parameters, camera_path: cameraPath },
});
