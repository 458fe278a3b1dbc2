/** Does the editor show for a model what docs/api has, and keep it when a person switches? */

import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { modelFieldOf } from '../../../nodes/Vidu/models/model';
import { buys } from '../../../nodes/Vidu/operations/operation';
import { operations } from '../../../nodes/Vidu/operations/registry';
import { namesOf, shownFields, shownInside, withDefaults } from '../editor';
import { documentedModels, inOrder } from '../models/apiDocs';
import type { ParameterFacts } from '../models/apiDocs';

/** Documented parameters in the main part, as fields or as the operation's own ones. All others are additional fields. */
const MAIN = {
	textToVideo: 'prompt duration aspectRatio resolution',
	extend: 'prompt duration resolution videoUrl videoCreationId images',
	imageToVideo: 'prompt duration resolution images',
	startEndToVideo: 'prompt duration resolution images',
	referenceToVideo: 'prompt duration aspectRatio resolution images subjects videos',
};

type Operation = keyof typeof MAIN;

const isMain = (operation: Operation, name: string) => MAIN[operation].split(' ').includes(name);

const camelCase = (name: string) =>
	name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** Every name that is documented for an operation, in the editor's form. */
const namesFor = (operation: string) => [
	...new Set(
		Object.values(documentedModels)
			.filter((model) => model.operation === operation)
			.flatMap(({ parameters }) => Object.keys(parameters).map(camelCase)),
	),
];

const choicesOf = ({ type, options, typeOptions }: INodeProperties) => {
	if (type === 'options') {
		return inOrder((options ?? []).map((option) => ('value' in option ? option.value : '')));
	}
	const { minValue, maxValue } = typeOptions ?? {};
	if (minValue === undefined || maxValue === undefined) return undefined;
	return Array.from({ length: maxValue - minValue + 1 }, (_, at) => minValue + at);
};

/** A field with one choice is not shown; its value is sent. */
const isFixed = ({ allowed, format }: ParameterFacts) =>
	allowed?.length === 1 && format === undefined;

/** The choices that the editor has to offer for a documented parameter. */
const choicesIn = ({ type, allowed }: ParameterFacts) => (type === 'boolean' ? undefined : allowed);

/** A model at a time, with everything that is shown for it. */
const MODELS = Object.entries(documentedModels).map(([id, { operation, parameters }]) => {
	const facts = Object.entries(parameters).map(
		([name, entry]) => [camelCase(name), entry] as [string, ParameterFacts],
	);
	const entered = { resource: 'video', operation, [modelFieldOf(operation)]: id };
	return {
		id,
		operation: operation as Operation,
		facts: new Map(facts),
		main: shownFields(entered),
		// A voice is there once the sound is on.
		additional: shownInside({ ...entered, additionalFields: { audio: true } }, 'additionalFields'),
	};
});

