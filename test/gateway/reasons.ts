/** Which reasons of Vidu's own may come through as text (docs/api/errors.md, "Vidu reasons")? */

/** What each of them says; the sentences are invented. */
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

/** Whether a task failed for one of these, or for a made-up one of their form, and not with a code. */
export function isReason(code: string): boolean {
	return /^[A-Z][a-z]+([A-Z][a-z]+)+$/.test(code);
}

/** What a reason says in full. */
export function sentence(reason: string, detail = REASONS.get(reason)): string {
	return detail === undefined ? reason : `${reason}: ${detail}`;
}
