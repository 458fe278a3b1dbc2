/** Does the model table say what the provider's documents say, no more and no less? */

import { ViduApi } from '../../credentials/ViduApi.credentials';
import { GENERATION_PATH, taskPath } from '../../nodes/Vidu/gateway/address';
import { explainStatus, HTTP_ERRORS, TASK_ERRORS } from '../../nodes/Vidu/gateway/errorTexts';
import { documentedModels, documents, kept, keptModels, modelsDocument } from './documented';
import { models, modelsOf } from './models';
import { readTable } from './readTable';

describe('the model table and the documents', () => {
	it('name the same models', () => {
		expect(models.map(({ id }) => id).sort()).toEqual(Object.keys(documentedModels).sort());
		expect(models).toHaveLength(26);
	});

	it.each(models.map((model) => [model.id, model] as const))(
		'have the same parameters, types, options, limits and marks for %s',
		(id, model) => {
			expect(readTable(model)).toEqual(documentedModels[id]);
		},
	);

	it('have much to compare for each model', () => {
		const sizes = Object.values(documentedModels).map(
			({ parameters }) => Object.keys(parameters).length,
		);
		expect(Math.min(...sizes)).toBeGreaterThan(10);
	});

	it('agree on the kinds of facts that are not enforced', () => {
		const marks = Object.values(documentedModels).flatMap(({ parameters }) =>
			Object.values(parameters).map(({ mark = 'D' }) => mark),
		);
		for (const mark of ['D', 'V', 'I'] as const) {
			expect(marks.filter((one) => one === mark).length).toBeGreaterThan(10);
		}
	});

	it('mean the same corners by the watermark positions of every model', () => {
		for (const { id, operation, parameters } of models) {
			const { optionNames } = parameters.wm_position;
			// "Watermark as in text to video", models.md says for all families but Extend.
			const corners = documents.corners[operation === 'extend' ? 'extend' : 'textToVideo'];
			expect({ id, corners: optionNames }).toEqual({ id, corners });
		}
	});

	it('agree on how long a video to extend may be', () => {
		const [seconds, minutes] = documents.sourceVideo;
		for (const { parameters } of modelsOf('extend')) {
			const { description } = parameters.video_url;
			expect(description).toContain(`${seconds} seconds to ${minutes} minute`);
		}
	});
});

it('has documents that agree on what is common to all families', () => {
	const { parameters } = documents.models.viduq2_pro_fast_text2video;
	for (const [name, facts] of Object.entries(modelsDocument.common)) {
		expect({ name, ...facts, mark: undefined }).toEqual({ name, ...parameters[name] });
	}
	const { imageMegabytes, requestMegabytes, ratio } = documents.endFrame;
	expect(modelsDocument.images).toMatchObject({ imageMegabytes, requestMegabytes, ratio });
});

describe('the explanations and the documents', () => {
	it('have the same task error codes with the same meaning', () => {
		const explained = Object.entries(TASK_ERRORS).map(([code, { what }]) => [code, what]);
		expect(Object.fromEntries(explained)).toEqual(documents.taskErrors);
		expect(explained).toHaveLength(18);
	});

	it('say what to do next for every code', () => {
		for (const { next } of Object.values(TASK_ERRORS)) expect(next).toMatch(/^[A-Z].*\.$/);
	});

	it.each(Object.entries(documents.httpStatuses))('agree on HTTP %s', (status, meaning) => {
		expect(Object.keys(HTTP_ERRORS)).toContain(status);
		const { what, next } = explainStatus(Number(status));
		const said = meaning === 'server side' ? next.replace(/^.*\b(side)\b.*$/s, 'server $1') : what;
		expect(said.toLowerCase()).toContain(meaning.toLowerCase());
		expect(next).toMatch(/^[A-Z].*\.$/);
	});
});

it('sends requests where the contract says', () => {
	const { baseUrl, createPath, queryPath } = documents;
	const base = new ViduApi().properties.find(({ name }) => name === 'baseUrl');
	expect(base?.default).toBe(baseUrl);
	expect(GENERATION_PATH).toBe(createPath);
	expect(taskPath('some-id')).toBe(queryPath.replace('{id}', 'some-id'));
});

it('keeps the facts of the documents as they are', () => {
	expect(kept).toEqual(documents);
	expect(keptModels).toEqual(modelsDocument);
});
