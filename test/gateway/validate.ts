/** Is this create request one the documents allow? */

import { describe, Refusal, TEXT_TO_VIDEO_REFUSED } from './codes';
import { differTooMuch, sizeOfInline } from './imageLimits';
import type { Model, Operation } from './models';
import { isObject, type Problem } from './rules';

/** The parameters of one task, as JSON values by name. */
export type Params = Record<string, unknown>;

/** A create request that may be carried out. */
export interface Order {
	readonly model: string;
	readonly operation: Operation;
	/** Exactly what the client sent. */
	readonly params: Params;
	/** The same with the documented defaults filled in. */
	readonly settings: Params;
}

const ENVELOPE = 'input must be an array. Model parameters must be placed under input[0].params';
/** The message for two frames whose resolutions differ too much. */
export const UNLIKE = 'images must be of about the same resolution (start over end 0.8 to 1.25)';
/** docs/api/models.md: one of `video_url` and `video_creation_id` is required. */
const SOURCES = ['video_url', 'video_creation_id'];

/**
 * Reads a create request's body: `{model, input: [{params}]}` (docs/api/http.md, "Create a task").
 *
 * @param body the parsed JSON; undefined when the body was no JSON
 * @param models on sale, by ID
 * @throws {Refusal} with HTTP 400 and, where the documents have one, the error code
 */
export function readOrder(body: unknown, models: ReadonlyMap<string, Model>): Order {
	if (body === undefined) throw new Refusal(400, 'request body must be JSON');
	if (!isObject(body)) throw new Refusal(400, `request body must be an object. ${ENVELOPE}`);
	const { model: id, input, ...others } = body;
	const [first, ...more] = Array.isArray(input) ? input : [];
	if (!isObject(first) || !isObject(first.params) || more.length > 0) {
		throw new Refusal(400, ENVELOPE);
	}
	// Parameters outside of `params` would be dropped without a word, so they are refused.
	const { params, ...besides } = first;
	const [stray] = [...Object.keys(others), ...Object.keys(besides)];
	if (stray !== undefined) throw new Refusal(400, `unexpected ${stray}. ${ENVELOPE}`);
	if (typeof id !== 'string' || id === '') throw new Refusal(400, 'model is required');
	const model = models.get(id);
	if (!model) throw new Refusal(400, `model not found: ${id}`);
	return {
		model: id,
		operation: model.operation,
		params: params as Params,
		settings: check(model, params as Params),
	};
}

/** The pictures of a task by their place in the parameters, in order. */
export function picturesOf(params: Params): Array<readonly [name: string, image: string]> {
	const named = (images: unknown, name: string) =>
		(Array.isArray(images) ? images : []).map(
			(image, index) => [`${name}[${index}]`, String(image)] as const,
		);
	const subjects = Array.isArray(params.subjects) ? params.subjects : [];
	return [
		...named(params.images, 'images'),
		...subjects.flatMap(({ images }, index) => named(images, `subjects[${index}].images`)),
	];
}

function check(model: Model, params: Params): Params {
	const { operation, parameters, together, alike } = model;
	const refuse = (problem: Problem) => refused(operation, problem);
	for (const name of Object.keys(params)) {
		if (Object.hasOwn(parameters, name)) continue;
		throw refuse({ text: `unknown parameter ${name}`, reason: 'FieldUnwanted' });
	}
	if (operation === 'extend' && !SOURCES.some((name) => Object.hasOwn(params, name))) {
		throw refuse({ text: 'video_url or video_creation_id is required', code: '008012001' });
	}
	const settings: Params = {};
	for (const [name, { rule, code, standard, required }] of Object.entries(parameters)) {
		if (!Object.hasOwn(params, name)) {
			if (required) throw refuse({ text: `${name} is required`, code, reason: 'FieldLacking' });
			if (standard !== undefined) settings[name] = standard;
			continue;
		}
		const problem = rule(params[name]);
		if (typeof problem === 'string') throw refuse({ text: `${name} ${problem}`, code });
		if (problem) throw refuse(problem);
		settings[name] = params[name];
	}
	const problem = together?.(settings) ?? (alike ? unlike(settings.images) : undefined);
	if (problem) throw refuse(problem);
	return settings;
}

/** Two inline frames of different resolutions; what is fetched is compared when it is there. */
function unlike(images: unknown): Problem | undefined {
	const [start, end] = (images as string[]).map(sizeOfInline);
	if (!differTooMuch(start, end)) return undefined;
	return { text: UNLIKE, reason: 'PageSizeOutOfRange' };
}

/**
 * Text to video has one code for all, extend several, and none for some parameters. The others have
 * none that could be read: Vidu's word for it is in the text.
 */
function refused(operation: Operation, { text, code, reason }: Problem): Refusal {
	if (operation !== 'text2video' && operation !== 'extend') {
		return new Refusal(400, `${reason ?? 'FieldInvalid'}: ${text}`);
	}
	const known = operation === 'text2video' ? TEXT_TO_VIDEO_REFUSED : code;
	return new Refusal(400, known ? `${describe(known)}: ${text}` : text, known);
}
