/** How is a task, or an error, written in the answer? */

import { numeric, taskError } from './taskErrors';
import { stateOf, type Task } from './tasks';
import { usageOf, type UsageStyle } from './usage';

/**
 * `documented` is what docs/api/http.md says. The others are the older or sibling
 * forms that it names: `enveloped` wraps all in `{data, status}`, `flat` has
 * `output[] {type, url}`, milliseconds, other status words and a text as error, `siblings` has
 * progress 0-100, ISO times, numeric codes, no content type, text durations and a numeric cost.
 * `disagreeing` is in none of them: see `disagreements.ts`.
 */
export type AnswerStyle = 'documented' | 'enveloped' | 'flat' | 'siblings' | 'disagreeing';
export const ANSWER_STYLES: readonly AnswerStyle[] = [
	'documented',
	'enveloped',
	'flat',
	'siblings',
	'disagreeing',
];

/** What an answer about a task depends on besides the task. */
export interface AnswerContext {
	readonly style: AnswerStyle;
	/** In milliseconds since 1970. */
	readonly now: number;
	/** Where the task's video can be fetched; asked for once it is there. */
	readonly videoUrl: () => string;
	/** How its cost is reported. */
	readonly usage: UsageStyle;
	/** Whether progress is reported; the answer to a creation never does. */
	readonly withProgress: boolean;
	/** Whether a completed task has its usage by now. */
	readonly withUsage: boolean;
}

/** The JSON body of an answer about a task. */
export function taskAnswer(task: Task, context: AnswerContext): object {
	const { style, now } = context;
	const state = stateOf(task, now);
	const report = context.withProgress && !task.marks.noProgress;
	const body = {
		id: task.id,
		model: task.model,
		status: statusWord(task, style, now),
		created_at: createdAt(task, style),
		...(state.status === 'in_progress' && report && progress(state.progress, style)),
		...(state.status === 'failed' && { error: taskError(task, state.code, style) }),
		...(state.status === 'completed' && {
			output: output(task, context),
			...(context.withUsage && { usage: usageOf(task, style, context.usage) }),
			metadata: metadata(task),
		}),
	};
	if (style !== 'enveloped') return body;
	return { data: body, status: { code: 200, message: 'success' } };
}

/**
 * The JSON body of an HTTP error answer.
 *
 * @param code documented code with leading zeros, where there is one
 */
export function errorAnswer(
	style: AnswerStyle,
	status: number,
	message: string,
	code?: string,
): object {
	const line = code === undefined ? message : `${code} ${message}`;
	if (style === 'enveloped') return { status: { code: status, message: line }, data: null };
	if (style === 'flat') return { error: line };
	if (code === undefined) return { error: { message } };
	return { error: { code: style === 'siblings' ? numeric(code) : code, message } };
}

function statusWord(task: Task, style: AnswerStyle, now: number): string {
	if (style === 'flat') return olderStatus(task, now);
	const { status } = stateOf(task, now);
	return style === 'disagreeing' && status === 'in_progress' ? 'rendering' : status;
}

function olderStatus(task: Task, now: number): string {
	const state = stateOf(task, now);
	if (state.status === 'completed') return 'success';
	if (state.status === 'failed') return 'error';
	return state.progress < 0.1 ? 'queued' : 'processing';
}

function createdAt(task: Task, style: AnswerStyle): number | string {
	if (style === 'flat') return task.createdAt;
	if (style === 'siblings') return new Date(task.createdAt).toISOString();
	return Math.floor(task.createdAt / 1000);
}

function progress(part: number, style: AnswerStyle): { progress: number } {
	const hundredths = Math.round(part * 100);
	const toHundred = style === 'siblings' || style === 'disagreeing';
	return { progress: toHundred ? hundredths : hundredths / 100 };
}

function output(task: Task, { style, videoUrl }: AnswerContext): object[] {
	if (task.marks.noUrl) return [];
	const url = videoUrl();
	if (style === 'flat') return [{ type: 'video', url }];
	const content = {
		...(style !== 'siblings' && { type: 'video' }),
		url,
		...(style === 'siblings' && { duration: String(task.settings.duration ?? 5) }),
		...(task.operation === 'extend' && { jobId: task.jobId }),
	};
	return [{ content: [content] }];
}

/** The pass-through texts, or what stands for an absent identifier; its content is invented. */
function metadata({ id, settings: { payload, meta_data: label } }: Task): object {
	const standard = { Label: 'AI', ContentProducer: 'vidu', ProduceID: id };
	return {
		...(payload !== undefined && { payload }),
		meta_data: typeof label === 'string' && label !== '' ? label : JSON.stringify(standard),
	};
}
