/** Does the editor show for a model what its document has, with the same choices, and nothing else? */

import type { INodeProperties } from 'n8n-workflow';

import { namesOf, shownFields, shownInside } from '../editor';
import { documentedModels, inOrder, rowsOf } from '../models/apiDocs';
import type { ParameterFacts } from '../models/apiDocs';

/** What stands in the main part, as the fields or as the operation's own ones. All else is an additional field. */
const MAIN = {
	textToVideo: ['prompt', 'duration', 'aspectRatio', 'resolution'],
	extend: ['prompt', 'duration', 'resolution', 'videoUrl', 'videoCreationId', 'images'],
	imageToVideo: ['prompt', 'duration', 'resolution', 'images'],
	startEndToVideo: ['prompt', 'duration', 'resolution', 'images'],
	referenceToVideo: 'prompt duration aspectRatio resolution images subjects videos'.split(' '),
};
const ADDITIONAL = {
	textToVideo: (
		'audio bgm callbackUrl metaData movementAmplitude offPeak payload seed style watermark ' +
		'wmPosition wmUrl'
	).split(' '),
	extend: 'callbackUrl metaData payload watermark wmPosition wmUrl'.split(' '),
	imageToVideo: (
		'audio audioType bgm callbackUrl isRec metaData movementAmplitude offPeak payload seed voiceId ' +
		'watermark wmPosition wmUrl'
	).split(' '),
	startEndToVideo: (
		'audio bgm callbackUrl isRec metaData movementAmplitude offPeak payload seed watermark ' +
		'wmPosition wmUrl'
	).split(' '),
	referenceToVideo: (
		'audio bgm callbackUrl metaData movementAmplitude offPeak payload seed voiceId watermark ' +
		'wmPosition wmUrl'
	).split(' '),
};

type Operation = keyof typeof MAIN;

const camelCase = (name: string) =>
	name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

const choicesOf = ({ type, options, typeOptions }: INodeProperties) => {
	if (type === 'options') {
		return inOrder((options ?? []).map((option) => ('value' in option ? option.value : '')));
	}
	const { minValue, maxValue } = typeOptions ?? {};
	if (minValue === undefined || maxValue === undefined) return undefined;
	return Array.from({ length: maxValue - minValue + 1 }, (_, at) => minValue + at);
};

/** What the editor is to offer for a documented parameter. */
const choicesIn = ({ type, allowed }: ParameterFacts) => (type === 'boolean' ? undefined : allowed);

/** A model at a time, with everything that is shown for it. */
const MODELS = Object.entries(documentedModels).map(([id, { operation, parameters }]) => {
	const facts = Object.entries(parameters).map(
		([name, entry]) => [camelCase(name), entry] as [string, ParameterFacts],
	);
	const given = { resource: 'video', operation, model: id };
	return {
		id,
		operation: operation as Operation,
		facts: new Map(facts),
		main: shownFields(given),
		additional: shownInside(given, 'additionalFields'),
	};
});

describe.each(MODELS)('for $id', ({ operation, facts, main, additional }) => {
	it('every documented parameter is shown, and no other', () => {
		const names = [...facts.keys()];
		const isMain = (name: string) => MAIN[operation].includes(name);
		expect(namesOf(additional).sort()).toEqual(names.filter((name) => !isMain(name)).sort());
		expect(ADDITIONAL[operation]).toEqual(expect.arrayContaining(namesOf(additional)));
		const known = [...MAIN[operation], ...ADDITIONAL[operation]];
		expect(
			namesOf(main)
				.filter((name) => known.includes(name))
				.sort(),
		).toEqual(
			// The creation ID is the other choice of the video's source, and images and videos have fields
			// of the operation's own.
			names
				.filter((name) => isMain(name) && !/^(videoCreationId|images|videos)$/.test(name))
				.sort(),
		);
	});

	it('every field has the documented choices and default', () => {
		for (const field of [...main, ...additional]) {
			const documentedFacts = facts.get(field.name);
			if (documentedFacts === undefined || /^(videoUrl|subjects)$/.test(field.name)) continue;
			const { name } = field;
			const initial = documentedFacts.default ?? '';
			expect({ name, choices: choicesOf(field), initial: field.default }).toEqual({
				name,
				choices: choicesIn(documentedFacts),
				initial,
			});
		}
	});

	it('the watermark stands in one of four corners, sent as documented', () => {
		const position = additional.find(({ name }) => name === 'wmPosition');
		const shown = position?.options?.map(
			(option) => 'value' in option && [option.value, option.name],
		);
		const corners = rowsOf('models.md', 'Watermark corners').map(
			([corner, number, word]) => [operation === 'extend' ? word : number, corner] as const,
		);
		const isInteger = facts.get('wmPosition')?.type === 'integer';
		expect(shown).toHaveLength(4);
		expect(shown).toEqual(
			expect.arrayContaining(corners.map(([v, corner]) => [isInteger ? Number(v) : v, corner])),
		);
	});

	it('nothing is offered twice', () => {
		expect(new Set(namesOf(main)).size).toBe(main.length);
		expect(new Set(namesOf(additional)).size).toBe(additional.length);
	});
});

describe.each(Object.keys(MAIN) as Operation[])('for another model of %s', (operation) => {
	const given = { resource: 'video', operation, model: 'custom' };

	it('everything is shown that the operation documents for any model, once', () => {
		expect(namesOf(shownInside(given, 'additionalFields')).sort()).toEqual(ADDITIONAL[operation]);
		expect(namesOf(shownFields(given))).toEqual([...new Set(namesOf(shownFields(given)))]);
	});

	it('every choice is offered that any model of the operation has', () => {
		const models = Object.values(documentedModels).filter((model) => model.operation === operation);
		for (const name of ['resolution', 'aspect_ratio', 'wm_position', 'style', 'audio_type']) {
			const all = new Set(models.flatMap(({ parameters }) => parameters[name]?.allowed ?? []));
			const field = [...shownFields(given), ...shownInside(given, 'additionalFields')].find(
				(candidate) => candidate.name === camelCase(name),
			);
			expect({ name, choices: field ? choicesOf(field) : [] }).toEqual({
				name,
				choices: inOrder([...all]),
			});
		}
	});
});

it('has the resolutions of Vidu 2.0 for the duration that is chosen', () => {
	const id = 'vidu20_img2video';
	const { atDuration = {} } = documentedModels[id].parameters.resolution;
	expect(Object.keys(atDuration)).toEqual(['4', '8']);
	for (const [duration, { allowed, default: initial }] of Object.entries(atDuration)) {
		const given = { resource: 'video', operation: 'imageToVideo', model: id };
		const fields = shownFields({ ...given, duration: Number(duration) }).filter(
			({ name }) => name === 'resolution',
		);
		expect(fields).toHaveLength(1);
		expect(choicesOf(fields[0])).toEqual(allowed);
		expect(fields[0].default).toBe(initial);
	}
});
