/** What does a prompt ask the gateway to do? */

import { ERROR_FORMS, type ErrorForm } from './taskErrors';

/** The marks found in one prompt. */
export interface Marks {
	/** The task fails: with this code, or `true` for the operation's general one. */
	readonly fail?: string | true;
	/** How the error of the failed task is written. */
	readonly errorForm?: ErrorForm;
	/** How long the task takes, in seconds. */
	readonly seconds?: number;
	/** The task never reports its progress. */
	readonly noProgress: boolean;
	/** The task completes without any output. */
	readonly noUrl: boolean;
}

/** The marks and their meanings, for people to read. */
export const MARKS_HELP: ReadonlyArray<readonly [mark: string, meaning: string]> = [
	['[fail]', 'the task fails'],
	['[fail:CODE]', 'the task fails with that error code, for example [fail:008020097]'],
	['[fail:REASON]', 'the same for a reason of Vidu, for example [fail:NoFaceDetected]'],
	['[error:FORM]', `how that is written: ${ERROR_FORMS.join(', ')} (2 and 3: so deeply nested)`],
	['[seconds:N]', 'the task takes N seconds, for example [seconds:1.5]'],
	['[no-progress]', 'the task reports no progress'],
	['[no-url]', 'the task completes with an empty output'],
];

/** Reads the marks of a prompt, anywhere in it, in upper or lower case; never throws. */
export function readMarks(prompt: unknown): Marks {
	const text = typeof prompt === 'string' ? prompt : '';
	const fail = /\[fail(?::([^\]\s]+))?\]/i.exec(text);
	const form = /\[error:(\w+)\]/i.exec(text)?.[1].toLowerCase();
	const errorForm = ERROR_FORMS.find((known) => known === form);
	const seconds = /\[seconds:(\d*\.?\d+)\]/i.exec(text);
	return {
		...(fail && { fail: fail[1] ?? true }),
		...(errorForm && { errorForm }),
		...(seconds && { seconds: Number(seconds[1]) }),
		noProgress: /\[no-progress\]/i.test(text),
		noUrl: /\[no-url\]/i.test(text),
	};
}
