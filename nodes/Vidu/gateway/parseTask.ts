import { lookUp, shorten } from '../text';
import { LONGEST_WORDS, record, statusIn, text, unwrap, words } from './envelope';
import { cleanId } from './namedId';
import { readVideoUrls } from './videoUrls';

/** The documented states of a task; every other word means one of them. */
export type TaskStatus = 'in_progress' | 'completed' | 'failed';

/** A task as the gateway described it, whichever of its dialects it spoke. */
export interface Task {
	/** May be missing in the answer to a poll: the caller knows the ID. */
	id?: string;
	status: TaskStatus;
	model?: string;
	/** ISO 8601. */
	createdAt?: string;
	/** 0 to 1. */
	progress?: number;
	/** Why it failed. */
	failure?: ErrorBody;
	/** Absolute; the first one is the video. */
	videoUrls: string[];
	/** As the gateway sent them. */
	output?: unknown;
	usage?: unknown;
	metadata?: unknown;
}

/**
 * What a JSON answer says: a task, or a reason why there is none.
 *
 * `namesId`: whether it names an ID, though perhaps an unusable one. `ids`: every one that it names, without
 * blanks around it. `isAlive`: whether it says in a documented word that the task runs or is completed.
 * `isTakenBack`: whether it names an ID and an error, and no state. `saysFailed`: whether its status says so;
 * an error alone may be one of the request.
 */
export type ParsedTask =
	| {
			task: Task;
			namesId: boolean;
			ids: string[];
			isAlive: boolean;
			isTakenBack: boolean;
			saysFailed: boolean;
	  }
	| { reason?: ErrorBody; envelopeCode?: number };

/** What the gateway itself said of a failure. `code` keeps its leading zeros where they were sent. */
export interface ErrorBody {
	code?: string;
	message?: string;
}

const FINISHED: Readonly<Record<string, TaskStatus>> = {
	completed: 'completed',
	success: 'completed',
	succeeded: 'completed',
	done: 'completed',
	failed: 'failed',
	error: 'failed',
	cancelled: 'failed',
	canceled: 'failed',
	expired: 'failed',
};

/** Source: docs/api/http.md, "Task states". */
const RUNNING: readonly string[] = ['in_progress', 'pending', 'queued', 'in_queue', 'processing'];

/** Characters of an error code; the documented ones have nine. */
const LONGEST_CODE = 200;

/**
 * Parses an answer of the gateway in every variant of docs/api/http.md. Never throws: a part that cannot be
 * read is left out, because a finished task must be seen as finished whatever else its answer holds.
 *
 * @param body the parsed JSON of the answer
 * @param baseUrl the gateway's, where it is known: a relative URL of a result is joined with it
 */
export function parseTask(body: unknown, baseUrl?: string): ParsedTask {
	const outer = record.safeParse(body);
	if (!outer.success) return {};
	const { inner, code, said, isSuccess } = unwrap(outer.data);
	const ids = [inner.id, inner.task_id].flatMap((value) => text.parse(value)?.trim() || []);
	const namesId = ids.length > 0;
	// A blank has no place in an ID that is polled.
	const id = ids.find((one) => cleanId(one) !== undefined && !/\s/.test(one));
	const word = typeof inner.status === 'string' ? inner.status.toLowerCase() : undefined;
	const error = readError(inner.error) ?? readError(outer.data.error);
	const failure = error?.isError ? { code: error.code, message: error.message } : undefined;
	const videoUrls = readVideoUrls(inner.output, baseUrl);
	if (word === undefined && !namesId) {
		// "success" is no reason why there is no task.
		const reason = error !== undefined ? failure : isSuccess ? undefined : toReason(said);
		return { reason, envelopeCode: statusIn(code) ?? statusIn(error?.code) };
	}
	const status =
		word !== undefined
			? (lookUp(FINISHED, word) ?? 'in_progress')
			: statusWithoutWord(videoUrls, failure);
	const task: Task = { status, videoUrls };
	if (id !== undefined) task.id = id;
	const model = text.parse(inner.model);
	if (model !== undefined) task.model = shorten(model, 200);
	const createdAt = readTime(inner.created_at);
	if (createdAt !== undefined) task.createdAt = createdAt;
	const progress = readProgress(inner.progress);
	if (progress !== undefined) task.progress = progress;
	if (status === 'failed') {
		const reason = words.parse(inner.message ?? inner.detail ?? inner.msg);
		const message = error?.message ?? reason ?? `status "${shorten(word ?? '')}"`;
		task.failure = failure ?? { message };
	}
	for (const key of ['output', 'usage', 'metadata'] as const) {
		if (inner[key] !== undefined) task[key] = inner[key];
	}
	const isAlive = word !== undefined && (status === 'completed' || RUNNING.includes(word));
	const saysFailed = status === 'failed' && word !== undefined;
	const isError = code !== undefined && !isSuccess;
	const isFailure = failure !== undefined || isError || saysFailure(outer.data.status);
	const isTakenBack = namesId && word === undefined && isFailure;
	return { task, namesId, ids, isAlive, isTakenBack, saysFailed };
}

