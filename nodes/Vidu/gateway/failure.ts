import { shorten } from '../text';
import { readReason, SUCCESS } from './reason';
import type { ErrorBody, Reason } from './reason';

/** The failure that an answer states, its own or that of its task. */
interface SaidFailure {
	/** The reason in `error`. Only its code can prove something about a task. */
	error?: Reason;
	/** Everything that is said, in words. */
	said?: ErrorBody;
	/** Whether the words say that something was done, which is no reason why it was not. */
	isDone: boolean;
}

/** @param levels where an answer may say it: the task, its wrapper, the whole answer */
export function readFailure(levels: ReadonlyArray<Record<string, unknown>>): SaidFailure {
	const holder = levels.find((level) => saysWhy(readReason(level.error)));
	const error = readReason(holder?.error);
	const all = (holder === undefined ? levels : [holder]).map(readReason);
	const found = all.find((one) => one?.message !== undefined) ?? all.find((one) => one);
	if (found === undefined) return { error, isDone: false };
	const { message } = found;
	const label = [found.code, found.label].find((one) => one !== error?.code && isTelling(one));
	const said: ErrorBody = {};
	if (message !== undefined) said.message = message;
	if (label !== undefined) said.label = label;
	// In every level: what is said next to it may be no reason either.
	const texts = all.flatMap((one) => one?.texts ?? []);
	const isDone = texts.some((text) => SUCCESS.test(text) || soundsDone(text));
	return { error, said, isDone };
}

/** Whether a reason has more than a label: words, a code, or the code 0. */
const saysWhy = (reason: Reason | undefined): boolean =>
	reason !== undefined && (reason.texts.length > 0 || reason.label === undefined || reason.isError);

/** A code next to the words, unless it only repeats a status of HTTP or says that there is no error. */
const isTelling = (code: string | undefined): boolean =>
	code !== undefined && !/^(0+|[1-5]\d\d)$/.test(code);

/** Words of something that was done, where no negation is in the same sentence. */
const DONE =
	/\b(?:accepted(?! \w+s\b)|completed|created|done|enqueued|fine|finished|ok|processing|queued|received|scheduled|started|submitted|succeeded|success\w*)\b|成功|已(?:创建|提交|接收|受理|开始)/i;
const NOT_DONE =
	/\b(?:cannot|fail\w*|insufficient|invalid|no|not|unable|unsupported)\b|n't|未|失败|不|无/i;
/** Words of a task that runs, which a refusal may also need: "Too many tasks in progress". */
const RUNS =
	/\b(?:being \w+ed|generating|in progress|in (?:the )?queue|pending|rendering|running|under ?way)\b|(?:排队|处理|生成|进行)中/i;
const NOT_RUNNING =
	/\b(?:denied|error|exceed\w*|forbidden|illegal|limit\w*|max\w*|prohibited|reached|refused|rejected|too many|violat\w*)\b|上限|过多|超过|错误/i;

const soundsDone = (message: string): boolean =>
	inSentences(message).some(
		(said) =>
			!NOT_DONE.test(said) && (DONE.test(said) || (RUNS.test(said) && !NOT_RUNNING.test(said))),
	);

/** "TASK_CREATED" as two words. */
const inSentences = (text: string): string[] =>
	text.replaceAll('_', ' ').split(/[.;!?](?=\s|$)|[\n。；！]/);

/** Characters of an answer that is shown as it is. */
export const LONGEST_QUOTE = 200;

/** The beginning of a value in which nothing could be read; undefined for one that is empty. */
export function quoteUnread(value: unknown): string | undefined {
	if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
		return undefined;
	}
	try {
		return shorten(JSON.stringify(value), LONGEST_QUOTE);
	} catch {
		// Too deep.
		return undefined;
	}
}
