/**
 * The answer style `disagreeing`: a gateway that is not as the documents say, in exactly ten ways. What it
 * answers is still understood by a client that takes things as they come; what asks for the facts of
 * the documents (`npm run probe`) must find each of them.
 */

import { Refusal } from './codes';
import { isObject } from './rules';
import { modelsOf, type State } from './state';
import { stateOf, type Task } from './tasks';
import type { Order } from './validate';

/** Each way, in words, by a name of its own. */
export const DISAGREEMENTS = {
	'bad-key': 'a key that is not known is answered with 403',
	'missing-task': 'a task that does not exist is answered with 400, and no word about it',
	'unknown-model': 'the billing preview has a price for a model that does not exist',
	'invalid-parameter': 'the billing preview has a price for a request that a creation refuses',
	'preview-currency': 'the billing preview speaks of yuan',
	'status-words': 'a running task is "rendering"',
	progress: 'progress counts to 100',
	'usage-when': 'usage comes some polls after the video',
	'unknown-field': 'a field that the model does not have is ignored',
	'extension-length': 'the file of an extension holds the added seconds alone',
} as const;

/** How many polls show a completed task without its usage. */
const POLLS_WITHOUT_USAGE = 2;

/** Whether the gateway answers like this now. */
export const disagrees = ({ answerStyle }: State): boolean => answerStyle === 'disagreeing';

/** A refusal in this gateway's own words. */
export function unlikeDocumented(refusal: Refusal): Refusal {
	if (refusal.status === 401) return new Refusal(403, 'forbidden');
	if (refusal.status === 404) return new Refusal(400, 'bad request');
	return refusal;
}

/** A request without the fields that its model does not have. */
export function withoutUnknown(state: State, body: unknown): unknown {
	if (!isObject(body) || !Array.isArray(body.input) || !isObject(body.input[0])) return body;
	const model = modelsOf(state).get(String(body.model));
	const { params } = body.input[0];
	if (!model || !isObject(params)) return body;
	const known = Object.entries(params).filter(([name]) => Object.hasOwn(model.parameters, name));
	return { ...body, input: [{ params: Object.fromEntries(known) }] };
}

/** The preview's reading of a request that a creation would refuse. */
export function unchecked(body: unknown): Order {
	const model = isObject(body) ? String(body.model) : '';
	return { model, operation: 'text2video', params: {}, settings: {} };
}

/** Whether a completed task has its usage by now. */
export function hasUsage({ counts, pollsWithVideo, now }: State, task: Task): boolean {
	if (stateOf(task, now()).status !== 'completed') return false;
	const polls = counts.pollsByTask[task.id] ?? 0;
	const first = pollsWithVideo.get(task.id) ?? polls;
	pollsWithVideo.set(task.id, first);
	return polls - first >= POLLS_WITHOUT_USAGE;
}
