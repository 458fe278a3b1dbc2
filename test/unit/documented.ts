/** What do all the documents say, together? */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import digest from './documented-facts.json';
import modelsDigest from './documented-models.json';
import { asSwitch } from './readCells';
import { readDocuments } from './readDocuments';
import type { Documented, ModelFacts, ParameterFacts } from './readDocuments';
import { readModels } from './readModels';
import type { ModelsDocument } from './readModels';

/*
 * A fresh clone may stand alone. So the facts of the documents are kept beside this file, and wherever
 * the documents are, they decide: the table is held against them, and so is what is kept.
 */
const DOCUMENTS = join(__dirname, '..', '..', '..', 'shared', 'api');

export const kept = digest as unknown as Documented;
export const keptModels = modelsDigest as unknown as ModelsDocument;

const areThere = existsSync(DOCUMENTS);

/** The contract, and the two main documents. */
export const documents = areThere ? readDocuments(DOCUMENTS) : kept;

/** models.md. */
export const modelsDocument = areThere
	? readModels(readFileSync(join(DOCUMENTS, 'models.md'), 'utf8'))
	: keptModels;

const textToVideo = documents.models.viduq2_pro_fast_text2video.parameters;

/** What a parameter is that models.md has by its name alone. */
const definitions: Record<string, ParameterFacts> = {
	seed: textToVideo.seed,
	payload: textToVideo.payload,
	bgm: textToVideo.bgm,
	movement_amplitude: documents.models.viduq1_text2video.parameters.movement_amplitude,
};

/** What models.md has for all families; only in text to video is all of it the gateway's own. */
function commonOf(operation: string): Record<string, ParameterFacts> {
	const entries = Object.entries(modelsDocument.common).map(
		([name, { mark, ...facts }]): [string, ParameterFacts] => [
			name,
			{ ...facts, ...(operation === 'textToVideo' || mark === undefined ? {} : { mark }) },
		],
	);
	return Object.fromEntries(entries);
}

/** Every documented model, whatever document has it. */
export const documentedModels: Record<string, ModelFacts> = { ...documents.models };
for (const [operation, family] of Object.entries(modelsDocument.families)) {
	for (const [id, { isDefault, parameters, exclusive }] of Object.entries(family)) {
		const own = Object.entries(parameters).map(([name, facts]): [string, ParameterFacts] => [
			name,
			asSwitch({ ...definitions[name], ...facts }),
		]);
		documentedModels[id] = {
			operation,
			isDefault,
			parameters: { ...commonOf(operation), ...Object.fromEntries(own) },
			...(exclusive.length > 0 ? { exclusive } : {}),
		};
	}
}
