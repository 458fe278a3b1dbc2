import { CAN_BE_CREATED_AGAIN } from './entry';
import type { Entry } from './entry';
import type { PurchaseKey } from './purchase';

/** Entries that a call of the node is working on: no other call may claim them. */
const inUse = new WeakSet<Entry>();

/** The journal of one node in one execution. */
export class Journal {
	/** The entries that this call of the node works on, by item. */
	private readonly own = new Map<number, Entry[]>();

	private constructor(private readonly context: Record<string, unknown>) {}

	/** Read each time: another call may have begun the list. */
	private get entries(): Entry[] {
		return Array.isArray(this.context.viduTasks) ? (this.context.viduTasks as Entry[]) : [];
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
	 * Claims what an earlier attempt submitted for the same item, if there is something.
	 *
	 * The same item asks for the same when the parameters in the editor and the input are the same,
	 * though an expression such as $now gives something new at each attempt, or when the request is the same,
	 * though a parameter that does not matter to it was edited in between.
	 */
	claim(key: PurchaseKey): Entry | undefined {
		const entry = find(key, this.entries);
		if (entry === undefined) return undefined;
		if (entry.state === 'submitting') entry.state = 'unclear';
		if (!isOfItem(entry, key)) {
			Object.assign(entry, { run: key.run, item: key.item });
		}
		this.use(entry);
		return entry;
	}

	/** The entry that `claim` would return. Changes nothing. */
	peek(key: PurchaseKey): Entry | undefined {
		return find(key, this.entries);
	}

	/** Finds the entry that `claim` would return, for one purchase after another, none twice. Changes nothing. */
	peeker(): (key: PurchaseKey) => Entry | undefined {
		const byItem = new Map<number, Entry[]>();
		// Ten thousand items ask for theirs without a pause.
		for (const entry of this.entries) addTo(byItem, entry);
		const taken = new Set<Entry>();
		return (key) => {
			// A call of a tool takes what any call left, and has one item.
			const among = key.isTool ? this.entries : byItem.get(key.item);
			const entry = find(key, among, taken);
			if (entry !== undefined) taken.add(entry);
			return entry;
		};
	}

	/**
	 * Records that a task is about to be created. To be called before the request is sent.
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
		if (purchase !== undefined) {
			entry.purchase = purchase;
			entry.copy = this.freeCopy(purchase);
		}
		if (!Array.isArray(this.context.viduTasks)) this.context.viduTasks = [];
		this.entries.push(entry);
		this.use(entry);
		return entry;
	}

	/** From now on, no other call may claim it. */
	private use(entry: Entry): void {
		inUse.add(entry);
		addTo(this.own, entry);
	}

	/** The lowest number that no entry of that purchase has whose task exists or may exist. */
	private freeCopy(purchase: string): number {
		const alive = this.entries.filter(
			(entry) =>
				entry.purchase === purchase &&
				(!CAN_BE_CREATED_AGAIN.includes(entry.state) ||
					(entry.state === 'preparing' && inUse.has(entry))),
		);
		const taken = new Set(alive.map(({ copy }) => copy));
		let free = 0;
		while (taken.has(free)) free += 1;
		return free;
	}

	/** Ends the work of this call on an item: another attempt may claim what it submitted. */
	release(item: number): void {
		for (const entry of this.ownOf(item)) inUse.delete(entry);
	}

	/**
	 * The entries that earlier attempts submitted, for any request, newest last.
	 *
	 * @param call which call of the node asks; without an item, for all of its items
	 */
	earlier(call: Pick<PurchaseKey, 'run' | 'isTool'> & { item?: number }): Entry[] {
		const { run, item, isTool } = call;
		return this.entries.filter(
			(entry) =>
				(isTool
					? entry.delivered !== true
					: entry.run === run && (item ?? entry.item) === entry.item) &&
				!inUse.has(entry) &&
				!CAN_BE_CREATED_AGAIN.includes(entry.state),
		);
	}

	/** The task of an item that this call works on, if there is one. */
	taskIdOf(item: number): string | undefined {
		return this.ownOf(item).at(-1)?.taskId;
	}

	/** The newest entry with a task that this call bought or claimed for a scene of an item. */
	ofScene(item: number, scene: number): Entry | undefined {
		return this.ownOf(item).findLast(
			(entry) => entry.scene === scene && entry.taskId !== undefined,
		);
	}

	/** Records that the result of an item is leaving the node. */
	delivered(item: number): void {
		for (const entry of this.ownOf(item)) entry.delivered = true;
	}

	/** The entries that this call works on for an item, oldest first, without those that another call claimed since. */
	private ownOf(item: number): Entry[] {
		return (this.own.get(item) ?? []).filter((entry) => entry.item === item);
	}
}

function addTo(byItem: Map<number, Entry[]>, entry: Entry): void {
	const others = byItem.get(entry.item);
	if (others === undefined) byItem.set(entry.item, [entry]);
	else others.push(entry);
}

/**
 * The newest entry of the same purchase that nobody works on, or undefined.
 *
 * @param taken entries that were found before
 */
function find(
	key: PurchaseKey,
	among: readonly Entry[] = [],
	taken?: ReadonlySet<Entry>,
): Entry | undefined {
	const candidates = among.filter(
		(entry) =>
			isSameItem(entry, key) &&
			entry.scene === key.scene &&
			isSameRequest(entry, key) &&
			!inUse.has(entry) &&
			taken?.has(entry) !== true &&
			!CAN_BE_CREATED_AGAIN.includes(entry.state),
	);
	// A task that is known to exist comes before one that may exist.
	return candidates.findLast(({ taskId }) => taskId !== undefined) ?? candidates.at(-1);
}

const isSameRequest = (entry: Entry, key: PurchaseKey): boolean =>
	entry.inputDigest === key.inputDigest || entry.request === key.request;

/**
 * A node has one run number over all attempts. A tool gets a new one each time, and two parallel calls may
 * get the same one: there, what an earlier call failed to deliver is claimed.
 */
function isSameItem(entry: Entry, key: PurchaseKey): boolean {
	if (key.isTool) return entry.delivered !== true;
	return isOfItem(entry, key);
}

const isOfItem = (entry: Entry, { run, item }: PurchaseKey): boolean =>
	entry.item === item && entry.run === run;
