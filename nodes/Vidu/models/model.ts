import type { z } from 'zod';

/** The operations that buy a video. */
export type VideoOperation = 'textToVideo' | 'extend';

/** A model that is documented: one entry, from which fields, checks and requests are derived. */
export interface Model {
	/** The gateway's model ID. */
	id: string;
	displayName: string;
	operation: VideoOperation;
	/** Schemas by the documented parameter name; each made by `documented`. */
	parameters: z.ZodObject<Record<string, z.ZodTypeAny>>;
}

/** Value of the `model` field that stands for any other model. */
export const CUSTOM_MODEL = 'custom';

/** A documented parameter's name in the node: `aspect_ratio` is `aspectRatio`. */
export const fieldNameOf = (parameter: string): string =>
	parameter.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
