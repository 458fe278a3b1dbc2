import type { Task } from '../gateway/read';
import { JournalIndex } from './journalIndex';
import type { PurchaseKey } from './purchase';

/*
 * How a paid task lives, and where each step is written down before the next one begins.
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
 * The journal lives in the node's context, which n8n keeps over every try of Retry On Fail and inside the
 * saved execution that "Retry execution" starts from. It is the reason why a task is not bought twice, so:
 * - an entry is written before the request that creates its task, never after;
 * - an entry is never removed and its task ID never overwritten;
 * - the keys of an entry stay as they are: saved executions hold them, of 0.1.0 too.
 */

/**
 * `preparing`: nothing was created yet. `submitting` that is found later means that nobody knows how it
 * ended: it counts as `unclear`.
 */
export type EntryState =
	'preparing' | 'submitting' | 'unclear' | 'refused' | 'running' | 'completed' | 'failed';

/** One creation of a task. Plain data: it is saved with the execution. Never holds the key. */
export interface Entry {
	/** Which run of the node in the execution; a node in a loop has several. */
	run: number;
	item: number;
	/** Digest of the parameters as they stand in the editor, and of the input item. */
	given: string;
	/** Digest of the request that they came to. */
	request: string;
	state: EntryState;
	model: string;
	/** Milliseconds since 1970. */
	submittedAt: number;
	taskId?: string;
	/** The last answer, once the task completed. */
	task?: Task;
	/** Whether a result of it left the node as a success. */
	delivered?: boolean;
	/** Name of the purchase in the ledger and the log, and which of its creations this is, from 0. */
	purchase?: string;
	nth?: number;
	/** Whether the ledger has it from this entry. */
	isRecorded?: boolean;
	/** Whether it is unclear because the ledger knew a creation that the journal did not. */
	isForgotten?: boolean;
}

/** Nothing was created, or what was created failed for good and was refunded. */
const CAN_BE_CREATED_AGAIN: readonly EntryState[] = ['preparing', 'refused', 'failed'];

/** Entries that a call of the node is working on at this moment: nobody else may take them up. */
const inUse = new WeakSet<Entry>();

/** The journal of one node in one execution. */
export class Journal {
	/** What this call of the node works on, by item. */
	private readonly own = new Map<number, Entry[]>();

	private readonly index: JournalIndex;

	private constructor(private readonly entries: Entry[]) {
		this.index = JournalIndex.of(entries);
	}

	/**
	 * Opens the journal in a node's context.
	 *
	 * @param context the object that `getContext('node')` returns
	 */
	static open(context: Record<string, unknown>): Journal {
		if (!Array.isArray(context.viduTasks)) context.viduTasks = [];
		return new Journal(context.viduTasks as Entry[]);
	}

	/**
	 * Takes up what an earlier try submitted for the same item, if there is something to take up.
	 *
	 * The same item asks for the same when the parameters in the editor and the input are the same,
	 * though an expression such as $now gives something new at each try, or when the request is the same,
	 * though a parameter that does not matter to it was edited in between.
	 */
	takeUp(key: PurchaseKey): Entry | undefined {
		// A tool's runs and items are new at each try, and few: all of its entries are walked through.
		const entries = key.isTool ? this.entries : this.index.ofItem(key.run, key.item);
		const candidates = entries.filter(
			(entry) =>
				!inUse.has(entry) &&
				!CAN_BE_CREATED_AGAIN.includes(entry.state) &&
				isSameRequest(entry, key) &&
				isSameItem(entry, key),
		);
		// A task that is known to exist comes before one that may exist.
		const entry =
			candidates.findLast(({ taskId }) => taskId !== undefined) ??
			candidates[candidates.length - 1];
		if (entry === undefined) return undefined;
		if (entry.state === 'submitting') entry.state = 'unclear';
		Object.assign(entry, { run: key.run, item: key.item });
		this.use(entry);
		return entry;
	}

	/**
	 * Writes down that a task is about to be created. To be called before the request is sent.
	 *
	 * @param purchase name of the purchase in the ledger, where there is one
	 */
	begin(key: PurchaseKey, model: string, submittedAt: number, purchase?: string): Entry {
		const { run, item, given, request } = key;
		const entry: Entry = { run, item, given, request, model, submittedAt, state: 'preparing' };
		if (purchase !== undefined) Object.assign(entry, { purchase, nth: this.freeNumber(purchase) });
		this.entries.push(entry);
		this.use(entry);
		return entry;
	}

	/** From now on, nobody else may take it up. */
	private use(entry: Entry): void {
		inUse.add(entry);
		const own = this.own.get(entry.item);
		if (own === undefined) this.own.set(entry.item, [entry]);
		else own.push(entry);
	}

	/** The lowest number that no creation of that purchase has which is, or may be, alive. */
	private freeNumber(purchase: string): number {
		const alive = this.index
			.ofPurchase(purchase)
			.filter(
				(entry) =>
					!CAN_BE_CREATED_AGAIN.includes(entry.state) ||
					(entry.state === 'preparing' && inUse.has(entry)),
			);
		const taken = new Set(alive.map(({ nth }) => nth));
		let free = 0;
		while (taken.has(free)) free += 1;
		return free;
	}

	/** Ends the work of this call on an item: another try may take up what it submitted. */
	release(item: number): void {
		for (const entry of this.own.get(item) ?? []) inUse.delete(entry);
	}

	/**
	 * What earlier tries submitted, whatever they asked for, newest last.
	 *
	 * @param call which call of the node asks; without an item, for all of its items
	 */
	earlier(call: Pick<PurchaseKey, 'run' | 'isTool'> & { item?: number }): Entry[] {
		const { run, item, isTool } = call;
		const entries = isTool || item === undefined ? this.entries : this.index.ofItem(run, item);
		return entries.filter(
			(entry) =>
				!inUse.has(entry) &&
				!CAN_BE_CREATED_AGAIN.includes(entry.state) &&
				(isTool
					? entry.delivered !== true
					: entry.run === run && (item ?? entry.item) === entry.item),
		);
	}

	/** The task of an item that this call works on, if there is one. */
	taskIdOf(item: number): string | undefined {
		return this.own.get(item)?.at(-1)?.taskId;
	}

	/** Writes down that the result of an item is on its way out of the node. */
	delivered(item: number): void {
		for (const entry of this.own.get(item) ?? []) entry.delivered = true;
	}
}

/** The purchase under which n8n's log has the task of an entry that is unclear because of the ledger. */
export const purchaseInLog = ({ isForgotten, purchase }: Entry): string | undefined =>
	isForgotten === true ? purchase : undefined;

const isSameRequest = (entry: Entry, key: PurchaseKey): boolean =>
	entry.given === key.given || entry.request === key.request;

/**
 * A node has one run number over all tries. A tool gets a new one at each try, and the same one may be
 * given to two calls that run side by side: there, what an earlier call failed to deliver is taken up.
 */
function isSameItem(entry: Entry, key: PurchaseKey): boolean {
	if (key.isTool) return entry.delivered !== true;
	return entry.run === key.run && entry.item === key.item;
}
