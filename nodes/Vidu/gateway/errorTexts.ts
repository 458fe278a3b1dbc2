/** What happened and what the user can do next, each one sentence or two. */
export interface ErrorText {
	what: string;
	next: string;
}

const RUN_AGAIN = 'Run the row again. If it fails again, change the prompt or use another model.';
const LATER = 'Wait a few minutes and run the row again.';
const SLOWER = 'Lower Max Concurrency, or wait a minute and run the row again.';
const FIX_FIELD = 'Correct the field and run the row again.';

/** The code that says nothing about the task: only that its status could not be checked. */
export const STATUS_CHECK_ERROR = '008020098';

/** Advice for a task that may still be made. */
export const WAIT_MINUTES = 'Wait a few minutes.';

/** Every documented task error code except 0 ("No error"). Source: docs/api/errors.md. */
export const TASK_ERRORS: Readonly<Record<string, ErrorText>> = {
	'008020095': { what: 'Internal generation error', next: RUN_AGAIN },
	'008020096': { what: 'Result parsing error', next: RUN_AGAIN },
	'008020097': { what: 'HTTP error response', next: RUN_AGAIN },
	[STATUS_CHECK_ERROR]: { what: 'Status check error', next: WAIT_MINUTES },
	'008020099': {
		what: 'Task creation error',
		next: 'Check the fields of the row. The model may not accept one of the values. Then run the row again.',
	},
	'008012001': {
		what: 'Video parameter missing',
		next: 'Enter a Video URL or a Video Creation ID.',
	},
	'008012002': {
		what: 'Video URL invalid',
		next: 'The Video URL must open without a login. Video links expire, so use a new one.',
	},
	'008012003': {
		what: 'Video creation ID invalid',
		next: 'Check the Video Creation ID, or use a Video URL instead.',
	},
	'008012004': { what: 'Prompt length invalid', next: FIX_FIELD },
	'008012005': { what: 'Duration invalid', next: FIX_FIELD },
	'008012006': { what: 'Resolution invalid', next: FIX_FIELD },
	'008012007': {
		what: 'Image count invalid',
		next: 'Use exactly one end frame.',
	},
	'008012008': {
		what: 'Image format invalid',
		next: 'Use a PNG, JPEG or WebP image as the end frame.',
	},
	'008012009': {
		what: 'Image size invalid',
		next: 'Use an end frame of at most 50 MB with a ratio between 1:4 and 4:1.',
	},
	'008012010': {
		what: 'Pass-through parameter length invalid',
		next: 'Shorten Payload and run the row again.',
	},
	'008012011': {
		what: 'Callback URL invalid',
		next: 'The Callback URL must be reachable from the internet.',
	},
	'008012098': { what: 'Generation failed', next: RUN_AGAIN },
	'008012099': { what: 'Service unavailable', next: LATER },
};

/** The text for a failed task without a known reason. */
export const TASK_FAILED: ErrorText = { what: 'Vidu could not make the video', next: RUN_AGAIN };

/** The text for a poll whose answer is a failure, though not clearly that of the task. */
export const UNPROVED_FAILURE: ErrorText = {
	what: 'The gateway reported a failure, but did not say that this task failed',
	next: WAIT_MINUTES,
};

/** The text for a task ID that the gateway does not have. */
export const NO_SUCH_TASK: ErrorText = {
	what: 'The gateway does not know this task ID',
	next: 'Check the task ID. Use the API key and the base URL that the video was submitted with.',
};

/** The text for a task that completed without a video. */
export const WITHOUT_VIDEO: ErrorText = {
	what: 'The task completed, but the gateway sent no video link',
	next: 'Wait a few minutes. If there is still no link, ask Vtrix about this task ID.',
};

export const TRY_LATER = 'Try again in a few minutes.';
export const CHECK_FIELDS =
	'Check the fields of the row. The model may not accept one of the values.';
/** Advice for an account without credits. */
export const ADD_CREDITS = 'Add credits to your Vtrix account';
const ADD_CREDITS_FIRST = `${ADD_CREDITS}, then run the row again.`;

/** The text for an account without credits, whatever the status. */
export const EMPTY_ACCOUNT: ErrorText = { what: 'Insufficient credits', next: ADD_CREDITS_FIRST };

