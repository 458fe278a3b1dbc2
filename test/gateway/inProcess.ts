/** A gateway without a server or a network: it does what it is asked at once, and answers. */

import { postBody, receive, respond, type ApiRequest } from './api';
import { DEFAULT_KEY, type GatewayOptions } from './options';
import { newState, type State } from './state';

/** Where its videos are; nobody serves them. */
const FILES_URL = 'https://results.example';

/** An answer as it would go over the wire. */
export interface WireAnswer {
	readonly status: number;
	readonly text: string;
}

/** The state of such a gateway. */
export function openInProcess(options: GatewayOptions): State {
	const state = newState(options, new AbortController().signal);
	state.filesUrl = FILES_URL;
	return state;
}

/**
 * Asks it.
 *
 * @param text of the body
 */
export function ask(state: State, request: ApiRequest, text = ''): WireAnswer {
	const head = { key: DEFAULT_KEY, contentType: 'application/json', ...request };
	const { status, body } = respond(state, head, receive(state, head), postBody(text));
	return { status, text: Buffer.concat([...body.read(0, body.size)]).toString() };
}
