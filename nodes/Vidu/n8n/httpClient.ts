import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { readCredential } from '../gateway/credential';
import { decodeResponse } from '../gateway/decode';
import type { GatewayRequest, NetworkError, SendRequest, SentRequest } from '../gateway/http';
import { toJsonBytes } from '../gateway/jsonBytes';
import { NOT_ALLOWED, toNetworkError } from '../gateway/networkError';
import { redactor } from '../gateway/redact';
import type { Redact } from '../gateway/redact';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import type { Clock } from '../tasks/clock';
import { messageOf } from '../text';
import { untilAbort } from './untilAbort';

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
 * Makes what sends requests to the gateway that the node's credential names. The credential adds the key itself,
 * at the last moment. Never throws.
 *
 * @returns the sender, and the gateway's base URL
 */
export async function makeSender(
	context: IExecuteFunctions,
	clock: Clock,
): Promise<Result<{ send: SendRequest; gateway: string }>> {
	try {
		const read = readCredential(await context.getCredentials('viduApi'));
		if (!read.ok) return read;
		const { apiKey, baseUrl: gateway } = read.value;
		const redact = redactor(apiKey);
		const stop = context.getExecutionCancelSignal();
		const send: SendRequest = async ({ body, ...request }) => {
			const sent = body && toJsonBytes(body);
			// An answer may repeat its request, with twice the bytes where it escapes them.
			const most = MAX_RESPONSE + 2 * lengthOf(sent);
			const begin = async (signal: AbortSignal) =>
				await requestOf(context, gateway, request, sent, { signal, stop });
			const limits = { clock, timeout: request.timeout, most, baseUrl: gateway };
			if (request.outlivesStop !== true || stop?.aborted !== false) {
				return await sendLimited(begin, { ...limits, stop }, redact);
			}
			const late = sendLimited(begin, limits, redact);
			return (await untilAbort(late, stop)) ?? { networkError: TIMED_OUT, late };
		};
		return ok({ send, gateway });
	} catch (error) {
		return invalid(`The Vidu (Vtrix) API credential cannot be used: ${messageOf(error)}`);
	}
}

const TIMED_OUT: NetworkError = { code: 'ETIMEDOUT', message: 'timeout' };

const lengthOf = (body: object | undefined): number =>
	Buffer.isBuffer(body) ? body.length : Buffer.byteLength(JSON.stringify(body ?? ''));

async function requestOf(
	context: IExecuteFunctions,
	baseUrl: string,
	{ method, path, timeout }: GatewayRequest,
	body: object | undefined,
	{ signal, stop }: { signal: AbortSignal; stop: AbortSignal | undefined },
): Promise<StreamResponse> {
	const options: IHttpRequestOptions = {
		method,
		url: `${baseUrl}${path}`,
		headers: {
			Accept: 'application/json',
			'Content-Type': 'application/json',
			'Accept-Encoding': 'identity',
		},
		body,
		timeout,
		// As it arrives: an endless answer is cut off, not stored.
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	// n8n replaces a request's own signal by that of the execution: an accessor keeps this one. n8n reads the
	// credential from its database before it gets here: what was stopped meanwhile is not sent.
	Object.defineProperty(options, 'abortSignal', {
		enumerable: true,
		get: () => {
			if (stop?.aborted) throw Object.assign(new Error('stopped'), { code: NOT_ALLOWED });
			return signal;
		},
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

/** Bytes at the end of a longer answer that are kept: they may name a task. */
const END = 16 * 1024;

/** The limits of a request, its clock and the gateway's base URL. */
interface SendLimits {
	clock: Clock;
	/** Milliseconds for the whole request: n8n's own timeout ends with the headers. */
	timeout: number;
	/** Ends it early. */
	stop?: AbortSignal;
	/** Bytes after which the end of its answer is not waited for. */
	most?: number;
	/** The gateway's, with which a relative URL in its answer is joined. */
	baseUrl?: string;
}

/**
 * Sends a request and reads its answer up to a limit, within its time. Never throws.
 *
 * @param request begins it; the signal fires when it is given up, and at its end
 */
export async function sendLimited(
	request: (signal: AbortSignal) => Promise<StreamResponse>,
	{ clock, timeout, stop, most, baseUrl }: SendLimits,
	redact: Redact,
): Promise<SentRequest> {
	const timedOut = { networkError: TIMED_OUT };
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
		const read = await readLimited(body, MAX_RESPONSE, ending.signal, most);
		const decoded = decodeResponse({ statusCode, headers, ...read }, redact);
		return { response: { ...decoded, baseUrl } };
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
 * Reads a body as text while it arrives, up to a limit. Of what comes after that only the last bytes are kept.
 * Never throws and never outlives the signal: on n8n 2.x a destroyed body may keep its reader waiting, so the
 * reading is raced against the signal.
 *
 * @param limit bytes, after n8n unpacked them
 * @param signal fires when time is up or the execution is stopped
 * @param most bytes after which the end is not waited for
 * @returns `problem`: why the text is not whole: too long, too slow, or broken off; `end`: the last characters
 * of an answer that is too long
 */
export async function readLimited(
	body: ByteStream,
	limit: number,
	signal: AbortSignal,
	most = limit,
): Promise<{ text: string; problem?: string; end?: string }> {
	const pieces: Buffer[] = [];
	let last: Buffer = Buffer.alloc(0);
	let length = 0;
	let hasEnded = false;
	let problem: string | undefined;
	const reading = (async () => {
		for await (const piece of body) {
			if (signal.aborted) return;
			if (length < limit) pieces.push(piece.subarray(0, limit - length));
			length += piece.length;
			if (length <= limit) continue;
			problem = `it is longer than ${limit} bytes`;
			if (length > most) return;
			last =
				piece.length < END ? Buffer.concat([last, piece]).subarray(-END) : piece.subarray(-END);
		}
		hasEnded = true;
	})();
	try {
		await untilAbort(reading, signal);
		if (signal.aborted) problem ??= 'it did not end in time';
	} catch (error) {
		problem = signal.aborted ? 'it did not end in time' : `it broke off (${messageOf(error)})`;
	} finally {
		body.destroy();
	}
	const bytes = Buffer.concat(pieces);
	const encoding = encodingOf(bytes);
	const text = new TextDecoder(encoding).decode(bytes);
	if (problem === undefined) return { text };
	return hasEnded
		? { text, problem, end: new TextDecoder(encoding).decode(last) }
		: { text, problem };
}

/** The encoding of JSON, whose first two characters are ASCII. */
function encodingOf([a, b, c, d]: Buffer): string {
	if ((a === 0xff && b === 0xfe) || (a > 0 && b === 0 && c > 0 && d === 0)) return 'utf-16le';
	if ((a === 0xfe && b === 0xff) || (a === 0 && b > 0 && c === 0 && d > 0)) return 'utf-16be';
	return 'utf-8';
}
