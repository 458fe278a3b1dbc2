/** What the documents' error codes mean, and the one error type by which a request is refused. */

/** Descriptions by code, from the error code tables of docs/api/errors.md. */
export const CODES: ReadonlyMap<string, string> = new Map([
	['0', 'No error'],
	['008020095', 'Internal generation error'],
	['008020096', 'Result parsing error'],
	['008020097', 'HTTP error response'],
	['008020098', 'Status check error'],
	['008020099', 'Task creation error'],
	['008012001', 'Video parameter missing'],
	['008012002', 'Video URL invalid'],
	['008012003', 'Video creation ID invalid'],
	['008012004', 'Prompt length invalid'],
	['008012005', 'Duration invalid'],
	['008012006', 'Resolution invalid'],
	['008012007', 'Image count invalid'],
	['008012008', 'Image format invalid'],
	['008012009', 'Image size invalid'],
	['008012010', 'Pass-through parameter length invalid'],
	['008012011', 'Callback URL invalid'],
	['008012098', 'Generation failed'],
	['008012099', 'Service unavailable'],
]);

/** The code of every refused text to video request (docs/api/errors.md: "Task creation error"). */
export const TEXT_TO_VIDEO_REFUSED = '008020099';

/** The code a task fails with when its prompt says `[fail]`, by operation. */
export const FAILED = {
	text2video: '008020095',
	extend: '008012098',
	img2video: 'InternalServiceFailure',
	start_end2video: 'InternalServiceFailure',
	reference2video: 'InternalServiceFailure',
} as const;

/**
 * The documented description of a code.
 *
 * @param code text with leading zeros; an undocumented one gives "Generation failed"
 */
export function describe(code: string): string {
	return CODES.get(code) ?? 'Generation failed';
}

/** A request the gateway does not serve; becomes an HTTP error answer. */
export class Refusal extends Error {
	/**
	 * @param status HTTP status
	 * @param message what the client is told
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
