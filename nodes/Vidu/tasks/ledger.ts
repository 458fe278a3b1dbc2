import type { Entry } from './entry';
import type { PurchaseKey } from './purchase';

/**
 * How many purchases the ledger of a node holds. After a crash, a call is protected while its purchases and those
 * since are no more than that.
 */
export const LEDGER_LINES = 25_000;

/** How many videos one call may buy: the rest of the ledger is left for what comes after it. */
export const MOST_IN_CALL = 10_000;

/**
 * The purchases that were about to be sent, written where they outlive what the journal does not: a crash of
 * n8n, and a queue that gives an execution out twice. It holds no task IDs.
 */
export interface Ledger {
	/**
	 * The ID of a purchase, 16 characters: the same when the execution is retried or run twice. It is in
	 * the log, next to the task ID.
	 *
	 * @returns undefined where n8n has nothing to make it from
	 */
	idOf(key: PurchaseKey): string | undefined;
	/**
	 * Finds out which purchases of a retry are there, before the first one is recorded: what a retry records
	 * may push out what it would search next. Never throws.
	 *
	 * @param purchases their IDs
	 */
	lookUp(purchases: readonly string[]): Promise<void>;
	/**
	 * Records that the task of a purchase is about to be created. Never throws.
	 *
	 * @param purchase its ID
	 * @param copy the same number as in its journal entry: calls of a tool may share a purchase ID
	 * @returns `new`: it was not there, and now it is; `known`: it was there; `unsure`: unknown,
	 * because of a stop or because the database does not work
	 */
	record(purchase: string, copy: number): Promise<Recorded>;
	/**
	 * Nothing was created, or what was created failed for good, and that is certain. Only for what was
	 * recorded as `new`: any other belongs to another execution. Never throws.
	 */
	remove(purchase: string, copy: number): void;
}

/** The ledger's answer about a purchase that is about to be sent. */
export type Recorded = 'new' | 'known' | 'unsure';

/** Where n8n has no memory: nothing is ever known. */
export const NO_LEDGER: Ledger = {
	idOf: () => undefined,
	lookUp: async () => {},
	record: async () => 'unsure',
	remove: () => {},
};

/**
 * The parts that distinguish one purchase of a node from the others in an execution: its run, its item, and its
 * parameters as they are in the editor, so that an edited prompt is another purchase, while one that n8n evaluates
 * again in a retry is not. A tool gets a new run at each attempt, so there only the request can tell. Scenes
 * differ in their number and in the task that they extend.
 */
export const partsOfId = ({
	isTool,
	runNumber,
	item,
	parameters,
	request,
	scene,
	extendsTask,
}: PurchaseKey): unknown[] => {
	const parts = isTool ? ['tool', request] : [runNumber, item, parameters];
	return scene === undefined ? parts : [...parts, scene, extendsTask ?? 'first'];
};

/** Takes the purchase of an entry out of the ledger, if the ledger has it from that entry. */
export function removeFromLedger(ledger: Ledger, entry: Entry): void {
	const { purchase, copy, isRecorded } = entry;
	if (isRecorded !== true || purchase === undefined || copy === undefined) return;
	entry.isRecorded = false;
	ledger.remove(purchase, copy);
}
