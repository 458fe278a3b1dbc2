/** How is a request to the API host served? */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { MAX_POST_BYTES, postBody, receive, respond, type PostBody } from './api';
import { answer } from './faults';
import { bearerKey, jsonReply, send, targetOf, type Exchange, type Reply } from './replies';
import { resetState, type RequestEntry, type State } from './state';

/** Serves one request to the API host. */
export async function serveApi(
	state: State,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const { pathname: path } = targetOf(request);
	const { method = '', headers } = request;
	if (path.startsWith('/_local/')) {
		return await send({ response, entry: { status: 0 } }, localReply(state, `${method} ${path}`));
	}
	const exchange = noteRequest(state, 'api', request, response);
	const { entry } = exchange;
	const head = { method, path, key: entry.key, contentType: headers['content-type'] };
	const call = receive(state, head);
	const body = await readPostBody(request);
	const said = body.json ?? body.text;
	if (call && call.kind !== 'poll') Object.assign(entry, { body: said, bytes: body.bytes });
	const about = call?.kind === 'poll' ? {} : { body: said };
	const fault = call && state.faults?.({ ...call, ...about, path });
	await answer(fault, exchange, () => respond(state, head, call, body), state.closing);
}

/** Notes a request that has arrived. */
export function noteRequest(
	state: State,
	host: 'api' | 'files',
	request: IncomingMessage,
	response: ServerResponse,
): Exchange & { readonly entry: RequestEntry } {
	const key = bearerKey(request);
	const entry: RequestEntry = {
		at: state.now(),
		host,
		method: request.method ?? '',
		path: targetOf(request).pathname,
		status: 0,
		...(key !== undefined && { key }),
	};
	state.requests.push(entry);
	return { response, entry };
}

/**
 * Reads a body to its end, even one that is too long: closing the connection early would cost the
 * client the answer that says so.
 *
 * @throws when the client goes away before the end
 */
async function readPostBody(request: IncomingMessage): Promise<PostBody> {
	const pieces: Buffer[] = [];
	let bytes = 0;
	for await (const piece of request) {
		bytes += piece.length;
		if (bytes <= MAX_POST_BYTES) pieces.push(piece);
		else pieces.length = 0;
	}
	return postBody(Buffer.concat(pieces).toString('utf8'), bytes);
}

/** The counters and the log, for a judge in another process. Not part of the documented API. */
function localReply(state: State, action: string): Reply {
	if (action === 'GET /_local/counts') return jsonReply(200, state.counts);
	if (action === 'GET /_local/requests') return jsonReply(200, state.requests);
	if (action !== 'POST /_local/reset') return jsonReply(404, {});
	resetState(state);
	return jsonReply(200, state.counts);
}
