/** How can a gateway be set up, and what of it can be changed while it runs? */

import type { AnswerStyle } from './answers';
import type { EstimateAnswer, EstimateFunction } from './estimates';
import type { FaultFunction } from './faults';
import type { RateLimit } from './limits';
import type { UrlRules } from './signing';
import type { ExtendResult } from './sources';
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
	/** Whether the header of a video says the length that it would have, not that of its sample. */
	readonly tellsLength?: boolean;
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
