/** How is the error of a failed task written? */

import type { AnswerStyle } from './answers';
import { CODES, describe, FAILED } from './codes';
import { isReason, REASONS, sentence } from './reasons';
import type { Task } from './tasks';

/**
 * Forms of the `error` of a failed task that a prompt can ask for. `message`, what a reason has
 * otherwise: `{code, error_message}` with the reason in the message, and the general code of the
 * operation if it has one. `code`: the reason is the code. `text`: the reason alone, as a text.
 * `2` and `3`: `{"error": {"message"}}` in the body's `error`, once and twice.
 */
export const ERROR_FORMS = ['message', 'code', 'text', '2', '3'] as const;
export type ErrorForm = (typeof ERROR_FORMS)[number];

/** The `error` of a task that failed with a documented code, or for a reason. */
export function taskError(task: Task, code: string, style: AnswerStyle): object | string {
	const isText = isReason(code);
	const message = isText ? sentence(code, task.fetching.failure?.text) : describe(code);
	const form = task.marks.errorForm ?? (isText ? 'message' : 'code');
	if (form === '2' || form === '3') return nested(message, Number(form) - 1);
	if (style === 'flat') return message;
	if (form === 'text') return isText ? code : message;
	const number = form === 'message' && isText ? FAILED[task.operation] : code;
	// The other families have no codes that could be read (docs/api/errors.md).
	const known = CODES.has(number) || !isText || form === 'code';
	const said = form === 'code' && isText ? (REASONS.get(code) ?? code) : message;
	if (style === 'siblings') return { ...(known && { code: numeric(number) }), message: said };
	return { ...(known && { code: number }), error_message: said };
}

function nested(message: string, depth: number): object {
	return depth === 0 ? { message } : { error: nested(message, depth - 1) };
}

/** A code without its leading zeros, or the code itself if it is no number. */
export function numeric(code: string): number | string {
	return /^\d+$/.test(code) ? Number(code) : code;
}
