import { lookUp } from '../text';
import type { ErrorBody } from './parseTask';

/** What happened and what the user can do next, each one sentence or two. */
export interface ErrorText {
	what: string;
	next: string;
}

const RUN_AGAIN =
	'Run the item again: credits of a task that failed are refunded. If it keeps failing, change the prompt or use another model.';
const FIX_FIELD = 'Nothing was charged. Correct the field and run the item again.';

/** The code that says nothing of the task: only that its status could not be checked. */
export const STATUS_CHECK_ERROR = '008020098';

const WAIT_MINUTES = 'Wait a few minutes.';

/** Every documented task error code except 0 ("No error"). Source: docs/api/errors.md. */
export const TASK_ERRORS: Readonly<Record<string, ErrorText>> = {
	'008020095': { what: 'Internal generation error', next: RUN_AGAIN },
	'008020096': { what: 'Result parsing error', next: RUN_AGAIN },
	'008020097': { what: 'HTTP error response', next: RUN_AGAIN },
	[STATUS_CHECK_ERROR]: { what: 'Status check error', next: WAIT_MINUTES },
	'008020099': {
		what: 'Task creation error',
		next: 'Check the parameters of the item against the model, then run it again.',
	},
	'008012001': {
		what: 'Video parameter missing',
		next: 'Give Extend a Video URL or a Video Creation ID. Nothing was charged.',
	},
	'008012002': {
		what: 'Video URL invalid',
		next: 'The gateway must be able to open the Video URL without a login, and result URLs expire: use a fresh one.',
	},
	'008012003': {
		what: 'Video creation ID invalid',
		next: 'Check the Video Creation ID, or extend by Video URL instead.',
	},
	'008012004': { what: 'Prompt length invalid', next: FIX_FIELD },
	'008012005': { what: 'Duration invalid', next: FIX_FIELD },
	'008012006': { what: 'Resolution invalid', next: FIX_FIELD },
	'008012007': {
		what: 'Image count invalid',
		next: 'Use exactly one end frame. Nothing was charged.',
	},
	'008012008': {
		what: 'Image format invalid',
		next: 'Use a png, jpeg or webp image as the end frame. Nothing was charged.',
	},
	'008012009': {
		what: 'Image size invalid',
		next: 'Use an end frame of at most 50 MB with a ratio between 1:4 and 4:1. Nothing was charged.',
	},
	'008012010': { what: 'Pass-through parameter length invalid', next: FIX_FIELD },
	'008012011': {
		what: 'Callback URL invalid',
		next: 'The Callback URL must be reachable from the internet. Nothing was charged.',
	},
	'008012098': { what: 'Generation failed', next: RUN_AGAIN },
	'008012099': { what: 'Service unavailable', next: 'Wait a few minutes and run the item again.' },
};

/** The text for a failed task without a known reason. */
export const TASK_FAILED: ErrorText = {
	what: 'The task failed at the provider',
	next: RUN_AGAIN,
};

/** The text for a poll that was answered with a failure, though not clearly that of the task. */
export const UNPROVED_FAILURE: ErrorText = {
	what: 'The gateway reported a failure, but did not say that this task failed',
	next: WAIT_MINUTES,
};

/** The text for a task that completed without a video. */
export const WITHOUT_VIDEO: ErrorText = {
	what: 'The task completed, but the gateway gave no video URL for it',
	next: 'Wait a few minutes. If there is no URL by then, ask the provider about this task ID.',
};

const TRY_LATER = 'This is on the side of the gateway. Try again in a few minutes.';
const CHECK_FIELDS = 'Check the fields of the item against what the model takes.';

/**
 * The texts for HTTP statuses. What a status means for a creation is decided in `client.ts`.
 * Source: docs/api/http.md, "HTTP errors".
 */
export const HTTP_ERRORS: Readonly<Record<number, ErrorText>> = {
	400: { what: 'The gateway did not accept the request', next: CHECK_FIELDS },
	401: {
		what: 'The API key is missing or invalid',
		next: 'Check the API key in the Vidu (Vtrix) API credential.',
	},
	402: { what: 'Insufficient credits', next: 'Add credits to your Vtrix account, then run again.' },
	403: {
		what: 'Insufficient balance or permission denied',
		next: 'Check the balance of your Vtrix account and what the API key may do.',
	},
	404: {
		what: 'Not found at the gateway',
		next: 'Check the task ID, and that the base URL and the API key are those that created it.',
	},
	407: {
		what: 'Proxy login required',
		next: 'Check the proxy in the settings of n8n, such as HTTPS_PROXY.',
	},
	408: { what: 'The gateway gave up waiting for the request', next: TRY_LATER },
	413: {
		what: 'The request is too large for the gateway',
		next: 'Give images as URLs instead of files.',
	},
	429: {
		what: 'Rate limit exceeded',
		next: 'Lower Max Concurrency, or wait a minute and run again.',
	},
	500: { what: 'The gateway had an internal error', next: TRY_LATER },
	502: { what: 'The gateway got a bad answer from behind it', next: TRY_LATER },
	503: { what: 'The gateway is not available', next: TRY_LATER },
	504: { what: 'The gateway got no answer in time from behind it', next: TRY_LATER },
};

