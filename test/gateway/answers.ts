/** How is a task, or an error, written in the answer? */

import { CODES, describe, FAILED, isReason, REASONS } from './codes';
import { price } from './prices';
import { stateOf, type Task } from './tasks';

/**
 * `documented` is what docs/api/http.md says. The others are the older or sibling
 * forms that it names: `enveloped` wraps all in `{data, status}`, `flat` has
 * `output[] {type, url}`, milliseconds, other status words and a text as error, `siblings` has
 * progress 0-100, ISO times, numeric codes, no content type, text durations and a numeric cost.
 * `disagreeing` is in none of them: see `disagreements.ts`.
 */
export const ANSWER_STYLES = [
	'documented',
	'enveloped',
	'flat',
	'siblings',
	'disagreeing',
] as const;
export type AnswerStyle = (typeof ANSWER_STYLES)[number];

/**
 * How a completed task reports its cost. `documented`: Extend has `credits`, the others `cost` in US
 * dollars. `credits`: all have those. `number`, `empty`: other forms of `cost` in docs/api/http.md.
 * `double`: twice the estimate. `none`: no `usage` at all.
 */
export type UsageStyle = 'documented' | 'credits' | 'number' | 'empty' | 'double' | 'none';

/** The facts, other than the task, on which an answer about it depends. */
export interface AnswerContext {
	readonly style: AnswerStyle;
	/** In milliseconds since 1970. */
	readonly now: number;
	/** Where the task's video can be fetched; asked for once it is there. */
	readonly videoUrl: () => string;
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
			...(context.withUsage && { usage: usage(task, context) }),
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

/** A reason stands in the message, next to the general code of the operation if that has one. */
function taskError(task: Task, code: string, style: AnswerStyle): object | string {
	const known = isReason(code) ? FAILED[task.operation] : code;
	const reason = [code, task.fetching.failure?.text ?? REASONS.get(code)];
	const message = isReason(code) ? reason.filter(Boolean).join(': ') : describe(code);
	if (style === 'flat') return message;
	// docs/api/errors.md: there are codes for text to video and Extend only.
	const hasCode = CODES.has(known) || !isReason(code);
	if (style === 'siblings') return { ...(hasCode && { code: numeric(known) }), message };
	return { ...(hasCode && { code: known }), error_message: message };
}

/** A code without its leading zeros, or the code itself if it is no number. */
const numeric = (code: string): number | string => (/^\d+$/.test(code) ? Number(code) : code);

function statusWord(task: Task, style: AnswerStyle, now: number): string {
	const state = stateOf(task, now);
	if (style === 'disagreeing' && state.status === 'in_progress') return 'rendering';
	if (style !== 'flat') return state.status;
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

function usage(task: Task, { style, usage: form }: AnswerContext): object | undefined {
	if (form === 'none') return undefined;
	const { settings, model, operation } = task;
	const { cost, discount, credits } = price(settings, model);
	if (form === 'credits' || (form === 'documented' && operation === 'extend')) {
		const { duration, resolution } = settings;
		const seconds = style === 'siblings' ? String(duration) : duration;
		return { model, duration: seconds, resolution, credits };
	}
	if (form === 'empty') return { cost: '', discount };
	const charged = form === 'double' ? cost * 2 : cost;
	const isNumber = form === 'number' || style === 'siblings';
	return { cost: isNumber ? charged : charged.toFixed(4), discount };
}

/** The pass-through texts, or a made-up label in the place of an absent one. */
function metadata({ id, settings: { payload, meta_data: label } }: Task): object {
	const standard = { Label: 'AI', ContentProducer: 'vidu', ProduceID: id };
	return {
		...(payload !== undefined && { payload }),
		meta_data: typeof label === 'string' && label !== '' ? label : JSON.stringify(standard),
	};
}
