import type { Parameter, Parameters } from './parameter';
import * as p from './parameters';

/** A model that is documented: one entry, from which fields, checks and requests are derived. */
export interface Model {
	/** The gateway's model ID. */
	id: string;
	displayName: string;
	parameters: Parameters;
	/** What is different at some of its durations. */
	variants?: readonly Variant[];
	/** Pairs of switches that may not both be on. */
	exclusive?: ReadonlyArray<readonly [string, string]>;
}

/** Parameters that are others at one duration, in seconds. */
export interface Variant {
	duration: number;
	parameters: Parameters;
}

/** Value of the `model` field that stands for any other model. */
export const CUSTOM_MODEL = 'custom';

/** The documented model with an ID among those of an operation, or undefined. */
export const findModel = (models: readonly Model[], id: string): Model | undefined =>
	models.find((model) => model.id === id);

/** Every operation asks for its own again and again. */
const customModels = new WeakMap<readonly Model[], Model>();

/**
 * What is shown and checked for a model that nobody here has documentation of: every parameter that
 * its operation documents for any model, without the limits that are one model's own.
 *
 * @param models the documented models of the operation; where they differ, the first one's entry counts
 */
export function customModelOf(models: readonly Model[]): Model {
	const known = customModels.get(models);
	if (known !== undefined) return known;
	const custom = { id: '', displayName: 'Custom', parameters: customParameters(models) };
	customModels.set(models, custom);
	return custom;
}

function customParameters(models: readonly Model[]): Parameters {
	const union: Record<string, Parameter> = Object.assign(
		{},
		...models.map(({ parameters }) => parameters).reverse(),
	);
	const optionsOf = (name: string) =>
		[...new Set(models.flatMap(({ parameters }) => parameters[name]?.options ?? []))]
			.map(String)
			.sort(byNumber);
	return {
		...union,
		...('duration' in union
			? { duration: p.duration(1, undefined, 'Length in seconds, as far as the model goes') }
			: {}),
		...('resolution' in union ? { resolution: p.resolution(optionsOf('resolution'), '720p') } : {}),
		...('aspect_ratio' in union
			? { aspect_ratio: p.aspectRatio(optionsOf('aspect_ratio'), '16:9') }
			: {}),
	};
}

const byNumber = (a: string, b: string) => (parseInt(a, 10) || 0) - (parseInt(b, 10) || 0);
