import type { Task } from '../gateway/parseTask';
import type { Send } from '../gateway/http';
import type { Clock } from './clock';
import type { ItemResult } from './job';
import type { Journal } from './journal';
import type { Ledger } from './ledger';
import { RateLimiter } from './rateLimiter';
import type { PurchaseKey } from './purchase';
import { RecentDurations } from './recentDurations';

/** What the jobs of one call of the node share. Times in milliseconds. */
export interface Batch {
	send: Send;
	clock: Clock;
	journal: Journal;
	ledger: Ledger;
	/** Fires on Stop and on the workflow's timeout. */
	signal?: AbortSignal;
	/** Moment of the clock at which the whole node must be done. */
	deadline: number;
	/** Where the user limits the cost: whether a purchase was counted. Only those may be created. */
	mayCreate?: (purchase: PurchaseKey) => boolean;
	createLimiter: RateLimiter;
	pollLimiter: RateLimiter;
	/** How recent tasks of a kind ended, and at which gateway this batch is. */
	recent: RecentDurations;
	gateway: string;
	/** 0 to 1. */
	random: () => number;
	/** Told at once, so that the server's log names every task whatever happens next. */
	onEvent: (event: BatchEvent) => void;
}

/** Something that the log should hold. */
export type BatchEvent =
	| {
			type: 'submitted';
			item: number;
			scene?: number;
			taskId: string;
			model: string;
			purchase?: string;
	  }
	| { type: 'seen'; item: number; taskId: string; task: Task }
	| { type: 'ended'; outcome: ItemResult; seconds: number };

/** Builds what jobs share. */
export function newBatch(
	given: Pick<Batch, 'send' | 'clock' | 'journal' | 'ledger' | 'signal' | 'onEvent'> &
		Partial<Pick<Batch, 'recent' | 'gateway'>>,
	totalTimeout: number,
	random: () => number = Math.random,
): Batch {
	return {
		recent: new RecentDurations(),
		gateway: '',
		...given,
		deadline: totalTimeout > 0 ? given.clock.now() + totalTimeout : Infinity,
		createLimiter: new RateLimiter(),
		pollLimiter: new RateLimiter(),
		random,
	};
}
