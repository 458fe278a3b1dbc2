import { lookUp } from '../text';
import type { Explanation } from './explanations';
import type { Reason } from './read';

const REFUNDED = 'A task that failed is not charged.';

const CHANGE_PROMPT = `Change the prompt and run the item again. ${REFUNDED}`;
const CHANGE_PICTURE = `Use another picture and run the item again. ${REFUNDED}`;
const FIX_FIELD = 'Correct the field that the message names and run the item again.';
const LATER = 'Wait a few minutes and run the item again.';
const ADD_CREDITS = 'Add credits to your Vtrix account, then run the item again.';

const FACE = { what: 'The picture was refused because of the faces in it', next: CHANGE_PICTURE };

/**
 * The reasons of Vidu's own API that may come through as text, sorted by what a person can do: change the
 * prompt or the picture, correct a field, add credits, or wait. Source: models.md, "Errors".
 */
export const VIDU_REASONS: Readonly<Record<string, Explanation>> = {
	FieldLacking: { what: 'A field that the model needs is missing', next: FIX_FIELD },
	FieldUnwanted: {
		what: 'The model does not take one of the fields',
		next: 'Remove the field that the message names from Additional Fields, or use another model.',
	},
	FieldInvalid: { what: 'A field has a value that the model does not take', next: FIX_FIELD },
	FieldItemCountOutOfRange: {
		what: 'There are too few or too many entries in a list, such as images or subjects',
		next: FIX_FIELD,
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
	FaceDetectFailure: FACE,
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

/** The explanation of a reason that is Vidu's own, named in its code or in its message; else undefined. */
export function explainViduReason(reason: Reason | undefined): Explanation | undefined {
	const words = [reason?.code ?? '', ...(reason?.message ?? '').split(/[^A-Za-z]+/)];
	for (const word of words) {
		const known = lookUp(VIDU_REASONS, word);
		if (known !== undefined) return known;
	}
	return undefined;
}
