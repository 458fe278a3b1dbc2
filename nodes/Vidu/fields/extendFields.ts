import type { INodeProperties } from 'n8n-workflow';

import { extendModels } from '../models/extend';
import { parameterField } from './parameterField';

const show = { resource: ['video'], operation: ['extend'] };
const { shape } = extendModels[0].parameters;

/** Which video is extended. The default takes the output of the node before, with nothing to set. */
export const videoSourceFields: INodeProperties[] = [
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
		...parameterField('video_url', shape.video_url),
		required: true,
		default: '={{ $json.videoUrl }}',
		displayOptions: { show: { ...show, videoSource: ['url'] } },
	},
	{
		...parameterField('video_creation_id', shape.video_creation_id),
		required: true,
		displayOptions: { show: { ...show, videoSource: ['creationId'] } },
	},
];

/** The image with which the extended video ends. */
export const endFrameFields: INodeProperties[] = [
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
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input field that holds the image file',
		description:
			'A png, jpeg or webp image with a ratio between 1:4 and 4:1. The whole request may be 20 MB, which is about 15 MB of image.',
		displayOptions: { show: { ...show, endFrameSource: ['binary'] } },
	},
];
