/** What is known of a model, and of one of its parameters? */

import type { ImageLimits } from '../imageLimits';
import type { Problem, Rule } from '../rules';

export type Operation =
	'text2video' | 'extend' | 'img2video' | 'start_end2video' | 'reference2video';

/** One documented parameter. */
export interface Parameter {
	readonly rule: Rule;
	/** Extend only: the code of a bad value. Some parameters have none of their own. */
	readonly code?: string;
	/** What an absent value means. */
	readonly standard?: unknown;
	readonly required?: boolean;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** A documented model. What is no parameter of it is refused. */
export interface Model {
	readonly operation: Operation;
	readonly parameters: Parameters;
	/** What holds between several parameters; asked once each of them is right by itself. */
	readonly together?: (settings: Readonly<Record<string, unknown>>) => Problem | undefined;
	/** What a picture has to be like, also one that is fetched after the creation. */
	readonly images?: ImageLimits;
	/** Whether two pictures have to be of about the same resolution (docs/api/models.md: 0.8 to 1.25). */
	readonly alike?: boolean;
}

/** By model ID. */
export type Models = ReadonlyArray<readonly [id: string, model: Model]>;
