import type { Entry } from './journal';
import type { PurchaseKey } from './purchase';

/**
 * A memory of creations that outlives what the journal does not: a crash of n8n, and a queue that gives
 * an execution out twice. It holds no task IDs, only that a creation was about to be sent.
 */
export interface Ledger {
	/**
	 * The name of a purchase, 16 characters: the same when the execution is retried or run twice. It is in
	 * the log, beside the task ID.
	 *
	 * @returns undefined where n8n gives nothing to name it by
	 */
	nameOf(key: PurchaseKey): string | undefined;
	/**
	 * Writes down that a creation is about to be sent. Never throws.
	 *
	 * @param purchase its name
	 * @param nth which creation of that purchase, of those that the journal knows to be alive; from 0
	 * @returns `new`: it was not there, and now it is; `known`: it was there; `unsure`: nobody knows,
	 * because of a stop or because the memory does not work
	 */
	record(purchase: string, nth: number): Promise<Recorded>;
	/**
	 * Nothing was created, or what was created failed for good, and that is certain. Only for what this
	 * journal was told to be `new`: any other is somebody else's. Never throws.
	 */
	forget(purchase: string, nth: number): void;
}

/** What the ledger says of a creation that is about to be sent. */
export type Recorded = 'new' | 'known' | 'unsure';

/** Where n8n has no memory: nothing is ever known. */
export const NO_LEDGER: Ledger = {
	nameOf: () => undefined,
	record: async () => 'unsure',
	forget: () => {},
};

/**
 * What tells one purchase of a node from the others in an execution: which item of which run, and what it
 * asks for as it stands in the editor, so that an edited prompt is another purchase, while one that n8n
 * works out anew in a retry is not. A tool gets a new run at each try, so there only the request can tell.
 * A scene is told from others by its number and by the task that it extends.
 */
export const partsOfName = ({
	isTool,
	nthRun,
	item,
	parameters,
	request,
	scene,
	extendsTask,
}: PurchaseKey): unknown[] => {
	const parts = isTool ? ['tool', request] : [nthRun, item, parameters];
	return scene === undefined ? parts : [...parts, scene, extendsTask ?? 'first'];
};

/** Takes the purchase of an entry out of the ledger, if the ledger has it from that entry. */
export function giveBack(ledger: Ledger, entry: Entry): void {
	const { purchase, nth, isRecorded } = entry;
	if (isRecorded !== true || purchase === undefined || nth === undefined) return;
	entry.isRecorded = false;
	ledger.forget(purchase, nth);
}
