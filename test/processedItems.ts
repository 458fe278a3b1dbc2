import { createHash } from 'node:crypto';

/** The row of one list in n8n's database. */
export interface Row {
	/** Hashes, the oldest first. */
	data: string[];
}

/** How n8n keeps a line: whatever it says, it takes the same space. */
export const hashOf = (line: string): string => createHash('md5').update(line).digest('base64');

/** Bytes of a line: 24 characters, two quotes and a comma. */
export const LINE = 27;

/**
 * n8n's memory of processed items, as its server has it (n8n 2.41.1, `deduplication-helper`). Each access reads
 * a list, changes it and writes it back as a whole, each with the database in between; only the count is no
 * more than read.
 */
export class ProcessedItems {
	rows = new Map<string, Row>();

	/** How often a list was written, and how many bytes that were. */
	writes = 0;

	bytes = 0;

	/** How often a list was only read. */
	counts = 0;

	/** Called between reading and writing, as another process would come in between. */
	meanwhile: (() => void) | undefined;

	has(where: string, line: string): boolean {
		return this.rows.get(where)?.data.includes(hashOf(line)) === true;
	}

	/** How long the database takes to read and to write. */
	protected async wait(): Promise<void> {}

	/** Called when a list is written. */
	protected written(): void {}

	/** Adds what is not there. Two that both begin a list meet a conflict. */
	async check(items: readonly string[], where: string, maxEntries?: number) {
		return await this.access(where, (found) => {
			const data = found ?? [];
			// A set of a long list takes longer than a few searches.
			const before = items.length < 20 ? data : new Set(data);
			const isIn = (hash: string) =>
				Array.isArray(before) ? before.includes(hash) : before.has(hash);
			const processed = new Set(items.filter((item) => isIn(hashOf(item))));
			const added = items.filter((item) => !processed.has(item));
			data.push(...added.map(hashOf));
			if (maxEntries) data.splice(0, data.length - maxEntries);
			return {
				data,
				result: { new: added, processed: items.filter((item) => processed.has(item)) },
			};
		});
	}

	async remove(items: readonly string[], where: string): Promise<void> {
		await this.access(where, (data) => {
			for (const item of data === undefined ? [] : items) {
				const at = data?.indexOf(hashOf(item)) ?? -1;
				if (at >= 0) data?.splice(at, 1);
			}
			return { data, result: undefined };
		});
	}

	async count(where: string): Promise<number> {
		this.counts += 1;
		await this.wait();
		return this.rows.get(where)?.data.length ?? 0;
	}

	private async access<T>(
		where: string,
		change: (data?: string[]) => { data?: string[]; result: T },
	): Promise<T> {
		const found = this.rows.get(where)?.data;
		const copy = found === undefined ? undefined : [...found];
		await this.wait();
		const { data, result } = change(copy);
		this.meanwhile?.();
		if (data === undefined) return result;
		if (found === undefined && this.rows.has(where)) {
			throw new Error('duplicate key value violates unique constraint');
		}
		this.rows.set(where, { data });
		this.writes += 1;
		this.bytes += '{"mode":"entries","data":[]}'.length + LINE * data.length;
		this.written();
		return result;
	}
}

/** The functions that n8n gives a node, on one list. */
export const helpersOf = (memory: ProcessedItems, where: string) => ({
	checkProcessedAndRecord: async (
		lines: string[],
		_scope: string,
		{ maxEntries }: { maxEntries?: number },
	) => await memory.check(lines, where, maxEntries),
	removeProcessed: async (lines: string[]) => await memory.remove(lines, where),
	getProcessedDataCount: async () => await memory.count(where),
});
