/** What does a prompt ask the gateway to do? */

/** The marks found in one prompt. */
export interface Marks {
	/** The task fails: with this code, or `true` for the operation's general one. */
	readonly fail?: string | true;
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
	['[seconds:N]', 'the task takes N seconds, for example [seconds:1.5]'],
	['[no-progress]', 'the task reports no progress'],
	['[no-url]', 'the task completes with an empty output'],
];

/** Reads the marks of a prompt, anywhere in it, in upper or lower case; never throws. */
export function readMarks(prompt: unknown): Marks {
	const text = typeof prompt === 'string' ? prompt : '';
	const fail = /\[fail(?::([^\]\s]+))?\]/i.exec(text);
	const seconds = /\[seconds:(\d*\.?\d+)\]/i.exec(text);
	return {
		...(fail && { fail: fail[1] ?? true }),
		...(seconds && { seconds: Number(seconds[1]) }),
		noProgress: /\[no-progress\]/i.test(text),
		noUrl: /\[no-url\]/i.test(text),
	};
}
