/** The part of a stream that is used here; n8n's rules allow no import of the stream's own types. */
export interface ByteStream extends AsyncIterable<Buffer> {
	destroy(error?: Error): void;
}

/** What was read of a body. */
export interface LimitedText {
	text: string;
	/** Why it is not whole: too long, too slow, or broken off. */
	problem?: string;
}

/**
 * Reads a body as text while it arrives, up to a limit: what comes after that is neither stored nor waited
 * for. Never throws and never outlives the signal, whatever the sender does: on n8n 2.x a destroyed body may
 * keep whoever reads it waiting, so the reading is raced against the signal.
 *
 * @param limit bytes, after n8n unpacked them
 * @param signal fires when time is up or the execution is stopped
 */
export async function readLimited(
	body: ByteStream,
	limit: number,
	signal: AbortSignal,
): Promise<LimitedText> {
	const pieces: Buffer[] = [];
	let length = 0;
	let problem: string | undefined;
	const reading = (async () => {
		for await (const piece of body) {
			if (signal.aborted) return;
			pieces.push(piece.subarray(0, limit - length));
			length += piece.length;
			if (length <= limit) continue;
			problem = `it is longer than ${limit} bytes`;
			return;
		}
	})();
	let stop = () => {};
	const aborted = new Promise<void>((resolve) => {
		stop = resolve;
		signal.addEventListener('abort', stop);
		if (signal.aborted) resolve();
	});
	try {
		await Promise.race([reading, aborted]);
		if (signal.aborted) problem ??= 'it did not end in time';
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		problem = signal.aborted ? 'it did not end in time' : `it broke off (${reason})`;
	} finally {
		signal.removeEventListener('abort', stop);
		reading.catch(() => {});
		body.destroy();
	}
	const text = Buffer.concat(pieces).toString('utf8');
	return { text: text.replace(/^\ufeff/, ''), ...(problem === undefined ? {} : { problem }) };
}
