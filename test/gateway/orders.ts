/** Who asks, and for which task? What a creation and an estimate of it have in common. */

import type { IncomingMessage } from 'node:http';
import type { PostBody } from './bodies';
import { Refusal } from './codes';
import { disagrees, withoutUnknown } from './disagreements';
import { DEFAULT_KEY } from './options';
import { checkSources } from './sources';
import { bearerKey, type State } from './state';
import { readOrder, type Order } from './validate';

/**
 * The key of a request.
 *
 * @throws {Refusal} 401, 403 (docs/api/http.md, "HTTP errors")
 */
export function authorised({ options }: State, request: IncomingMessage): string {
	const { keys = [DEFAULT_KEY], keysWithoutBalance = [], keysWithoutCredits = [] } = options;
	const key = bearerKey(request);
	if (key !== undefined && keysWithoutBalance.includes(key)) {
		throw new Refusal(403, 'insufficient balance or permission denied');
	}
	if (key !== undefined && (keys.includes(key) || keysWithoutCredits.includes(key))) return key;
	throw new Refusal(401, 'API key is missing or invalid');
}

/** @throws {Refusal} 413 for a body that is longer than the documents allow */
export function checkLength(body: PostBody): void {
	if (body.tooLarge) throw new Refusal(413, 'request body must not exceed 20MB');
}

/**
 * The order that a request carries, after every check.
 *
 * @throws {Refusal} 400
 */
export function orderOf(state: State, request: IncomingMessage, body: PostBody): Order {
	if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
		throw new Refusal(400, 'Content-Type must be application/json');
	}
	const order = readOrder(disagrees(state) ? withoutUnknown(body.json) : body.json);
	checkSources(state, order);
	return order;
}
