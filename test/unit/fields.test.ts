/** Are the node's fields those that saved workflows depend on? Held against the table of issue 2. */

import type { INodeParameters } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node';
import { allFields, namesOf, shownFields, withDefaults } from './editor';

const textToVideo = { resource: 'video', operation: 'textToVideo' };
const extend = { resource: 'video', operation: 'extend' };
const get = { resource: 'task', operation: 'get' };
const wait = { resource: 'task', operation: 'wait' };

const video = ['resource', 'operation', 'model'];
const custom = ['customModelId', 'customParameters'];
const waiting = ['waitForCompletion', 'downloadVideo', 'dryRun'];
const collections = ['additionalFields', 'options'];

const SHOWN: Array<[string, INodeParameters, string[]]> = [
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

const DEFAULTS: Array<[string, INodeParameters, INodeParameters]> = [
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
	['another model', { ...extend, model: 'custom' }, { customModelId: '', customParameters: '{}' }],
	['a task', get, { taskId: '={{ $json.taskId }}' }],
	['a file', { ...wait, downloadVideo: true }, { outputField: 'data' }],
];

describe('the fields', () => {
	it.each(SHOWN)('of %s are those of the table', (_case, given, names) => {
		expect(namesOf(shownFields(given)).sort()).toEqual([...names].sort());
	});

	it.each(DEFAULTS)('of %s start as the table says', (_case, given, defaults) => {
		expect(withDefaults(given)).toMatchObject(defaults);
	});

	it('offer these values and no others', () => {
		const values = (name: string, given: INodeParameters) =>
			shownFields(given)
				.filter((field) => field.name === name)
				.flatMap(({ options = [] }) => options.map((option) => 'value' in option && option.value))
				.sort();
		expect(values('resource', {})).toEqual(['task', 'video']);
		expect(values('operation', textToVideo)).toEqual(['extend', 'textToVideo']);
		expect(values('operation', get)).toEqual(['get', 'wait']);
		expect(values('videoSource', extend)).toEqual(['creationId', 'url']);
		expect(values('endFrameSource', extend)).toEqual(['binary', 'none', 'url']);
	});

	it('have a default that is one of the choices, wherever there are choices', () => {
		for (const { name, options, default: initial } of allFields().filter(
			(f) => f.type === 'options',
		)) {
			const values = (options ?? []).map((option) => 'value' in option && option.value);
			expect({ name, values }).toEqual({ name, values: expect.arrayContaining([initial]) });
		}
	});

	it('belong to a node that has these names', () => {
		const { name, credentials, usableAsTool } = new Vidu().description;
		expect({ name, usableAsTool }).toEqual({ name: 'vidu', usableAsTool: true });
		expect(credentials).toEqual([{ name: 'viduApi', required: true, testedBy: 'viduApiTest' }]);
	});
});
