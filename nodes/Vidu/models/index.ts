import { z } from 'zod';

import { extendModels } from './extend';
import type { Model, VideoOperation } from './model';
import { textToVideoModels } from './textToVideo';
import * as p from './parameters';

export { CUSTOM_MODEL, fieldNameOf } from './model';
export type { Model, VideoOperation } from './model';

/** Every documented model. Adding one is adding its entry. */
export const models: readonly Model[] = [...textToVideoModels, ...extendModels];

/** The documented models of an operation; the first is the default. */
export const modelsOf = (operation: VideoOperation): Model[] =>
	models.filter((model) => model.operation === operation);

/** The documented model with an ID, or undefined. */
export const findModel = (id: string): Model | undefined => models.find((model) => model.id === id);

/**
 * What is shown and checked for a model that nobody here has documentation of: every parameter that
 * its operation documents for any model, without the limits that are one model's own.
 */
export const customModel = (operation: VideoOperation): Model => customModels[operation];

function buildCustomModel(operation: VideoOperation): Model {
	const known = modelsOf(operation);
	const union: Record<string, z.ZodTypeAny> = Object.assign(
		{},
		...known.map((model) => model.parameters.shape).reverse(),
	);
	const optionsOf = (name: string) =>
		[...new Set(known.flatMap((model) => enumOptions(model.parameters.shape[name])))].sort(
			byNumber,
		) as [string, ...string[]];
	const parameters = z.object({
		...union,
		duration: p.duration(1, undefined, 'Length in seconds, as far as the model goes'),
		resolution: p.resolution(optionsOf('resolution'), '720p'),
		...(operation === 'textToVideo'
			? { aspect_ratio: p.aspectRatio(optionsOf('aspect_ratio'), '16:9') }
			: {}),
	});
	return { id: '', displayName: 'Custom', operation, parameters };
}

function enumOptions(schema: z.ZodTypeAny | undefined): string[] {
	const inner = schema instanceof z.ZodDefault ? (schema._def.innerType as z.ZodTypeAny) : schema;
	return inner instanceof z.ZodEnum ? [...(inner.options as string[])] : [];
}

const byNumber = (a: string, b: string) => (parseInt(a, 10) || 0) - (parseInt(b, 10) || 0);

const customModels: Readonly<Record<VideoOperation, Model>> = {
	textToVideo: buildCustomModel('textToVideo'),
	extend: buildCustomModel('extend'),
};
