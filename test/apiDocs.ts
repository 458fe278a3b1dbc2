/** What do the tables of docs/api say? Read without the node's code. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Value = string | number | boolean;

/** One row of a model's table. */
export interface ParameterFacts {
	type: string;
	source: 'gateway' | 'vidu' | 'inferred';
	required?: true;
	/** Every allowed or offered value, sorted. */
	allowed?: Value[];
	default?: Value;
	maxCharacters?: number;
	minItems?: number;
	maxItems?: number;
	format?: string;
	/** The differences at one duration, by seconds. */
	atDuration?: Record<string, { allowed: Value[]; default?: Value }>;
}

export interface ModelFacts {
	operation: string;
	isDefault: boolean;
	parameters: Record<string, ParameterFacts>;
	/** Pairs of switches that may not both be on. */
	exclusive: string[][];
}

export const inOrder = (values: readonly Value[]): Value[] =>
	[...values].sort((a, b) => String(a).localeCompare(String(b), 'en', { numeric: true }));

/** The sections of a page by their headings, each with the rows of its one table. */
function sectionsOf(page: string): Map<string, { text: string; rows: string[][] }> {
	const [, ...parts] = readFileSync(join(__dirname, '../docs/api', page), 'utf8')
		.replaceAll('`', '')
		.split(/^##+ /m);
	return new Map(
		parts.map((text) => {
			const [, , ...lines] = text.match(/^\|.*\|$/gm) ?? [];
			const rows = lines.map((line) => line.split('|').slice(1, -1));
			const trimmed = rows.map((cells) => cells.map((cell) => cell.trim()));
			return [text.split('\n')[0].toLowerCase(), { text, rows: trimmed }];
		}),
	);
}

/** The rows of the table below a heading. */
export function rowsOf(page: string, heading: string): string[][] {
	const rows = sectionsOf(page).get(heading.toLowerCase())?.rows ?? [];
	if (rows.length === 0) throw new Error(`${page} has no table "${heading}"`);
	return rows;
}

/** A table of names and values. */
export const pairsOf = (page: string, heading: string): Record<string, string> =>
	Object.fromEntries(rowsOf(page, heading).map(([name, value]) => [name, value]));

/** The numbers of a limit of images, such as 0.8 and 1.25. */
export const imageLimit = (name: string): number[] =>
	pairsOf('models.md', 'Images')
		[name].match(/[\d.]+/g)!
		.map(Number);

const typed = (text: string, type: string): Value => {
	if (type === 'boolean') return text === 'true';
	return type === 'integer' ? Number(text) : text;
};

/** The facts in the cell for the values. Any other text is a list of values. */
function readValues(cell: string, type: string): Partial<ParameterFacts> {
	if (type === 'boolean') return { allowed: [false, true] };
	if (cell === '') return {};
	if (cell === 'URL') return { format: 'webAddress' };
	if (cell === 'JSON') return { format: 'json' };
	const characters = /^at most (\d+) characters$/.exec(cell);
	if (characters) return { maxCharacters: Number(characters[1]) };
	const items = /^(?:at most (\d)|exactly (\d)|(\d) to (\d)) items?$/.exec(cell);
	if (items) {
		const [, atMost, exactly, least = exactly, most = exactly ?? atMost] = items;
		return { ...(least && { minItems: Number(least) }), maxItems: Number(most) };
	}
	const range = /^(\d+)–(\d+)$/.exec(cell);
	if (range) {
		const [from, to] = [Number(range[1]), Number(range[2])];
		return { allowed: Array.from({ length: to - from + 1 }, (_none, at) => from + at) };
	}
	const [list, rest] = cell.split(', or any number:number');
	const allowed = inOrder(list.split(', ').map((value) => typed(value, type)));
	return { allowed, ...(rest === '' && { format: 'ratio' }) };
}

function readRow([typeCell, values, initial, sourceCell]: string[]): ParameterFacts {
	const [type, required] = typeCell.split(', ');
	const source = /^(gateway|vidu|inferred)(; default inferred)?$/.exec(sourceCell)?.[1];
	if (source === undefined) throw new Error(`No source: "${sourceCell}"`);
	return {
		type,
		source: source as ParameterFacts['source'],
		...(required === 'required' && { required: true }),
		...readValues(values, type),
		...(initial !== '' && { default: typed(initial, type) }),
	};
}

const SECTIONS = sectionsOf('models.md');

/** The parameters of a section, over those of the section on which it is based. */
function parametersOf(heading: string): Record<string, ParameterFacts> {
	const section = SECTIONS.get(heading);
	if (section === undefined) throw new Error(`models.md has no section "${heading}"`);
	const base = /Based on \[.+?\]\(#([\w-]+)\)/.exec(section.text)?.[1].replaceAll('-', ' ');
	const own: Record<string, ParameterFacts> = {};
	for (const [head, ...cells] of section.rows) {
		const [name, seconds] = head.split(/ at (\d+) s$/);
		const facts = readRow(cells);
		own[name] ??= facts;
		if (seconds === undefined) continue;
		const { allowed = [], default: initial } = facts;
		own[name].atDuration = { ...own[name].atDuration, [seconds]: { allowed, default: initial } };
	}
	return { ...(base === undefined ? {} : parametersOf(base)), ...own };
}

/** Every model of models.md; its operation is the heading above it. */
export const documentedModels: Record<string, ModelFacts> = {};
let operation = '';
for (const [heading, { text }] of SECTIONS) {
	if (/ to video$|^extend$/.test(heading)) {
		operation = heading.replace(/ (?:and )?(\w)/g, (_all, letter: string) => letter.toUpperCase());
	}
	for (const id of /^vidu\w+(, vidu\w+)*$/.test(heading) ? heading.split(', ') : []) {
		documentedModels[id] = {
			operation,
			isDefault: text.includes('\nDefault model.'),
			parameters: parametersOf(heading),
			exclusive: [...text.matchAll(/(\w+) and (\w+) cannot both be true/g)].map((pair) =>
				pair.slice(1),
			),
		};
	}
}

/** The meanings of a failed task's codes; 0 is no error. */
export const { 0: _noError, ...documentedErrors } = {
	...pairsOf('errors.md', 'Text to video'),
	...pairsOf('errors.md', 'Extend'),
} as Record<string, string>;

/** The HTTP statuses that a page of the gateway explains. */
export const documentedStatuses = rowsOf('http.md', 'HTTP errors').filter(
	([, , source]) => source !== 'inferred',
);

export const documentedEndpoints = pairsOf('http.md', 'Endpoints');
