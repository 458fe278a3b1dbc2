import type { IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../tasks/clock';
import { NO_LEDGER, partsOfId } from '../tasks/ledger';
import type { Ledger, Recorded } from '../tasks/ledger';
import { digestOf } from '../tasks/purchase';
import type { PurchaseKey } from '../tasks/purchase';

/** n8n's memory of processed items, the one of its Remove Duplicates node: a list for each node. */
const MEMORY = { mode: 'entries', maxEntries: 5_000 } as const;

/** Characters of a purchase's ID: 64 bits in hexadecimal. */
const ID_LENGTH = 16;

/** Milliseconds in which items are gathered that start together. */
const GATHERING = 20;

/** Milliseconds after which the database counts as gone. */
const LONGEST_ACCESS = 10_000;

/** How often a list is read again to see that another process did not overwrite it. */
const MOST_CHECKS = 5;

/** How often a list is begun, when another process begins it at the same time. */
const MOST_TRIES = 3;

type Checked = Awaited<ReturnType<IExecuteFunctions['helpers']['checkProcessedAndRecord']>>;

/** Opens the ledger of the node in this execution. */
export function openLedger(
	context: IExecuteFunctions,
	clock: Clock,
	signal: AbortSignal | undefined,
): Ledger {
	const token = tokenOf(context);
	const hasMemory = typeof context.helpers.checkProcessedAndRecord === 'function';
	if (token === undefined || !hasMemory) return NO_LEDGER;
	return new NodeLedger(context, clock, signal, token);
}

/**
 * Whether n8n's newer engine runs the execution: its IDs are UUIDs, today's are numbers. It gives out a step
 * again after a crash, each time with another token and an empty context, but with the same execution ID.
 */
export const isNewerEngine = (executionId: string | undefined): boolean =>
	/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(executionId ?? '');

/**
 * What stays the same over "Retry execution" and when a queue gives an execution out twice, and is new in
 * every other execution: the token by which n8n signs the addresses that resume an execution. n8n has it
 * since 2.14; before that only the execution's ID is left, which is new in a retry.
 */
function tokenOf(context: IExecuteFunctions): string | undefined {
	if (isNewerEngine(context.getExecutionId())) return context.getExecutionId();
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

/** The ledger of one call of the node, in the list that n8n keeps for the node. */
class NodeLedger implements Ledger {
	private waiting: Array<{ line: string; resolve: (recorded: Recorded) => void }> = [];

	private isWriting = false;

	private isOff = false;

	/** Resolves when the execution is stopped. */
	private readonly stopped: Promise<Recorded>;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly clock: Clock,
		private readonly signal: AbortSignal | undefined,
		private readonly token: string,
	) {
		this.stopped = new Promise((resolve) => {
			signal?.addEventListener('abort', () => resolve('unsure'), { once: true });
		});
	}

	idOf(key: PurchaseKey): string {
		// The node's name, because a workflow may hold two nodes with one ID.
		const parts = [this.token, this.context.getNode().name, ...partsOfId(key)];
		return digestOf(parts).slice(0, ID_LENGTH);
	}

	async record(purchase: string, copy: number): Promise<Recorded> {
		if (this.isOff) return 'unsure';
		const recorded = new Promise<Recorded>((resolve) => {
			this.waiting.push({ line: lineOf(purchase, copy), resolve });
			if (!this.isWriting) void this.writeAll();
		});
		return await Promise.race([recorded, this.stopped]);
	}

	remove(purchase: string, copy: number): void {
		void this.removeLines([lineOf(purchase, copy)]);
	}

	private async removeLines(lines: Checked['new']): Promise<void> {
		try {
			await this.access(
				async () => await this.context.helpers.removeProcessed(lines, 'node', MEMORY),
			);
		} catch (error) {
			this.turnOff(error);
		}
	}

	/** Items that start together are written together. */
	private async writeAll(): Promise<void> {
		this.isWriting = true;
		await this.clock.sleep(GATHERING);
		while (this.waiting.length > 0) {
			const group = this.waiting.splice(0);
			const recorded = await this.write(group.map(({ line }) => line));
			for (const { line, resolve } of group) resolve(recorded.get(line) ?? 'unsure');
		}
		this.isWriting = false;
	}

	/** A stop removes what was added: no item of the group is submitted. */
	private async write(lines: string[]): Promise<Map<unknown, Recorded>> {
		const recorded = new Map<unknown, Recorded>();
		const first = this.signal?.aborted ? undefined : await this.check(lines);
		if (first === undefined) return recorded;
		let unsure = first.new;
		for (let checks = 0; unsure.length > 0 && checks < MOST_CHECKS; checks += 1) {
			// Long enough for another process that had read the list before this one wrote it.
			await this.clock.sleep(40 + 80 * Math.random(), this.signal);
			if (this.signal?.aborted) break;
			unsure = (await this.check(unsure))?.new ?? [];
		}
		if (this.signal?.aborted) {
			if (first.new.length > 0) await this.removeLines(first.new);
			return recorded;
		}
		for (const line of first.new) recorded.set(line, 'new');
		for (const line of first.processed) recorded.set(line, 'known');
		return recorded;
	}

	/** Reads the list, and adds what is not in it. Undefined when that failed or was stopped. */
	private async check(lines: Checked['new']): Promise<Checked | undefined> {
		for (let tries = 1; !this.isOff && !(tries > 1 && this.signal?.aborted); tries += 1) {
			try {
				return await this.access(
					async () => await this.context.helpers.checkProcessedAndRecord(lines, 'node', MEMORY),
				);
			} catch (error) {
				// Any other error may have come after the writing: a second attempt would find its own lines.
				if (tries === MOST_TRIES || !isConflict(error)) this.turnOff(error);
				else await this.clock.sleep(100, this.signal);
			}
		}
		return undefined;
	}

	/**
	 * n8n reads a list, adds to it and writes it, so two at a time would overwrite each other.
	 *
	 * @throws {Error} what the database throws, or that it does not answer: then others may go on
	 */
	private async access<T>(work: () => Promise<T>): Promise<T> {
		const list = `${this.context.getWorkflow().id} ${this.context.getNode().id}`;
		return await this.inTime(oneAtATime(list, async () => await this.inTime(work())));
	}

	private async inTime<T>(answer: Promise<T>): Promise<T> {
		const done = new AbortController();
		const late = this.clock.sleep(LONGEST_ACCESS, done.signal).then(() => {
			throw new Error('it does not answer');
		});
		try {
			return await Promise.race([answer, late]);
		} finally {
			done.abort();
		}
	}

	private turnOff(error: unknown): void {
		if (this.isOff) return;
		this.isOff = true;
		if (isMissing(error) || this.signal?.aborted) return;
		const reason = String((error as Error | undefined)?.message ?? error);
		const where = `node "${this.context.getNode().name}", execution ${this.context.getExecutionId()}`;
		this.context.logger.warn(
			`Vidu could not write down in n8n's database what it is about to buy: ${reason}. It goes on. Should n8n crash now, do not press "Retry execution": look for the lines "Vidu task" instead (${where})`,
		);
	}
}

/** How a purchase stands in n8n's list. */
const lineOf = (purchase: string, copy: number): string => `${purchase} ${copy}`;

/** Two processes that both begin a list meet a conflict, of which the second has written nothing. */
const isConflict = (error: unknown): boolean =>
	/unique|duplicate/i.test(String((error as Error | undefined)?.message));

/** n8n's engine alone, and a workflow that was never saved, have no such memory: an assertion says so. */
const isMissing = (error: unknown): boolean =>
	(error as { code?: unknown } | undefined)?.code === 'ERR_ASSERTION';

/** The end of the work on each list, running or waiting. */
const pending = new Map<string, Promise<unknown>>();

/** Does work on a list when all other work on it in this process is over. */
async function oneAtATime<T>(list: string, work: () => Promise<T>): Promise<T> {
	const turn = (pending.get(list) ?? Promise.resolve()).then(work);
	const over = turn.catch(() => {});
	pending.set(list, over);
	try {
		return await turn;
	} finally {
		if (pending.get(list) === over) pending.delete(list);
	}
}
