/** The fields that saved workflows depend on: the table of issue 2. */

import type { INodeParameters } from 'n8n-workflow';

export const textToVideo = { resource: 'video', operation: 'textToVideo' };
export const extend = { resource: 'video', operation: 'extend' };
export const imageToVideo = { resource: 'video', operation: 'imageToVideo' };
export const startEndToVideo = { resource: 'video', operation: 'startEndToVideo' };
export const referenceToVideo = { resource: 'video', operation: 'referenceToVideo' };
export const byImage = { ...referenceToVideo, model: 'viduq2_pro_reference' };
export const get = { resource: 'task', operation: 'get' };
export const wait = { resource: 'task', operation: 'wait' };

const video = ['resource', 'operation', 'model'];
const custom = ['customModelId', 'customParameters'];
const waiting = ['waitForCompletion', 'downloadVideo', 'dryRun'];
const collections = ['additionalFields', 'options'];

/** Case, what is chosen, and the names of the fields that are shown then. */
export const SHOWN: Array<[string, INodeParameters, string[]]> = [
	[
		'Text to Video',
		textToVideo,
		[...video, 'prompt', 'duration', 'aspectRatio', 'resolution', ...waiting, ...collections],
	],
	[
		'Text to Video with another model',
		{ ...textToVideo, model: 'custom' },
		[
			...video,
			...custom,
			'prompt',
			'duration',
			'aspectRatio',
			'resolution',
			...waiting,
			...collections,
		],
	],
	[
		'Extend by URL',
		extend,
		[
			...video,
			...['videoSource', 'videoUrl', 'prompt', 'duration', 'resolution', 'endFrameSource'],
			...waiting,
			...collections,
		],
	],
	[
		'Extend by creation ID, to an end frame from the web',
		{ ...extend, videoSource: 'creationId', endFrameSource: 'url' },
		[
			...video,
			...['videoSource', 'videoCreationId', 'prompt', 'duration', 'resolution'],
			...['endFrameSource', 'endFrameUrl'],
			...waiting,
			...collections,
		],
	],
	[
		'Extend with another model, to an end frame from a file',
		{ ...extend, model: 'custom', endFrameSource: 'binary' },
		[
			...video,
			...custom,
			...['videoSource', 'videoUrl', 'prompt', 'duration', 'resolution'],
			...['endFrameSource', 'endFrameField'],
			...waiting,
			...collections,
		],
	],
	[
		'Image to Video',
		imageToVideo,
		[
			...video,
			...['imageSource', 'imageField', 'prompt', 'duration', 'resolution'],
			...waiting,
			...collections,
		],
	],
	[
		'Start and End Frame to Video, with another model, a file and a URL',
		{ ...startEndToVideo, model: 'custom', endFrameSource: 'url' },
		[
			...video,
			...custom,
			...['startFrameSource', 'startFrameField', 'endFrameSource', 'endFrameUrl'],
			...['prompt', 'duration', 'resolution'],
			...waiting,
			...collections,
		],
	],
	[
		'Reference to Video by subject',
		referenceToVideo,
		[
			...video,
			...['subjects', 'prompt', 'duration', 'aspectRatio', 'resolution'],
			...waiting,
			...collections,
		],
	],
	[
		'Reference to Video by image, with videos',
		{ ...byImage, referenceSource: 'url' },
		[
			...video,
			...['referenceSource', 'referenceUrls', 'videoUrls'],
			...['prompt', 'duration', 'aspectRatio', 'resolution'],
			...waiting,
			...collections,
		],
	],
	[
		'Reference to Video with another model, which may be of either kind',
		{ ...referenceToVideo, model: 'custom' },
		[
			...video,
			...custom,
			...['subjects', 'referenceSource', 'referenceFields', 'videoUrls'],
			...['prompt', 'duration', 'aspectRatio', 'resolution'],
			...waiting,
			...collections,
		],
	],
	[
		'a video that is not waited for',
		{ ...textToVideo, waitForCompletion: false, downloadVideo: true },
		[
			...video,
			...['prompt', 'duration', 'aspectRatio', 'resolution', 'waitForCompletion', 'dryRun'],
			...collections,
		],
	],
	['Task: Get', get, ['resource', 'operation', 'taskId', 'downloadVideo', 'options']],
	[
		'Task: Wait with a file',
		{ ...wait, downloadVideo: true },
		['resource', 'operation', 'taskId', 'downloadVideo', 'outputField', 'options'],
	],
];

/** Case, what is chosen, and what the fields start with then. */
export const DEFAULTS: Array<[string, INodeParameters, INodeParameters]> = [
	[
		'the node',
		{},
		{ ...textToVideo, waitForCompletion: true, downloadVideo: false, dryRun: false },
	],
	[
		'Extend',
		extend,
		{
			videoSource: 'url',
			videoUrl: '={{ $json.videoUrl }}',
			endFrameSource: 'none',
		},
	],
	['an end frame', { ...extend, endFrameSource: 'binary' }, { endFrameField: 'data' }],
	[
		'Image to Video',
		imageToVideo,
		{ model: 'viduq2_pro_fast_img2video', imageSource: 'binary', imageField: 'data' },
	],
	[
		'Start and End Frame to Video',
		startEndToVideo,
		{
			model: 'viduq2_pro_start_end2video',
			startFrameSource: 'binary',
			startFrameField: 'data',
			endFrameSource: 'binary',
			endFrameField: 'data',
		},
	],
	['Reference to Video', referenceToVideo, { model: 'viduq2_reference2video', subjects: {} }],
	['references', byImage, { referenceSource: 'binary', referenceFields: 'data', videoUrls: '' }],
	['another model', { ...extend, model: 'custom' }, { customModelId: '', customParameters: '{}' }],
	['a task', get, { taskId: '={{ $json.taskId }}' }],
	['a file', { ...wait, downloadVideo: true }, { outputField: 'data' }],
];
