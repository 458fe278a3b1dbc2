/** What has happened so far? The counters by which tests judge a client. */

import type { IncomingHttpHeaders } from 'node:http';

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
	/** How long the body of each of them was, in bytes; what it was is in the log of requests. */
	estimateBytes: number[];
	/** Queries that arrived, whatever became of them. */
	looks: number;
	/** The same by the task ID asked for, known or not. */
	looksByTask: Record<string, number>;
	/** When each query of a task arrived, in milliseconds since 1970, by task ID. */
	lookTimes: Record<string, number[]>;
	/** The most tasks that were ever in progress at the same time. */
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
	/** Of a creation or an estimate, exactly: the parsed JSON, or the text if it is none. */
	body?: unknown;
	/** How long that body was, in bytes. */
	bytes?: number;
}

/** Counters at nought. */
export function noCounts(): Counts {
	return {
		creates: 0,
		createsByKey: Object.create(null),
		createRequests: 0,
		rejectedCreates: 0,
		estimates: 0,
		rejectedEstimates: 0,
		estimateBytes: [],
		looks: 0,
		looksByTask: Object.create(null),
		lookTimes: Object.create(null),
		peakRunning: 0,
		downloads: Object.create(null),
		fileHeaders: [],
	};
}

/** Adds one to a counter in a table. */
export function countUp(table: Record<string, number>, name: string): void {
	table[name] = (table[name] ?? 0) + 1;
}
