/** May this key buy another task now? */

import { Refusal } from './codes';

/** A limit on creations per key, over a sliding window; there are no documented numbers. */
export interface RateLimit {
	/** How many creations a window allows; refused ones (429) do not count. */
	readonly creates: number;
	/** The length of the window in seconds. */
	readonly perSeconds: number;
	/** The `Retry-After` of the refusal in seconds; without it the header is not sent. */
	readonly retryAfterSeconds?: number;
}

/** The recent creations of all keys. */
export class Limits {
	private readonly starts = new Map<string, number[]>();

	constructor(private readonly rate?: RateLimit) {}

	/**
	 * Notes a creation of a key.
	 *
	 * @param now in milliseconds since 1970
	 * @throws {Refusal} 429 (docs/api/http.md: "rate limit exceeded")
	 */
	noteCreate(key: string, now: number): void {
		if (!this.rate) return;
		const { creates, perSeconds, retryAfterSeconds: after } = this.rate;
		const recent = (this.starts.get(key) ?? []).filter((at) => at > now - perSeconds * 1000);
		this.starts.set(key, recent);
		if (recent.length >= creates) {
			const headers: Record<string, string> =
				after === undefined ? {} : { 'Retry-After': String(after) };
			throw new Refusal(429, 'rate limit exceeded', undefined, headers);
		}
		recent.push(now);
	}

	/** Forgets everything. */
	clear(): void {
		this.starts.clear();
	}
}
