import { imageFields } from '../fields/imageFields';
import { modelFields, shownFor } from '../fields/modelFields';
import { readFirstFrame } from '../input/frames';
import { readVideoJob } from '../input/videoJob';
import { imageToVideoModels as models } from '../models/imageToVideoModels';
import { TIME_AND_RESULT } from './operation';
import type { Operation } from './operation';

const value = 'imageToVideo';
const { choice, main, additional } = modelFields(value, models);

/** Makes a video from an image, which is its first frame. */
export const imageToVideo: Operation = {
	resource: 'video',
	value,
	name: 'Image to Video',
	action: 'Generate a video from an image',
	description: `Make a video that begins with your image, such as a product photo. ${TIME_AND_RESULT}.`,
	models,
	fields: [
		...choice,
		...imageFields({
			name: 'image',
			displayName: 'Image',
			description: 'The first image of the video. The video gets the same shape.',
			show: shownFor(value),
		}),
		...main('prompt'),
		...main('duration'),
		...main('resolution'),
		additional,
	],
	readJob: async (context, item, call) =>
		await readVideoJob(context, item, call, {
			operation: value,
			models,
			readImages: async (_choice, request) => await readFirstFrame(context, item, request),
		}),
};
