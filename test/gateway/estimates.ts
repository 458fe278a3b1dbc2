/** What does the billing preview answer? docs/api/http.md, "Estimate a cost". */

import { createHash } from 'node:crypto';
import { price } from './prices';
import { jsonReply, type Reply } from './replies';
import type { Order } from './validate';

/**
 * `usd`, what is documented, with the made-up prices of `prices.ts`. `credit`: the same in credits, `yuan`:
 * the same amount in a currency that nobody has seen.
 * `cache-miss`: no estimate, as documented. `404` and `405`: a host that does not know the path.
 * `500`: it fails. `error`: an error with a cost next to it. `request-id`: `usd` with the task ID of the request. `slow:N`: `usd` after N seconds. `created`: it takes the request for a creation,
 * buys the task and answers with it.
 */
export type EstimateAnswer =
	| 'usd'
	| 'credit'
	| 'yuan'
	| 'cache-miss'
	| '404'
	| '405'
	| '500'
	| 'error'
	| 'request-id'
	| `slow:${number}`
	| 'created';

/** For people to read. */
export const ESTIMATE_ANSWERS =
	'usd, credit, yuan, cache-miss, 404, 405, 500, error, request-id, slow:SECONDS, created';

/** Chooses the answer of one estimate; `n` came before it, `body` is the parsed JSON or the text. */
export type EstimateFunction = (request: {
	readonly n: number;
	readonly body: unknown;
}) => EstimateAnswer;

/** Whether a text names an answer. */
export function isEstimateAnswer(text: string): text is EstimateAnswer {
	return /^(usd|credit|yuan|cache-miss|404|405|500|error|request-id|slow:\d*\.?\d+|created)$/.test(
		text,
	);
}

/** The answers of a host on which the preview does not work, whatever it is asked. */
export function brokenEstimate(answer: EstimateAnswer): Reply | undefined {
	const words = { 404: 'not found', 405: 'method not allowed', 500: 'internal error' };
	const status = Number(answer);
	if (!(status in words)) return undefined;
	return jsonReply(status, { error: { message: words[status as keyof typeof words] } });
}

/**
 * The preview of an order that has passed every check.
 *
 * @param now in milliseconds since 1970
 * @param usd instead of the made-up price
 */
export function estimateReply(
	answer: EstimateAnswer,
	order: Order,
	now: number,
	usd?: number,
): Reply {
	const { model, settings } = order;
	const about = { model, original_model: model };
	const hash = `v1:${createHash('sha256').update(JSON.stringify(order)).digest('hex')}`;
	if (answer === 'cache-miss') {
		const data = { ...about, cost: null, hash, reason: 'COST_CACHE_MISS' };
		return jsonReply(200, { status: 'failed', data });
	}
	const { cost, credits } = price(settings, model);
	const data = {
		...about,
		billing_model: model,
		cost: answer === 'credit' ? String(credits) : (usd ?? cost).toFixed(12),
		currency: { credit: 'credit', yuan: 'CNY' }[answer as string] ?? 'USD',
		discount: settings.off_peak === true ? 0.5 : 1,
		sample_count: 4,
		hash,
		updated_at: now,
	};
	const [, seconds = 0] = /^slow:(.+)$/.exec(answer) ?? [];
	if (answer === 'error') return jsonReply(200, { status: 'error', data });
	if (answer === 'request-id') return jsonReply(200, { id: `req-${now}`, status: 'success', data });
	return { ...jsonReply(200, { status: 'success', data }), delay: Number(seconds) * 1000 };
}
