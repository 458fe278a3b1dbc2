import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** The image with which an extended video ends. */
export const endFrameFields = (show: NonNullable<IDisplayOptions['show']>): INodeProperties[] => [
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
