/** Are the node's fields those that saved workflows depend on? Held against the table of issue 2. */

import type { INodeParameters, INodePropertyCollection } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node';
import { allFields, namesOf, shownFields, withDefaults } from './editor';

const textToVideo = { resource: 'video', operation: 'textToVideo' };
const extend = { resource: 'video', operation: 'extend' };
const imageToVideo = { resource: 'video', operation: 'imageToVideo' };
const startEndToVideo = { resource: 'video', operation: 'startEndToVideo' };
const referenceToVideo = { resource: 'video', operation: 'referenceToVideo' };
const byImage = { ...referenceToVideo, model: 'viduq2_pro_reference' };
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
		expect(values('operation', textToVideo)).toEqual([
			'extend',
			'imageToVideo',
			'longVideo',
			'referenceToVideo',
			'startEndToVideo',
			'textToVideo',
		]);
		expect(values('operation', get)).toEqual(['get', 'wait']);
		expect(values('videoSource', extend)).toEqual(['creationId', 'url']);
		expect(values('endFrameSource', extend)).toEqual(['binary', 'none', 'url']);
		for (const [name, given] of [
			['imageSource', imageToVideo],
			['startFrameSource', startEndToVideo],
			['endFrameSource', startEndToVideo],
			['referenceSource', { ...referenceToVideo, model: 'viduq3_i2v_reference' }],
		] as Array<[string, INodeParameters]>) {
			expect({ name, values: values(name, given) }).toEqual({ name, values: ['binary', 'url'] });
		}
	});

	it('have a default that is one of the choices, wherever there are choices', () => {
		for (const { name, options, default: initial } of allFields().filter(
			(f) => f.type === 'options',
		)) {
			const values = (options ?? []).map((option) => 'value' in option && option.value);
			expect({ name, values }).toEqual({ name, values: expect.arrayContaining([initial]) });
		}
	});

	it('of a subject are those of the table, and start as it says', () => {
		const [subjects] = shownFields(referenceToVideo).filter(({ name }) => name === 'subjects');
		const [group] = (subjects.options ?? []) as INodePropertyCollection[];
		expect([group.name, subjects.typeOptions?.multipleValues]).toEqual(['subject', true]);
		const starts = group.values.map(({ name, default: initial }) => [name, initial]);
		expect(Object.fromEntries(starts)).toEqual({
			id: '',
			imageSource: 'binary',
			imageUrls: '',
			imageFields: 'data',
			voiceId: '',
		});
	});

	it('belong to a node that has these names', () => {
		const { name, credentials, usableAsTool } = new Vidu().description;
		expect({ name, usableAsTool }).toEqual({ name: 'vidu', usableAsTool: true });
		expect(credentials).toEqual([{ name: 'viduApi', required: true, testedBy: 'viduApiTest' }]);
	});
});
