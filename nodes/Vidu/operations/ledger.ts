import type { IExecuteFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { Clock } from '../tasks/clock';
import { NO_LEDGER, placeOf } from '../tasks/ledger';
import type { Ledger } from '../tasks/ledger';
import type { Claim } from '../tasks/journal';
import { digestOf } from './digest';

/**
 * n8n's memory of processed items, the one of its Remove Duplicates node: a list of hashes for each node
 * of a workflow, which n8n writes to its database at once. 10,000 is that node's default, too.
 */
const MEMORY = { mode: 'entries', maxEntries: 10_000 } as const;

/** Characters of a purchase's name: 64 bits in hexadecimal. */
const NAME_LENGTH = 16;

/** Milliseconds in which items are gathered that start together. */
const GATHERING = 20;

/** How often a list is read again to see that another process did not overwrite it. */
const MOST_CHECKS = 5;

/** How often a reading or writing of the list is tried. */
const MOST_TRIES = 3;

/** n8n reads the list, adds to it and writes it, so two at a time would overwrite each other. */
const oneAtATime = pLimit(1);

type Checked = Awaited<ReturnType<IExecuteFunctions['helpers']['checkProcessedAndRecord']>>;

/** The memory of what the node is about to buy in this execution. */
export function openLedger(context: IExecuteFunctions, clock: Clock): Ledger {
	const token = tokenOf(context);
	const hasMemory = typeof context.helpers.checkProcessedAndRecord === 'function';
	if (token === undefined || !hasMemory) return NO_LEDGER;
	return new NodeLedger(context, clock, token);
}

/**
 * What stays the same over "Retry execution" and when a queue gives an execution out twice, and is new in
 * every other execution: the token by which n8n signs the addresses that resume an execution. n8n 1.x
 * has none; there the execution's ID is left, which a retry has anew.
 */
function tokenOf(context: IExecuteFunctions): string | undefined {
	try {
		const { $execution } = context.getWorkflowDataProxy(0) as unknown as {
			$execution: { resumeUrl: string };
		};
		const signature = new URL($execution.resumeUrl).searchParams.get('signature');
		return signature ?? context.getExecutionId();
	} catch {
		return context.getExecutionId();
	}
}

class NodeLedger implements Ledger {
	private waiting: Array<{ entry: string; tell: (isKnown: boolean) => void }> = [];

	private isWriting = false;

	private isOff = false;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly clock: Clock,
		private readonly token: string,
	) {}

	nameOf(claim: Claim): string {
		return digestOf([this.token, ...placeOf(claim)]).slice(0, NAME_LENGTH);
	}

	async record(name: string, nth: number): Promise<boolean> {
		if (this.isOff) return false;
		return await new Promise((tell) => {
			this.waiting.push({ entry: entryOf(name, nth), tell });
			if (!this.isWriting) void this.writeAll();
		});
	}

	forget(name: string, nth: number): void {
		if (this.isOff) return;
		const entries = [entryOf(name, nth)];
		void oneAtATime(
			async () => await this.context.helpers.removeProcessed(entries, 'node', MEMORY),
		).catch((error: unknown) => this.turnOff(error));
	}

	/** Items that start together are written together. */
	private async writeAll(): Promise<void> {
		this.isWriting = true;
		await this.clock.sleep(GATHERING);
		while (this.waiting.length > 0) {
			const group = this.waiting.splice(0);
			const known = await this.write(group.map(({ entry }) => entry));
			for (const { entry, tell } of group) tell(known.has(entry));
		}
		this.isWriting = false;
	}

	private async write(entries: string[]): Promise<Set<unknown>> {
		const { new: added, processed } = await this.check(entries);
		let unsure = added;
		for (let checks = 0; unsure.length > 0 && checks < MOST_CHECKS; checks += 1) {
			// Long enough for another process that had read the list before this one wrote it.
			await this.clock.sleep(40 + 80 * Math.random());
			unsure = (await this.check(unsure)).new;
		}
		return new Set(processed);
	}

	private async check(entries: Checked['new']): Promise<Checked> {
		for (let tries = 1; ; tries += 1) {
			try {
				return await oneAtATime(
					async () => await this.context.helpers.checkProcessedAndRecord(entries, 'node', MEMORY),
				);
			} catch (error) {
				// Two processes that both begin the list meet a conflict, of which the second knows nothing.
				if (tries === MOST_TRIES || isMissing(error)) {
					this.turnOff(error);
					return { new: [], processed: [] };
				}
				await this.clock.sleep(100);
			}
		}
	}

	private turnOff(error: unknown): void {
		if (this.isOff) return;
		this.isOff = true;
		if (isMissing(error)) return;
		const { name } = this.context.getNode();
		this.context.logger.warn(
			`Vidu could not write down in n8n's database what it is about to buy: ${(error as Error).message}. It goes on. Should n8n crash now, do not press "Retry execution": look for the lines "Vidu task" instead (node "${name}", execution ${this.context.getExecutionId()})`,
		);
	}
}

const entryOf = (name: string, nth: number): string => `${name} ${nth}`;

/** n8n's engine alone, and a workflow that was never saved, have no such memory: an assertion says so. */
const isMissing = (error: unknown): boolean =>
	(error as { code?: unknown } | undefined)?.code === 'ERR_ASSERTION';
