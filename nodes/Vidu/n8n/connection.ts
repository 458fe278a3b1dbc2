import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { digestOf } from '../digest';
import { readBaseUrl } from '../gateway/address';
import { readAnswered, readNoAnswer } from '../gateway/answers';
import { hideKey } from '../gateway/hideKey';
import type { HideKey } from '../gateway/hideKey';
import { encodeBody } from '../gateway/inlineImage';
import type { GatewayRequest, Send } from '../gateway/send';
import type { Clock } from '../tasks/clock';
import { readLimited } from './limitedRead';
import type { ByteStream } from './limitedRead';

/** A way to the gateway and a digest of its address, or why there is none. */
export type Connection = { send: Send; gateway: string } | { problem: string };

/**
 * Bytes that are read of an answer: 1 MB, and room for a task around the longest payload, which may come
 * back and has up to 1048576 characters (text-to-video.txt, extend.txt).
 */
const LONGEST_ANSWER = 1024 * 1024 + 64 * 1024;

/**
 * Opens the way to the gateway that the node's credential names. The key itself is added by the
 * credential, at the last moment. Never throws.
 */
export async function connect(context: IExecuteFunctions, clock: Clock): Promise<Connection> {
	try {
		const { apiKey, baseUrl, allowHttp } = await context.getCredentials('viduApi');
		const address = readBaseUrl(String(baseUrl ?? ''), allowHttp === true);
		if ('problem' in address) return address;
		const { baseUrl: url } = address;
		const send = sendTo(context, clock, url, hideKey(String(apiKey ?? '')));
		return { send, gateway: digestOf(url) };
	} catch (error) {
		return { problem: `The Vidu API credential cannot be used: ${(error as Error).message}` };
	}
}

interface StreamResponse {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: ByteStream;
}

function sendTo(
	context: IExecuteFunctions,
	clock: Clock,
	baseUrl: string,
	withoutKey: HideKey,
): Send {
	return async (asked) => {
		const ending = new AbortController();
		const end = () => ending.abort();
		const stop = context.getExecutionCancelSignal();
		if (stop?.aborted) end();
		stop?.addEventListener('abort', end);
		// n8n's own timeout counts no time once the headers are there.
		const over = clock.sleep(asked.timeout, ending.signal).then(end);
		try {
			const sent = request(context, baseUrl, asked, ending.signal);
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
	};
}

async function request(
	context: IExecuteFunctions,
	baseUrl: string,
	{ method, path, body, timeout }: GatewayRequest,
	signal: AbortSignal,
): Promise<StreamResponse> {
	const options: IHttpRequestOptions = {
		method,
		url: `${baseUrl}${path}`,
		headers: {
			Accept: 'application/json',
			'Content-Type': 'application/json',
			'Accept-Encoding': 'identity',
		},
		body: body === undefined ? undefined : encodeBody(body),
		timeout,
		// As it arrives: an answer without end is cut off, not stored.
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	// n8n puts the execution's signal in the place of a request's own, which would end with nothing else:
	// an accessor keeps this one.
	Object.defineProperty(options, 'abortSignal', {
		enumerable: true,
		get: () => signal,
		set: () => {},
	});
	const { httpRequestWithAuthentication } = context.helpers;
	return (await httpRequestWithAuthentication.call(context, 'viduApi', options)) as StreamResponse;
}
