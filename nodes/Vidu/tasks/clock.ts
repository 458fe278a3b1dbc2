/** The time that waiting needs. Tests bring a virtual one. */
export interface Clock {
	/** Milliseconds since some fixed moment. */
	now(): number;
	/**
	 * Sleeps. Resolves early when the signal fires and never rejects: the caller checks the signal
	 * afterwards.
	 */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
