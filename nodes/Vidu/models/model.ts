import type { Parameter, Parameters } from './parameter';
import * as p from './parameters';

/** A documented model: one entry, from which fields, checks and requests are derived. */
export interface Model {
	/** The gateway's model ID. */
	id: string;
	displayName: string;
	parameters: Parameters;
	/** Its differences at some durations. */
	variants?: readonly Variant[];
	/** Pairs of switches that may not both be on. */
	exclusive?: ReadonlyArray<readonly [string, string]>;
}

/** The parameters that are different at one duration, in seconds. */
export interface Variant {
	duration: number;
	parameters: Parameters;
}

/**
 * The field in which a list of models is chosen from. Each list has its own, wherever it stands: n8n keeps the
 * value of a field when the operation changes, and a model of another list would stand there in red.
 *
 * @param operation the one whose models they are
 */
export const modelFieldOf = (operation: string): string => `${operation}Model`;

/** Value of such a field that stands for any other model. */
export const CUSTOM_MODEL = 'custom';

/** The documented model with an ID among those of an operation, or undefined. */
export const findModel = (models: readonly Model[], id: string): Model | undefined =>
	models.find((model) => model.id === id);

/**
 * The parameters that an undocumented model shows and checks: all that its operation documents for any model,
 * without the limits of single models.
 *
 * @param models the documented models of the operation; where they differ, the first one's entry counts
 */
export function customModelOf(models: readonly Model[]): Model {
	const parameters: Record<string, Parameter> = Object.assign(
		{},
		...models.map((model) => model.parameters).reverse(),
	);
	const optionsOf = (name: string) =>
		[...new Set(models.flatMap((model) => model.parameters[name]?.options ?? []))]
			.map(String)
			.sort(byNumber);
	if ('duration' in parameters) {
		parameters.duration = p.duration(
			1,
			undefined,
			'Length of the video. Each model allows other lengths.',
			parameters.duration.displayName,
		);
	}
	if ('resolution' in parameters) {
		parameters.resolution = p.resolution(optionsOf('resolution'), '720p');
	}
	if ('aspect_ratio' in parameters) {
		parameters.aspect_ratio = p.aspectRatio(optionsOf('aspect_ratio'), '16:9');
	}
	return { id: '', displayName: 'Custom', parameters };
}

const byNumber = (a: string, b: string) => (parseInt(a, 10) || 0) - (parseInt(b, 10) || 0);
