/** What does a cell of a table of models.md say? Parsed, without a look at the node's code. */

import { found, inOrder, readAllowed, typed } from './readParameters';
import type { Mark, ParameterFacts, Value } from './readParameters';

/** What models.md calls its parameters beside those of the two main documents. */
export const TYPES: Record<string, string> = {
	prompt: 'string',
	duration: 'integer',
	aspect_ratio: 'string',
	resolution: 'string',
	movement_amplitude: 'string',
	audio: 'boolean',
	audio_type: 'string',
	voice_id: 'string',
	is_rec: 'boolean',
	bgm: 'boolean',
	seed: 'integer',
	payload: 'string',
};

/** What is documented by the gateway bears no mark, as in the other documents. */
export const marked = (facts: ParameterFacts, mark: string): ParameterFacts =>
	mark === 'D' ? facts : { ...facts, mark: mark as Mark };

const MARK = /\*\*([DVI])\*\*/;

/** `≤ 2000 **D**` */
export function readPrompt(cell: string): ParameterFacts {
	const [, characters, mark] = found(cell, /^≤ (\d+) \*\*([DVI])\*\*$/);
	return marked({ type: 'string', maxCharacters: Number(characters) }, mark);
}

/**
 * A column of values, such as `1–10, default 5 **V**`.
 *
 * @param above what the row above has in this column
 * @param first what the first row has: where a row names no default, it is the same
 */
export function readValues(
	cell: string,
	type: string,
	above: ParameterFacts | undefined,
	first: ParameterFacts | undefined,
): ParameterFacts {
	const byDuration = [...cell.matchAll(/(\d+) s: ([\w, ]+?)(?=;|\*\*)/g)];
	if (byDuration.length > 0) return readByDuration(cell, byDuration, type);
	const [head, mark] = found(cell, /^(.*?)\*\*([DVI])\*\*/).slice(1);
	const text = head.trim();
	if (text === 'the same') return marked({ ...defined(above, cell), mark: undefined }, mark);
	const without = /^as above without (\w+)$/.exec(text)?.[1];
	const allowed =
		without === undefined
			? readAllowed(
					text.replace(/, default [\w:]+|, 0 is automatic|; "any ratio is supported"/g, ''),
					type,
				)
			: (above?.allowed ?? []).filter((value) => value !== without);
	const facts: ParameterFacts = { type, allowed };
	const initial = /default ([\w:]+)/.exec(cell.replace(/\(.*\)/, ''))?.[1];
	if (initial !== undefined) facts.default = typed(initial, type);
	else if (allowed.includes(first?.default as Value)) facts.default = first?.default;
	else [facts.default] = allowed;
	if (/enforce only the form `number:number`/.test(cell)) facts.format = 'ratio';
	return marked(facts, mark);
}

/** `**4 s: 360p, 720p; 8 s: 720p only** **D** (documented default 360p at 4 s, 720p at 8 s)` */
function readByDuration(cell: string, parts: RegExpMatchArray[], type: string): ParameterFacts {
	const atDuration = Object.fromEntries(
		parts.map(([, seconds, values]) => [
			seconds,
			{
				allowed: readAllowed(values, type),
				default: found(cell, new RegExp(`(\\w+) at ${seconds} s`))[1],
			},
		]),
	);
	const [usual] = Object.values(atDuration);
	return marked({ type, ...usual, atDuration }, found(cell, MARK)[1]);
}

/** What the column `other` has: parameters, and pairs of switches that exclude each other. */
export interface Others {
	parameters: Record<string, ParameterFacts>;
	exclusive: string[][];
}

/** A list of names with or without their values, such as `audio (default false), seed **D**; bgm **I**`. */
export function readOthers(cell: string, above: Others | undefined): Others {
	if (/^the same \*\*D\*\*$/.test(cell)) return defined(above, cell);
	const others: Others = { parameters: {}, exclusive: [] };
	const clauses = cell.replace('**true**', 'true').split(/; (?![^(]*\))/);
	for (const clause of clauses) {
		// What has no effect is no parameter, nor is what the document says to leave out.
		if (/ have no effect$|: leave it out$/.test(clause)) continue;
		if (clause.startsWith('`videos`')) others.parameters.videos = readVideos(clause);
		else readClause(clause, others);
	}
	return others;
}

/** Of the gateway's own page, which marks them as required and contradicts itself. */
function readVideos(clause: string): ParameterFacts {
	const [, least, most] = found(
		clause,
		/^`videos`: (\d)–(\d) URLs, .+ \*\*D\*\* .+treat as optional\)$/,
	).map(Number);
	return { type: 'array', minItems: least, maxItems: most };
}

function readClause(clause: string, others: Others): void {
	const mark = found(clause, MARK)[1];
	const names = Object.keys(TYPES).join('|');
	const text = clause.replace(/^fields `(.+)`/, '$1').replace(MARK, '');
	const heads = [...text.matchAll(new RegExp(`(?<![\\w(])(${names})(?!\\w)`, 'g'))];
	for (const [index, { 1: name, index: start }] of heads.entries()) {
		const rest = text.slice(start + name.length, heads[index + 1]?.index).trim();
		if (name === 'prompt') continue;
		const facts: ParameterFacts = { type: TYPES[name] };
		const initial = /default (\w+)/.exec(rest)?.[1];
		const partner = /not with (\w+)/.exec(rest)?.[1];
		const values = rest
			.replace(/\(default auto \*\*I\*\*\)|\(.*\)/, '')
			.replace(/,? ?default \w+/, '')
			.replace(/[, ]*(images,)?$/, '');
		if (!/^([a-z]+(, [a-z]+)*)?$/.test(values)) throw new Error(`Not understood: ${rest}`);
		if (values !== '') facts.allowed = readAllowed(values, facts.type);
		if (initial !== undefined) facts.default = typed(initial, facts.type);
		if (partner !== undefined) others.exclusive.push([name, partner]);
		others.parameters[name] = marked(facts, mark);
	}
}

function defined<T>(value: T | undefined, cell: string): T {
	if (value === undefined) throw new Error(`Nothing is above "${cell}"`);
	return value;
}

/** A switch is on or off, and off unless the document has it on. */
export const asSwitch = (facts: ParameterFacts): ParameterFacts =>
	facts.type === 'boolean'
		? { ...facts, allowed: inOrder([true, false]), default: facts.default ?? false }
		: facts;
