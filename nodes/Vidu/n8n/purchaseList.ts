import type { IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../tasks/clock';
import { LEDGER_LINES } from '../tasks/ledger';

/*
 * n8n's memory of processed items, the one of its Remove Duplicates node, has a list for each node. Each access
 * reads the whole list and writes the whole list, with 27 bytes a line whatever the line says, also when
 * nothing is new; only its count can be read alone. Two processes that do so at once overwrite each other.
 */

/** How a call of the node reaches its list. */
export type Access = Pick<IExecuteFunctions, 'helpers'> & { clock: Clock };

/** The result of an access: lines that it added, and lines that were there. */
export interface Checked {
	added: string[];
	known: string[];
}

type Kind = 'record' | 'lookUp' | 'confirm' | 'remove';

/** Waits for the next access. */
interface ListRequest {
	kind: Kind;
	lines: readonly string[];
	access: Access;
	resolve: (checked: Checked) => void;
	reject: (error: unknown) => void;
}

/** Milliseconds after which the database counts as gone. */
const LONGEST_ACCESS = 10_000;

/**
 * A length that was right so often is trusted. Processes that begin together have met by then: where one adds as
 * many lines as it overwrites, the length does not show it.
 */
const TRUSTED = 40;

/**
 * A list of `LEDGER_LINES` grows by this many lines before it is cut, and by as many more where other
 * processes cut it: a list that always has one length hides what others add.
 */
const SLACK = 100;

/** How long this process left the list. Another length shows that another process writes it. */
class ExpectedLength {
	/** Undefined until the list was counted. */
	lines: number | undefined;

	private timesRight = 0;

	/** @param seen whether another process was seen to write the list: from then on, only writing makes sure */
	constructor(readonly seen: { others: boolean }) {}

	get isTrusted(): boolean {
		return this.timesRight > TRUSTED;
	}

	/** @param most lines after which the list is cut */
	add(lines: number, most: number): void {
		if (this.lines !== undefined) this.lines = Math.min(this.lines + lines, most);
	}

	/** Counts the list, where n8n can. @returns whether it is as long as expected */
	async isRight({ helpers }: Access): Promise<boolean> {
		if (this.seen.others || typeof helpers.getProcessedDataCount !== 'function') return false;
		const lines = await helpers.getProcessedDataCount('node', { mode: 'entries' });
		this.lines ??= lines;
		if (this.lines !== lines) this.share();
		else this.timesRight += 1;
		return !this.seen.others;
	}

	share(): void {
		this.seen.others = true;
		this.lines = undefined;
		this.timesRight = 0;
	}
}

/** The list of one node, for all executions of this process: what waits for an access shares the next one. */
export class PurchaseList {
	private requests: ListRequest[] = [];

	private isWorking = false;

	private length = new ExpectedLength({ others: false });

	/** The list of the node of a call. */
	static of(context: IExecuteFunctions): PurchaseList {
		const name = `${context.getWorkflow().id} ${context.getNode().id}`;
		const list = lists.get(name) ?? new PurchaseList();
		lists.set(name, list);
		return list;
	}

	/**
	 * Adds the lines that are not in the list; the oldest ones of others leave a full list.
	 *
	 * @throws {Error} what the database throws, or that it does not answer. The lines may be in the list.
	 */
	async record(lines: readonly string[], access: Access): Promise<Checked> {
		return await this.request('record', lines, access);
	}

	/** The same, but no line leaves the list. What was added is to be removed again: n8n cannot only read. */
	async lookUp(lines: readonly string[], access: Access): Promise<Checked> {
		return await this.request('lookUp', lines, access);
	}

	/**
	 * Makes sure that no other process overwrote what was recorded. Only reads where this process is alone.
	 *
	 * @returns in `added`, what was missing
	 */
	async confirm(lines: readonly string[], access: Access): Promise<Checked> {
		return await this.request('confirm', lines, access);
	}

	/** Removes lines that are in the list. */
	async remove(lines: readonly string[], access: Access): Promise<void> {
		await this.request('remove', lines, access);
	}

	private async request(kind: Kind, lines: readonly string[], access: Access): Promise<Checked> {
		return await new Promise((resolve, reject) => {
			this.requests.push({ kind, lines, access, resolve, reject });
			if (!this.isWorking) void this.work();
		});
	}

	/** One access at a time: n8n reads the list, adds to it and writes it. */
	private async work(): Promise<void> {
		this.isWorking = true;
		while (this.requests.length > 0) {
			const requests = this.requests.splice(0);
			const of = (...kinds: Kind[]) => requests.filter(({ kind }) => kinds.includes(kind));
			await this.removeAll(of('remove'));
			const unconfirmed = await this.confirmByLength(of('confirm'));
			// Earlier records come first: a line that was lost is still their own.
			await this.writeAll([...unconfirmed, ...of('record', 'lookUp')]);
		}
		this.isWorking = false;
	}

	private async removeAll(requests: ListRequest[]): Promise<void> {
		const lines = requests.flatMap((one) => one.lines);
		await this.inTime(requests, async ({ helpers }, length) => {
			await helpers.removeProcessed(lines, 'node', { mode: 'entries' });
			length.add(-lines.length, Infinity);
			for (const { resolve } of requests) resolve({ added: [], known: [] });
		});
	}

	/** @returns what only writing can confirm */
	private async confirmByLength(requests: ListRequest[]): Promise<ListRequest[]> {
		if (!this.length.isTrusted) return requests;
		let unconfirmed: ListRequest[] = [];
		await this.inTime(requests, async (access, length) => {
			if (!(await length.isRight(access))) unconfirmed = requests;
			else for (const one of requests) one.resolve({ added: [], known: [...one.lines] });
		});
		return unconfirmed;
	}

	private async writeAll(requests: ListRequest[]): Promise<void> {
		const lines = [...new Set(requests.flatMap((one) => one.lines))];
		await this.inTime(requests, async (access, length) => {
			const maxEntries = longest(requests, lines.length, length.lines);
			const options = { mode: 'entries', maxEntries } as const;
			const checked = await access.helpers.checkProcessedAndRecord(lines, 'node', options);
			length.add(checked.new.length, maxEntries);
			const added = new Set(checked.new.map(String));
			for (const one of requests) {
				const answer: Checked = { added: [], known: [] };
				// Where two ask for a line, the first one has added it.
				for (const line of one.lines) (added.delete(line) ? answer.added : answer.known).push(line);
				if (one.kind === 'confirm' && answer.added.length > 0) length.share();
				one.resolve(answer);
			}
			if (!length.isTrusted) await length.isRight(access);
		});
	}

	/** Only the access is timed, not the wait for it. After the time, others may start. */
	private async inTime(
		requests: ListRequest[],
		work: (access: Access, length: ExpectedLength) => Promise<void>,
	): Promise<void> {
		if (requests.length === 0) return;
		const [{ access }] = requests;
		const done = new AbortController();
		const late = access.clock.sleep(LONGEST_ACCESS, done.signal).then(() => {
			throw new Error('it does not answer');
		});
		try {
			await Promise.race([work(access, this.length), late]);
		} catch (error) {
			// A late answer must not change the new length.
			this.length = new ExpectedLength(this.length.seen);
			for (const { reject } of requests) reject(error);
		} finally {
			done.abort();
		}
	}
}

/**
 * How long the list may be once some lines are added.
 *
 * @param current undefined where it is not known
 */
function longest(requests: ListRequest[], added: number, current: number | undefined): number {
	const lookedUp = requests.flatMap(({ kind, lines }) => (kind === 'lookUp' ? lines : [])).length;
	if (current === undefined) return LEDGER_LINES + 2 * SLACK + lookedUp;
	const isTooLong = current + added - lookedUp > LEDGER_LINES + SLACK;
	return LEDGER_LINES + (isTooLong ? 0 : SLACK) + lookedUp;
}

/** By workflow and node. */
const lists = new Map<string, PurchaseList>();
