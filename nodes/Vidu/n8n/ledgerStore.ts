import type { IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../tasks/clock';
import { NO_LEDGER, partsOfId } from '../tasks/ledger';
import type { Ledger, Recorded } from '../tasks/ledger';
import { digestOf } from '../tasks/purchase';
import type { PurchaseKey } from '../tasks/purchase';
import { messageOf } from '../text';
import { quietly } from './log';
import { PurchaseList } from './purchaseList';
import type { Access, Checked } from './purchaseList';

/** Characters of a purchase's ID: 64 bits in hexadecimal. */
const ID_LENGTH = 16;

/** Milliseconds in which items are gathered that start together. */
const GATHERING = 20;

/** How many purchases of a retry are looked up at once. */
const LOOKED_UP_AT_ONCE = 500;

/** How often a list is checked to see that another process did not overwrite it. */
const MOST_CHECKS = 5;

/** How often a list is begun, when another process begins it at the same time. */
const MOST_TRIES = 3;

/** Opens the ledger of the node in this execution. */
export function openLedger(
	context: IExecuteFunctions,
	clock: Clock,
	signal: AbortSignal | undefined,
	random = Math.random,
): Ledger {
	const token = tokenOf(context);
	const hasMemory = typeof context.helpers.checkProcessedAndRecord === 'function';
	if (token === undefined || !hasMemory) return NO_LEDGER;
	return new NodeLedger(context, clock, signal, token, random);
}

/**
 * Whether n8n's newer engine runs the execution: its IDs are UUIDs, today's are numbers. It gives out a step
 * again after a crash, each time with another token and an empty context, but with the same execution ID.
 */
export const isNewerEngine = (executionId: string | undefined): boolean =>
	/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(executionId ?? '');

/**
 * The token of an execution: the same over "Retry execution" and when a queue gives an execution out twice, new
 * in every other execution. It is the signature in the address with which n8n resumes the execution. n8n has it
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

	/** Lines that were in the list before the call recorded anything. */
	private readonly known = new Set<string>();

	/** Resolves when the execution is stopped. */
	private readonly stopped: Promise<'unsure'>;

	private readonly list: PurchaseList;

	private readonly access: Access;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly clock: Clock,
		private readonly signal: AbortSignal | undefined,
		private readonly token: string,
		private readonly random: () => number,
	) {
		this.list = PurchaseList.of(context);
		this.access = { helpers: context.helpers, clock };
		this.stopped = new Promise((resolve) => {
			signal?.addEventListener('abort', () => resolve('unsure'), { once: true });
		});
	}

	idOf(key: PurchaseKey): string {
		// The node's name, because a workflow may hold two nodes with one ID.
		const parts = [this.token, this.context.getNode().name, ...partsOfId(key)];
		return digestOf(parts).slice(0, ID_LENGTH);
	}

	async lookUp(purchases: readonly string[]): Promise<void> {
		// A single purchase is not searched first: `record` adds it or finds it.
		if (purchases.length > 1) await Promise.race([this.lookUpAll(purchases), this.stopped]);
	}

	/** A few at a time: n8n removes slowly, and what a crash in between leaves counts as submitted. */
	private async lookUpAll(purchases: readonly string[]): Promise<void> {
		for (let at = 0; at < purchases.length && !this.signal?.aborted; at += LOOKED_UP_AT_ONCE) {
			const lines = purchases.slice(at, at + LOOKED_UP_AT_ONCE).map((id) => lineOf(id, 0));
			const found = await this.ask(async () => await this.list.lookUp(lines, this.access));
			for (const line of found?.known ?? []) this.known.add(line);
			await this.removeLines(found?.added ?? []);
		}
	}

	async record(purchase: string, copy: number): Promise<Recorded> {
		const line = lineOf(purchase, copy);
		if (this.known.has(line)) return 'known';
		if (this.isOff) return 'unsure';
		const recorded = new Promise<Recorded>((resolve) => {
			this.waiting.push({ line, resolve });
			if (!this.isWriting) void this.writeAll();
		});
		return await Promise.race([recorded, this.stopped]);
	}

	remove(purchase: string, copy: number): void {
		void this.removeLines([lineOf(purchase, copy)]);
	}

	private async removeLines(lines: readonly string[]): Promise<void> {
		if (lines.length === 0) return;
		try {
			await this.list.remove(lines, this.access);
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
	private async write(lines: readonly string[]): Promise<Map<string, Recorded>> {
		const recorded = new Map<string, Recorded>();
		if (this.signal?.aborted) return recorded;
		const first = await this.ask(async () => await this.list.record(lines, this.access));
		if (first === undefined) return recorded;
		let unsure = first.added;
		for (let checks = 0; unsure.length > 0 && checks < MOST_CHECKS; checks += 1) {
			// Long enough for another process that had read the list before this one wrote it.
			await this.clock.sleep(40 + 40 * this.random(), this.signal);
			if (this.signal?.aborted) break;
			const check = async () => await this.list.confirm(unsure, this.access);
			unsure = (await this.ask(check))?.added ?? [];
		}
		if (this.signal?.aborted) {
			await this.removeLines(first.added);
			return recorded;
		}
		for (const line of first.added) recorded.set(line, 'new');
		for (const line of first.known) recorded.set(line, 'known');
		return recorded;
	}

	/** Undefined when that failed or was stopped. */
	private async ask(check: () => Promise<Checked>): Promise<Checked | undefined> {
		for (let tries = 1; !this.isOff && !(tries > 1 && this.signal?.aborted); tries += 1) {
			try {
				return await check();
			} catch (error) {
				// Any other error may have come after the writing: a second attempt would find its own lines.
				if (tries === MOST_TRIES || !isConflict(error)) this.turnOff(error);
				else await this.clock.sleep(100, this.signal);
			}
		}
		return undefined;
	}

	private turnOff(error: unknown): void {
		if (this.isOff) return;
		this.isOff = true;
		if (isMissing(error) || this.signal?.aborted) return;
		const where = `node "${this.context.getNode().name}", execution ${this.context.getExecutionId()}`;
		const line = `Vidu could not record the purchase in n8n's database (${messageOf(error)}) and continues without crash protection. If n8n crashes now, do not press "Retry execution". Search this log for "Vidu task" instead (${where})`;
		// If this threw, the items that wait for the record would wait for ever.
		quietly(() => this.context.logger.warn(line));
	}
}

/** How a purchase stands in n8n's list. */
const lineOf = (purchase: string, copy: number): string => `${purchase} ${copy}`;

/** Two processes that both begin a list meet a conflict, of which the second has written nothing. */
const isConflict = (error: unknown): boolean => /unique|duplicate/i.test(messageOf(error));

/** n8n's engine alone, and a workflow that was never saved, have no such memory: an assertion says so. */
const isMissing = (error: unknown): boolean =>
	(error as { code?: unknown } | undefined)?.code === 'ERR_ASSERTION';
