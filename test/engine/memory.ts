import { DataDeduplicationService } from 'n8n-core';

/** What n8n's database holds for one node. */
type Row = { data: string[] };

/**
 * n8n's memory of processed items, as its server has it (n8n 2.41.1, `deduplication-helper`): it reads a
 * list, adds to it, and writes it back, each with the database in between. The engine alone has none.
 */
export class FakeMemory {
	rows = new Map<string, Row>();

	/** How often the list was read and written. */
	writes = 0;

	/** The database's answer, in milliseconds. */
	delay = 5;

	/** Thrown by every access. */
	broken: Error | undefined;

	/** Thrown once the list is written, as when the connection is lost then. */
	brokenAfter: Error | undefined;

	/** Whether the database does not answer any more. */
	hangs = false;

	/** Called between reading and writing, as another process would come in between. */
	meanwhile: (() => void) | undefined;

	/** How it is before each test. */
	static fresh(): Partial<FakeMemory> {
		return {
			rows: new Map(),
			writes: 0,
			delay: 5,
			broken: undefined,
			brokenAfter: undefined,
			hangs: false,
			meanwhile: undefined,
		};
	}

	private async access<T>(where: string, change: (data: string[]) => T): Promise<T> {
		if (this.broken) throw this.broken;
		if (this.hangs) await new Promise(() => {});
		const data = [...(this.rows.get(where)?.data ?? [])];
		await new Promise((resolve) => setTimeout(resolve, this.delay));
		const result = change(data);
		this.meanwhile?.();
		this.rows.set(where, { data });
		this.writes += 1;
		if (this.brokenAfter) throw this.brokenAfter;
		return result;
	}

	/** Makes it the memory of the engine in this process. */
	async install(): Promise<void> {
		const whereOf = (of: { workflow: { id?: string }; node?: { id: string } }) =>
			`${of.workflow.id} ${of.node?.id}`;
		await DataDeduplicationService.init({
			checkProcessedAndRecord: async (items, _scope, of, { maxEntries = Infinity }) =>
				await this.access(whereOf(of), (data) => {
					const before = new Set(data);
					const added = items.filter((item) => !before.has(String(item)));
					data.push(...added.map(String));
					data.splice(0, Math.max(0, data.length - maxEntries));
					return { new: added, processed: items.filter((item) => before.has(String(item))) };
				}),
			removeProcessed: async (items, _scope, of) =>
				await this.access(whereOf(of), (data) => {
					for (const item of items) {
						const at = data.indexOf(String(item));
						if (at >= 0) data.splice(at, 1);
					}
				}),
			clearAllProcessedItems: async () => this.rows.clear(),
			getProcessedDataCount: async () => 0,
		});
	}
}
