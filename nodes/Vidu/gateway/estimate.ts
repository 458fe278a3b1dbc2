import { z } from 'zod';

import { CREDIT, parseAmount, USD } from './amount';
import { shorten } from '../text';
import { GENERATION_PATH } from './address';
import { networkError } from './errors';
import type { GatewayResponse, SendRequest } from './http';
import { pageIn } from './notTheGateway';
import { objectOf, parseResponse, retryAfterOf } from './parseResponse';
import { parseTask } from './parseTask';

/** The estimated cost of a task that is not created, or the reason why there is none. */
export type Estimate =
	| { type: 'known'; cost: number; currency: string }
	/** `reason`: why there is none, in words that follow a colon. */
	| { type: 'none'; reason: string };

/** `again` may be requested again, after `retryAfter` milliseconds. */
type EstimateResponse =
	| Estimate
	| { type: 'again'; reason: string; isRateLimited: boolean; retryAfter?: number }
	/** The gateway treated the request as a creation, and made this task. */
	| { type: 'created'; taskId: string };

/** Source: docs/api/http.md, "Estimate a cost". */
const ESTIMATE_PATH = `${GENERATION_PATH}/precharge`;

/**
 * Asks once what a task would cost: the body of a creation, to another path. It should create nothing,
 * but that is not proved, so an answer that looks like a created task counts as one.
 *
 * @param timeout milliseconds
 */
export async function requestEstimate(
	send: SendRequest,
	model: string,
	params: Record<string, unknown>,
	timeout: number,
): Promise<EstimateResponse> {
	const body = { model, input: [{ params }] };
	const sent = await send({ method: 'POST', path: ESTIMATE_PATH, body, timeout });
	if ('networkError' in sent) {
		const { what: reason } = networkError(sent.networkError);
		return { type: 'again', reason, isRateLimited: false };
	}
	return parseEstimate(sent.response);
}

type Fields = Record<string, unknown>;

const fields = z.record(z.unknown());
const text = z.string().trim().min(1).optional().catch(undefined);

/** Every part may be missing, or be something else. */
const priceSchema = z.object({
	cost: z.union([z.string(), z.number()]).optional().catch(undefined),
	currency: text,
	reason: text,
	message: text,
});

/** Parses the answer to a request for an estimate. */
export function parseEstimate(response: GatewayResponse): EstimateResponse {
	const { status, error, lasting } = parseResponse(response);
	const outer = fields.safeParse(objectOf(response.body)).data;
	// The documented answer has its fields in `data`; one without it is read the same.
	const data = fields.safeParse(outer?.data).data;
	const parts = [data, outer].filter((part) => part !== undefined);
	const taskId = createdTaskIn(response, parts, status);
	if (taskId !== undefined) return { type: 'created', taskId };
	if ((status === 404 || status === 405) && pageIn(response) === undefined) {
		return { type: 'none', reason: `the gateway gives no estimates here (HTTP ${status})` };
	}
	const mayPass = status === 408 || status === 429 || status >= 500;
	if (mayPass && lasting === undefined) {
		return {
			type: 'again',
			reason: error.what,
			isRateLimited: status === 429,
			...retryAfterOf(response),
		};
	}
	// Not repeated: it is unknown what the gateway did for an answer that cannot be read.
	if (status < 200 || status >= 300 || parts.length === 0) {
		return { type: 'none', reason: error.what };
	}
	const { cost, currency, reason, message } = priceSchema.parse(parts[0]);
	const failure = parts.map(failureIn).find((one) => one !== undefined);
	const amount = failure === undefined ? parseAmount(cost) : undefined;
	if (amount === undefined) {
		const shownCost = cost === undefined ? undefined : `cost "${cost}"`;
		const words = reason ?? message ?? failure ?? shownCost;
		const why = words === undefined ? '' : ` (${shorten(words)})`;
		return { type: 'none', reason: `the gateway has no estimate for this request${why}` };
	}
	if (currency === undefined) {
		return { type: 'none', reason: 'the gateway gave a cost without a currency' };
	}
	return { type: 'known', cost: amount, currency: documentedCurrency(currency) };
}

