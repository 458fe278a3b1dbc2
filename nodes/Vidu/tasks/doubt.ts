import type { PollVerdict } from '../gateway/judgePoll';

/**
 * Milliseconds for which the same doubtful answer has to come before the item ends with it. A missing task may
 * be replication lag (docs/api/http.md, "HTTP errors").
 */
const PATIENCE = { notFound: 30_000, doubtful: 60_000, withoutVideo: 30_000 } as const;

/** A doubtful answer that came again and again since a moment of the clock. */
export interface Doubt {
	type: keyof typeof PATIENCE;
	since: number;
	/** How often it came. */
	count: number;
}

/** The doubt after one more answer. Any other answer ends it. */
export function doubtAfter({ type }: PollVerdict, doubt: Doubt | undefined, now: number) {
	if (type !== 'notFound' && type !== 'doubtful' && type !== 'withoutVideo') return undefined;
	return doubt?.type === type
		? { ...doubt, count: doubt.count + 1 }
		: { type, since: now, count: 1 };
}

/** Whether an item ends with a doubt, because it came for long enough or the time is up. */
export const hasLasted = (doubt: Doubt | undefined, now: number, deadline: number): boolean =>
	doubt !== undefined && (now - doubt.since >= PATIENCE[doubt.type] || now >= deadline);
