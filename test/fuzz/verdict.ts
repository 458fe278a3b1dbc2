/** What does an answer to a creation mean? Judged apart from the node, from what it was handed. */

import type { Asked } from './wire';

/** `refused`: nothing was created, and that is certain. `doubt`: it may have been. */
export type Verdict = 'created' | 'refused' | 'doubt';

/** The rules of docs/api/http.md, in few words. */
export function judge({ noAnswer, status, received, ended }: Asked): Verdict {
	if (noAnswer === 'refused' || noAnswer === 'noHost') return 'refused';
	if (status === undefined) return 'doubt';
	const text = received.toString();
	const answer = ended ? objectIn(text) : objectIn(text.trimEnd());
	const code = envelopeCode(answer);
	const meant = status < 300 && code !== undefined ? code : status;
	if (meant >= 300 && meant < 500 && meant !== 303) return 'refused';
	if (meant < 200 || meant >= 300) return 'doubt';
	if (/"(id|task_id)"\s*:\s*"[^"\s]/.test(text)) return answer === undefined ? 'doubt' : 'created';
	const hasReason = /"(error|message|msg|detail|status)"/.test(text);
	return answer !== undefined && hasReason ? 'refused' : 'doubt';
}

/** The ID of a task that was bought, where the beginning of the answer names it as one. */
export function idNamedIn(asked: Asked): string | undefined {
	const { status = 0, received } = asked;
	const isRefusal = status >= 300 && status < 500 && status !== 303;
	if (isRefusal || judge(asked) === 'refused') return undefined;
	const text = received.toString();
	const whole = objectIn(text) as { id?: unknown; task_id?: unknown; data?: object } | undefined;
	const inner = { ...whole, ...Object(whole?.data) } as typeof whole;
	// An ID that can be asked for comes before the first one that is named: JSON has the last of two.
	const ids = [inner?.id, inner?.task_id].filter((id) => /string|number/.test(typeof id));
	if (ids.length > 0) return ids.map(String).find((id) => BOUGHT.test(id));
	const first = ANY.exec(text.slice(0, 4_000))?.[1];
	return first !== undefined && BOUGHT.test(first) ? first : undefined;
}

const FAILED = ['failed', 'error', 'canceled', 'cancelled', 'expired'];
/** Codes of docs/api/errors.md, but for the one that says that only the check of the status failed. */
const CODE = /"code"\s*:\s*"?0*(80200(95|96|97|99)|80120(0[1-9]|10|11|98|99))\b/;

/** Whether an answer proves that the task of an ID failed, so that it may be bought again. */
export function provesFailure({ status = 0, received, lookedAt }: Asked): boolean {
	const text = received.toString().replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd');
	const answer = objectIn(text);
	if (status < 200 || status >= 300 || answer === undefined) return false;
	const parts = [answer, (answer as { data?: unknown }).data].map(Object) as TaskPart[];
	const saysFailed = parts.some(({ status }) => FAILED.includes(textOf(status).toLowerCase()));
	const ids = parts.flatMap(({ id, task_id }) => [textOf(id).trim(), textOf(task_id).trim()]);
	// A number with more digits than JavaScript has.
	const isLong = lookedAt !== undefined && /^\d{16,}$/.test(lookedAt) && text.includes(lookedAt);
	const isNamed = lookedAt === undefined || isLong || ids.includes(lookedAt);
	if (CODE.test(text)) return isNamed || ids.every((id) => id === '');
	return saysFailed && isNamed && lookedAt !== undefined;
}

const textOf = (value: unknown): string =>
	/string|number/.test(typeof value) ? String(value) : '';

interface TaskPart {
	id?: unknown;
	task_id?: unknown;
	status?: unknown;
}

const BOUGHT = /^task-\d+-of-this-gateway$/;
const ANY = /"(?:id|task_id)"\s*:\s*(?!null|true|false)"?([\w.:-]+)(?=["\s,}])/;

function objectIn(text: string): object | undefined {
	try {
		const parsed: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
		const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
		return isObject ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** An envelope says in its own code what the status of HTTP did not. */
function envelopeCode(answer: object | undefined): number | undefined {
	const { status, code } = (answer ?? {}) as { status?: unknown; code?: unknown };
	const inner = (Object(status) as { code?: unknown }).code ?? code;
	const number = typeof inner === 'object' ? NaN : Number(inner);
	return Number.isInteger(number) && number >= 400 && number < 600 ? number : undefined;
}
