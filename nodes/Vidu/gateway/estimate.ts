import { z } from 'zod';

import { CREDIT, parseAmount, USD } from './amount';
import { shorten } from '../text';
import { GENERATION_PATH } from './address';
import { networkError } from './errors';
import type { GatewayResponse, SendRequest } from './http';
import { objectOf, parseResponse, retryAfterOf } from './parseResponse';

/** What is known of the cost of a task that is not created. */
export type Estimate =
	| { type: 'known'; cost: number; currency: string }
	/** `reason`: why there is none, in words that follow a colon. */
	| { type: 'none'; reason: string };

/** `again` may be requested again, after `retryAfter` milliseconds. */
export type EstimateResponse =
	| Estimate
	| { type: 'again'; reason: string; isRateLimited: boolean; retryAfter?: number }
	/** The gateway took the request for a creation, and this task stands behind it. */
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

const text = z.string().trim().min(1).optional().catch(undefined);

/** Every part may be missing, or be something else. */
const fieldsSchema = z.object({
	cost: z.union([z.string(), z.number()]).optional().catch(undefined),
	currency: text,
	reason: text,
	message: text,
});

/** The documented answer has the fields in `data`; one without it is read the same. */
const bodySchema = z.union([
	z.object({ status: z.unknown(), data: fieldsSchema }),
	fieldsSchema
		.extend({ status: z.unknown() })
		.transform(({ status, ...data }) => ({ status, data })),
]);

/** Parses the answer to a request for an estimate. */
export function parseEstimate(response: GatewayResponse): EstimateResponse {
	const { status, error, parsed } = parseResponse(response);
	const said = objectOf(response.body);
	// A refusal may name an ID of its own, that of the request.
	const isRefusal = status >= 300 && status < 500;
	if (!isRefusal && parsed !== undefined && 'task' in parsed && parsed.namesId) {
		const { id = 'with an ID that cannot be read' } = parsed.task;
		if (looksLikeTask(said)) return { type: 'created', taskId: id };
	}
	if (status === 404 || status === 405) {
		return { type: 'none', reason: `the gateway gives no estimates here (HTTP ${status})` };
	}
	if (status === 408 || status === 429 || status >= 500) {
		return {
			type: 'again',
			reason: error.what,
			isRateLimited: status === 429,
			...retryAfterOf(response),
		};
	}
	if (status < 200 || status >= 300) return { type: 'none', reason: error.what };
	const body = bodySchema.safeParse(said);
	// Not repeated: it is unknown what the gateway did for such an answer.
	if (!body.success) return { type: 'none', reason: error.what };
	const { cost, currency, reason, message } = body.data.data;
	const amount = body.data.status === 'failed' ? undefined : parseAmount(cost);
	if (amount === undefined) {
		const words = reason ?? message ?? (cost === undefined ? undefined : `cost "${cost}"`);
		const why = words === undefined ? '' : ` (${shorten(words)})`;
		return { type: 'none', reason: `the gateway has no estimate for this request${why}` };
	}
	if (currency === undefined) {
		return { type: 'none', reason: 'the gateway gave a cost without a currency' };
	}
	return { type: 'known', cost: amount, currency: documentedCurrency(currency) };
}

/** Whether an answer with an ID also has a task's status, or at least no cost. */
function looksLikeTask(body: object | undefined): boolean {
	const outer = { ...body } as Record<string, unknown>;
	const data = z.record(z.unknown()).catch({}).parse(outer.data);
	const hasStatus = (part: Record<string, unknown>) =>
		('id' in part || 'task_id' in part) && typeof part.status === 'string';
	return hasStatus(outer) || hasStatus(data) || !('cost' in outer || 'cost' in data);
}

/** `USD` and `credit` have been seen (docs/api/http.md, "Estimate a cost"). */
const documentedCurrency = (currency: string): string =>
	/^usd$/i.test(currency) ? USD : /^credits?$/i.test(currency) ? CREDIT : shorten(currency, 20);
