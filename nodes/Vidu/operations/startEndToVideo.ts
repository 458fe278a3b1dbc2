import { imageFields } from '../fields/imageFields';
import { modelFields, shownFor } from '../fields/modelFields';
import { checkFrames } from '../images/checkImage';
import { requiredSourceOf } from '../input/frames';
import { NO_IMAGES, placeImages, readImages } from '../input/images';
import { readVideoJob } from '../input/videoJob';
import { invalid, ok } from '../models/result';
import { startEndToVideoModels as models } from '../models/startEndToVideoModels';
import type { Operation } from './operation';

const value = 'startEndToVideo';
const { choice, main, additional } = modelFields(value, models);
const show = shownFor(value);

const FRAMES = [
	{ name: 'startFrame', displayName: 'Start Frame', description: 'Image with which it begins' },
	{ name: 'endFrame', displayName: 'End Frame', description: 'Image with which the video ends' },
];

/** Makes a video between two frames. */
export const startEndToVideo: Operation = {
	resource: 'video',
	value,
	name: 'Start and End Frame to Video',
	action: 'Generate a video between two frames',
	description: 'Generate a video between two frames. Costs money for each item.',
	models,
	fields: [
		...choice,
		...FRAMES.flatMap((frame) => imageFields({ ...frame, show })),
		...main('prompt'),
		...main('duration'),
		...main('resolution'),
		additional,
	],
	readJob: async (context, item, call) =>
		await readVideoJob(context, item, call, {
			operation: value,
			models,
			readImages: async (_choice, request) => {
				// A custom model may want its images under another name.
				if (request?.overrides.images !== undefined) return ok(NO_IMAGES);
				const sources = FRAMES.map(({ name, displayName }) =>
					requiredSourceOf(context, item, name, displayName),
				);
				const images = await readImages(context, item, sources);
				if (!images.ok) return images;
				const [start, end] = images.value.map(({ file }) => file?.facts);
				const problem = start && end && checkFrames(start, end);
				if (problem !== undefined) return invalid(problem);
				return placeImages(images.value, (values) => ({ images: values }), request);
			},
		}),
};
