/** The counters and the log over HTTP, for a judge in another process. Not part of the documented API. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { jsonReply, send } from './replies';
import { resetState, targetOf, type State } from './state';

/** Serves `GET /_local/counts`, `GET /_local/requests` and `POST /_local/reset`. */
export async function serveLocal(
	state: State,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const exchange = { response, entry: { status: 0 } };
	const action = `${request.method} ${targetOf(request).pathname}`;
	if (action === 'GET /_local/counts') return await send(exchange, jsonReply(200, state.counts));
	if (action === 'GET /_local/requests') {
		return await send(exchange, jsonReply(200, state.requests));
	}
	if (action !== 'POST /_local/reset') return await send(exchange, jsonReply(404, {}));
	resetState(state);
	await send(exchange, jsonReply(200, state.counts));
}
