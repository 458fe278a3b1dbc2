import { imageFields } from '../fields/imageFields';
import { modelFields, shownFor } from '../fields/modelFields';
import { checkFrames } from '../images/checkImage';
import { NO_IMAGES, placeImages, readAll, requiredOriginOf } from '../input/images';
import { readVideoJob } from '../input/videoJob';
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
			models,
			readImages: async (_chosen, request) => {
				// A custom model may want its images under another name.
				if (request?.overrides.images !== undefined) return NO_IMAGES;
				const frames = FRAMES.map(({ name, displayName }) =>
					requiredOriginOf(context, item, name, displayName),
				);
				const images = await readAll(context, item, frames);
				if ('problems' in images) return images;
				const [start, end] = images.map(({ file }) => file?.facts);
				const problem = start && end && checkFrames(start, end);
				if (problem !== undefined) return { problems: [problem] };
				return placeImages(images, (values) => ({ images: values }), request);
			},
		}),
};
