import { modelFields } from '../fields/modelFields';
import { readVideoJob } from '../input/videoJob';
import { textToVideoModels as models } from '../models/textToVideoModels';
import { TIME_AND_RESULT } from './operation';
import type { Operation } from './operation';

const value = 'textToVideo';
const { choice, main, additional } = modelFields(value, models);

/** Makes a video from a prompt. */
export const textToVideo: Operation = {
	resource: 'video',
	value,
	name: 'Text to Video',
	action: 'Generate a video from text',
	description: `Make a video from a prompt. ${TIME_AND_RESULT}.`,
	models,
	fields: [
		...choice,
		...main('prompt'),
		...main('duration'),
		...main('aspect_ratio'),
		...main('resolution'),
		additional,
	],
	readJob: async (context, item, call) =>
		readVideoJob(context, item, call, { operation: value, models }),
};
