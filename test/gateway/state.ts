/** What does a running gateway know, and how is it set up? */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnswerStyle } from './answers';
import { noCounts, type Counts, type RequestEntry } from './counts';
import type { EstimateAnswer, EstimateFunction } from './estimates';
import type { FaultFunction } from './faults';
import { Limits, type RateLimit } from './limits';
import type { Exchange } from './replies';
import type { IssuedUrl, UrlRules } from './signing';
import type { ExtendResult } from './sources';
import type { Task } from './tasks';
import type { UsageStyle } from './usage';
import type { Params } from './validate';

/** The key that is good unless others are given. */
export const DEFAULT_KEY = 'vidu-local-key';

export interface GatewayOptions {
	/** Port of the API; 0 or absent means any free one. */
	readonly port?: number;
	/** Port of the file host; 0 or absent means any free one. */
	readonly filesPort?: number;
	/** Good keys; by default `vidu-local-key`. */
	readonly keys?: readonly string[];
	/** Keys answered with 403 at every request. */
	readonly keysWithoutBalance?: readonly string[];
	/** Keys answered with 402 when they create; they may query. */
	readonly keysWithoutCredits?: readonly string[];
	/** How long a task takes, in seconds, 8 by default; `n` tasks were created before it. */
	readonly taskSeconds?: number | ((params: Params, model: string, n: number) => number);
	/** Whether tasks report progress, as they do by default. */
	readonly reportsProgress?: boolean;
	/** The form of the answers, `documented` by default. */
	readonly answerStyle?: AnswerStyle;
	/** What the billing preview answers, `usd` by default. */
	readonly estimates?: EstimateAnswer | EstimateFunction;
	/** How a completed task reports its cost, `documented` by default. */
	readonly usage?: UsageStyle;
	/** Whether the addresses of videos change and expire; by default they do not. */
	readonly urls?: UrlRules;
	/** What the file of an extension holds, `whole` by default. */
	readonly extendResult?: ExtendResult;
	readonly rateLimit?: RateLimit;
	/** 429 while that many tasks of a key are in progress. */
	readonly maxRunning?: number;
	/** Told of what happens; must not throw. */
	readonly onEvent?: (event: GatewayEvent) => void;
}

/**
 * Something that happened to a task, at `at` milliseconds since 1970. A task's end is told when a
 * client first gets to see it.
 */
export type GatewayEvent = {
	readonly taskId: string;
	readonly model: string;
	readonly at: number;
} & (
	| { readonly type: 'created'; readonly seconds: number }
	| { readonly type: 'looked'; readonly status: string; readonly progress?: number }
	| { readonly type: 'completed' }
	| { readonly type: 'failed'; readonly code: string }
);

/** What can be changed while the gateway runs; `reset()` puts it back as the options have it. */
export interface Behaviour {
	/** Chooses what goes wrong; undefined for nothing. */
	faults: FaultFunction | undefined;
	/** The form of the answers from now on. */
	answerStyle: AnswerStyle;
	estimates: EstimateAnswer | EstimateFunction;
	usage: UsageStyle;
	urls: UrlRules | undefined;
	extendResult: ExtendResult;
}

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
	/** The addresses of videos that were given out, by signature. */
	readonly issued: Map<string, IssuedUrl>;
	/** Origin of the file host. */
	filesUrl: string;
}

/** The behaviour at the start. */
export function behaviourOf(options: GatewayOptions): Behaviour {
	return {
		faults: undefined,
		answerStyle: options.answerStyle ?? 'documented',
		estimates: options.estimates ?? 'usd',
		usage: options.usage ?? 'documented',
		urls: options.urls,
		extendResult: options.extendResult ?? 'whole',
	};
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
