import { shorten } from '../text';

/** Why the gateway says that something failed. */
export interface ErrorBody {
	/** Keeps its leading zeros where they were sent. */
	code?: string;
	/** Everything that was said, in one text. */
	message?: string;
	/** A type, or a code next to the error. It is shown, and proves nothing about a task. */
	label?: string;
}

/** A reason as it was read. */
export interface Reason extends ErrorBody {
	/** False for the documented code 0, "No error", and for words such as "success". */
	isError: boolean;
	/** The same as the message, one by one. */
	texts: string[];
}

/** Characters of what a gateway says in words. */
export const LONGEST_WORDS = 2_000;
/** Characters of an error code; the documented ones have nine. */
const LONGEST_CODE_READ = 200;

/** How deep a reason may be nested: `{"error":{"error":{"message":"…"}}}` was seen. */
const DEEPEST = 5;
/** Texts of one list, and of one reason. */
const MOST_TEXTS = 5;
/** Values that are read for one reason, so that no answer takes long. */
const MOST_VALUES = 200;

/** The names of a text, the most telling one first. */
const TEXTS = [
	...['error', 'errors', 'error_message', 'errorMessage', 'error_msg', 'message', 'msg', 'detail'],
	...['details', 'description', 'reason', 'fail_reason', 'failure_reason', 'title'],
];
/** Names of these that a whole answer may have for another thing. */
const OF_OTHER_THINGS = ['description', 'title'];
/** Where a code may be nested that is the error's own. */
const WITH_CODE = ['error', 'message', 'detail'];
const LABELS = ['err_code', 'error_code', 'errorCode'];
/** The names of the field that a text is about. */
const FIELDS = ['loc', 'field', 'param', 'path', 'property', 'instancePath', 'pointer'];
/** Names under which the name of a field may be the key: `{"errors":{"duration":["too long"]}}`. */
const MAPS = ['errors', 'detail', 'details'];

/** Words that are sent instead of a reason when all is well. */
export const SUCCESS = /^\s*(success|successful|ok|no error)[.!]?\s*$/i;

/** The number of values that may still be read. */
interface Budget {
	values: number;
}

/**
 * Reads why something failed, from a text, an object or a list in any shape that gateways send. Never throws.
 *
 * @param value an `error`, or a whole answer
 * @returns undefined where no code, no text and no label was found
 */
export const readReason = (value: unknown): Reason | undefined =>
	read(value, 0, { values: MOST_VALUES });

function read(value: unknown, depth: number, budget: Budget): Reason | undefined {
	if (depth > DEEPEST || budget.values <= 0) return undefined;
	budget.values -= 1;
	if (typeof value === 'string') return readText(value);
	if (typeof value !== 'object' || value === null) return undefined;
	return Array.isArray(value)
		? readList(value, depth, budget)
		: readObject(value as Record<string, unknown>, depth, budget);
}

const readText = (text: string): Reason | undefined =>
	text.trim() === ''
		? undefined
		: toReason([shorten(text, LONGEST_WORDS)], { isError: !SUCCESS.test(text) });

/** A code of an entry that is not the first one may be about another thing: it is only a label. */
function readList(list: unknown[], depth: number, budget: Budget): Reason | undefined {
	const parts = list.slice(0, MOST_TEXTS).map((one) => read(one, depth + 1, budget));
	const found = parts.filter((one) => one !== undefined);
	if (found.length === 0) return undefined;
	const texts = found.flatMap((one) => one.texts);
	const isError = found.some((one) => one.isError);
	const label = found.map((one) => one.label ?? one.code).find((one) => one !== undefined);
	return toReason(texts, { isError, code: parts[0]?.code, label });
}

function readObject(
	fields: Record<string, unknown>,
	depth: number,
	budget: Budget,
): Reason | undefined {
	const names = depth === 0 ? TEXTS.filter((name) => !OF_OTHER_THINGS.includes(name)) : TEXTS;
	const parts = names.flatMap((name) => {
		const value = fields[name];
		const part =
			typeof value === 'number' ? readText(String(value)) : read(value, depth + 1, budget);
		const inMap = MAPS.includes(name) ? readMap(value, depth + 1, budget) : undefined;
		const found = part ?? inMap;
		return found === undefined ? [] : [{ name, ...found }];
	});
	const ownCode = firstCode([fields.code]);
	const isNoError = ownCode !== undefined && /^0+$/.test(ownCode);
	const inner = parts.find((part) => WITH_CODE.includes(part.name) && part.code !== undefined);
	const code = isNoError ? undefined : (ownCode ?? inner?.code);
	const isError = !isNoError && (code !== undefined || parts.some((part) => part.isError));
	// The path of a whole answer is that of the request.
	const field = depth > 0 ? fieldIn(fields) : undefined;
	const said = parts.flatMap(({ texts }) => texts);
	const texts = field === undefined ? said : said.map((text) => `${field}: ${text}`);
	// FastAPI's type names a rule, and the type of a whole answer is that of a task.
	const hasType = depth > 0 && fields.loc === undefined && /^\w+$/.test(String(fields.type));
	const label =
		firstCode([...LABELS.map((name) => fields[name]), hasType ? fields.type : undefined]) ??
		parts
			.map((part) => part.label ?? (ownCode === undefined ? part.code : undefined))
			.find((one) => one !== undefined);
	if (parts.length === 0 && ownCode === undefined && label === undefined) return undefined;
	return toReason(texts, { isError, code, label });
}

