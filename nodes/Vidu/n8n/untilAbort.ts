/** Waits for a promise or a signal, whichever comes first. The work continues. @returns undefined after the signal */
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
