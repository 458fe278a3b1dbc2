/** Are the node's fields those that saved workflows depend on, in the form that n8n's panel needs? */

import type { INodeParameters, INodePropertyCollection } from 'n8n-workflow';

import { operations } from '../../nodes/Vidu/operations/registry';
import { Vidu } from '../../nodes/Vidu/Vidu.node';
import { description as aboutPackage } from '../../package.json';
import { allFields, missingIn, namesOf, shownFields, withDefaults } from './editor';

const at = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: ['get', 'wait'].includes(operation) ? 'task' : 'video',
	operation,
	...more,
});

const MAIN = 'prompt duration aspectRatio resolution';
const PLAIN = 'prompt duration resolution';
const CUSTOM = 'customModelId customParameters';

/** Choices, and the fields that are shown for them, without those of every purchase. */
const BUYING: Array<[INodeParameters, string]> = [
	[at('textToVideo'), MAIN],
	[at('textToVideo', { textToVideoModel: 'custom' }), `${CUSTOM} ${MAIN}`],
	[at('extend'), `videoSource videoUrl ${PLAIN} endFrameSource`],
	[
		at('extend', { videoSource: 'creationId', endFrameSource: 'url' }),
		`videoSource videoCreationId ${PLAIN} endFrameSource endFrameUrl`,
	],
	[
		at('extend', { extendModel: 'custom', endFrameSource: 'binary' }),
		`${CUSTOM} videoSource videoUrl ${PLAIN} endFrameSource endFrameField`,
	],
	[at('imageToVideo'), `imageSource imageField ${PLAIN}`],
	[
		at('startEndToVideo', { startEndToVideoModel: 'custom', endFrameSource: 'url' }),
		`${CUSTOM} startFrameSource startFrameField endFrameSource endFrameUrl ${PLAIN}`,
	],
	[at('referenceToVideo'), `subjects ${MAIN}`],
	[
		at('referenceToVideo', { referenceToVideoModel: 'viduq3_i2v_reference' }),
		`referenceSource referenceFields ${MAIN}`,
	],
	[
		at('referenceToVideo', {
			referenceToVideoModel: 'viduq2_pro_reference',
			referenceSource: 'url',
		}),
		`referenceSource referenceUrls videoUrls ${MAIN}`,
	],
	[
		at('referenceToVideo', { referenceToVideoModel: 'custom' }),
		`${CUSTOM} subjects referenceSource referenceFields videoUrls ${MAIN}`,
	],
];

/** The same with all fields. */
const OTHERS: Array<[INodeParameters, string]> = [
	[
		at('textToVideo', { waitForCompletion: false, downloadVideo: true }),
		`resource operation textToVideoModel ${MAIN} waitForCompletion dryRun additionalFields options`,
	],
	[at('get'), 'resource operation taskId downloadVideo outputField options'],
	[at('wait', { downloadVideo: false }), 'resource operation taskId downloadVideo options'],
];

const EVERY_PURCHASE =
	'resource operation waitForCompletion downloadVideo outputField dryRun additionalFields options';

/** Choices, and the first values of fields for them. */
const DEFAULTS: Array<[INodeParameters, INodeParameters]> = [
	[{}, at('textToVideo', { waitForCompletion: true, downloadVideo: true, dryRun: false })],
	[at('extend'), { videoSource: 'url', videoUrl: '={{ $json.videoUrl }}', endFrameSource: 'none' }],
	[at('extend', { endFrameSource: 'binary' }), { endFrameField: '' }],
	[
		at('imageToVideo'),
		{ imageToVideoModel: 'viduq2_pro_fast_img2video', imageSource: 'binary', imageField: 'data' },
	],
	[
		at('startEndToVideo'),
		{
			startEndToVideoModel: 'viduq2_pro_start_end2video',
			startFrameSource: 'binary',
			startFrameField: 'data',
			endFrameSource: 'binary',
			endFrameField: '',
		},
	],
	[at('referenceToVideo'), { referenceToVideoModel: 'viduq2_reference2video', subjects: {} }],
	[
		at('referenceToVideo', { referenceToVideoModel: 'viduq2_pro_reference' }),
		{ referenceSource: 'binary', referenceFields: 'data', videoUrls: '' },
	],
	[at('extend', { extendModel: 'custom' }), { customModelId: '', customParameters: '{}' }],
	[at('get'), { taskId: '={{ $json.taskId }}' }],
	[at('wait'), { outputField: 'data' }],
];

