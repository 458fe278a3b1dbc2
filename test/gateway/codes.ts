/** What do the codes and reasons of docs/api/errors.md mean, and by which error is a request refused? */

import { documentedErrors, rowsOf } from '../apiDocs';

/** Descriptions by code, leading zeros included. */
export const CODES: ReadonlyMap<string, string> = new Map([
	['0', 'No error'],
	...Object.entries(documentedErrors),
]);

/** The code of every refused text to video request (docs/api/errors.md: "Task creation error"). */
export const TEXT_TO_VIDEO_REFUSED = '008020099';

/** The code or reason of a failed task, by operation, unless its prompt names another one. */
export const FAILED = {
	text2video: '008020095',
	extend: '008012098',
	img2video: 'InternalServiceFailure',
	start_end2video: 'InternalServiceFailure',
	reference2video: 'InternalServiceFailure',
} as const;

/** Vidu's own reasons, each with what has to change; nobody knows with which words they come. */
export const REASONS: ReadonlyMap<string, string> = new Map(
	rowsOf('errors.md', 'Vidu reasons').map(([reason, change]) => [reason, `change: ${change}`]),
);

/** The documented description of a code with leading zeros; "Generation failed" for any other. */
export const describe = (code: string): string => CODES.get(code) ?? 'Generation failed';

/** Whether a task failed for a reason, known or made up, instead of a code. */
export const isReason = (code: string): boolean => /^[A-Z][a-z]+([A-Z][a-z]+)+$/.test(code);

/** A request the gateway does not serve; becomes an HTTP error answer. */
export class Refusal extends Error {
	/**
	 * @param status HTTP status
	 * @param message for the client
	 * @param code documented code with leading zeros, where one fits
	 * @param headers extra headers of the answer, for example `Retry-After`
	 */
	constructor(
		readonly status: number,
		message: string,
		readonly code?: string,
		readonly headers: Record<string, string> = {},
	) {
		super(message);
	}
}
