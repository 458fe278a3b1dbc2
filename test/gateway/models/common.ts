/**
 * What is known of a model, and which parameters does every family of models.md take?
 *
 * Of the facts in models.md only those marked **D** are checked. A parameter whose limits are marked
 * **V** or **I** is taken with any value (`taken`). Refused as unwanted is what is neither common to all
 * families nor named in the model's own row, nor in the words around its table: models.md says that
 * Vidu refuses "fields that a model does not take". A field that is said to have no effect is taken.
 */

import type { ImageLimits } from '../imageLimits';
import { anything, flag, json, text, url, type Problem, type Rule } from '../rules';

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
	/** Whether two pictures have to be of about the same resolution (models.md: 0.8 to 1.25). */
	readonly alike?: boolean;
}

/** By model ID. */
export type Models = ReadonlyArray<readonly [id: string, model: Model]>;

export const PROMPT_LIMIT = 2000;
export const PAYLOAD_LIMIT = 1_048_576;

/** A parameter of which no limit is certain. */
export const taken = (standard?: unknown): Parameter => ({ rule: anything, standard });

/** What text-to-video.txt and extend.txt say alike, so that it holds for all. */
export const passedThrough: Parameters = {
	payload: { rule: text(PAYLOAD_LIMIT) },
	watermark: { rule: flag, standard: false },
	wm_url: { rule: url },
	meta_data: { rule: json },
	callback_url: { rule: url },
};

/** models.md, "Common to all families"; the prompt's limit is each model's own. */
export const common: Parameters = {
	...passedThrough,
	prompt: { rule: text(Infinity) },
	seed: taken(),
	off_peak: { rule: flag, standard: false },
	wm_position: taken(3),
	is_rec: taken(),
	audio: taken(),
	voice_id: taken(),
};

/** A prompt of at most that many characters; without a number, of any length. */
export const prompt = (limit = Infinity): Parameter => ({ rule: text(limit) });

/** The same where it is required. */
export const requiredPrompt = (limit = Infinity): Parameter => ({
	rule: text(limit, 1),
	required: true,
});