const REFUNDED = 'A task that failed is not charged.';
const CHANGE_PROMPT = `Change the prompt and run the item again. ${REFUNDED}`;
const CHANGE_PICTURE = `Use another picture and run the item again. ${REFUNDED}`;
const FIX_NAMED_FIELD = 'Correct the field that the message names and run the item again.';
const LATER = 'Wait a few minutes and run the item again.';
const ADD_CREDITS = 'Add credits to your Vtrix account, then run the item again.';

/** Reasons of Vidu's own API, which may come as a code or in a message. Source: docs/api/errors.md, "Vidu reasons". */
export const VIDU_REASONS: Readonly<Record<string, ErrorText>> = {
	FieldLacking: { what: 'A field that the model needs is missing', next: FIX_NAMED_FIELD },
	FieldUnwanted: {
		what: 'The model does not take one of the fields',
		next: 'Remove the field that the message names from Additional Fields, or use another model.',
	},
	FieldInvalid: { what: 'A field has a value that the model does not take', next: FIX_NAMED_FIELD },
	FieldItemCountOutOfRange: {
		what: 'There are too few or too many entries in a list, such as images or subjects',
		next: FIX_NAMED_FIELD,
	},
	ImageDownloadFailure: {
		what: 'The gateway could not download an image',
		next: `An image URL must open without a login, and many expire: use a fresh one, or the file itself. ${REFUNDED}`,
	},
	ImageFormatInvalid: {
		what: 'An image has a format that the model does not take',
		next: 'Use a png, jpeg or webp image with a ratio between 1:4 and 4:1.',
	},
	PageSizeOutOfRange: {
		what: 'An image is too small or too large',
		next: 'Use an image of at most 50 MB; a reference needs at least 128 × 128 pixels.',
	},
	TaskPromptPolicyViolation: {
		what: 'The prompt was refused by moderation',
		next: CHANGE_PROMPT,
	},
	CreationPolicyViolation: {
		what: 'The video was refused by moderation',
		next: `Change the prompt or the picture and run the item again. ${REFUNDED}`,
	},
	AuditSubmitIllegal: {
		what: 'The prompt or the picture was refused by moderation',
		next: `Change them and run the item again. ${REFUNDED}`,
	},
	PhotoAuditNotPass: { what: 'A picture was refused by moderation', next: CHANGE_PICTURE },
	FaceDetectFailure: {
		what: 'The picture was refused because of the faces in it',
		next: CHANGE_PICTURE,
	},
	NoFaceDetected: { what: 'There is no face in the picture', next: CHANGE_PICTURE },
	MultiFaceDetected: { what: 'There is more than one face in the picture', next: CHANGE_PICTURE },
	CreditInsufficient: { what: 'Insufficient credits', next: ADD_CREDITS },
	QuotaExceeded: { what: 'The quota of the account is used up', next: ADD_CREDITS },
	TooManyRequests: {
		what: 'Rate limit exceeded at Vidu',
		next: 'Lower Max Concurrency, or wait a minute and run the item again.',
	},
	SystemThrottling: { what: 'Vidu has too much to do at the moment', next: LATER },
	ModelUnavailable: {
		what: 'The model is not available at the moment',
		next: 'Wait a few minutes and run the item again, or use another model.',
	},
	InternalServiceFailure: { what: 'Vidu had an internal error', next: LATER },
};

/**
 * The text for an HTTP status.
 *
 * @param status 300 to 599
 */
export function explainStatus(status: number): ErrorText {
	const known = lookUp(HTTP_ERRORS, String(status));
	if (known) return known;
	if (status >= 500) return { what: 'The gateway failed', next: TRY_LATER };
	return { what: 'The gateway refused the request', next: CHECK_FIELDS };
}

/** Restores the leading zeros that a documented task error code loses when it is sent as an integer. */
export function documentedCode(code: string): string {
	const padded = code.padStart(9, '0');
	return /^\d{1,9}$/.test(code) && lookUp(TASK_ERRORS, padded) ? padded : code;
}

/** Whether a code is a documented one of a task that failed. */
export const isTaskFailure = (code: string | undefined): boolean =>
	explainCode(code) !== undefined && documentedCode(code ?? '') !== STATUS_CHECK_ERROR;

/** The text for a documented task error code. */
export const explainCode = (code: string | undefined): ErrorText | undefined =>
	lookUp(TASK_ERRORS, documentedCode(code ?? ''));

/** The text for a reason of Vidu's, if the code or the message names one. */
export function explainViduReason(reason: ErrorBody | undefined): ErrorText | undefined {
	const words = [reason?.code ?? '', ...(reason?.message ?? '').split(/[^A-Za-z]+/)];
	for (const word of words) {
		const known = lookUp(VIDU_REASONS, word);
		if (known !== undefined) return known;
	}
	return undefined;
}
