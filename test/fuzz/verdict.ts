/** What does an answer to a creation mean? Judged apart from the node, from what it was handed. */

import { EMPTY_ACCOUNTS } from './foreign';
import type { Asked } from './wire';

/** `refused`: nothing was created, and that is certain. `doubt`: it may have been. */
export type Verdict = 'created' | 'refused' | 'doubt';

/** Statuses that are sent in the place of the work. */
const REFUSALS = [
	...[301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 407, 410, 411, 412, 413, 414, 415, 417],
	...[421, 422, 423, 425, 426, 428, 429, 431, 451],
];

/** Words of `SHAPES` that are no reason why there is no task: the first after a failure, too. */
const DOUBT =
	/"(message|detail|msg|error|error_message|hint)\\?":\\?"(The task )?(exists already|upstream timeout|read ECONNRESET|Status check error)\\?"/;
const DONE =
	/"(message|detail|msg)":"(Task created(; do not submit it again)?|Your task was submitted|fine|Generation in progress)"|"code":"SUCCESS"/;

/** The table of docs/decisions/2026-11-29-answers-to-a-creation.md, in few words. */
export function judge(asked: Asked): Verdict {
	const { noAnswer, status, ended } = asked;
	if (noAnswer === 'refused' || noAnswer === 'noHost') return 'refused';
	if (status === undefined) return 'doubt';
	const text = textOf(asked);
	const answer = parse(ended ? text : text.trimEnd());
	const object = Array.isArray(answer) ? undefined : answer;
	if (status >= 200 && status < 300 && object !== undefined && isTask(object)) return 'created';
	if (boughtIn(asked).length > 0) return 'doubt';
	const code = status === 200 ? codeOf(object) : undefined;
	if (status !== 200) return REFUSALS.includes(status) ? 'refused' : 'doubt';
	const isRejected = REFUSALS.includes(code ?? 0);
	if (code !== undefined && !isRejected) return 'doubt';
	const { error, ...rest } = { error: undefined, ...object } as Record<string, unknown>;
	const said = toText(error ? { error } : rest) ?? text;
	const isDone = !error && typeof rest.status !== 'string' && DONE.test(said);
	const isReason = /"(error|error_message|message|msg|detail|status)"/.test(said);
	const hasReason = (isReason || isRejected) && !DOUBT.test(said) && !isDone;
	return object !== undefined && hasReason ? 'refused' : 'doubt';
}

/** The ID of a task that was bought, where the answer names it and no other. */
export function idNamedIn(asked: Asked): string | undefined {
	const { status = 0, location = '' } = asked;
	if (judge(asked) === 'refused') return undefined;
	const text = textOf(asked);
	const answer = parse(text);
	if (answer !== undefined) {
		const bought = idsIn(answer).map((id) => id.trim());
		return bought.every((id) => id === bought[0] && BOUGHT.test(id)) ? bought[0] : undefined;
	}
	// Other changes make a page of it.
	if (/^\s*</.test(text)) return undefined;
	const first = ANY.exec(text.slice(0, 4_000).split(/"(?:input|params)"\s*:/)[0])?.[1];
	if (first !== undefined) return BOUGHT.test(first) ? first : undefined;
	const isEmpty = text.trim() === '' && [201, 302, 303].includes(status);
	return isEmpty ? /\/task\/(task-\d+-of-this-gateway)$/.exec(location)?.[1] : undefined;
}

const FAILED = ['failed', 'error', 'canceled', 'cancelled', 'expired'];
/** Codes of docs/api/errors.md, but for the one that says that only the check of the status failed. */
const CODE = /"code"\s*:\s*"?0*(80200(95|96|97|99)|80120(0[1-9]|10|11|98|99))\b/;

/** Whether an answer proves that the task of an ID failed, so that it may be bought again. */
export function provesFailure(asked: Asked): boolean {
	const { status = 0, polledId } = asked;
	const text = textOf(asked).replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd');
	const answer = parse(text);
	if (status < 200 || status >= 300 || answer === undefined || Array.isArray(answer)) {
		return false;
	}
	const parts = [answer, (answer as { data?: unknown }).data].map(Object) as TaskPart[];
	const saysFailed = parts.some(({ status }) => FAILED.includes(wordOf(status).toLowerCase()));
	const ids = parts.flatMap(({ id, task_id }) => [wordOf(id).trim(), wordOf(task_id).trim()]);
	// A number with more digits than JavaScript has.
	const isLong = polledId !== undefined && /^\d{16,}$/.test(polledId) && text.includes(polledId);
	const isNamed = polledId === undefined || isLong || ids.includes(polledId);
	if (CODE.test(text)) return isNamed || ids.every((id) => id === '');
	return saysFailed && isNamed && polledId !== undefined;
}

