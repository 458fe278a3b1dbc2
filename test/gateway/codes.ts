/** What the documents' error codes and Vidu's reasons mean, and the error by which a request is refused. */

/** Descriptions by code, from the error code tables of text-to-video.txt and extend.txt. */
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

/** The code of every refused text to video request (text-to-video.txt: "Task creation error"). */
export const TEXT_TO_VIDEO_REFUSED = '008020099';

/** The code or reason of a failed task, by operation, unless its prompt names another one. */
export const FAILED = {
	text2video: '008020095',
	extend: '008012098',
	img2video: 'InternalServiceFailure',
	start_end2video: 'InternalServiceFailure',
	reference2video: 'InternalServiceFailure',
} as const;

/** Reasons that may come through as text (models.md, "Errors"); the sentences are invented. */
export const REASONS: ReadonlyMap<string, string> = new Map([
	['FieldLacking', 'a required field is missing'],
	['FieldUnwanted', 'a field that the model does not take'],
	['FieldInvalid', 'the value of a field is not allowed'],
	['FieldItemCountOutOfRange', 'a list has too few or too many entries'],
	['ImageDownloadFailure', 'an image could not be downloaded'],
	['ImageFormatInvalid', 'the format of an image is not supported'],
	['PageSizeOutOfRange', 'the size of an image is out of range'],
	['TaskPromptPolicyViolation', 'the prompt was refused by moderation'],
	['CreationPolicyViolation', 'the result was refused by moderation'],
	['AuditSubmitIllegal', 'the input was refused by moderation'],
	['PhotoAuditNotPass', 'an image was refused by moderation'],
	['FaceDetectFailure', 'the detection of faces failed'],
	['NoFaceDetected', 'no face was found in an image'],
	['MultiFaceDetected', 'more than one face was found in an image'],
	['CreditInsufficient', 'not enough credits'],
	['QuotaExceeded', 'the quota is used up'],
	['TooManyRequests', 'too many requests'],
	['SystemThrottling', 'the system is busy'],
	['ModelUnavailable', 'the model is not available'],
	['InternalServiceFailure', 'internal service failure'],
]);

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
