/** Is this create request one the documents allow? */

import { describe, Refusal, TEXT_TO_VIDEO_REFUSED } from './codes';
import { MODELS, type Model, type Operation } from './models';

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
/** extend.txt: "one of video_url or video_creation_id is required". */
const SOURCES = ['video_url', 'video_creation_id'];

/**
 * Reads a create request's body: `{model, input: [{params}]}` (contract.md, "Create a task").
 *
 * @param body the parsed JSON; undefined when the body was no JSON
 * @throws {Refusal} with HTTP 400 and, where the documents have one, the error code
 */
export function readOrder(body: unknown): Order {
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
	const model = MODELS.get(id);
	if (!model) throw new Refusal(400, `model not found: ${id}`);
	return {
		model: id,
		operation: model.operation,
		params: params as Params,
		settings: check(model, params as Params),
	};
}

function check(model: Model, params: Params): Params {
	const { operation, parameters } = model;
	if (!parameters) {
		if (typeof params.prompt === 'string' && params.prompt !== '') return params;
		throw refused(operation, 'prompt is required');
	}
	for (const name of Object.keys(params)) {
		if (!Object.hasOwn(parameters, name)) throw refused(operation, `unknown parameter ${name}`);
	}
	if (operation === 'extend' && !SOURCES.some((name) => Object.hasOwn(params, name))) {
		throw refused(operation, 'video_url or video_creation_id is required', '008012001');
	}
	const settings: Params = {};
	for (const [name, { rule, code, standard, required }] of Object.entries(parameters)) {
		if (!Object.hasOwn(params, name)) {
			if (required) throw refused(operation, `${name} is required`, code);
			if (standard !== undefined) settings[name] = standard;
			continue;
		}
		const problem = rule(params[name]);
		if (typeof problem === 'string') throw refused(operation, `${name} ${problem}`, code);
		if (problem) throw refused(operation, problem.text, problem.code);
		settings[name] = params[name];
	}
	return settings;
}

/** Text to video has one code for all, extend several, and none for some parameters. */
function refused(operation: Operation, problem: string, code?: string): Refusal {
	const known = operation === 'text2video' ? TEXT_TO_VIDEO_REFUSED : code;
	return new Refusal(400, known ? `${describe(known)}: ${problem}` : problem, known);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
