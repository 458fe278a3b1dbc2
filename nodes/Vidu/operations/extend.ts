import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { modelFields, shownFor } from '../fields/modelFields';
import { parameterField } from '../fields/parameterField';
import { EXTEND_IMAGE } from '../images/checkImage';
import { NO_IMAGES, originOf, placeImages, readAll } from '../items/itemImages';
import { readVideoJob } from '../items/videoJob';
import type { Params } from '../models/check';
import { extendModels as models } from '../models/extendModels';
import type { Operation } from './operation';

const value = 'extend';
const show = shownFor(value);
const { choice, main, additional } = modelFields(value, models);
const { video_url, video_creation_id } = models[0].parameters;

/** Which video is extended. The default takes the output of the node before, with nothing to set. */
const videoSourceFields: INodeProperties[] = [
	{
		displayName: 'Video Source',
		name: 'videoSource',
		type: 'options',
		options: [
			{
				name: 'URL',
				value: 'url',
				description: 'A video on the web, such as the output of this node',
			},
			{
				name: 'Creation ID',
				value: 'creationId',
				description: 'A video that Vidu made, by its ID',
			},
		],
		default: 'url',
		description: 'How the video to extend is given',
		displayOptions: { show },
	},
	{
		...parameterField('video_url', video_url),
		default: '={{ $json.videoUrl }}',
		displayOptions: { show: { ...show, videoSource: ['url'] } },
	},
	{
		...parameterField('video_creation_id', video_creation_id),
		required: true,
		displayOptions: { show: { ...show, videoSource: ['creationId'] } },
	},
];

/** The image with which the extended video ends. */
const endFrameFields: INodeProperties[] = [
	{
		displayName: 'End Frame',
		name: 'endFrameSource',
		type: 'options',
		options: [
			{ name: 'None', value: 'none', description: 'The model decides how the video ends' },
			{ name: 'Input Data Field', value: 'binary', description: 'An image file of the input item' },
			{ name: 'URL', value: 'url', description: 'An image on the web' },
		],
		default: 'none',
		description: 'Image with which the extended video ends',
		displayOptions: { show },
	},
	{
		displayName: 'End Frame URL',
		name: 'endFrameUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/last-frame.png',
		description:
			'Address of a png, jpeg or webp image with a ratio between 1:4 and 4:1. A data URI or base64 works too.',
		displayOptions: { show: { ...show, endFrameSource: ['url'] } },
	},
	{
		displayName: 'End Frame Input Data Field Name',
		name: 'endFrameField',
		type: 'string',
		typeOptions: { binaryDataProperty: true },
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input field that holds the image file',
		description:
			'A png, jpeg or webp image with a ratio between 1:4 and 4:1. The whole request may be 20 MB, which is about 15 MB of image.',
		displayOptions: { show: { ...show, endFrameSource: ['binary'] } },
	},
];

/** Documented: exactly one of `video_url` and `video_creation_id`. */
function readVideoSource(context: IExecuteFunctions, item: number, problems: string[]): Params {
	const byId = context.getNodeParameter('videoSource', item, 'url') === 'creationId';
	const field = byId ? 'videoCreationId' : 'videoUrl';
	const given = String(context.getNodeParameter(field, item, '') ?? '').trim();
	if (given === '') {
		problems.push(
			byId
				? 'Video Creation ID is empty, but Video Source is set to it'
				: 'Video URL is empty: the input item has no videoUrl, or the field was cleared',
		);
	}
	return { video_url: byId ? undefined : given, video_creation_id: byId ? given : undefined };
}

/** Makes a video longer, to an end frame if one is given. */
export const extend: Operation = {
	resource: 'video',
	value,
	name: 'Extend',
	action: 'Extend a video',
	description: 'Make a video longer. Costs money for each item.',
	models,
	fields: [
		...choice,
		...videoSourceFields,
		...main('prompt'),
		...main('duration'),
		...main('resolution'),
		...endFrameFields,
		additional,
	],
	readJob: async (context, item, call) => {
		const problems: string[] = [];
		const special = { ...readVideoSource(context, item, problems), images: undefined };
		return await readVideoJob(context, item, call, {
			models,
			special,
			problems,
			readImages: async (_chosen, request) => {
				const frame = originOf(context, item, 'endFrame', 'End Frame');
				if (frame === undefined) return NO_IMAGES;
				const images = await readAll(context, item, [frame], EXTEND_IMAGE);
				if ('problems' in images) return images;
				const place = (values: unknown[]) => ({ images: values });
				const placed = placeImages(images, place, request, images[0].identity);
				// Its identity is no list, and its file no part of what was given: the digests of 0.1.0.
				return 'problems' in placed ? placed : { ...placed, files: [] };
			},
		});
	},
};
