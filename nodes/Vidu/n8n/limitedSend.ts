import { readAnswered, readNoAnswer } from '../gateway/answers';
import type { HideKey } from '../gateway/hideKey';
import type { GatewayAnswer, NoAnswer } from '../gateway/send';
import type { Clock } from '../tasks/clock';
import { readLimited } from './limitedRead';
import type { ByteStream } from './limitedRead';

/**
 * Bytes that are read of an answer: 1 MB, and room for a task around the longest payload, which may come
 * back and has up to 1048576 characters (text-to-video.txt, extend.txt).
 */
const LONGEST_ANSWER = 1024 * 1024 + 64 * 1024;

/** An answer whose body is still on its way. */
export interface StreamResponse {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: ByteStream;
}

/** What bounds a request. */
export interface SendLimits {
	clock: Clock;
	/** Milliseconds for the whole request: n8n's own timeout counts no time once the headers are there. */
	timeout: number;
	/** Ends it early. */
	stop?: AbortSignal;
}

/**
 * Sends a request and reads its answer up to a limit, within its time. Never throws.
 *
 * @param request begins it; the signal fires when it is given up, and at its end
 */
export async function sendLimited(
	request: (signal: AbortSignal) => Promise<StreamResponse>,
	{ clock, timeout, stop }: SendLimits,
	withoutKey: HideKey,
): Promise<{ answer: GatewayAnswer } | { noAnswer: NoAnswer }> {
	const ending = new AbortController();
	const end = () => ending.abort();
	if (stop?.aborted) end();
	stop?.addEventListener('abort', end);
	const over = clock.sleep(timeout, ending.signal).then(end);
	try {
		const sent = request(ending.signal);
		// An answer that begins after it was given up is let go.
		sent.then(
			({ body }) => ending.signal.aborted && body.destroy(),
			() => {},
		);
		const response = await Promise.race([sent, over]);
		if (response === undefined) return { noAnswer: { code: 'ETIMEDOUT', message: 'timeout' } };
		const { statusCode, headers, body } = response;
		const { text, problem } = await readLimited(body, LONGEST_ANSWER, ending.signal);
		return { answer: readAnswered({ statusCode, headers, text, problem }, withoutKey) };
	} catch (error) {
		if (ending.signal.aborted) return { noAnswer: { code: 'ETIMEDOUT', message: 'timeout' } };
		return { noAnswer: readNoAnswer(error, withoutKey) };
	} finally {
		stop?.removeEventListener('abort', end);
		// Closes the connection, whatever is still on its way.
		end();
		await over;
	}
}
