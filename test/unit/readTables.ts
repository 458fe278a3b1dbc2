/** What do the tables of models.md have in their rows? */

import { marked, readOthers, readPrompt, readValues, TYPES } from './readCells';
import type { Others } from './readCells';
import { found, readAllowed, typed } from './readParameters';
import type { ParameterFacts } from './readParameters';

/** A model by its own row; what is common to all families is not repeated. */
export interface OwnFacts extends Others {
	isDefault: boolean;
}

export type FamilyFacts = Record<string, OwnFacts>;

/** The rows of a table, by the names of its columns. */
export function readTable(text: string, hasDefault: boolean): FamilyFacts {
	const columns = found(text, /\| (model \|.+) \|\n/)[1].split(' | ');
	const models: FamilyFacts = {};
	const seen: Record<string, ParameterFacts[]> = {};
	let others: Others | undefined;
	for (const [, ids, , isDefault, rest] of text.matchAll(
		/^\| ((`\w+`(?:, )?)+)( \(default\))? \| (.+) \|$/gm,
	)) {
		const cells = rest.split(' | ');
		others = readOthers(cells[columns.length - 2], others);
		const own: Record<string, ParameterFacts> = { ...others.parameters };
		for (const [at, column] of columns.slice(1, -1).entries()) {
			const above = (seen[column] ??= []);
			own[column] =
				column === 'prompt'
					? readPrompt(cells[at])
					: readValues(cells[at], TYPES[column], above.at(-1), above[0]);
			above.push(own[column]);
		}
		for (const [, id] of ids.matchAll(/`(\w+)`/g)) {
			const { exclusive } = others;
			models[id] = { isDefault: isDefault !== undefined, parameters: own, exclusive };
		}
	}
	if (Object.values(models).some(({ isDefault }) => isDefault) !== hasDefault) {
		throw new Error('Which model is the default?');
	}
	return models;
}

/** The table of Q3 stands the other way round: a row for each parameter of both models. */
export function readQ3(text: string): FamilyFacts {
	const mark = found(text, /Limits \*\*([DVI])\*\*/)[1];
	const parameters: Record<string, ParameterFacts> = {};
	for (const [, name, values, initial] of text.matchAll(/^\| (\w+) \| (.+) \| (\S*) ?\|$/gm)) {
		if (name === 'parameter') continue;
		const type = TYPES[name];
		const facts: ParameterFacts = { type };
		const characters = /^at most (\d+) characters$/.exec(values)?.[1];
		if (characters !== undefined) facts.maxCharacters = Number(characters);
		else if (values !== 'boolean') facts.allowed = readAllowed(values, type);
		if (initial !== '') facts.default = typed(initial.replaceAll('*', ''), type);
		if (text.includes(`\`${name}\` required`)) facts.required = true;
		parameters[name] = marked(facts, mark);
	}
	const ids = [...found(text, /^(`\w+`, `\w+`)\. /m)[1].matchAll(/`(\w+)`/g)];
	return Object.fromEntries(
		ids.map(([, id]) => [id, { isDefault: false, parameters, exclusive: [] }]),
	);
}

/** Changes the parameters of every model. */
export const withParameters = (
	family: FamilyFacts,
	change: (own: OwnFacts['parameters'], id: string) => OwnFacts['parameters'],
): FamilyFacts =>
	Object.fromEntries(
		Object.entries(family).map(([id, own]) => [
			id,
			{ ...own, parameters: change(own.parameters, id) },
		]),
	);