const saysFailure = (status: unknown): boolean =>
	typeof status === 'string' && lookUp(FINISHED, status.toLowerCase()) === 'failed';

const toReason = (message = ''): ErrorBody | undefined =>
	message.trim() === '' || SUCCESS.test(message) || soundsDone(message) ? undefined : { message };

/** Whether a message says that something was done, which is no reason why it was not. */
const soundsDone = (message: string): boolean =>
	/\b(?:accepted|created|done|fine|ok|processing|queued|received|scheduled|started|submitted|success\w*)\b/i.test(
		message,
	) && !/\b(?:cannot|fail\w*|insufficient|invalid|no|not|unable|unsupported)\b|n't/i.test(message);

const statusWithoutWord = (videoUrls: string[], failure: object | undefined): TaskStatus =>
	videoUrls.length > 0 ? 'completed' : failure ? 'failed' : 'in_progress';

/** What `error` says; `isError` is false for the documented code 0, "No error". */
interface ReadError extends ErrorBody {
	isError: boolean;
}

/** How deep a reason may be nested: `{"error":{"error":{"message":"…"}}}` has been seen. */
const DEEPEST_REASON = 5;

/** `error` is text, or an object under any of the names the family uses, which may hold another one. */
function readError(error: unknown, depth = 0): ReadError | undefined {
	if (typeof error === 'string') {
		return error === ''
			? undefined
			: { message: shorten(error, LONGEST_WORDS), isError: !SUCCESS.test(error) };
	}
	const fields = record.safeParse(Array.isArray(error) ? error[0] : error);
	if (!fields.success) return undefined;
	const { code, error_message, message, msg, detail, error: nested } = fields.data;
	const words = [error_message, message, msg, detail, nested].map((value) => text.parse(value));
	const said = words.find((word) => word !== undefined && word !== '');
	const codeText = text.transform((sent) => sent && shorten(sent, LONGEST_CODE)).parse(code);
	const inner = depth < DEEPEST_REASON ? readInner([nested, message, detail], depth) : undefined;
	const reason = said === undefined ? inner?.message : shorten(said, LONGEST_WORDS);
	if (codeText !== undefined && /^0+$/.test(codeText)) return { message: reason, isError: false };
	const named = (codeText === '' ? undefined : codeText) ?? inner?.code;
	if (named === undefined && reason === undefined) return inner;
	const isSuccess = said === undefined ? inner?.isError === false : SUCCESS.test(said);
	return { code: named, message: reason, isError: named !== undefined || !isSuccess };
}

/** The first of some values that holds a reason. */
function readInner(values: unknown[], depth: number): ReadError | undefined {
	for (const value of values) {
		const isObject = typeof value === 'object' && value !== null;
		const inner = isObject ? readError(value, depth + 1) : undefined;
		if (inner !== undefined) return inner;
	}
	return undefined;
}

/** Words that are sent in the place of a reason when all is well. */
const SUCCESS = /^\s*(success|successful|ok|no error)[.!]?\s*$/i;

/** Seconds, milliseconds or ISO text, as an ISO 8601 text. Seconds reach 10^11 in the year 5138. */
function readTime(value: unknown): string | undefined {
	const number =
		typeof value === 'number' ? value : Number(typeof value === 'string' ? value : NaN);
	const numeric = Number.isFinite(number) && String(value).trim() !== '';
	const milliseconds = numeric
		? number * (Math.abs(number) < 1e11 ? 1000 : 1)
		: Date.parse(typeof value === 'string' ? value : '');
	const date = new Date(milliseconds);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** 0 to 1; siblings of the gateway count to 100. */
function readProgress(value: unknown): number | undefined {
	const number = typeof value === 'string' && value !== '' ? parseFloat(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return undefined;
	const fraction = number > 1 ? number / 100 : number;
	return fraction > 1 ? undefined : fraction;
}
