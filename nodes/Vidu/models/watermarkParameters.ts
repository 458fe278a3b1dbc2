import type { Parameter } from './parameter';

/* The documented parameters that mark a video: its visible watermark, and the metadata that identifies it. */

export const watermark: Parameter = {
	type: 'boolean',
	default: false,
	displayName: 'Watermark',
	description: 'Whether to add a watermark that says the video is AI-generated',
	location: 'additional',
};

const wmPositionText = {
	displayName: 'Watermark Position',
	description: 'Corner where the watermark appears. Needs Watermark.',
	location: 'additional',
} as const;

/** The corners as integers. Source: docs/api/models.md, "Watermark corners". */
export const wmPositionNumber: Parameter = {
	type: 'integer',
	options: [1, 2, 3, 4],
	default: 3,
	...wmPositionText,
	optionNames: { 1: 'Top Left', 2: 'Top Right', 3: 'Bottom Right', 4: 'Bottom Left' },
};

/** The same corners as words, for Extend. */
export const wmPositionWord: Parameter = {
	type: 'string',
	options: ['top_left', 'top_right', 'bottom_right', 'bottom_left'],
	default: 'bottom_left',
	...wmPositionText,
	optionNames: {
		top_left: 'Top Left',
		top_right: 'Top Right',
		bottom_right: 'Bottom Right',
		bottom_left: 'Bottom Left',
	},
};

export const wmUrl: Parameter = {
	type: 'string',
	format: 'webAddress',
	displayName: 'Watermark Image URL',
	description: 'Image to use as the watermark instead of the default text. Needs Watermark.',
	placeholder: 'e.g. https://example.com/logo.png',
	location: 'additional',
};

export const metaData: Parameter = {
	type: 'string',
	format: 'json',
	takesJson: true,
	displayName: 'Metadata',
	description:
		'JSON that identifies the content, such as Label, ContentProducer or ProduceID. It is stored in the video. Leave empty to let Vidu add its own.',
	placeholder: 'e.g. {"Label":"your_label"}',
	location: 'additional',
};
