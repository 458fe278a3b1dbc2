import { blindLookAfter } from './blindLooks';
import { OWN_CREDIT } from './lookByRecent';
import { outlookOf } from './outlook';
import type { Ended, Outlook } from './outlook';

/*
 * How long recent tasks took, kept in the process and nowhere else: by gateway, model, duration and
 * resolution, and nothing of prompts, IDs or keys.
 *
 * A task of a kind that is known is looked at seldom before its end is likely. Should it end there all the
 * same, it is seen late. So that this never costs more than it saves, each task that is remembered brings a
 * credit: 5 % of what it took, and what it was seen sooner than without the memory. A task that is seen
 * late is paid with the credit of those that were wrong, which are forgotten. In sum over tasks one after
 * the other, whatever they take, none of this makes them wait more than 5 % of their durations longer.
 */

/** Tasks of a kind that are remembered. */
const MOST_ENDED = 12;
/** Kinds that are remembered. */
const MOST_KINDS = 300;
/** Milliseconds after which a task is forgotten: models and their load change. */
const LONGEST_MEMORY = 7 * 24 * 3_600_000;
/** Milliseconds after which it gives no credit any more, only a hint. */
const LONGEST_CREDIT = 6 * 3_600_000;

interface Remembered extends Ended {
	/** Milliseconds since 1970. */
	at: number;
}

/** Remembers how tasks ended. Times in milliseconds. */
export class RecentDurations {
	/** By kind; the one that was used last comes last. */
	private readonly kinds = new Map<
		string,
		{ ended: Remembered[]; outlook: Outlook; until: number }
	>();

	/**
	 * What is known of a kind; undefined when that is nothing.
	 *
	 * @param now milliseconds since 1970
	 */
	about(kind: string, now: number): Outlook | undefined {
		const known = this.kinds.get(kind);
		if (known !== undefined && now < known.until) {
			this.kinds.delete(kind);
			this.kinds.set(kind, known);
			return known.outlook;
		}
		return known && this.keep(kind, known.ended, now);
	}

	/**
	 * Remembers a task of which this process saw the whole life.
	 *
	 * @param from age at which it was last seen running; 0 when it never was
	 * @param to age at which it was seen ended
	 * @param isByMemory whether the looks at it followed the memory: progress, or an interval of the user's
	 * own, may see an end sooner as well, and what that saves is no credit
	 */
	note(kind: string, from: number, to: number, now: number, isByMemory = true): void {
		if (!(from >= 0 && to > from && Number.isFinite(to))) return;
		const ended = this.kinds.get(kind)?.ended ?? [];
		// The first one was not looked at otherwise than without a memory.
		const sooner = ended.length === 0 || !isByMemory ? 0 : blindLookAfter(from) - to;
		const credit = OWN_CREDIT * from + sooner;
		const kept = credit < 0 ? paid(ended, from, -credit) : ended;
		this.keep(kind, [...kept, { from, to, credit: Math.max(0, credit), at: now }], now);
	}

	private keep(kind: string, all: readonly Remembered[], now: number): Outlook | undefined {
		const ended = all
			.filter(({ at }) => now - at < LONGEST_MEMORY)
			.slice(-MOST_ENDED)
			.map((one) => (now - one.at < LONGEST_CREDIT ? one : { ...one, credit: 0 }));
		this.kinds.delete(kind);
		if (ended.length === 0) return undefined;
		const outlook = outlookOf(ended);
		const ends = ended.flatMap(({ at }) => [at + LONGEST_CREDIT, at + LONGEST_MEMORY]);
		const until = Math.min(...ends.filter((end) => end > now));
		this.kinds.set(kind, { ended, outlook, until });
		for (const oldest of [...this.kinds.keys()].slice(0, -MOST_KINDS)) this.kinds.delete(oldest);
		return outlook;
	}
}

/** What is left of the remembered ones when the oldest that misled have paid for a late look. */
function paid(ended: readonly Remembered[], from: number, late: number): Remembered[] {
	let debt = late;
	return ended.filter((one) => {
		if (one.from <= from || debt <= 0) return true;
		debt -= one.credit;
		return false;
	});
}

/** What this process knows. Every worker of a queue learns it for itself. */
export const recentDurations = new RecentDurations();
