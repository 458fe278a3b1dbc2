import { LONGEST_ID } from '../text';
import { REPLACEMENT } from './sanitize';

/*
 * Which ID does an answer name, wherever it is? Such an answer may be about a task, so this errs on the
 * side of naming: an ID counts unless its name says that it is another thing's.
 */

/** Trims an ID. @returns undefined for a text that cannot be shown in one line, or is too long */
export function cleanId(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const id = String(value).trim();
	const isUsable = id !== '' && id.length <= LONGEST_ID && !/[\r\n\t]/.test(id);
	// Parts that were replaced belong to the key, or to no text at all.
	return isUsable && !id.includes(REPLACEMENT) && !id.includes('[API key]') ? id : undefined;
}

/** Names of other things that have an ID. */
const OTHER_THINGS =
	/(?:^|_)(?:request|req|trace|span|log|event|error|session|correlation|user|account|org|organization|team|project|tenant|client|key|app|model)$/;

/** Whether a name such as `id`, `task_id`, `taskID` or `ids` may be that of a task's ID. */
function isIdName(name: string): boolean {
	const words = name
		.replace(/([a-z\d])([A-Z])/g, '$1_$2')
		.replaceAll('-', '_')
		.toLowerCase();
	const owner = /^(.*?)_?(?<=^|_|task|job)(?:id|ids|uuid)$/.exec(words)?.[1];
	return owner !== undefined && !OTHER_THINGS.test(owner);
}

/** The task IDs that an answer and its `data` name, under any spelling of `task_id`. */
export const taskIdsIn = (answer: unknown): string[] =>
	[answer, (Object(answer) as { data?: unknown }).data]
		.flatMap((level) => Object.entries(Object(level) as object))
		.filter(([name]) => /^task[_-]?id$/i.test(name))
		.flatMap(([, value]) => cleanId(value) ?? []);

/** Parts of an answer that repeat the request or hold the result: their IDs are not the task's. */
const OTHER_PARTS = ['input', 'params', 'output', 'usage', 'metadata'];

/** The first ID that a JSON value names. An outer one comes before an inner one. */
export function idNamedInJson(value: unknown): string | undefined {
	let level: unknown[] = [value];
	while (level.length > 0) {
		const entries = level.flatMap((one): Array<[name: string, value: unknown]> => {
			if (typeof one !== 'object' || one === null) return [];
			return Array.isArray(one) ? one.map((entry) => ['', entry]) : Object.entries(one);
		});
		for (const [name, entry] of entries) {
			const id = cleanId(Array.isArray(entry) ? entry[0] : entry);
			// A text in the place of the data may be nothing but the ID.
			const isBare = ['data', 'result'].includes(name) && /^(?=.*\d)[\w-]{8,}$/.test(id ?? '');
			if (id !== undefined && (isIdName(name) || isBare)) return id;
		}
		level = entries.filter(([name]) => !OTHER_PARTS.includes(name)).map(([, entry]) => entry);
	}
	return undefined;
}

/** Characters of a text in which an ID is searched, at its beginning. */
const BEGINNING = 4_096;
/** The same at its end: an echo of the request may come first. */
export const ENDING = 16_384;

/**
 * The ID that a text names which is no JSON as a whole: in its first characters, else in its last ones.
 *
 * @param end the last characters, where they are known
 */
export function idNamedInText(text: string, end?: string): string | undefined {
	const beginning = text.slice(0, BEGINNING).split(/"(?:input|params)"\s*:/, 1)[0];
	const first = idsIn(beginning).next().value;
	if (first !== undefined) return first.id;
	const last = [...idsIn(end ?? '')].reverse();
	return last.find(({ rest }) => closesTask(rest))?.id;
}

/** The value is only seen, not taken: where its quotes are no pair, a name begins in it. */
const NAME_AND_VALUE = /"([\w-]{1,40})"\s*:\s*(?=("(?:[^"\\]|\\.)*")|(\d+)[\s,}\]])/g;

function* idsIn(text: string): Generator<{ id: string; rest: string }, undefined> {
	for (const match of text.matchAll(NAME_AND_VALUE)) {
		const [start, name, inQuotes, number] = match;
		const id = isIdName(name) ? cleanId(number ?? parseText(inQuotes)) : undefined;
		// Signs of JSON alone stand between two quotes that are no pair.
		if (id !== undefined && /[^\s:,[\]{}]/.test(id)) {
			const { length } = start + (number ?? inQuotes);
			yield { id, rest: text.slice(match.index + length) };
		}
	}
	return undefined;
}

function parseText(inQuotes: string): unknown {
	try {
		// A line break is none of JSON, but may stand around an ID.
		return JSON.parse(inQuotes.replace(/\s/g, ' '));
	} catch {
		return undefined;
	}
}

/** Whether what follows an ID closes nothing but the task and its envelope: no list, such as the echo's. */
function closesTask(rest: string): boolean {
	let depth = 0;
	let closed = 0;
	for (const mark of rest.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/[[\]{}]/g) ?? []) {
		if (mark === '[' || mark === '{') depth += 1;
		else if (depth > 0) depth -= 1;
		else if (mark === '}' && closed < 2) closed += 1;
		else return false;
	}
	return closed > 0;
}

/** A part of a path after which a task's ID follows. */
const TASK_PATH =
	/\/(?:tasks?|jobs?|generations?|videos?|predictions?|operations?)\/([^/?#]+)(?:\/(?:events|info|outputs?|results?|state|status))?\/?$/i;

/**
 * The ID of the task to which a `Location` leads.
 *
 * @param isResult whether the status says that it leads to what was made: then its last part is an ID
 */
export function idInLocation(location: string | undefined, isResult: boolean): string | undefined {
	const [, path = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(location ?? '') ?? [];
	const inPath = TASK_PATH.exec(path) ?? (isResult ? /\/(\w*\d[\w-]{5,})\/?$/.exec(path) : null);
	if (inPath !== null) return cleanId(decodePart(inPath[1]));
	for (const part of query.split('&')) {
		const [name, value = ''] = part.split('=');
		const id = isIdName(name) ? cleanId(decodePart(value)) : undefined;
		if (id !== undefined) return id;
	}
	return undefined;
}

function decodePart(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
