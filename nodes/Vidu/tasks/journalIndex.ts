import type { Entry } from './entry';

/**
 * Finds the entries of a journal without walking through all of them: a call may have ten thousand items.
 * Nothing of it is saved. It also finds entries that another call of the same node added.
 */
export class JournalIndex {
	private readonly byItem = new Map<string, Entry[]>();

	private readonly byPurchase = new Map<string, Entry[]>();

	/** How many entries of the journal are in each of the two. */
	private itemsKnown = 0;

	private purchasesKnown = 0;

	private constructor(private readonly entries: readonly Entry[]) {}

	/** The index of a journal's entries: one, however many calls open the journal. */
	static of(entries: readonly Entry[]): JournalIndex {
		const known = indexes.get(entries);
		if (known !== undefined) return known;
		const index = new JournalIndex(entries);
		indexes.set(entries, index);
		return index;
	}

	/** To be called when an entry came to another item or run. */
	forgetItems(): void {
		this.byItem.clear();
		this.itemsKnown = 0;
	}

	/** Entries of an item in a run; oldest first. */
	ofItem(run: number, item: number): readonly Entry[] {
		for (; this.itemsKnown < this.entries.length; this.itemsKnown += 1) {
			const entry = this.entries[this.itemsKnown];
			add(this.byItem, keyOf(entry.run, entry.item), entry);
		}
		return this.byItem.get(keyOf(run, item)) ?? [];
	}

	/** Entries of a purchase, by its ID; oldest first. */
	ofPurchase(purchase: string): readonly Entry[] {
		for (; this.purchasesKnown < this.entries.length; this.purchasesKnown += 1) {
			const entry = this.entries[this.purchasesKnown];
			if (entry.purchase !== undefined) add(this.byPurchase, entry.purchase, entry);
		}
		return this.byPurchase.get(purchase) ?? [];
	}
}

const indexes = new WeakMap<readonly Entry[], JournalIndex>();

const keyOf = (run: number, item: number): string => `${run} ${item}`;

function add(map: Map<string, Entry[]>, key: string, entry: Entry): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [entry]);
	else known.push(entry);
}
