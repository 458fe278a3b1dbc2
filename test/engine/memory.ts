import { DataDeduplicationService } from 'n8n-core';

import { ProcessedItems } from '../processedItems';

/** n8n's memory of processed items in real time, with a database that may fail. The engine alone has none. */
export class FakeMemory extends ProcessedItems {
	/** The database's answer, in milliseconds. */
	delay = 5;

	/** Thrown by every access. */
	broken: Error | undefined;

	/** Thrown once the list is written, as when the connection is lost then. */
	brokenAfter: Error | undefined;

	/** Whether the database does not answer any more. */
	hangs = false;

	/** How it is before each test. */
	static fresh(): Partial<FakeMemory> {
		return {
			rows: new Map(),
			writes: 0,
			bytes: 0,
			counts: 0,
			delay: 5,
			broken: undefined,
			brokenAfter: undefined,
			hangs: false,
			meanwhile: undefined,
		};
	}

	protected override async wait(): Promise<void> {
		if (this.broken) throw this.broken;
		if (this.hangs) await new Promise(() => {});
		await new Promise((resolve) => setTimeout(resolve, this.delay));
	}

	protected override written(): void {
		if (this.brokenAfter) throw this.brokenAfter;
	}

	/** Makes it the memory of the engine in this process. */
	async install(): Promise<void> {
		const whereOf = (scope: string, of: { workflow: { id?: string }; node?: { id: string } }) =>
			`${of.workflow.id} ${scope === 'node' ? of.node?.id : ''}`;
		await DataDeduplicationService.init({
			checkProcessedAndRecord: async (items, scope, of, { maxEntries }) =>
				await this.check(items.map(String), whereOf(scope, of), maxEntries),
			removeProcessed: async (items, scope, of) =>
				await this.remove(items.map(String), whereOf(scope, of)),
			clearAllProcessedItems: async () => this.rows.clear(),
			getProcessedDataCount: async (scope, of) => await this.count(whereOf(scope, of)),
		});
	}
}
