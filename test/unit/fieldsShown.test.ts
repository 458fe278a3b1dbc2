/** Does the editor show for a model what its document has, with the same choices, and nothing else? */

import type { INodeProperties } from 'n8n-workflow';

import digest from './documented-facts.json';
import { namesOf, shownFields, shownInside } from './editor';
import type { Documented, ParameterFacts } from './readDocuments';
import { inOrder } from './readParameters';

const documented = digest as unknown as Documented;

/** Issue 2, "The node's interface": what stands in the main part. All else is an additional field. */
const MAIN = {
	textToVideo: ['prompt', 'duration', 'aspectRatio', 'resolution'],
	extend: ['prompt', 'duration', 'resolution', 'videoUrl', 'videoCreationId', 'images'],
};
const ADDITIONAL = {
	textToVideo: (
		'bgm callbackUrl metaData movementAmplitude offPeak payload seed style watermark ' +
		'wmPosition wmUrl'
	).split(' '),
	extend: 'callbackUrl metaData payload watermark wmPosition wmUrl'.split(' '),
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
const MODELS = Object.entries(documented.models).map(([id, { operation, parameters }]) => {
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
			// The creation ID is the other choice of the video's source, the image one of two fields.
			names.filter((name) => isMain(name) && !/^(videoCreationId|images)$/.test(name)).sort(),
		);
	});

	it('every field has the documented choices and default', () => {
		for (const field of [...main, ...additional]) {
			const documentedFacts = facts.get(field.name);
			if (documentedFacts === undefined || field.name === 'videoUrl') continue;
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
		const corners = Object.entries(documented.corners[operation]);
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

describe.each(['textToVideo', 'extend'] as const)('for another model of %s', (operation) => {
	const given = { resource: 'video', operation, model: 'custom' };

	it('everything is shown that the operation documents for any model, once', () => {
		expect(namesOf(shownInside(given, 'additionalFields')).sort()).toEqual(ADDITIONAL[operation]);
		expect(namesOf(shownFields(given))).toEqual([...new Set(namesOf(shownFields(given)))]);
	});

	it('every choice is offered that any model of the operation has', () => {
		const models = Object.values(documented.models).filter(
			(model) => model.operation === operation,
		);
		for (const name of ['resolution', 'aspect_ratio', 'wm_position', 'style']) {
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
