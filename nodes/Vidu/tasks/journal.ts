import { CAN_BE_CREATED_AGAIN } from './entry';
import type { Entry } from './entry';
import { JournalIndex } from './journalIndex';
import type { PurchaseKey } from './purchase';

/** Entries that a call of the node is working on at this moment: nobody else may take them up. */
const inUse = new WeakSet<Entry>();

/** The journal of one node in one execution. */
export class Journal {
	/** What this call of the node works on, by item. */
	private readonly own = new Map<number, Entry[]>();

	private constructor(private readonly context: Record<string, unknown>) {}

	/** Asked for anew each time: the first entry begins the list, which another call may have done. */
	private get entries(): Entry[] {
		return Array.isArray(this.context.viduTasks) ? (this.context.viduTasks as Entry[]) : [];
	}

	private get index(): JournalIndex {
		return JournalIndex.of(this.entries);
	}

	/**
	 * Opens the journal in a node's context, which the first entry begins.
	 *
	 * @param context the object that `getContext('node')` returns
	 */
	static open(context: Record<string, unknown>): Journal {
		return new Journal(context);
	}

	/**
	 * Takes up what an earlier try submitted for the same item, if there is something to take up.
	 *
	 * The same item asks for the same when the parameters in the editor and the input are the same,
	 * though an expression such as $now gives something new at each try, or when the request is the same,
	 * though a parameter that does not matter to it was edited in between.
	 */
	claim(key: PurchaseKey): Entry | undefined {
		const entry = this.find(key);
		if (entry === undefined) return undefined;
		if (entry.state === 'submitting') entry.state = 'unclear';
		if (!isOfItem(entry, key)) {
			Object.assign(entry, { run: key.run, item: key.item });
			this.index.forgetItems();
		}
		this.use(entry);
		return entry;
	}

	/**
	 * What `takeUp` would give to each of some purchases, one after the other, and changes nothing.
	 *
	 * @param taken what was given to others; what is found comes to it
	 */
	peek(keys: readonly PurchaseKey[], taken = new Set<Entry>()): Array<Entry | undefined> {
		return keys.map((key) => {
			const entry = this.find(key, taken);
			if (entry !== undefined) taken.add(entry);
			return entry;
		});
	}

	private find(key: PurchaseKey, taken?: ReadonlySet<Entry>): Entry | undefined {
		// A tool's runs and items are new at each try, and few: all of its entries are walked through.
		const entries = key.isTool ? this.entries : this.index.ofItem(key.run, key.item);
		const candidates = entries.filter(
			(entry) =>
				!inUse.has(entry) &&
				taken?.has(entry) !== true &&
				!CAN_BE_CREATED_AGAIN.includes(entry.state) &&
				entry.scene === key.scene &&
				isSameRequest(entry, key) &&
				isSameItem(entry, key),
		);
		// A task that is known to exist comes before one that may exist.
		return (
			candidates.findLast(({ taskId }) => taskId !== undefined) ?? candidates[candidates.length - 1]
		);
	}

	/**
	 * Writes down that a task is about to be created. To be called before the request is sent.
	 *
	 * @param purchase ID of the purchase, where there is one
	 */
	begin(key: PurchaseKey, model: string, submittedAt: number, purchase?: string): Entry {
		const { run, item, scene, inputDigest, request } = key;
		const entry: Entry = {
			run,
			item,
			inputDigest,
			request,
			model,
			submittedAt,
			state: 'preparing',
		};
		if (scene !== undefined) entry.scene = scene;
		if (purchase !== undefined) Object.assign(entry, { purchase, nth: this.freeNumber(purchase) });
		if (!Array.isArray(this.context.viduTasks)) this.context.viduTasks = [];
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

	/** The lowest number that no entry of that purchase has whose task exists or may exist. */
	private freeNumber(purchase: string): number {
		const alive = this.index
			.ofPurchase(purchase)
			.filter(
				(entry) =>
					!CAN_BE_CREATED_AGAIN.includes(entry.state) ||
					(entry.state === 'preparing' && inUse.has(entry)),
			);
		const taken = new Set(alive.map(({ copy }) => copy));
		let free = 0;
		while (taken.has(free)) free += 1;
		return free;
	}

	/** Ends the work of this call on an item: another try may take up what it submitted. */
	release(item: number): void {
		for (const entry of this.ownOf(item)) inUse.delete(entry);
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
		return this.ownOf(item).at(-1)?.taskId;
	}

	/** What this call has bought, or taken up, of a scene of an item. */
	ofScene(item: number, scene: number): Entry | undefined {
		return this.ownOf(item).findLast(
			(entry) => entry.scene === scene && entry.taskId !== undefined,
		);
	}

	/** Writes down that the result of an item is on its way out of the node. */
	delivered(item: number): void {
		for (const entry of this.ownOf(item)) entry.delivered = true;
	}

	/** What this call works on for an item, oldest first: without what another call took up since. */
	private ownOf(item: number): Entry[] {
		return (this.own.get(item) ?? []).filter((entry) => entry.item === item);
	}
}

const isSameRequest = (entry: Entry, key: PurchaseKey): boolean =>
	entry.inputDigest === key.inputDigest || entry.request === key.request;

/**
 * A node has one run number over all tries. A tool gets a new one at each try, and the same one may be
 * given to two calls that run side by side: there, what an earlier call failed to deliver is taken up.
 */
function isSameItem(entry: Entry, key: PurchaseKey): boolean {
	if (key.isTool) return entry.delivered !== true;
	return isOfItem(entry, key);
}

const isOfItem = (entry: Entry, { run, item }: PurchaseKey): boolean =>
	entry.run === run && entry.item === item;
