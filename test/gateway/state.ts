/** What does a gateway know, and what has happened so far? */

import type { IncomingHttpHeaders } from 'node:http';
import { Limits } from './limits';
import { MODELS, type Model } from './models';
import { behaviourOf, type Behaviour, type GatewayOptions } from './options';
import { stateOf, type Task } from './tasks';

/** The counters by which tests judge a client. */
export interface Counts {
	/** Tasks purchased. */
	creates: number;
	/** Tasks purchased, by API key. */
	createsByKey: Record<string, number>;
	/** Create requests that arrived, whatever became of them. */
	createRequests: number;
	/** Create requests refused by the gateway's own rules; refusals by a fault are not counted. */
	rejectedCreates: number;
	/** Estimates that were asked for, whatever became of them; none of them is a creation. */
	estimates: number;
	/** Estimates refused by the gateway's own rules. */
	rejectedEstimates: number;
	/** How long the body of each of them was, in bytes. */
	estimateBytes: number[];
	/** Queries that arrived, whatever became of them. */
	polls: number;
	/** The same by the task ID asked for, known or not. */
	pollsByTask: Record<string, number>;
	/** When each query of a task arrived, in milliseconds since 1970, by task ID. */
	pollTimes: Record<string, number[]>;
	/** The maximum number of tasks in progress at the same time. */
	peakRunning: number;
	/** GET requests to the file host, by path without the query. */
	downloads: Record<string, number>;
	/** The headers of every request to the file host, in order of arrival. */
	fileHeaders: IncomingHttpHeaders[];
}

/** One request, to either server. */
export interface RequestEntry {
	/** When it arrived, in milliseconds since 1970. */
	readonly at: number;
	readonly host: 'api' | 'files';
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	/** HTTP status of the answer; 0 while, or if, none was sent. */
	status: number;
	/** The key it carried, good or bad. */
	readonly key?: string;
	/** The exact body of a creation or an estimate: the parsed JSON, or the text if it is none. */
	body?: unknown;
	/** How long that body was, in bytes. */
	bytes?: number;
}

/** Everything that the API and the file host share. */
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
	/** How many polls of a task there had been when its video was there first. */
	readonly pollsWithVideo: Map<string, number>;
	/** In milliseconds since 1970. */
	readonly now: () => number;
	/** Origin of the file host. */
	filesUrl: string;
	/** Tasks that may still be in progress. */
	running: Task[];
}

/** A gateway's state before the first request. */
export function newState(options: GatewayOptions, closing: AbortSignal): State {
	return {
		options,
		counts: noCounts(),
		requests: [],
		tasks: new Map(),
		limits: new Limits(options.rateLimit),
		ended: new Set(),
		pollsWithVideo: new Map(),
		closing,
		now: options.now ?? (() => Date.now()),
		...behaviourOf(options),
		filesUrl: '',
		running: [],
	};
}

/** Puts everything back as it was at the start. The objects stay the same ones. */
export function resetState(state: State): void {
	Object.assign(state.counts, noCounts());
	state.requests.length = 0;
	state.tasks.clear();
	state.limits.clear();
	state.ended.clear();
	state.pollsWithVideo.clear();
	state.running = [];
	Object.assign(state, behaviourOf(state.options));
}

/** The models on sale. */
export const modelsOf = ({ options }: State): ReadonlyMap<string, Model> =>
	options.models ?? MODELS;

/** Counts a task that was bought. */
export function countPurchase(state: State, task: Task): void {
	const { counts } = state;
	counts.creates++;
	countUp(counts.createsByKey, task.key);
	const isRunning = (one: Task) => stateOf(one, task.createdAt).status === 'in_progress';
	state.running = [...state.running, task].filter(isRunning);
	counts.peakRunning = Math.max(counts.peakRunning, state.running.length);
}

/** Adds one to a counter in a table. */
export function countUp(table: Record<string, number>, name: string): void {
	table[name] = (table[name] ?? 0) + 1;
}

// Without a prototype: a task ID may be `__proto__`.
const noCounts = (): Counts => ({
	creates: 0,
	createsByKey: Object.create(null),
	createRequests: 0,
	rejectedCreates: 0,
	estimates: 0,
	rejectedEstimates: 0,
	estimateBytes: [],
	polls: 0,
	pollsByTask: Object.create(null),
	pollTimes: Object.create(null),
	peakRunning: 0,
	downloads: Object.create(null),
	fileHeaders: [],
});