const wordOf = (value: unknown): string =>
	/string|number/.test(typeof value) ? String(value) : '';

interface TaskPart {
	id?: unknown;
	task_id?: unknown;
	status?: unknown;
}

const BOUGHT = /^task-\d+-of-this-gateway$/;
const ANY = /"(?:id|task_?id|job_id)"\s*:\s*(?!null|true|false)"?\s*([\w.:-]+)(?=["\s,}])/i;
/** Parts of an answer that repeat the request or hold the result: their IDs are not the task's. */
const OTHER_PARTS = ['input', 'params', 'output', 'usage', 'metadata'];

/** The texts and numbers that a value has under a name such as `id`, `taskId` or `job_id`. */
function idsIn(value: unknown, depth = 0): string[] {
	if (depth > 40) return [];
	return Object.entries(Object(value) as object).flatMap(([name, inner]: [string, unknown]) => {
		if (OTHER_PARTS.includes(name)) return [];
		const isId = /^(id|task_id|taskId|job_id)$/.test(name) && /string|number/.test(typeof inner);
		return typeof inner === 'object' ? idsIn(inner, depth + 1) : isId ? [String(inner)] : [];
	});
}

/** The IDs of tasks of this gateway that an answer names, wherever. */
function boughtIn({ location = '', ...asked }: Asked): string[] {
	const answer = parse(textOf(asked));
	const { error } = { ...answer } as { error?: unknown };
	// An error may be JSON in a text.
	const inside = typeof error === 'string' && error.startsWith('{') ? parse(error) : undefined;
	const named = [answer, inside].flatMap((one) => idsIn(one)).map((id) => id.trim());
	return [...named, ...location.split('/')].filter((id) => BOUGHT.test(id));
}

/** Whether an answer names a task where it is documented, and does not take it back. */
function isTask(answer: object): boolean {
	const { status, data, error, code } = answer as Record<string, unknown>;
	const inner = { ...answer, ...Object(data) } as Record<string, unknown>;
	const ids = [inner.id, inner.task_id].filter((id) => /string|number/.test(typeof id));
	const hasId = ids.some((id) => /^[^\s]+$/.test(String(id).trim()));
	const hasWord = typeof inner.status === 'string' && inner.status !== '';
	const codes = [status, (Object(status) as { code?: unknown }).code, code];
	const hasCode = codes.some(
		(one) => typeof one !== 'object' && Number.isInteger(Number(one)) && Number(one) >= 400,
	);
	const isTakenBack = Boolean(error) || hasCode || status === 'failed';
	return hasId && (!isTakenBack || (hasWord && inner.id !== undefined));
}

export function textOf({ received }: Pick<Asked, 'received'>): string {
	const [a, b, c, d] = received;
	const isLittle = (a === 0xff && b === 0xfe) || (b === 0 && d === 0 && a > 0 && c > 0);
	const isBig = (a === 0xfe && b === 0xff) || (a === 0 && c === 0 && b > 0 && d > 0);
	const even = Buffer.from(received.subarray(0, received.length & ~1));
	const text = isLittle
		? even.toString('utf16le')
		: isBig
			? even.swap16().toString('utf16le')
			: received.toString();
	return text.replace(/^\ufeff/, '');
}

/** The JSON object that an answer is, if it is one. */
export function objectOf(asked: Pick<Asked, 'received'>): object | undefined {
	const answer = parse(textOf(asked));
	return Array.isArray(answer) ? undefined : answer;
}

function parse(text: string): object | undefined {
	try {
		const parsed: unknown = JSON.parse(text);
		return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** JSON, unless it is too deep. */
function toText(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		return undefined;
	}
}

/** An answer says in its own code what the status of HTTP did not. */
function codeOf(answer: object | undefined): number | undefined {
	const { status, code, error } = (answer ?? {}) as Record<string, unknown>;
	const all = [typeof status === 'number' ? status : (Object(status) as { code?: unknown }).code];
	const codes = [...all, code, (Object(error) as { code?: unknown }).code];
	return codes
		.filter((one) => /string|number/.test(typeof one) && one !== '')
		.map(Number)
		.find((one) => Number.isInteger(one) && one >= 400 && one < 600);
}

/** Whether an answer is one of an account without credits as it was planned, whole. */
export function isEmptyAccount(asked: Asked): boolean {
	const text = textOf(asked);
	return asked.ended && EMPTY_ACCOUNTS.some((body) => JSON.stringify(body) === text);
}
