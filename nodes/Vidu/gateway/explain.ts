import { lookUp } from '../text';
import {
	CHECK_FIELDS,
	EMPTY_ACCOUNT,
	HTTP_ERRORS,
	STATUS_CHECK_ERROR,
	TASK_ERRORS,
	TRY_LATER,
	VIDU_REASONS,
} from './errorTexts';
import type { ErrorText } from './errorTexts';
import type { ErrorBody } from './reason';

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

/** Whether a reason only says that the status could not be checked, in whatever place. */
export const isStatusCheck = ({ code = '', label = '', message = '' }: ErrorBody): boolean =>
	!isTaskFailure(code) &&
	([code, label].some((one) => documentedCode(one.trim()) === STATUS_CHECK_ERROR) ||
		/\b0*8020098\b|\bstatus check error\b/i.test(message));

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

/**
 * Codes of an account without credits that are no words. 1113 is that of a provider of video models
 * (docs/api/errors.md, "Empty account").
 */
const EMPTY_ACCOUNT_CODES: readonly string[] = ['1113', 'quota exceeded'];

const MONEY = '(?:balance|credits?|funds?|quota)';
/** Words of an account without credits, as `inWords` gives them. */
const EMPTY_ACCOUNT_WORDS: readonly RegExp[] = [
	new RegExp(
		`\\b(?:insufficient|inadequate|exhausted|depleted|(?:ran|run|running|are|is) out of|lack of) (?:\\w+ ){0,2}${MONEY}\\b`,
	),
	/\bno (?:remaining |more |available )?(?:balance|credits|funds)\b/,
	new RegExp(`\\b(?:not|t) (?:\\w+ ){0,2}(?:enough|sufficient) (?:\\w+ ){0,2}${MONEY}\\b`),
	new RegExp(
		`\\b${MONEY} (?:\\w+ ){0,3}(?:insufficient|not (?:enough|sufficient)|too low|exhausted|depleted|used up|negative|overdrawn)\\b`,
	),
	/\b(?:arrears|arrearage|payment required|billing hard limit|exceeded (?:your )?current quota)\b/,
	/\b(?:account|payment) (?:is )?(?:overdue|past due)\b/,
	/\b(?:please|must|to) (?:recharge|top up|add (?:more )?credits|buy (?:more )?credits)\b/,
	// "0.05" is "0 05" here.
	/\b(?:balance|credits) (?:is |of )?(?:usd )?(?:0|zero)(?: 0+)?\b(?! \d)/,
	/\b(?:0|zero) credits (?:left|remaining)\b/,
	/\b(?:spend|spending|billing|credit) (?:limit|cap)\b/,
	/(?:余额|餘額|额度|額度|积分|積分|点数|點數)(?:不足|不够|不夠|已|为0|為0|为零|為零|耗尽)|欠费|欠費|请充值|請充值/,
];

const KEY =
	'(?:(?:api|access|secret) ?key|(?:access |auth |bearer )?token|credentials|authorization)';
/** Words of an API key that is not valid, as those of an account. */
const INVALID_KEY_WORDS: readonly RegExp[] = [
	new RegExp(
		`\\b(?:invalid|incorrect|wrong|bad|expired|revoked|disabled|missing|unknown|no|not valid) (?:\\w+ ){0,2}${KEY}\\b(?! (?:at|in|near)\\b)`,
	),
	new RegExp(
		`\\b${KEY} (?:\\w+ ){0,3}(?:invalid|incorrect|wrong|expired|revoked|disabled|missing|required|not (?:valid|found|exist|provided))\\b`,
	),
	/\b(?:unauthori[sz]ed(?! to)|unauthenticated|not authenticated|(?:could not|failed to) authenticate)\b/,
	/\bauthentication (?:failed|required|error)\b/,
	/(?:令牌|密钥)(?:无效|错误|已过期|不存在)|无效的?(?:令牌|密钥)|鉴权失败|认证失败/,
];

/** Words of another server's login. */
const OTHER_KEY_WORDS =
	/\b(?:images?|videos?|files?|urls?|download\w*|fetch\w*|callback|proxy|upstream)\b/;

/** Words of another limit, or of several reasons at once. */
const OTHER_LIMIT_WORDS =
	/\b(?:per (?:second|minute|hour)|rate|rpm|tpm|concurren\w*|permissions?|too many requests|retry (?:in|after)|gpus?)\b/;

/**
 * The text for an account without credits, if the reason says so. It is read before the status: 429, 400, 403 and
 * 200 were seen with it. It proves nothing about a creation: the status does.
 */
export function explainEmptyAccount(reason: ErrorBody | undefined): ErrorText | undefined {
	const known = explainViduReason(reason);
	if (known?.next === EMPTY_ACCOUNT.next) return known;
	const [code, label, message] = inWords(reason);
	if (OTHER_LIMIT_WORDS.test(message)) return undefined;
	const isEmpty =
		[code, label].some((one) => EMPTY_ACCOUNT_CODES.includes(one)) ||
		[code, label, message].some((one) => EMPTY_ACCOUNT_WORDS.some((words) => words.test(one)));
	return isEmpty ? EMPTY_ACCOUNT : undefined;
}

/** Whether a reason says that the API key is not valid. It proves nothing about a creation, either. */
export function isInvalidKey(reason: ErrorBody | undefined): boolean {
	const texts = inWords(reason);
	const all = texts.join(' ');
	if (OTHER_LIMIT_WORDS.test(all) || OTHER_KEY_WORDS.test(all)) return false;
	return texts.some((one) => INVALID_KEY_WORDS.some((words) => words.test(one)));
}

/** Code, label and message: "InsufficientQuota" as "insufficient quota". A quoted part may be the prompt. */
const inWords = ({ code = '', label = '', message = '' }: ErrorBody = {}): string[] =>
	[code, label, message].map((text) =>
		text
			.replace(/"[^"]*"|“[^”]*”/g, ' ')
			.replace(/([a-z])([A-Z])/g, '$1 $2')
			.replace(/[^\p{L}\p{N}]+/gu, ' ')
			.trim()
			.toLowerCase(),
	);

/** The text for what a reason says, if it is known. */
export const explainReason = (reason: ErrorBody | undefined): ErrorText | undefined =>
	explainEmptyAccount(reason) ??
	explainCode(reason?.code) ??
	explainViduReason(reason) ??
	(isInvalidKey(reason) ? HTTP_ERRORS[401] : undefined);
