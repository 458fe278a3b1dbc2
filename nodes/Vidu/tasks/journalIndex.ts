import type { Entry } from './journal';

/**
 * Finds the entries of a journal without walking through all of them: a call may have ten thousand items.
 * Nothing of it is saved. It also finds entries that another call of the same node added.
 */
export class JournalIndex {
	private readonly byItem = new Map<string, Entry[]>();

	private readonly byPurchase = new Map<string, Entry[]>();

	/** How many entries of the journal are in it. */
	private known = 0;

	private constructor(private readonly entries: readonly Entry[]) {}

	/** The index of a journal's entries: one, however many calls open the journal. */
	static of(entries: readonly Entry[]): JournalIndex {
		const known = indexes.get(entries);
		if (known !== undefined) return known;
		const index = new JournalIndex(entries);
		indexes.set(entries, index);
		return index;
	}

	/** Entries that are, or once were, of an item in a run; oldest first. */
	ofItem(run: number, item: number): readonly Entry[] {
		this.catchUp();
		return this.byItem.get(keyOf(run, item)) ?? [];
	}

	/** Entries of a purchase, by its name in the ledger; oldest first. */
	ofPurchase(purchase: string): readonly Entry[] {
		this.catchUp();
		return this.byPurchase.get(purchase) ?? [];
	}

	private catchUp(): void {
		for (; this.known < this.entries.length; this.known += 1) {
			const entry = this.entries[this.known];
			add(this.byItem, keyOf(entry.run, entry.item), entry);
			if (entry.purchase !== undefined) add(this.byPurchase, entry.purchase, entry);
		}
	}
}

const indexes = new WeakMap<readonly Entry[], JournalIndex>();

const keyOf = (run: number, item: number): string => `${run} ${item}`;

function add(map: Map<string, Entry[]>, key: string, entry: Entry): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [entry]);
	else known.push(entry);
}
