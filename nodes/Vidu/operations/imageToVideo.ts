import { imageFields } from '../fields/imageFields';
import { modelFields, shownFor } from '../fields/modelFields';
import { readFirstFrame } from '../input/frames';
import { readVideoJob } from '../input/videoJob';
import { imageToVideoModels as models } from '../models/imageToVideoModels';
import type { Operation } from './operation';

const value = 'imageToVideo';
const { choice, main, additional } = modelFields(value, models);

/** Makes a video from an image, which is its first frame. */
export const imageToVideo: Operation = {
	resource: 'video',
	value,
	name: 'Image to Video',
	action: 'Generate a video from an image',
	description: 'Generate a video from an image. Costs money for each item.',
	models,
	fields: [
		...choice,
		...imageFields({
			name: 'image',
			displayName: 'Image',
			description: 'Image with which the video begins; the video has its shape',
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
