/** Are the fields of Long Video those of saved workflows, and does each have an effect? */

import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { modelFieldOf } from '../../../../nodes/Vidu/models/model';
import { operations } from '../../../../nodes/Vidu/operations/registry';
import { namesOf, shownFields, shownInside, withDefaults } from '../../editor';
import { modelsOf } from '../../models/models';

const story: INodeParameters = { resource: 'video', operation: 'longVideo' };
const always = ['resource', 'operation', 'startFrom', 'extendModel', 'scenesSource'];
const ends = [
	...['endFrameSource', 'downloadVideo', 'outputField', 'dryRun', 'additionalFields', 'options'],
];

const SHOWN: Array<[string, INodeParameters, string[]]> = [
	['that begins with a text', {}, ['textToVideoModel', 'scenes', 'aspectRatio', 'resolution']],
	[
		'that begins with an image',
		{ startFrom: 'image' },
		['imageToVideoModel', 'imageSource', 'imageField', 'scenes', 'resolution'],
	],
	[
		'that begins with an image from the web',
		{ startFrom: 'image', imageSource: 'url' },
		['imageToVideoModel', 'imageSource', 'imageUrl', 'scenes', 'resolution'],
	],
	['that begins with a video', { startFrom: 'video' }, ['videoUrl', 'scenes', 'resolution']],
	[
		'from JSON',
		{ scenesSource: 'json' },
		['textToVideoModel', 'scenesJson', 'aspectRatio', 'resolution'],
	],
	[
		'of another model, with an end frame',
		{ textToVideoModel: 'custom', endFrameSource: 'binary' },
		[
			...[
				'textToVideoModel',
				'customModelId',
				'customParameters',
				'scenes',
				'aspectRatio',
				'resolution',
			],
			'endFrameField',
		],
	],
	[
		'of another model for its extensions',
		{ extendModel: 'custom' },
		['textToVideoModel', 'extendModelId', 'scenes', 'aspectRatio', 'resolution'],
	],
];

describe('the fields of a long video', () => {
	it.each(SHOWN)('%s are those of saved workflows', (_case, more, names) => {
		const shown = namesOf(shownFields({ ...story, ...more }));
		expect(shown.sort()).toEqual([...always, ...names, ...ends].sort());
	});

	it('have no choice about waiting, whatever another operation left behind', () => {
		for (const waitForCompletion of [true, false]) {
			const shown = namesOf(shownFields({ ...story, waitForCompletion, downloadVideo: true }));
			expect(shown).not.toContain('waitForCompletion');
			expect(shown.filter((name) => /^(downloadVideo|outputField)$/.test(name))).toEqual([
				'downloadVideo',
				'outputField',
			]);
		}
	});

	it('start as in saved workflows', () => {
		expect(withDefaults(story)).toMatchObject({
			startFrom: 'text',
			textToVideoModel: modelsOf('textToVideo')[0].id,
			extendModel: modelsOf('extend')[0].id,
			scenesSource: 'fields',
			endFrameSource: 'none',
			downloadVideo: true,
		});
		expect(withDefaults({ ...story, startFrom: 'image' })).toMatchObject({
			imageToVideoModel: modelsOf('imageToVideo')[0].id,
		});
	});

	const choicesOf = (name: string, more: INodeParameters) =>
		shownFields({ ...story, ...more })
			.filter((field) => field.name === name)
			.flatMap(({ options = [] }) => options.map((option) => 'value' in option && option.value));

	it.each([
		['text', 'textToVideo'],
		['image', 'imageToVideo'],
	])('offer for a %s the models of %s', (startFrom, operation) => {
		const ids = modelsOf(operation).map(({ id }) => id);
		expect(choicesOf(modelFieldOf(operation), { startFrom })).toEqual([...ids, 'custom']);
		for (const model of [...ids, 'custom']) {
			const parameters = { ...story, startFrom, [modelFieldOf(operation)]: model };
			const plain = { resource: 'video', operation, [modelFieldOf(operation)]: model };
			const sameOf = (fields: INodeProperties[]) =>
				fields
					.filter(({ name }) => /^(aspectRatio|resolution)$/.test(name))
					.map(({ name, options, default: initial }) => ({ name, options, initial }));
			expect(sameOf(shownFields(parameters))).toEqual(sameOf(shownFields(plain)));
			expect(namesOf(shownInside(parameters, 'additionalFields'))).toEqual(
				namesOf(shownInside(plain, 'additionalFields')),
			);
		}
	});

	it('offer the models and resolutions of Extend', () => {
		expect(choicesOf('extendModel', {})).toEqual([
			...modelsOf('extend').map(({ id }) => id),
			'custom',
		]);
		expect(choicesOf('resolution', { startFrom: 'video' })).toEqual(
			modelsOf('extend')[0].parameters.resolution.options,
		);
	});

	it('are a sortable list of scenes, each with a prompt and a duration, that begins with one', () => {
		const scenes = shownFields(story).find(({ name }) => name === 'scenes');
		expect(scenes).toMatchObject({
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			default: { scene: [{ prompt: '', duration: 5 }] },
			options: [{ name: 'scene', values: [{ name: 'prompt' }, { name: 'duration', default: 5 }] }],
		});
	});

	it.each(['scenes', 'scenesJson'])(
		'say in %s what the last video should hold, and what steps holds',
		(name) => {
			const scenesSource = name === 'scenes' ? 'fields' : 'json';
			const field = shownFields({ ...story, scenesSource }).find((one) => one.name === name);
			expect(field?.description).toMatch(/last video should contain the whole story/);
			expect(field?.description).toMatch(/"steps" has the video of each scene/);
		},
	);

	it('say the limit of an extension as its model has it', () => {
		const { min, max } = modelsOf('extend')[0].parameters.duration;
		const scenes = shownFields(story).find(({ name }) => name === 'scenes');
		expect(JSON.stringify(scenes)).toContain(`Later scenes: ${min} to ${max} seconds`);
	});

	it('offer the file of each scene here, and nowhere else', () => {
		for (const { resource, value } of operations) {
			const options = shownInside(
				{ resource, operation: value, downloadVideo: true, waitForCompletion: true },
				'options',
			);
			expect(namesOf(options).includes('downloadParts')).toBe(value === 'longVideo');
		}
		const withoutFile = { ...story, downloadVideo: false };
		expect(namesOf(shownInside(withoutFile, 'options'))).not.toContain('downloadParts');
	});
});
