import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { digestOf } from '../tasks/purchase';
import { parseBaseUrl } from '../gateway/address';
import { redactor } from '../gateway/redact';
import type { Redact } from '../gateway/redact';
import { toJsonBytes } from '../gateway/jsonBytes';
import type { GatewayRequest, Send, GatewayResponse, NetworkError } from '../gateway/http';
import type { Clock } from '../tasks/clock';
import { decodeResponse, toNetworkError } from '../gateway/decode';
/** A way to the gateway and a digest of its address, or why there is none. */
export type Connection = { send: Send; gateway: string } | { problem: string };

/**
 * Opens the way to the gateway that the node's credential names. The key itself is added by the
 * credential, at the last moment. Never throws.
 */
export async function connect(context: IExecuteFunctions, clock: Clock): Promise<Connection> {
	try {
		const { apiKey, baseUrl, allowHttp } = await context.getCredentials('viduApi');
		const address = parseBaseUrl(String(baseUrl ?? ''), allowHttp === true);
		if ('problem' in address) return address;
		const { baseUrl: url } = address;
		const send = sendTo(context, clock, url, redactor(String(apiKey ?? '')));
		return { send, gateway: digestOf(url) };
	} catch (error) {
		return { problem: `The Vidu API credential cannot be used: ${(error as Error).message}` };
	}
}

function sendTo(
	context: IExecuteFunctions,
	clock: Clock,
	baseUrl: string,
	withoutKey: Redact,
): Send {
	return async (asked) =>
		await sendLimited(
			async (signal) => await request(context, baseUrl, asked, signal),
			{ clock, timeout: asked.timeout, stop: context.getExecutionCancelSignal() },
			withoutKey,
		);
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
		body: body && toJsonBytes(body),
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
	withoutKey: Redact,
): Promise<{ answer: GatewayResponse } | { noAnswer: NetworkError }> {
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
		return { answer: decodeResponse({ statusCode, headers, text, problem }, withoutKey) };
	} catch (error) {
		if (ending.signal.aborted) return { noAnswer: { code: 'ETIMEDOUT', message: 'timeout' } };
		return { noAnswer: toNetworkError(error, withoutKey) };
	} finally {
		stop?.removeEventListener('abort', end);
		// Closes the connection, whatever is still on its way.
		end();
		await over;
	}
}

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