/**
 * The texts for HTTP statuses. What a status means for a creation is decided in `refusal.ts`.
 * Source: docs/api/http.md, "HTTP errors".
 */
export const HTTP_ERRORS: Readonly<Record<number, ErrorText>> = {
	400: { what: 'The gateway did not accept the request', next: CHECK_FIELDS },
	401: {
		what: 'The API key is missing or invalid',
		next: 'Check the API key in the Vidu (Vtrix) API credential.',
	},
	402: EMPTY_ACCOUNT,
	403: {
		what: 'Insufficient balance or permission denied',
		next: 'Check the balance of your Vtrix account and the permissions of the API key.',
	},
	404: {
		what: 'Not found at the gateway',
		next: NO_SUCH_TASK.next,
	},
	407: {
		what: 'Proxy login required',
		next: "Check the proxy in n8n's settings, e.g. HTTPS_PROXY.",
	},
	408: { what: 'The gateway stopped waiting for the request', next: TRY_LATER },
	413: {
		what: 'The request is too large for the gateway',
		next: 'Use image URLs instead of files.',
	},
	429: { what: 'Rate limit exceeded', next: SLOWER },
	500: { what: 'The gateway had an internal error', next: TRY_LATER },
	502: { what: 'The gateway got an invalid answer from another server', next: TRY_LATER },
	503: { what: 'The gateway is not available', next: TRY_LATER },
	504: { what: 'The gateway got no answer in time from another server', next: TRY_LATER },
};

const CHANGE_PROMPT = 'Change the prompt and run the row again.';
const CHANGE_IMAGE = 'Use another image and run the row again.';
const FIX_NAMED_FIELD = 'Correct the field named in the message and run the row again.';

/** Reasons of Vidu's own API, as a code or in a message. Source: docs/api/errors.md, "Vidu reasons". */
export const VIDU_REASONS: Readonly<Record<string, ErrorText>> = {
	FieldLacking: { what: 'A required field is missing', next: FIX_NAMED_FIELD },
	FieldUnwanted: {
		what: 'The model does not accept one of the fields',
		next: 'Remove the field named in the message from Additional Fields, or use another model.',
	},
	FieldInvalid: { what: 'The model does not accept the value of a field', next: FIX_NAMED_FIELD },
	FieldItemCountOutOfRange: {
		what: 'A list, e.g. of images or subjects, has too few or too many entries',
		next: FIX_NAMED_FIELD,
	},
	ImageDownloadFailure: {
		what: 'The gateway could not download an image',
		next: 'An image URL must open without a login, and many expire. Use a new URL or the file itself.',
	},
	ImageFormatInvalid: {
		what: 'The model does not accept the format of an image',
		next: 'Use a PNG, JPEG or WebP image with a ratio between 1:4 and 4:1.',
	},
	PageSizeOutOfRange: {
		what: 'An image is too small or too large',
		next: 'Use an image of at most 50 MB. A reference image needs at least 128 × 128 pixels.',
	},
	TaskPromptPolicyViolation: { what: 'Moderation rejected the prompt', next: CHANGE_PROMPT },
	CreationPolicyViolation: {
		what: 'Moderation rejected the video',
		next: 'Change the prompt or the image and run the row again.',
	},
	AuditSubmitIllegal: {
		what: 'Moderation rejected the prompt or the image',
		next: 'Change them and run the row again.',
	},
	PhotoAuditNotPass: { what: 'Moderation rejected an image', next: CHANGE_IMAGE },
	FaceDetectFailure: {
		what: 'The image was rejected because of the faces in it',
		next: CHANGE_IMAGE,
	},
	NoFaceDetected: { what: 'There is no face in the image', next: CHANGE_IMAGE },
	MultiFaceDetected: { what: 'There is more than one face in the image', next: CHANGE_IMAGE },
	CreditInsufficient: EMPTY_ACCOUNT,
	QuotaExceeded: { what: "The account's quota is used up", next: ADD_CREDITS_FIRST },
	TooManyRequests: { what: 'Rate limit exceeded at Vidu', next: SLOWER },
	SystemThrottling: { what: 'Vidu is overloaded', next: LATER },
	ModelUnavailable: {
		what: 'The model is not available now',
		next: 'Wait a few minutes and run the row again, or use another model.',
	},
	InternalServiceFailure: { what: 'Vidu had an internal error', next: LATER },
};
