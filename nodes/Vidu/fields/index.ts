import type { INodeProperties } from 'n8n-workflow';

import { endFrameFields, videoSourceFields } from './extendFields';
import { additionalFields, mainField, modelChoice } from './modelFields';
import { optionsField, waitingFields } from './waitingFields';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Video', value: 'video' },
		{ name: 'Task', value: 'task' },
	],
	default: 'video',
};

const videoOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['video'] } },
	options: [
		{
			name: 'Extend',
			value: 'extend',
			action: 'Extend a video',
			description: 'Make a video longer. Costs money for each item.',
		},
		{
			name: 'Text to Video',
			value: 'textToVideo',
			action: 'Make a video from text',
			description: 'Make a video from a prompt. Costs money for each item.',
		},
	],
	default: 'textToVideo',
};

const taskOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['task'] } },
	options: [
		{
			name: 'Get',
			value: 'get',
			action: 'Get a task',
			description: 'Look at a task once, whatever its state',
		},
		{
			name: 'Wait',
			value: 'wait',
			action: 'Wait for a task',
			description: 'Wait until a task is finished',
		},
	],
	default: 'get',
};

const taskId: INodeProperties = {
	displayName: 'Task ID',
	name: 'taskId',
	type: 'string',
	required: true,
	default: '={{ $json.taskId }}',
	placeholder: 'e.g. d758n65e878c73cmdg20',
	description: 'ID of the task, as the output, an error or the log of this node names it',
	displayOptions: { show: { resource: ['task'] } },
};

/** The node's fields in the order in which the editor shows them. */
export const fields: INodeProperties[] = [
	resource,
	videoOperation,
	taskOperation,
	...modelChoice('textToVideo'),
	...['prompt', 'duration', 'aspect_ratio', 'resolution'].flatMap((name) =>
		mainField('textToVideo', name),
	),
	...modelChoice('extend'),
	...videoSourceFields,
	...['prompt', 'duration', 'resolution'].flatMap((name) => mainField('extend', name)),
	...endFrameFields,
	taskId,
	...waitingFields,
	additionalFields('textToVideo'),
	additionalFields('extend'),
	optionsField,
];
