import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { parseBaseUrl } from '../gateway/address';
import { decodeResponse, toNetworkError } from '../gateway/decode';
import type { GatewayRequest, GatewayResponse, NetworkError, SendRequest } from '../gateway/http';
import { toJsonBytes } from '../gateway/jsonBytes';
import { redactor } from '../gateway/redact';
import type { Redact } from '../gateway/redact';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import type { Clock } from '../tasks/clock';

/** The part of a stream that is used here; n8n's rules allow no import of the stream's own types. */
export interface ByteStream extends AsyncIterable<Buffer> {
	destroy(error?: Error): void;
}

/** An answer whose body is still arriving. */
export interface StreamResponse {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: ByteStream;
}

/**
 * Connects to the gateway that the node's credential names. The credential adds the key itself, at the last
 * moment. Never throws.
 *
 * @returns a way to send requests and the gateway's base URL
 */
export async function connect(
	context: IExecuteFunctions,
	clock: Clock,
): Promise<Result<{ send: SendRequest; gateway: string }>> {
	try {
		const { apiKey, baseUrl, allowHttp } = await context.getCredentials('viduApi');
		const address = parseBaseUrl(String(baseUrl ?? ''), allowHttp === true);
		if (!address.ok) return address;
		const gateway = address.value;
		const redact = redactor(String(apiKey ?? ''));
		const stop = context.getExecutionCancelSignal();
		const send: SendRequest = async (request) => {
			const sent = await sendLimited(
				async (signal) => await requestOf(context, gateway, request, signal),
				{ clock, timeout: request.timeout, stop },
				redact,
			);
			return 'response' in sent ? { response: { ...sent.response, baseUrl: gateway } } : sent;
		};
		return ok({ send, gateway });
	} catch (error) {
		return invalid(`The Vidu API credential cannot be used: ${(error as Error).message}`);
	}
}

async function requestOf(
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
		// As it arrives: an endless answer is cut off, not stored.
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	// n8n replaces a request's own signal by that of the execution: an accessor keeps this one.
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
 * back and has up to 1,048,576 characters (docs/api/models.md, "Common parameters").
 */
const MAX_RESPONSE = 1024 * 1024 + 64 * 1024;

/** What bounds a request. */
export interface SendLimits {
	clock: Clock;
	/** Milliseconds for the whole request: n8n's own timeout ends with the headers. */
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
	redact: Redact,
): Promise<{ response: GatewayResponse } | { networkError: NetworkError }> {
	const timedOut = { networkError: { code: 'ETIMEDOUT', message: 'timeout' } };
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
		if (response === undefined) return timedOut;
		const { statusCode, headers, body } = response;
		const { text, problem } = await readLimited(body, MAX_RESPONSE, ending.signal);
		return { response: decodeResponse({ statusCode, headers, text, problem }, redact) };
	} catch (error) {
		if (ending.signal.aborted) return timedOut;
		return { networkError: toNetworkError(error, redact) };
	} finally {
		stop?.removeEventListener('abort', end);
		// Closes the connection, whatever is still arriving.
		end();
		await over;
	}
}

/**
 * Reads a body as text while it arrives, up to a limit: what comes after that is neither stored nor waited
 * for. Never throws and never outlives the signal: on n8n 2.x a destroyed body may keep its reader waiting, so
 * the reading is raced against the signal.
 *
 * @param limit bytes, after n8n unpacked them
 * @param signal fires when time is up or the execution is stopped
 * @returns `problem`: why the text is not whole: too long, too slow, or broken off
 */
export async function readLimited(
	body: ByteStream,
	limit: number,
	signal: AbortSignal,
): Promise<{ text: string; problem?: string }> {
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
	const text = Buffer.concat(pieces)
		.toString('utf8')
		.replace(/^\ufeff/, '');
	return { text, ...(problem === undefined ? {} : { problem }) };
}
