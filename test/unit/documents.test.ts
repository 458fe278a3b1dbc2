/** Does the model table say what the provider's documents say, no more and no less? */

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { ViduApi } from '../../credentials/ViduApi.credentials';
import { GENERATION_PATH, taskPath } from '../../nodes/Vidu/gateway/address';
import { explainStatus, HTTP_ERRORS, TASK_ERRORS } from '../../nodes/Vidu/gateway/explanations';
import type { Model } from '../../nodes/Vidu/models/model';
import type { Parameter } from '../../nodes/Vidu/models/parameter';
import digest from './documented-facts.json';
import { models, modelsOf } from './models';
import { readDocuments } from './readDocuments';
import type { Documented, ModelFacts, ParameterFacts, Value } from './readDocuments';
import { inOrder } from './readParameters';

/*
 * A fresh clone may stand alone. So the facts of the documents are kept beside this test, and wherever
 * the documents are, they decide: the table is held against them, and so is what is kept.
 */
const DOCUMENTS = join(__dirname, '..', '..', '..', 'shared', 'api');
const kept: Documented = digest as unknown as Documented;
const documented = existsSync(DOCUMENTS) ? readDocuments(DOCUMENTS) : kept;

/** The table's side of a comparison, in the words of the documents' side. */
function readTable(table: typeof models): Record<string, ModelFacts> {
	return Object.fromEntries(
		table.map((model) => [
			model.id,
			{
				operation: model.operation,
				isDefault: modelsOf(model.operation)[0].id === model.id,
				parameters: Object.fromEntries(
					Object.entries(model.parameters).map(([name, parameter]) => [
						name,
						asDocumented(parameter, model),
					]),
				),
			},
		]),
	);
}

function asDocumented(parameter: Parameter, model: Model): ParameterFacts {
	const { type, options, min, max, maxCharacters, maxItems } = parameter;
	const read: ParameterFacts = { type };
	if (parameter.required === true) read.required = true;
	let allowed: Value[] | undefined = options && [...options];
	if (type === 'boolean') allowed = [false, true];
	if (min !== undefined || max !== undefined) {
		allowed = [];
		for (let value = min ?? NaN; value <= (max ?? NaN); value += 1) allowed.push(value);
	}
	if (allowed !== undefined) read.allowed = inOrder(allowed);
	if (parameter.default !== undefined) read.default = parameter.default;
	if (maxCharacters !== undefined) read.maxCharacters = maxCharacters;
	if (maxItems !== undefined) read.maxItems = maxItems;
	if (/temporarily unavailable/i.test(parameter.displayName)) read.unavailable = true;
	const noEffect = new RegExp(`no effect on ${model.displayName} at ([\\d and]+) seconds`, 'i');
	const durations = noEffect.exec(parameter.description)?.[1];
	if (durations !== undefined) read.noEffectAt = durations.split(' and ').map(Number);
	return read;
}

describe('the model table and the documents', () => {
	it('name the same models and, for each, the same parameters, types, options and limits', () => {
		expect(readTable(models)).toEqual(documented.models);
	});

	it('have five models to compare, each with parameters', () => {
		const sizes = Object.values(documented.models).map(
			({ parameters }) => Object.keys(parameters).length,
		);
		expect(sizes).toHaveLength(5);
		expect(models).toHaveLength(sizes.length);
		expect(Math.min(...sizes)).toBeGreaterThan(10);
	});

	it('mean the same corners by the watermark positions of every model', () => {
		for (const { id, operation, parameters } of models) {
			const { optionNames } = parameters.wm_position;
			expect({ id, corners: optionNames }).toEqual({
				id,
				corners: documented.corners[operation as 'extend'],
			});
		}
	});

	it('agree on how long a video to extend may be', () => {
		const [seconds, minutes] = documented.sourceVideo;
		for (const { parameters } of modelsOf('extend')) {
			const { description } = parameters.video_url;
			expect(description).toContain(`${seconds} seconds to ${minutes} minute`);
		}
	});
});

describe('the explanations and the documents', () => {
	it('have the same task error codes with the same meaning', () => {
		const explained = Object.entries(TASK_ERRORS).map(([code, { what }]) => [code, what]);
		expect(Object.fromEntries(explained)).toEqual(documented.taskErrors);
		expect(explained).toHaveLength(18);
	});

	it('say what to do next for every code', () => {
		for (const { next } of Object.values(TASK_ERRORS)) expect(next).toMatch(/^[A-Z].*\.$/);
	});

	it.each(Object.entries(documented.httpStatuses))('agree on HTTP %s', (status, meaning) => {
		expect(Object.keys(HTTP_ERRORS)).toContain(status);
		const { what, next } = explainStatus(Number(status));
		const said = meaning === 'server side' ? next.replace(/^.*\b(side)\b.*$/s, 'server $1') : what;
		expect(said.toLowerCase()).toContain(meaning.toLowerCase());
		expect(next).toMatch(/^[A-Z].*\.$/);
	});
});

it('sends requests where the contract says', () => {
	const { baseUrl, createPath, queryPath } = documented;
	const base = new ViduApi().properties.find(({ name }) => name === 'baseUrl');
	expect(base?.default).toBe(baseUrl);
	expect(GENERATION_PATH).toBe(createPath);
	expect(taskPath('some-id')).toBe(queryPath.replace('{id}', 'some-id'));
});

it('keeps the facts of the documents as they are', () => {
	expect(kept).toEqual(documented);
});
