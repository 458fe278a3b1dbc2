import type { ApiError } from '../gateway/errors';
import type { SendRequest } from '../gateway/http';
import type { Task } from '../gateway/parseTask';
import type { Clock } from './clock';
import { namedIdOf } from './itemResult';
import type { ItemResult } from './itemResult';
import type { Journal } from './journal';
import type { Ledger } from './ledger';
import type { PurchaseKey } from './purchase';
import { RateLimiter } from './rateLimiter';
import { RecentDurations } from './recentDurations';

/** Everything that the jobs of one call of the node share. Times in milliseconds. */
export interface Batch {
	send: SendRequest;
	clock: Clock;
	journal: Journal;
	ledger: Ledger;
	/** Fires on Stop and on the workflow's timeout. */
	signal?: AbortSignal;
	/** Moment of the clock at which the whole node must be done. */
	deadline: number;
	/** With Max Cost: whether a purchase was counted. Only those may be created. */
	mayCreate?: (purchase: PurchaseKey) => boolean;
	/** With Max Cost: what was counted, and what it is estimated to cost together, in USD. */
	estimated?: { videos: number; usd: number };
	createLimiter: RateLimiter;
	pollLimiter: RateLimiter;
	/** How long the latest tasks took, and at which gateway this batch is. */
	recent: RecentDurations;
	gateway: string;
	/** 0 to 1. */
	random: () => number;
	/** Called at once, so that the server's log names every task whatever happens next. */
	onEvent: (event: BatchEvent) => void;
}

/** Which creation an event is about. */
export interface Creation {
	item: number;
	scene?: number;
	model: string;
	purchase?: string;
}

/** Something that the log should hold. */
export type BatchEvent =
	| ({ type: 'submitted'; taskId: string } & Creation)
	/** A stop came before the answer, which is awaited. What it says comes as an event of its own. */
	| ({ type: 'unanswered' } & Creation)
	/** After a stop, the gateway said that it created nothing. */
	| ({ type: 'refused'; apiError: ApiError } & Creation)
	| { type: 'polled'; item: number; taskId: string; task: Task }
	| { type: 'ended'; result: ItemResult; seconds: number };

type Deps = Pick<Batch, 'send' | 'clock' | 'journal' | 'ledger' | 'signal' | 'onEvent'> &
	Partial<Pick<Batch, 'recent' | 'gateway'>>;

/** Makes what jobs share. `totalTimeout` in milliseconds; 0 for none. */
export function newBatch(deps: Deps, totalTimeout: number, random = Math.random): Batch {
	return {
		recent: new RecentDurations(),
		gateway: '',
		...deps,
		deadline: totalTimeout > 0 ? deps.clock.now() + totalTimeout : Infinity,
		createLimiter: new RateLimiter(),
		pollLimiter: new RateLimiter(),
		random,
	};
}

/**
 * Logs that a task ended, or that the node no longer waits for it. Never throws: the result is worth having,
 * whatever becomes of the log.
 */
export function logEnd(batch: Batch, result: ItemResult, startedAt: number): void {
	if (result.taskId === undefined && namedIdOf(result) === undefined) return;
	const seconds = Math.round((batch.clock.now() - startedAt) / 1000);
	try {
		batch.onEvent({ type: 'ended', result, seconds });
	} catch {
		// The log itself failed.
	}
}