/** How an estimate says that it succeeded or failed. A task has other words, or no cost next to these. */
const SUCCEEDED = /^(success|successful|succeeded|ok|completed|done)$/i;
const ENDED = /^(success|successful|succeeded|ok|failed|failure|error)$/i;

/** Fields that say whether a request succeeded. */
const VERDICTS = ['status', 'code', 'status_code', 'success'];

/**
 * The sign that a request failed, whatever cost is next to it; undefined without one. A sign that is not
 * known to mean a success is a failure, because a cost that is believed allows a purchase.
 */
function failureIn(part: Fields): string | undefined {
	const { error } = part;
	const isError = error !== undefined && error !== null && error !== false && error !== '';
	const failed = isError ? 'error' : VERDICTS.find((name) => !isSuccess(part[name], name));
	if (failed === undefined) return undefined;
	const value = part[failed];
	return `${failed} ${typeof value === 'string' ? `"${value}"` : JSON.stringify(value)}`;
}

function isSuccess(value: unknown, name?: string): boolean {
	if (value === undefined || value === null || value === true) return true;
	// Only a status is an envelope: `{ code, message }`.
	if (typeof value === 'object' && name !== 'status') return false;
	if (Array.isArray(value)) return false;
	if (typeof value === 'object') {
		const { code, message } = value as Fields;
		return isSuccess(code ?? message);
	}
	const code = typeof value === 'number' || /^\d+$/.test(String(value)) ? Number(value) : NaN;
	return code === 0 || (code >= 200 && code < 300) || SUCCEEDED.test(String(value).trim());
}

/**
 * The ID of the task that an answer shows to be created. The only place that decides what looks like one:
 *
 * - an ID that is called `task_id`, or is next to a status that no estimate has (`in_progress`);
 * - an ID next to `output`;
 * - any ID, where there is no cost: an estimate always has one, if only null. Where nothing says that the request
 *   failed, that ID may have any name, and may be in `Location` or in a text that is no JSON.
 *
 * So `id` next to `"status": "success"` and a cost is the ID of the request. A refusal (3xx, 4xx) names such an ID,
 * too, unless it says that a task runs.
 */
function createdTaskIn(
	{ body, namedId }: GatewayResponse,
	parts: readonly Fields[],
	status: number,
): string | undefined {
	const isRefusal = status >= 300 && status < 500;
	// A task that was cut has a cost in its usage.
	const isPrice = typeof body === 'string' && /"cost"/.test(body) && !/"usage"/.test(body);
	const hasCost = isPrice || parts.some((part) => 'cost' in part);
	for (const part of parts) {
		if (!('id' in part || 'task_id' in part)) continue;
		const { task_id } = part;
		const namesTask = task_id !== undefined && task_id !== null && task_id !== '';
		const parsed = parseTask(namesTask ? { ...part, id: task_id } : part);
		if (!('task' in parsed) || parsed.ids.length === 0 || (isRefusal && !parsed.isAlive)) continue;
		const hasTaskStatus = typeof part.status === 'string' && !ENDED.test(part.status.trim());
		if (hasCost && !hasTaskStatus && !namesTask && !('output' in part)) continue;
		return parsed.task.id ?? 'with an ID that cannot be read';
	}
	const isDone = (status >= 200 && status < 300) || status === 303;
	const hasFailed = parts.some((part) => failureIn(part) !== undefined);
	return isDone && !hasCost && !hasFailed ? namedId : undefined;
}

/** `USD` and `credit` have been seen (docs/api/http.md, "Estimate a cost"). */
const documentedCurrency = (currency: string): string =>
	/^usd$/i.test(currency) ? USD : /^credits?$/i.test(currency) ? CREDIT : shorten(currency, 20);