describe('the fields', () => {
	const buying = BUYING.map(
		([parameters, names]) =>
			[parameters, `${EVERY_PURCHASE} ${String(parameters.operation)}Model ${names}`] as const,
	);

	it.each([...buying, ...OTHERS])('of %j are those of saved workflows', (parameters, names) => {
		expect(namesOf(shownFields(parameters)).sort()).toEqual(names.split(' ').sort());
	});

	it.each(DEFAULTS)('of %j start as in saved workflows', (parameters, defaults) => {
		expect(withDefaults(parameters)).toMatchObject(defaults);
	});

	it.each<[string, INodeParameters, string]>([
		['resource', {}, 'task video'],
		[
			'operation',
			at('textToVideo'),
			'extend imageToVideo longVideo referenceToVideo startEndToVideo textToVideo',
		],
		['operation', at('get'), 'get wait'],
		['videoSource', at('extend'), 'creationId url'],
		['endFrameSource', at('extend'), 'binary none url'],
		['imageSource', at('imageToVideo'), 'binary url'],
		['startFrameSource', at('startEndToVideo'), 'binary url'],
		['endFrameSource', at('startEndToVideo'), 'binary url'],
		[
			'referenceSource',
			at('referenceToVideo', { referenceToVideoModel: 'viduq3_i2v_reference' }),
			'binary url',
		],
	])('%s of %j has no other choices', (name, parameters, values) => {
		const options = shownFields(parameters).flatMap((field) =>
			field.name === name ? (field.options ?? []) : [],
		);
		expect(options.map((option) => 'value' in option && option.value).sort()).toEqual(
			values.split(' '),
		);
	});

	it('have a default that is one of the choices, wherever there are choices', () => {
		const withChoices = allFields().filter(({ type }) => type === 'options');
		for (const { name, options = [], default: initial } of withChoices) {
			const values = options.map((option) => 'value' in option && option.value);
			expect({ name, values }).toEqual({ name, values: expect.arrayContaining([initial]) });
		}
	});

	it('are required only where they are empty at first', () => {
		const required = allFields().filter((field) => field.required === true);
		expect(required.length).toBeGreaterThan(0);
		expect(required.filter((field) => field.default !== '')).toEqual([]);
	});

	it('of a subject are those of saved workflows', () => {
		const [subjects] = shownFields(at('referenceToVideo')).filter(
			({ name }) => name === 'subjects',
		);
		const [group] = (subjects.options ?? []) as INodePropertyCollection[];
		expect([group.name, subjects.typeOptions?.multipleValues]).toEqual(['subject', true]);
		const starts = group.values.map(({ name, default: initial }) => [name, initial]);
		expect(Object.fromEntries(starts)).toEqual({
			name: '',
			imageSource: 'binary',
			imageUrls: '',
			imageFields: 'data',
			voiceId: '',
		});
	});
});

describe('the node', () => {
	const { description } = new Vidu();

	it('has the names of saved workflows', () => {
		expect(description).toMatchObject({ name: 'vidu', usableAsTool: true });
		expect(description.credentials).toEqual([
			{ name: 'viduApi', required: true, testedBy: 'viduApiTest' },
		]);
	});

	it('and the package say from what they make videos', () => {
		for (const text of [description.description, aboutPackage]) {
			expect(text).toMatch(/videos from text (and|or) images\b.*\bextend/);
		}
	});

	it('has at most 100 kB of description, which every editor loads', () => {
		expect(Buffer.byteLength(JSON.stringify(description))).toBeLessThanOrEqual(100_000);
	});

	it('has one action for each operation, which says what it does', () => {
		const actions = Object.fromEntries(operations.map(({ value, action }) => [value, action]));
		expect(actions).toMatchObject({
			textToVideo: 'Generate a video from text',
			extend: 'Extend a video',
			longVideo: 'Generate a long video from scenes',
			get: 'Check a video that was submitted',
			wait: 'Wait for a video that was submitted',
		});
		for (const action of Object.values(actions)) {
			expect(action).toMatch(/^[A-Z][a-z]+( [a-z]+)+$/);
		}
		expect(new Set(Object.values(actions)).size).toBe(operations.length);
		const offered = allFields()
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options = [] }) => options.map((option) => 'action' in option && option.action));
		expect(offered.sort()).toEqual(Object.values(actions).sort());
	});
});

describe('a field that names a file', () => {
	const byHint = (direction: string) =>
		allFields().filter(({ hint }) =>
			new RegExp(`^The names? of the ${direction} fields? `).test(hint ?? ''),
		);

	it('is marked for n8n if the file is in the input, and no other field is', () => {
		expect(namesOf(byHint('input'))).toContain('endFrameField');
		expect(byHint('output').length).toBeGreaterThan(0);
		const marked = allFields().filter(({ typeOptions }) => typeOptions?.binaryDataProperty);
		expect(marked).toEqual(byHint('input'));
	});

	it('says by its hint on which side it is', () => {
		const named = allFields().filter(
			({ name, type }) => /Fields?$/.test(name) && type === 'string',
		);
		expect(named.filter(({ hint }) => hint === undefined)).toEqual([]);
	});
});

describe('a choice by an expression', () => {
	const missing = (parameters: INodeParameters) =>
		missingIn({ resource: 'video', prompt: 'A lighthouse', ...parameters });

	it('n8n asks for an empty prompt', () => {
		expect(missing(at('textToVideo', { prompt: '' }))).toEqual(['Parameter "Prompt" is required.']);
	});

	const CHOICES = (
		'textToVideoModel extendModel imageToVideoModel startEndToVideoModel referenceToVideoModel startFrom scenesSource videoSource imageSource startFrameSource ' +
		'endFrameSource referenceSource'
	).split(' ');
	const chosen = CHOICES.map((name) => [name, `={{ $json.${name} }}`] as const);
	const videos = operations.filter(({ resource }) => resource === 'video');

	it.each([...videos.map(({ value }) => value), '={{ $json.operation }}'])(
		'of %s, one or all, requires no field of the other choices',
		(operation) => {
			const parameters = { operation, videoUrl: '={{ $json.videoUrl }}' };
			for (const [name, value] of chosen) {
				expect({ name, missing: missing({ ...parameters, [name]: value }) }).toEqual({
					name,
					missing: [],
				});
			}
			expect(missing({ ...parameters, ...Object.fromEntries(chosen) })).toEqual([]);
		},
	);
});
