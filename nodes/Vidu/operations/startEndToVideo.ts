import { FILE_FIELD, imageFields } from '../fields/imageFields';
import { modelFields, shownFor } from '../fields/modelFields';
import { checkFrames } from '../images/checkImage';
import { requiredSourceOf } from '../input/frames';
import { NO_IMAGES, placeImages, readImages } from '../input/images';
import { readVideoJob } from '../input/videoJob';
import { invalid, ok } from '../models/result';
import { startEndToVideoModels as models } from '../models/startEndToVideoModels';
import { TIME_AND_RESULT } from './operation';
import type { Operation } from './operation';

const value = 'startEndToVideo';
const { choice, main, additional } = modelFields(value, models);
const show = shownFor(value);

const FRAMES = [
	{
		name: 'startFrame',
		displayName: 'Start Frame',
		description: 'The first image of the video',
		initial: FILE_FIELD,
	},
	{
		name: 'endFrame',
		displayName: 'End Frame',
		description: 'The last image of the video',
		// Not that of the start frame: two names of one file would buy a video from a picture to itself.
		initial: '',
	},
];

/** Makes a video between two frames. */
export const startEndToVideo: Operation = {
	resource: 'video',
	value,
	name: 'Start and End Frame to Video',
	action: 'Generate a video between two frames',
	description: `Make a video that begins with one image and ends with another. ${TIME_AND_RESULT}.`,
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
				const sources = FRAMES.map((frame) =>
					requiredSourceOf(context, item, { ...frame, isOnlyImage: false }),
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
