import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

const video = { resource: ['video'] };

/** The task of an operation of the resource Task. */
export const taskIdField: INodeProperties = {
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	default: '={{ $json.taskId }}',
	placeholder: 'e.g. d758n65e878c73cmdg20',
	description: 'ID of the task, as the output, an error or the log of this node names it',
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
			'Whether to wait until the video is finished. When off, the output has the task ID, and Task > Wait or Task > Get fetches the video later.',
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
	description:
		'Whether to only check everything and ask the gateway what it would cost. Nothing is bought.',
	displayOptions: { show: video },
};

const whenWaiting = (neverWaiting: string[]): IDisplayOptions => ({
	hide: { '/operation': neverWaiting, '/waitForCompletion': [false] },
});
const whenBuying: IDisplayOptions = { show: { '/resource': ['video'] } };

/**
 * The options, with the only copy of their defaults.
 *
 * @param chains operations that buy several tasks
 * @param neverWaiting operations that never wait for a video
 */
export const optionFields = (
	chains: string[] = [],
	neverWaiting: string[] = [],
): INodeProperties[] => [
	{
		displayName: 'Download Each Scene',
		name: 'downloadParts',
		type: 'boolean',
		default: false,
		description:
			'Whether to download the video of each scene, too. The last one is in the output field as always, that of scene 1 in the field with _scene_1 after its name.',
		displayOptions: { show: { '/operation': chains, '/downloadVideo': [true] } },
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. my-video.mp4',
		description:
			'Name of the downloaded file. It always gets the ending of the video, such as .mp4. When empty, the file is named after the input field "name" or "title", or else after the prompt.',
		displayOptions: { show: { '/downloadVideo': [true] } },
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: false,
		description:
			'Whether to keep the fields of the row, such as its ID, next to the result. Where both have a field, the result replaces it.',
	},
	{
		displayName: 'Max Concurrency',
		name: 'maxConcurrency',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 5,
		description: 'How many items are under way at the same time. 1 means one after the other.',
	},
	{
		displayName: 'Max Cost',
		name: 'maxCost',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'Most that one run may cost in USD, as the gateway estimates it. Above it, or without an estimate, nothing is bought. Set to 0 for no limit; an expression that comes to 0 buys nothing.',
		displayOptions: whenBuying,
	},
	{
		displayName: 'Max File Size',
		name: 'maxFileSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 2000,
		description: 'Most megabytes of a downloaded file. The download of a larger one is ended.',
		displayOptions: { show: { '/downloadVideo': [true] } },
	},
	{
		displayName: 'Max Tasks',
		name: 'maxTasks',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 100,
		description:
			'Most videos that one run may buy; each scene of a long video is one. A larger batch is refused before anything is bought.',
		displayOptions: whenBuying,
	},
	{
		displayName: 'On Timeout',
		name: 'onTimeout',
		type: 'options',
		options: [
			{ name: 'Fail the Item', value: 'error', description: 'The error names the task' },
			{
				name: 'Output the Task',
				value: 'output',
				description: 'The item has the task ID and its status, to go on with later',
			},
		],
		default: 'error',
		description: 'What happens to an item whose task is not finished in time',
		displayOptions: whenWaiting(neverWaiting),
	},
	{
		displayName: 'Poll Interval',
		name: 'pollInterval',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Seconds between two looks at a task. 0 chooses by what is known of the task.',
		displayOptions: whenWaiting(neverWaiting),
	},
	{
		displayName: 'Resubmit Unclear',
		name: 'resubmitUnclear',
		type: 'boolean',
		default: false,
		description:
			'Whether a retry submits an item again when an earlier try got no clear answer. The video may then be bought twice.',
		displayOptions: whenBuying,
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 900,
		description:
			'Seconds to wait for one task, which is one scene of a long video. The task goes on at the provider afterwards.',
		displayOptions: whenWaiting(neverWaiting),
	},
	{
		displayName: 'Total Timeout',
		name: 'totalTimeout',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Seconds for the whole node with all its items. 0 means no limit.',
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