describe.each(MODELS)('for $id', ({ operation, facts, main, additional }) => {
	it('every documented parameter is shown, and no other', () => {
		const names = [...facts.keys()];
		const ofMain = names.filter((name) => isMain(operation, name));
		const shown = ofMain.filter((name) => !isFixed(facts.get(name) as ParameterFacts));
		expect(namesOf(additional).sort()).toEqual(
			names.filter((name) => !ofMain.includes(name)).sort(),
		);
		const known = namesFor(operation);
		const documented = namesOf(main).filter((name) => known.includes(name));
		// The video's source is a URL at first, and the operation has its own fields for images and videos.
		const hidden = ['videoCreationId', 'images', 'videos'];
		expect(documented.sort()).toEqual(shown.filter((name) => !hidden.includes(name)).sort());
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

	it('nothing is offered twice', () => {
		expect(new Set(namesOf(main)).size).toBe(main.length);
		expect(new Set(namesOf(additional)).size).toBe(additional.length);
	});
});

describe.each(Object.keys(MAIN) as Operation[])('for another model of %s', (operation) => {
	const entered = {
		resource: 'video',
		operation,
		[modelFieldOf(operation)]: 'custom',
		additionalFields: { audio: true },
	};

	it('everything is shown that the operation documents for any model, once', () => {
		expect(namesOf(shownInside(entered, 'additionalFields')).sort()).toEqual(
			namesFor(operation)
				.filter((name) => !isMain(operation, name))
				.sort(),
		);
		expect(namesOf(shownFields(entered))).toEqual([...new Set(namesOf(shownFields(entered)))]);
	});

	it('every choice is offered that any model of the operation has', () => {
		const models = Object.values(documentedModels).filter((model) => model.operation === operation);
		for (const name of ['resolution', 'aspect_ratio', 'wm_position', 'style', 'audio_type']) {
			const all = new Set(models.flatMap(({ parameters }) => parameters[name]?.allowed ?? []));
			const field = [...shownFields(entered), ...shownInside(entered, 'additionalFields')].find(
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
		const entered = { resource: 'video', operation: 'imageToVideo', imageToVideoModel: id };
		const fields = shownFields({ ...entered, duration: Number(duration) }).filter(
			({ name }) => name === 'resolution',
		);
		expect(fields).toHaveLength(1);
		expect(choicesOf(fields[0])).toEqual(allowed);
		expect(fields[0].default).toBe(initial);
	}
});

const KEPT: INodeParameters = {
	prompt: 'A kite',
	duration: 4,
	aspectRatio: '9:16',
	resolution: '1080p',
};

const buying = operations.filter(buys).map(({ value }) => value);
const PAIRS = buying.flatMap((from) => buying.map((to) => [from, to] as const));

/** The part of `KEPT` that stays when the parameters are opened as another operation, or with another model. */
function keptBy(before: INodeParameters, change: INodeParameters) {
	const after = { ...withDefaults({ ...KEPT, ...before }), ...change };
	const had = namesOf(shownFields(before));
	const has = namesOf(shownFields(after)).filter((name) => had.includes(name));
	const expected = Object.entries(KEPT).filter(([name]) => has.includes(name));
	const resolved = withDefaults(after);
	return {
		is: Object.fromEntries(expected.map(([name]) => [name, resolved[name]])),
		expected: Object.fromEntries(expected),
	};
}

/** Every choice of a model that an operation offers at first: a long video has them by its start. */
function offeredBy(operation: string): INodeParameters[] {
	const fields = shownFields({ resource: 'video', operation });
	return fields
		.filter(({ name }) => name.endsWith('Model'))
		.flatMap(({ name, options = [] }) =>
			options.flatMap((option) => ('value' in option ? [{ [name]: option.value }] : [])),
		);
}

describe('switching', () => {
	it.each(PAIRS)('from %s to %s leaves no model that is no choice', (from, to) => {
		for (const entered of [
			{ resource: 'video', operation: from, startFrom: 'image' },
			...offeredBy(from),
		]) {
			const before = withDefaults({ resource: 'video', operation: from, ...entered });
			const after = { ...before, operation: to };
			const chosen = withDefaults(after);
			const lists = shownFields(after).filter(({ name }) => name.endsWith('Model'));
			expect(lists.length).toBeGreaterThan(0);
			for (const { name, options = [] } of lists) {
				const values = options.map((option) => 'value' in option && option.value);
				expect({ name, values }).toEqual({ name, values: expect.arrayContaining([chosen[name]]) });
			}
		}
	});

	it.each(PAIRS)('from %s to %s, and to any of its models, keeps what both have', (from, to) => {
		// A long video has a prompt and a duration for each of its scenes.
		const ofScenes = [from, to].includes('longVideo');
		const before = { resource: 'video', operation: from };
		const initial: INodeParameters = { operation: to };
		for (const model of offeredBy(to)) {
			for (const change of [initial, { operation: to, ...model }]) {
				const isDefault = change === initial;
				const { is, expected } = keptBy(before, change);
				expect({ ...model, ...is }).toEqual({ ...model, ...expected });
				// A model with one duration and one resolution shows neither.
				const least = isDefault && !ofScenes ? 3 : 0;
				expect(Object.keys(expected).length).toBeGreaterThanOrEqual(least);
			}
		}
	});

	it('leaves no field of the operation before on the screen', () => {
		for (const [from, to] of PAIRS.filter(([from, to]) => from !== to)) {
			const before = withDefaults({ resource: 'video', operation: from });
			// Extend and Start and End Frame share their end frame, which only the one can do without.
			const others = (entered: INodeParameters) =>
				namesOf(shownFields(entered)).filter((name) => !name.startsWith('endFrame'));
			const fresh = others({ resource: 'video', operation: to });
			const switched = others({ ...before, operation: to });
			expect({ from, to, switched }).toEqual({ from, to, switched: fresh });
		}
	});
});
