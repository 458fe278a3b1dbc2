/** How can a gateway be set up, and what of it can be changed while it runs? */

import type { AnswerStyle, UsageStyle } from './answers';
import type { EstimateAnswer, EstimateFunction } from './estimates';
import type { FaultFunction } from './faults';
import type { RateLimit } from './limits';
import type { Model } from './models';
import type { Marks } from './tasks';
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
	/** The marks of a task, by default those of its prompt; `n` tasks were created before it. */
	readonly marks?: (params: Params, n: number) => Marks;
	/** Whether tasks report progress, as they do by default. */
	readonly reportsProgress?: boolean;
	/** The form of the answers, `documented` by default. */
	readonly answerStyle?: AnswerStyle;
	/** The answer of the billing preview, `usd` by default. */
	readonly estimates?: EstimateAnswer | EstimateFunction;
	/** The cost of a task in the billing preview, in USD; by default that of `prices.ts`. */
	readonly costOf?: (params: Params, model: string) => number;
	/** How a completed task reports its cost, `documented` by default. */
	readonly usage?: UsageStyle;
	/** How the addresses of videos expire; by default they do not. */
	readonly urls?: UrlRules;
	readonly rateLimit?: RateLimit;
	/** The models on sale, by ID; by default the documented ones. */
	readonly models?: ReadonlyMap<string, Model>;
	/** The ID of the task after `n` others; random by default. */
	readonly taskId?: (n: number) => string;
	/** Milliseconds since 1970; by default the clock of the system. */
	readonly now?: () => number;
	/** Told of what happens; must not throw. */
	readonly onEvent?: (event: GatewayEvent) => void;
}

/** With these, each poll of a task gives its video a fresh address. */
export interface UrlRules {
	/** How many further polls of its task an address outlives; at 0 only the newest one is valid. */
	readonly polls: number;
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
	| { readonly type: 'polled'; readonly status: string; readonly progress?: number }
	| { readonly type: 'completed' }
	| { readonly type: 'failed'; readonly code: string }
);

/** The settings that can change while the gateway runs; `reset()` puts them back as the options have them. */
export interface Behaviour {
	/** Chooses what goes wrong; undefined for nothing. */
	faults: FaultFunction | undefined;
	/** The form of the answers from now on. */
	answerStyle: AnswerStyle;
	estimates: EstimateAnswer | EstimateFunction;
	urls: UrlRules | undefined;
}

/** The behaviour at the start. */
export function behaviourOf(options: GatewayOptions): Behaviour {
	return {
		faults: undefined,
		answerStyle: options.answerStyle ?? 'documented',
		estimates: options.estimates ?? 'usd',
		urls: options.urls,
	};
}
