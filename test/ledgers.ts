import type { IExecuteFunctions } from 'n8n-workflow';

import { openLedger } from '../nodes/Vidu/n8n/ledgerStore';
import type { Clock } from '../nodes/Vidu/tasks/clock';
import type { Ledger } from '../nodes/Vidu/tasks/ledger';
import { helpersOf, ProcessedItems } from './processedItems';

/** n8n's memory of processed items, in a database that takes its time. */
export class SlowItems extends ProcessedItems {
	constructor(
		private readonly clock: Clock,
		public milliseconds = 15,
	) {
		super();
	}

	protected override async wait(): Promise<void> {
		await this.clock.sleep(this.milliseconds);
	}
}

/** A call of the node. What one process of n8n knows of the list, another one does not. */
export interface LedgerCall {
	memory: ProcessedItems;
	clock: Clock;
	process?: string;
	/** The token that a retry keeps. */
	execution?: string;
	signal?: AbortSignal;
	warnings?: string[];
	/** Lets the process die: the database's answers pass through it. */
	hear?: <T>(ask: () => Promise<T>) => Promise<T>;
}

/** The node's own ledger in a memory that outlives the process. */
export function ledgerOf(call: LedgerCall): Ledger {
	const { memory, clock, process = '1', execution = 'a', signal, warnings = [] } = call;
	const { hear = async (ask) => await ask() } = call;
	const helpers = Object.entries(helpersOf(memory, 'node')).map(([name, ask]) => [
		name,
		async (...args: unknown[]) =>
			await hear(async () => await (ask as (...all: unknown[]) => Promise<unknown>)(...args)),
	]);
	const context = {
		getWorkflow: () => ({ id: `of process ${process}` }),
		getNode: () => ({ id: 'node', name: 'Vidu' }),
		getExecutionId: () => '42',
		getWorkflowDataProxy: () => ({
			$execution: { resumeUrl: `https://n8n.example/?signature=${execution}` },
		}),
		logger: { warn: (line: string) => void warnings.push(line) },
		helpers: Object.fromEntries(helpers) as object,
	};
	return openLedger(context as unknown as IExecuteFunctions, clock, signal, () => 0.5);
}
