/** What do the provider's documents say? Parses them into facts, without a look at the node's code. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { found, readAllowed, readParameters, section, typed } from './readParameters';
import type { ParameterFacts, Value } from './readParameters';

export type { ParameterFacts, Value } from './readParameters';

export interface ModelFacts {
	operation: string;
	isDefault: boolean;
	parameters: Record<string, ParameterFacts>;
	/** Pairs of switches that may not both be on. */
	exclusive?: string[][];
}

export type Documented = ReturnType<typeof readDocuments>;

/** Reads the three documents in a folder. Throws where one says something that is not understood. */
export function readDocuments(folder: string) {
	const read = (name: string) => readFileSync(join(folder, name), 'utf8');
	const contract = read('contract.md');
	const texts = { textToVideo: read('text-to-video.txt'), extend: read('extend.txt') };
	const bases = {
		textToVideo: readParameters(texts.textToVideo),
		extend: readParameters(texts.extend),
	};
	// Extend has an error code for the length of its prompt, but no number: the other document has it.
	if (texts.extend.includes('Prompt length invalid')) {
		bases.extend.prompt.maxCharacters ??= bases.textToVideo.prompt.maxCharacters;
	}
	const documentOf = (modelId: string) =>
		Object.values(texts).some((text) => text.includes(`\nValue: ${modelId}\n`));
	return {
		baseUrl: found(contract, /default `baseUrl`: `([^`]+)`/)[1],
		createPath: found(contract, /`POST \{baseUrl\}([^`]+)`/)[1],
		queryPath: found(contract, /`GET \{baseUrl\}([^`]+)`/)[1],
		models: readModels(contract, bases, documentOf),
		corners: { textToVideo: readCorners(texts.textToVideo), extend: readCorners(texts.extend) },
		endFrame: readEndFrame(texts.extend),
		/** Of these, exactly one is to be given. */
		oneOf: found(texts.extend, /one of (\w+) or (\w+) is required/).slice(1, 3),
		/** Shortest in seconds, longest in minutes. */
		sourceVideo: found(texts.extend, /at least (\d+) seconds and no more than (\d+) minute/)
			.slice(1, 3)
			.map(Number),
		taskErrors: Object.fromEntries(
			Object.values(texts)
				.flatMap((text) => [...text.matchAll(/^\| (\d+) \| (.+?) \|$/gm)])
				.map(([, code, meaning]) => [code, meaning])
				.filter(([code]) => Number(code) !== 0),
		) as Record<string, string>,
		httpStatuses: Object.fromEntries(
			[
				...section(contract, 'Errors by HTTP status').matchAll(/^\| ([\d, ]+) \| (.+) \|$/gm),
			].flatMap(([, statuses, meaning]) =>
				statuses.split(', ').map((status) => [status, meaning.split(/[;(]/)[0].trim()]),
			),
		) as Record<string, string>,
	};
}

/** The table "Other documented models": what each differs in from its operation's document. */
function readModels(
	contract: string,
	bases: Record<string, Record<string, ParameterFacts>>,
	hasDocument: (modelId: string) => boolean,
) {
	const rows = [
		...section(contract, 'Other documented models').matchAll(
			/^\| `(\w+)` \| ([a-z ]+) \| (.+) \|$/gm,
		),
	];
	const models: Record<string, ModelFacts> = {};
	for (const [, id, operationName, differences] of rows) {
		const operation = operationName.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
		const parameters = structuredClone(bases[operation]);
		const isDefault = differences === 'the document itself (default)';
		if (isDefault !== hasDocument(id)) throw new Error(`Which document is that of ${id}?`);
		if (!isDefault && !differences.startsWith('nothing')) {
			for (const part of differences.split('; ')) applyDifference(parameters, part);
		}
		models[id] = { operation, isDefault, parameters };
	}
	return models;
}

function applyDifference(parameters: Record<string, ParameterFacts>, part: string): void {
	const [, name, rest] = found(part, /^`(\w+)` (.+)$/);
	const facts = (parameters[name] ??= { type: 'string' });
	if (rest.startsWith('has no effect at ')) {
		facts.noEffectAt = [...rest.matchAll(/\d+/g)].map(Number);
		return;
	}
	const [, values, initial] = found(rest, /^(.+?)(?: \(default (.+)\))?$/);
	facts.allowed = readAllowed(values, facts.type);
	if (initial !== undefined) facts.default = typed(initial, facts.type);
	// `1080p only` leaves no room for the document's own default.
	else if (!facts.allowed.includes(facts.default as Value)) [facts.default] = facts.allowed;
}

/** `1 (top-left)` and `top_left (Top-left)` are both the corner "Top Left". */
const readCorners = (text: string): Record<string, string> =>
	Object.fromEntries(
		[
			...found(text, /^Options: (.*top.left.+)$/m)[1].matchAll(/(\w+) \((\w)(\w+)-(\w)(\w+)\)/g),
		].map(([, value, a, top, b, left]) => [
			value,
			a.toUpperCase() + top + ' ' + b.toUpperCase() + left,
		]),
	);

const readEndFrame = (text: string) => ({
	formats: found(text, /^Supported formats: (.+)$/m)[1].split(', '),
	ratio: Number(found(text, /ratio must be less than 1:(\d+) or \1:1/)[1]),
	imageMegabytes: Number(found(text, /Image size must not exceed (\d+)MB/)[1]),
	requestMegabytes: Number(found(text, /POST body must not exceed (\d+)MB/)[1]),
});
