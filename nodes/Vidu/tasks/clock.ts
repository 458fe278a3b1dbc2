/** Time, as far as waiting needs it. Tests bring a virtual one. */
export interface Clock {
	/** Milliseconds since some fixed moment. */
	now(): number;
	/**
	 * Sleeps. Resolves early when the signal fires and never rejects: whoever sleeps asks the signal
	 * afterwards.
	 */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
