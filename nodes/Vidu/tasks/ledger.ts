import type { Claim } from './journal';

/**
 * A memory of creations that outlives what the journal does not: a crash of n8n, and a queue that gives
 * an execution out twice. It holds no task IDs, only that a creation was about to be sent.
 */
export interface Ledger {
	/**
	 * The name of an item's purchase: the same when the execution is retried or run twice. It is in the
	 * log, beside the task IDs.
	 *
	 * @returns undefined where n8n gives nothing to name it by
	 */
	nameOf(claim: Claim): string | undefined;
	/**
	 * Writes down that a creation is about to be sent. Never throws.
	 *
	 * @param nth how many creations of that purchase the journal knows that may have made a task
	 * @returns whether it had been written down before
	 */
	record(name: string, nth: number): Promise<boolean>;
	/** Nothing was created, and that is certain. Never throws. */
	forget(name: string, nth: number): void;
}

/** Where n8n has no memory: nothing is ever known. */
export const NO_LEDGER: Ledger = {
	nameOf: () => undefined,
	record: async () => false,
	forget: () => {},
};

/**
 * What tells one purchase from the others of an execution. A node has one run number over all tries of
 * an item; a tool gets a new one at each, so there only the request can tell.
 */
export const placeOf = ({ isTool, run, item, request }: Claim): unknown[] =>
	isTool ? ['tool', request] : [run, item];
