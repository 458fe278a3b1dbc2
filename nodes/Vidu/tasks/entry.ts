import type { Task } from '../gateway/parseTask';

/*
 * How a paid task lives, and where each step is recorded before the next one begins.
 *
 *    an item's fields are checked              nothing is written yet
 *               |
 *    1. about to be created    preparing       an entry in the journal, the purchase in the ledger
 *               |                              (waits for its turn; nothing was sent)
 *    2. being created          submitting      the request may have arrived
 *               |
 *         +-----+---------+----------------+
 *         |               |                |
 *    3. running        refused          unclear
 *         | task ID       | out of the     | may have been created: never again
 *         |               | ledger         | unless the user says so
 *         +--------+
 *         |        |
 *    4. completed  failed                      failed: out of the ledger, may be created again
 *         |
 *    5. delivered                              the result is on its way out of the node
 *
 * The journal lives in the node's context, which n8n keeps over every attempt of Retry On Fail and inside
 * the saved execution that "Retry execution" starts from. It is the reason why a task is not bought twice, so:
 * - an entry is written before the request that creates its task, never after;
 * - an entry is never removed and its task ID never overwritten.
 */

/**
 * `preparing`: nothing was created yet. `submitting` that is found later ended in an
 * unknown way: it counts as `unclear`.
 */
export type EntryState =
	'preparing' | 'submitting' | 'unclear' | 'refused' | 'running' | 'completed' | 'failed';

/** The parameters of a scene's request that the output shows, by documented names. */
export interface Sent {
	prompt?: unknown;
	/** Seconds. */
	duration?: unknown;
	resolution?: unknown;
	aspect_ratio?: unknown;
}

/** Picks them out of all parameters of a request. */
export const sentIn = ({ prompt, duration, resolution, aspect_ratio }: Sent): Sent => ({
	prompt,
	duration,
	resolution,
	aspect_ratio,
});

/** One creation of a task. Plain data: it is saved with the execution. Never holds the key. */
export interface Entry {
	/** Which run of the node in the execution; a node in a loop has several. */
	run: number;
	item: number;
	/** Which scene of a chain, from 1; an item that buys one task has none. */
	scene?: number;
	/** A scene's parameters as they were sent: an expression may give something else at the next attempt. */
	sent?: Sent;
	/** Digest of the parameters as they stand in the editor, and of the input item. */
	inputDigest: string;
	/** Digest of the request that they came to. */
	request: string;
	state: EntryState;
	model: string;
	/** Milliseconds since 1970. */
	submittedAt: number;
	taskId?: string;
	/** Only for an unclear creation: the ID that its answer named, which proves nothing. */
	namedId?: string;
	/** The last answer, once the task completed. */
	task?: Task;
	/** Whether a result of it left the node as a success. */
	delivered?: boolean;
	/**
	 * ID of the purchase, as the ledger and the log have it, and a number from 0 that tells entries apart
	 * which share it.
	 */
	purchase?: string;
	copy?: number;
	/** Whether the ledger has it from this entry. */
	isRecorded?: boolean;
	/** Whether it is unclear because the ledger had the purchase and the journal no entry of it. */
	isForgotten?: boolean;
}

/** Nothing was created, or the created task failed for good. */
export const CAN_BE_CREATED_AGAIN: readonly EntryState[] = ['preparing', 'refused', 'failed'];

/** The purchase under which n8n's log has the task of an entry that is unclear because of the ledger. */
export const purchaseInLog = ({ isForgotten, purchase }: Entry): string | undefined =>
	isForgotten === true ? purchase : undefined;
