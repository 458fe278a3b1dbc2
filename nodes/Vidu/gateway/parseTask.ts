import { lookUp, shorten } from '../text';
import { record, statusIn, text, unwrap } from './envelope';
import { quoteUnread, readFailure } from './failure';
import { cleanId } from './namedId';
import type { ErrorBody } from './reason';
import { readVideoUrls } from './videoUrls';

/** The documented states of a task; every other word means one of them. */
type TaskStatus = 'in_progress' | 'completed' | 'failed';

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
 * The content of a JSON answer: a task, or a reason why there is none.
 *
 * `ids`: every one that it names, without blanks around it, though perhaps unusable. `isAlive`: whether it says
 * in a documented word that the task runs or is completed. `isTakenBack`: whether it names an ID and an error,
 * and no state. `saysFailed`: whether its status says so; an error alone may be one of the request.
 */
export type ParsedTask =
	| {
			task: Task;
			ids: string[];
			isAlive: boolean;
			isTakenBack: boolean;
			saysFailed: boolean;
	  }
	| { reason?: ErrorBody; envelopeCode?: number };

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
	const { inner, levels, code, isSuccess } = unwrap(outer.data);
	const ids = [inner.id, inner.task_id].flatMap((value) => text.parse(value)?.trim() || []);
	// A blank has no place in an ID that is polled.
	const id = ids.find((one) => cleanId(one) !== undefined && !/\s/.test(one));
	const word = typeof inner.status === 'string' ? inner.status.toLowerCase() : undefined;
	const { error, said, isDone } = readFailure(levels);
	const failure = error?.isError ? { ...said, code: error.code } : undefined;
	const videoUrls = readVideoUrls(inner.output, baseUrl);
	if (word === undefined && ids.length === 0) {
		// "success" is no reason why there is no task.
		const reason = error !== undefined ? failure : isSuccess || isDone ? undefined : said;
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
		const message = quoteUnread(inner.error) ?? `status "${shorten(word ?? '')}"`;
		task.failure = failure ?? { message, ...said };
	}
	for (const key of ['output', 'usage', 'metadata'] as const) {
		if (inner[key] !== undefined) task[key] = inner[key];
	}
	const isAlive = word !== undefined && (status === 'completed' || RUNNING.includes(word));
	// An envelope with an error of the server is about the request.
	const isOfRequest = [408, 429].includes(code ?? 0) || (statusIn(code) ?? 0) >= 500;
	const saysFailed = status === 'failed' && word !== undefined && !isOfRequest;
	const isError = code !== undefined && !isSuccess;
	const isFailure = failure !== undefined || isError || saysFailure(outer.data.status);
	const isTakenBack = word === undefined && isFailure;
	return { task, ids, isAlive, isTakenBack, saysFailed };
}

const saysFailure = (status: unknown): boolean =>
	typeof status === 'string' && lookUp(FINISHED, status.toLowerCase()) === 'failed';

const statusWithoutWord = (videoUrls: string[], failure: object | undefined): TaskStatus =>
	videoUrls.length > 0 ? 'completed' : failure ? 'failed' : 'in_progress';

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
