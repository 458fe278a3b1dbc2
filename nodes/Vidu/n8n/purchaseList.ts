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

/** What an access found: lines that it added, and lines that were there. */
export interface Checked {
	added: string[];
	known: string[];
}

/** What a process knows of the length of the list. */
interface Count {
	/** How many lines it left there. */
	lines: number;
	/** After how many accesses it was right. */
	timesRight: number;
}

type Kind = 'record' | 'lookUp' | 'confirm' | 'remove';

/** Waits for the next access. */
interface Asked {
	kind: Kind;
	lines: readonly string[];
	access: Access;
	resolve: (checked: Checked) => void;
	reject: (error: unknown) => void;
}

/** Milliseconds after which the database counts as gone. */
const LONGEST_ACCESS = 10_000;

/**
 * A count that was right so often is trusted. Processes that begin together have met by then: where one adds as
 * many lines as it overwrites, the count does not show it.
 */
const TRUSTED = 40;

/**
 * A list of `LEDGER_LINES` grows by this many lines before it is cut, and by as many more where other
 * processes cut it: a list that always has one length hides what others add.
 */
const SLACK = 100;

/** The list of one node, for all executions of this process: what waits for an access shares the next one. */
export class PurchaseList {
	private asked: Asked[] = [];

	private isWorking = false;

	private count: Count | undefined;

	/** Whether another process was seen to write the list. */
	private isShared = false;

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
		return await this.ask('record', lines, access);
	}

	/** The same, but no line leaves the list. What was added is to be removed again: n8n cannot only read. */
	async lookUp(lines: readonly string[], access: Access): Promise<Checked> {
		return await this.ask('lookUp', lines, access);
	}

	/**
	 * Makes sure that no other process overwrote what was recorded. Only reads where this process is alone.
	 *
	 * @returns in `added`, what was missing
	 */
	async confirm(lines: readonly string[], access: Access): Promise<Checked> {
		return await this.ask('confirm', lines, access);
	}

	/** Removes lines that are in the list. */
	async remove(lines: readonly string[], access: Access): Promise<void> {
		await this.ask('remove', lines, access);
	}

	private async ask(kind: Kind, lines: readonly string[], access: Access): Promise<Checked> {
		return await new Promise((resolve, reject) => {
			this.asked.push({ kind, lines, access, resolve, reject });
			if (!this.isWorking) void this.work();
		});
	}

	/** One access at a time: n8n reads the list, adds to it and writes it. */
	private async work(): Promise<void> {
		this.isWorking = true;
		while (this.asked.length > 0) {
			const asked = this.asked.splice(0);
			const of = (...kinds: Kind[]) => asked.filter(({ kind }) => kinds.includes(kind));
			await this.serve(of('remove'), async (group) => await this.removeAll(group));
			let toWrite = of('confirm');
			if (isTrusted(this.count)) {
				const toRead = toWrite.splice(0);
				await this.serve(toRead, async (group) => {
					if (!(await this.isUntouched(group))) toWrite = group;
				});
			}
			// What was recorded before comes first: a line that was lost is still its own.
			const all = [...toWrite, ...of('record', 'lookUp')];
			await this.serve(all, async (group) => await this.checkAll(group));
		}
		this.isWorking = false;
	}

	/** Only the access is timed, not the wait for it. After the time, others may go on. */
	private async serve(group: Asked[], work: (group: Asked[]) => Promise<void>): Promise<void> {
		if (group.length === 0) return;
		try {
			await inTime(group[0].access.clock, work(group));
		} catch (error) {
			this.count = undefined;
			for (const { reject } of group) reject(error);
		}
	}

	private async removeAll(group: Asked[]): Promise<void> {
		const lines = group.flatMap((one) => one.lines);
		const { count } = this;
		await group[0].access.helpers.removeProcessed(lines, 'node', { mode: 'entries' });
		if (count !== undefined) count.lines -= lines.length;
		for (const { resolve } of group) resolve({ added: [], known: [] });
	}

	/** Whether nobody else wrote the list. */
	private async isUntouched(group: Asked[]): Promise<boolean> {
		if ((await countLines(group[0].access)) !== this.count?.lines) {
			this.share();
			return false;
		}
		for (const one of group) one.resolve({ added: [], known: [...one.lines] });
		return true;
	}

	private async checkAll(group: Asked[]): Promise<void> {
		const { helpers } = group[0].access;
		const lines = [...new Set(group.flatMap((one) => one.lines))];
		const { count } = this;
		const maxEntries = this.longest(group, lines.length);
		const options = { mode: 'entries', maxEntries } as const;
		const checked = await helpers.checkProcessedAndRecord(lines, 'node', options);
		if (count !== undefined) {
			count.lines = Math.min(count.lines + checked.new.length, maxEntries);
		}
		const added = new Set(checked.new.map(String));
		for (const one of group) {
			const answer: Checked = { added: [], known: [] };
			// Where two ask for a line, the first one has added it.
			for (const line of one.lines) (added.delete(line) ? answer.added : answer.known).push(line);
			if (one.kind === 'confirm' && answer.added.length > 0) this.share();
			one.resolve(answer);
		}
		await this.learn(group[0].access);
	}

	/** How long the list may be once some lines are added. */
	private longest(group: Asked[], added: number): number {
		const lookedUp = group.flatMap(({ kind, lines }) => (kind === 'lookUp' ? lines : [])).length;
		if (this.count === undefined) return LEDGER_LINES + 2 * SLACK + lookedUp;
		const isTooLong = this.count.lines + added - lookedUp > LEDGER_LINES + SLACK;
		return LEDGER_LINES + (isTooLong ? 0 : SLACK) + lookedUp;
	}

	/** Counts the list after an access, until the count is trusted or known to be useless. */
	private async learn(access: Access): Promise<void> {
		if (this.isShared || isTrusted(this.count)) return;
		const lines = await countLines(access);
		if (lines === undefined) return;
		this.count ??= { lines, timesRight: 0 };
		if (this.count.lines === lines) this.count.timesRight += 1;
		else this.share();
	}

	/** From the first time on that another process wrote the list, only writing makes sure. */
	private share(): void {
		this.isShared = true;
		this.count = undefined;
	}
}

const isTrusted = (count: Count | undefined): boolean =>
	count !== undefined && count.timesRight > TRUSTED;

/** Undefined where n8n cannot tell. */
async function countLines({ helpers }: Access): Promise<number | undefined> {
	if (typeof helpers.getProcessedDataCount !== 'function') return undefined;
	return await helpers.getProcessedDataCount('node', { mode: 'entries' });
}

async function inTime<T>(clock: Clock, answer: Promise<T>): Promise<T> {
	const done = new AbortController();
	const late = clock.sleep(LONGEST_ACCESS, done.signal).then(() => {
		throw new Error('it does not answer');
	});
	try {
		return await Promise.race([answer, late]);
	} finally {
		done.abort();
	}
}

/** By workflow and node. */
const lists = new Map<string, PurchaseList>();
