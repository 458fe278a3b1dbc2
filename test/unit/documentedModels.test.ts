/** Do the model entries have exactly what docs/api/models.md has? */

import { SMALLEST_REFERENCE } from '../../nodes/Vidu/images/checkImage';
import type { Model } from '../../nodes/Vidu/models/model';
import type { Parameter } from '../../nodes/Vidu/models/parameter';
import {
	IMAGES_WITH_VIDEO,
	SOURCE_SECONDS,
	SUBJECT_IMAGES,
} from '../../nodes/Vidu/models/parameters';
import { models, modelsOf } from './models/models';
import { documentedModels, inOrder, pairsOf, rowsOf } from './models/apiDocs';
import type { ModelFacts, ParameterFacts, Value } from './models/apiDocs';

/** The facts about a parameter in the code, in the form of docs/api. */
function factsOf(
	name: string,
	parameter: Parameter,
	{ parameters, variants }: Model,
): ParameterFacts {
	const {
		type,
		required,
		maxCharacters,
		minItems,
		maxItems,
		format,
		source = 'gateway',
	} = parameter;
	const facts = { type, source, maxCharacters, minItems, maxItems, format };
	const ofValues = (one: Parameter) => ({ allowed: allowedBy(one), default: one.default });
	const atDuration = (allowedBy(parameters.duration) ?? []).map((seconds) => {
		const variant = variants?.find(({ duration }) => duration === seconds)?.parameters[name];
		return [String(seconds), ofValues(variant ?? parameter)];
	});
	const varies = variants?.some((variant) => name in variant.parameters) === true;
	return {
		...facts,
		...ofValues(parameter),
		...(required === true && { required }),
		...(varies && { atDuration: Object.fromEntries(atDuration) }),
	};
}

function allowedBy({ type, options, min, max }: Parameter): Value[] | undefined {
	if (type === 'boolean') return [false, true];
	if (min === undefined || max === undefined) return options && inOrder(options);
	return Array.from({ length: max - min + 1 }, (_none, at) => min + at);
}

function factsOfModel(model: (typeof models)[number]): ModelFacts {
	const { id, operation, parameters, exclusive = [] } = model;
	const facts = Object.entries(parameters).map(([name, one]) => [name, factsOf(name, one, model)]);
	return {
		operation,
		isDefault: modelsOf(operation)[0].id === id,
		parameters: Object.fromEntries(facts),
		exclusive: exclusive.map((pair) => [...pair]),
	};
}

it('docs/api has the same models', () => {
	expect(models.map(({ id }) => id).sort()).toEqual(Object.keys(documentedModels).sort());
	expect(models).toHaveLength(26);
});

it.each(models.map((model) => [model.id, model] as const))(
	'docs/api has the same parameters for %s',
	(id, model) => {
		expect(Object.keys(documentedModels[id].parameters).length).toBeGreaterThan(10);
		expect(factsOfModel(model)).toEqual(documentedModels[id]);
	},
);

it('docs/api has every source often', () => {
	const all = Object.values(documentedModels).flatMap(({ parameters }) =>
		Object.values(parameters),
	);
	for (const source of ['gateway', 'vidu', 'inferred']) {
		expect(all.filter((facts) => facts.source === source).length).toBeGreaterThan(10);
	}
});

it('docs/api has the same watermark corners', () => {
	const corners = rowsOf('models.md', 'Watermark corners');
	for (const { id, operation, parameters } of models) {
		const entries = corners.map(([corner, number, word]) => [
			operation === 'extend' ? word : number,
			corner,
		]);
		const { optionNames } = parameters.wm_position;
		expect({ id, optionNames }).toEqual({ id, optionNames: Object.fromEntries(entries) });
	}
});

it('docs/api has the same limits of images and videos', () => {
	expect(pairsOf('models.md', 'Images')).toMatchObject({
		'reference image': `at least ${SMALLEST_REFERENCE} × ${SMALLEST_REFERENCE} pixels`,
		'images of one subject': `1 to ${SUBJECT_IMAGES.each}`,
		'images of all subjects': `1 to ${SUBJECT_IMAGES.all}`,
		'images with a video': `at most ${IMAGES_WITH_VIDEO}`,
	});
	const { min, max } = SOURCE_SECONDS;
	expect(pairsOf('models.md', 'Videos')['video to extend']).toBe(`${min} to ${max} seconds`);
});
