import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

const video = { resource: ['video'] };

/** The task of an operation of the resource Task. */
export const taskIdField: INodeProperties = {
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	default: '={{ $json.taskId }}',
	placeholder: 'e.g. d758n65e878c73cmdg20',
	description: "The task ID, from this node's output, an error message or n8n's log",
	displayOptions: { show: { resource: ['task'] } },
};

/**
 * Whether to wait for the video, and whether to download it.
 *
 * @param chains operations that always wait
 */
export const waitingFields = (chains: string[]): INodeProperties[] => [
	{
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		type: 'boolean',
		default: true,
		description:
			'Whether to wait for the video. When off, the output has the task ID but no video: get it later with Resource "Task".',
		hint: 'Stop does not cancel the video: it is still made and charged',
		displayOptions: { show: video, hide: { operation: chains } },
	},
	...whenDownloadable(chains).map((displayOptions): INodeProperties => ({
		displayName: 'Download Video',
		name: 'downloadVideo',
		type: 'boolean',
		default: true,
		description:
			'Whether to download the video so you can watch it here, keep it or upload it. The link alone expires. As a tool of an AI agent, the node returns only the link.',
		displayOptions,
	})),
	...whenDownloadable(chains).map((displayOptions): INodeProperties => ({
		displayName: 'Put Output File in Field',
		name: 'outputField',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the output field to put the video file in',
		displayOptions: {
			...displayOptions,
			show: { ...displayOptions.show, downloadVideo: [true] },
		},
	})),
];

/** When the node may get a finished video, which it can download. */
const whenDownloadable = (chains: string[]): IDisplayOptions[] => [
	{ show: { ...video, waitForCompletion: [true] }, hide: { operation: chains } },
	{ show: { resource: ['task'] } },
	{ show: { ...video, operation: chains } },
];

/** Whether to buy at all. The last of the plain fields: see `nodeProperties`. */
export const dryRunField: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to check everything and show the price without buying',
	displayOptions: { show: video },
};

const whenWaiting = (neverWaiting: string[]): IDisplayOptions => ({
	hide: { '/operation': neverWaiting, '/waitForCompletion': [false] },
});
const whenBuying: IDisplayOptions = { show: { '/resource': ['video'] } };

/**
 * The options, with the only copy of their defaults, in the order of use: first those that a person needs.
 *
 * @param chains operations that buy several tasks
 * @param neverWaiting operations that never wait for a video
 */
export const optionFields = (
	chains: string[] = [],
	neverWaiting: string[] = [],
): INodeProperties[] => [
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: false,
		description:
			'Whether to keep the fields and files of the row next to the result. If both have a field of the same name, the result replaces it.',
	},
	{
		displayName: 'Max Cost (USD)',
		name: 'maxCost',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'Maximum estimated cost of one run, in USD. If the estimate is higher or unavailable, nothing is bought. Set to 0 for no limit; an expression that gives 0 buys nothing.',
		displayOptions: whenBuying,
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. my-video.mp4',
		description:
			'Name of the downloaded file. It always ends like the video, such as .mp4. Leave empty to use the input field "name" or "title", or else the prompt.',
		displayOptions: { show: { '/downloadVideo': [true] } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 900,
		description:
			'How long to wait for one video, or for one scene of a long video. A late video is still made and charged.',
		displayOptions: whenWaiting(neverWaiting),
	},
	{
		displayName: 'On Timeout',
		name: 'onTimeout',
		type: 'options',
		options: [
			{ name: 'Fail the Row', value: 'error', description: 'The error has the task ID' },
			{
				name: 'Output the Task',
				value: 'output',
				description: 'The output has the task ID, so that you can get the video later',
			},
		],
		default: 'error',
		description: 'What to do when a video is not finished in time',
		displayOptions: whenWaiting(neverWaiting),
	},
	{
		displayName: 'Max Videos per Run',
		name: 'maxTasks',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 100,
		description:
			'Maximum number of videos that one run may buy. Each scene of a long video counts as one. If there are more, nothing is bought.',
		displayOptions: whenBuying,
	},
	{
		displayName: 'Max Concurrency',
		name: 'maxConcurrency',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 5,
		description: 'How many videos to make in parallel. Set to 1 to make them one at a time.',
	},
	{
		displayName: 'Download Each Scene',
		name: 'downloadParts',
		type: 'boolean',
		default: false,
		description:
			'Whether to also download the video of each scene. If the output field is "data", scene 1 is in "data_scene_1", and the last scene in "data".',
		displayOptions: { show: { '/operation': chains, '/downloadVideo': [true] } },
	},
	{
		displayName: 'Max File Size (MB)',
		name: 'maxFileSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 2000,
		description: 'Maximum size of a downloaded file, in MB. Larger downloads are aborted.',
		displayOptions: { show: { '/downloadVideo': [true] } },
	},
	{
		displayName: 'Total Timeout (Seconds)',
		name: 'totalTimeout',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'How long to wait for all rows of the run together. Set to 0 for no limit.',
	},
	{
		displayName: 'Poll Interval (Seconds)',
		name: 'pollInterval',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Seconds between status checks. Set to 0 to choose automatically.',
		displayOptions: whenWaiting(neverWaiting),
	},
	{
		displayName: 'Buy Again if Unclear',
		name: 'resubmitUnclear',
		type: 'boolean',
		default: false,
		description:
			'Whether a retry buys a video again when it is unclear if it was bought. You may pay for it twice.',
		displayOptions: whenBuying,
	},
];

export const optionsField = (chains: string[], neverWaiting: string[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: optionFields(chains, neverWaiting),
});
