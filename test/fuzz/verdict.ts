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

const BOUGHT = /^task-\d+-of-this-gateway$/;
const ANY = /"(?:id|task_id)"\s*:\s*(?!null|true|false)"?([\w.:-]+)(?=["\s,}])/;

/** The JSON object that a text is, if it is one. */
export function objectIn(text: string): object | undefined {
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
