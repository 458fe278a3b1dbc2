/**
 * Which parameters does every family of docs/api/models.md take?
 *
 * Of the facts there only those of the source `gateway` are checked. A parameter with limits of another
 * source is taken with any value (`taken`). Refused as unwanted is what is neither common to all
 * families nor named in the model's own row, nor in the words around its table: docs/api/http.md says that
 * Vidu rejects "parameters that a model does not take". A field that is said to have no effect is taken.
 */

import { anything, flag, json, text, url } from '../rules';
import type { Parameter, Parameters } from './model';

export const PROMPT_LIMIT = 2000;
export const PAYLOAD_LIMIT = 1_048_576;

/** A parameter of which no limit is certain. */
export const taken = (standard?: unknown): Parameter => ({ rule: anything, standard });

/** What text to video and Extend have alike, so that it holds for all: docs/api/models.md. */
export const passedThrough: Parameters = {
	payload: { rule: text(PAYLOAD_LIMIT) },
	watermark: { rule: flag, standard: false },
	wm_url: { rule: url },
	meta_data: { rule: json },
	callback_url: { rule: url },
};

/** docs/api/models.md, "Common parameters"; the prompt's limit is each model's own. */
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
