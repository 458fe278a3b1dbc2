/** What a promise gives, or undefined once a signal fires: that ends the wait, and not what is waited for. */
export async function untilAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
	let onAbort = () => {};
	const aborted = new Promise<undefined>((resolve) => {
		onAbort = () => resolve(undefined);
		signal.addEventListener('abort', onAbort);
		if (signal.aborted) onAbort();
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