/** Texts by the names of the fields that they are about. */
function readMap(value: unknown, depth: number, budget: Budget): Reason | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	const found = Object.entries(value)
		.slice(0, MOST_TEXTS)
		.flatMap(([name, one]) => {
			const { texts = [] } = read(one, depth + 1, budget) ?? {};
			return texts.map((text) => `${shorten(name)}: ${text}`);
		});
	return found.length === 0 ? undefined : toReason(found, { isError: true });
}

function toReason(
	all: string[],
	{ isError, code, label }: Pick<Reason, 'isError' | 'code' | 'label'>,
): Reason {
	const texts = [...new Set(all)].slice(0, MOST_TEXTS);
	const reason: Reason = { texts, isError };
	if (texts.length > 0) reason.message = joined(texts);
	if (code !== undefined) reason.code = code;
	if (label !== undefined && label !== code) reason.label = label;
	return reason;
}

/** Several texts as one, without those that only say "success" next to others. */
function joined(texts: readonly string[]): string {
	const telling = texts.filter((text) => !SUCCESS.test(text));
	return shorten((telling.length > 0 ? telling : texts).join('; '), LONGEST_WORDS);
}

/** The first value that may be a code. */
function firstCode(values: unknown[]): string | undefined {
	const isCode = (value: unknown) => typeof value === 'number' || typeof value === 'string';
	const code = values.find((value) => isCode(value) && value !== '');
	return code === undefined ? undefined : shorten(String(code), LONGEST_CODE_READ);
}

/** The field that a text is about, without the request that this node wraps around each one. */
function fieldIn(fields: Record<string, unknown>): string | undefined {
	const { source } = fields;
	const inSource = typeof source === 'object' && source !== null ? source : {};
	const values = FIELDS.map((name) => fields[name] ?? (inSource as typeof fields)[name]);
	for (const value of values) {
		const parts = Array.isArray(value) ? value.slice(0, 10) : [value];
		const isPath = parts.every((part) => typeof part === 'string' || typeof part === 'number');
		const path = isPath ? parts.join('.').replaceAll('/', '.') : '';
		const field = path.replace(/^\.?(?:body\.)?(?:input\.0\.params\.)?/, '');
		if (field !== '') return shorten(field);
	}
	return undefined;
}

/** All texts in the reasons of an answer, read or not: one of them may say that the outcome is unknown. */
export const textsOfReasons = (answer: Record<string, unknown>): string[] =>
	textsIn(TEXTS.map((name) => [name, answer[name]])).map(([, text]) => text);

type Named<T> = [name: string, value: T];

/**
 * The texts and numbers in named values, outer ones first.
 *
 * @param isRead whether what has a name is read; names are in lower case, without signs, and an entry of a list has
 * that of the list
 */
export function textsIn(
	values: ReadonlyArray<Named<unknown>>,
	isRead: (name: string) => boolean = () => true,
): Array<Named<string>> {
	const texts: Array<Named<string>> = [];
	let level = values;
	for (let depth = 0; depth <= 2 * DEEPEST && level.length > 0; depth += 1) {
		level = level.slice(0, MOST_VALUES).flatMap(([name, value]): Array<Named<unknown>> => {
			if (typeof value === 'string' || typeof value === 'number') {
				texts.push([name, shorten(String(value), LONGEST_WORDS)]);
			}
			if (typeof value !== 'object' || value === null) return [];
			const nameOf = (key: string) =>
				Array.isArray(value) ? name : key.replace(/[^A-Za-z]/g, '').toLowerCase();
			return Object.entries(value)
				.map(([key, inner]: Named<unknown>): Named<unknown> => [nameOf(key), inner])
				.filter(([key]) => isRead(key));
		});
	}
	return texts;
}

/** Characters of a text in which JSON is searched. */
const LONGEST_JSON = 16_384;

/**
 * An answer in which reasons that are JSON texts are opened: `{"message":"{\"error\":…}"}`. Each becomes a list
 * of what comes before the JSON, and the JSON. So its code is no proof: it is not that of the first entry.
 *
 * @param parse parses and cleans; throws for what is no JSON
 */
export function openReasons(value: unknown, parse: (text: string) => unknown, depth = 0): unknown {
	if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
	const open = (one: unknown): unknown =>
		typeof one === 'string' ? openText(one, parse, depth + 1) : openReasons(one, parse, depth + 1);
	if (Array.isArray(value)) return depth === 0 ? value : value.map(open);
	const entries = Object.entries(value).map(([name, one]: [string, unknown]) => {
		if (TEXTS.includes(name)) return [name, open(one)];
		// A text in their place is no reason.
		const isHolder = ['data', 'status'].includes(name) && typeof one === 'object';
		return [name, isHolder && !Array.isArray(one) ? openReasons(one, parse, depth + 1) : one];
	});
	return Object.fromEntries(entries) as unknown;
}

function openText(text: string, parse: (text: string) => unknown, depth: number): unknown {
	const start = text.search(/[[{]/);
	if (start < 0 || text.length > LONGEST_JSON || !/[\]}]\s*$/.test(text)) return text;
	try {
		const inner = openReasons(parse(text.slice(start)), parse, depth);
		return [text.slice(0, start).replace(/[\s:,-]+$/, ''), inner];
	} catch {
		return text;
	}
}
