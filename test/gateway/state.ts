/** What does a running gateway know? */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { noCounts, type Counts, type RequestEntry } from './counts';
import { Limits } from './limits';
import { behaviourOf, type Behaviour, type GatewayOptions } from './options';
import type { Exchange } from './replies';
import type { IssuedUrl } from './signing';
import type { Task } from './tasks';

/** Everything both servers share. */
export interface State extends Behaviour {
	readonly options: GatewayOptions;
	readonly counts: Counts;
	readonly requests: RequestEntry[];
	readonly tasks: Map<string, Task>;
	readonly limits: Limits;
	/** IDs of the tasks whose end has been told to `onEvent`. */
	readonly ended: Set<string>;
	/** Fires when the gateway closes. */
	readonly closing: AbortSignal;
	/** How many looks at a task there had been when its video was there first. */
	readonly looksWithVideo: Map<string, number>;
	/** The addresses of videos that were given out, by signature. */
	readonly issued: Map<string, IssuedUrl>;
	/** Origin of the file host. */
	filesUrl: string;
}

/** A gateway's state before the first request. */
export function newState(options: GatewayOptions, closing: AbortSignal): State {
	return {
		options,
		counts: noCounts(),
		requests: [],
		tasks: new Map(),
		limits: new Limits(options.rateLimit, options.maxRunning),
		ended: new Set(),
		issued: new Map(),
		looksWithVideo: new Map(),
		closing,
		...behaviourOf(options),
		filesUrl: '',
	};
}

/** Puts everything back as it was at the start. The objects stay the same ones. */
export function resetState(state: State): void {
	Object.assign(state.counts, noCounts());
	state.requests.length = 0;
	state.tasks.clear();
	state.limits.clear();
	state.ended.clear();
	state.issued.clear();
	state.looksWithVideo.clear();
	Object.assign(state, behaviourOf(state.options));
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
		at: Date.now(),
		host,
		method: request.method ?? '',
		path: targetOf(request).pathname,
		status: 0,
		...(key !== undefined && { key }),
	};
	state.requests.push(entry);
	return { response, entry };
}

/** The API key of `Authorization: Bearer <key>`, if the header has that form. */
export function bearerKey(request: IncomingMessage): string | undefined {
	return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** The path and query asked for; never throws. */
export function targetOf(request: IncomingMessage): URL {
	const target = request.url ?? '/';
	return new URL(`http://local${target.startsWith('/') ? target : '/'}`);
}
