/** What is an answer before it is sent, how is it sent, and to which request? */

import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Bytes of a known number, made when they are asked for. */
export interface Body {
	/** In bytes. */
	readonly size: number;
	/** The bytes from `start` up to `end` (not included), in pieces of any length. */
	readonly read: (start: number, end: number) => Iterable<Buffer>;
}

/** A whole answer, not yet sent. `Content-Length` is added when it is. */
export interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Body;
	/** Milliseconds to wait before it is sent. */
	readonly delay?: number;
}

/** Where an answer goes, and the note of it: `entry.status` is set when its head is sent. */
export interface Exchange {
	readonly response: ServerResponse;
	readonly entry: { status: number };
}

/** The API key of `Authorization: Bearer <key>`, if the header has that form. */
export const bearerKey = (request: IncomingMessage): string | undefined =>
	/^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];

/** The path and query asked for; never throws. */
export function targetOf(request: IncomingMessage): URL {
	const target = request.url ?? '/';
	return new URL(`http://local${target.startsWith('/') ? target : '/'}`);
}

/** A body of bytes that are already there. */
export function bytesBody(bytes: Buffer): Body {
	return { size: bytes.length, read: (start, end) => [bytes.subarray(start, end)] };
}

/** An answer that carries a value as JSON. */
export function jsonReply(
	status: number,
	value: unknown,
	headers: Readonly<Record<string, string>> = {},
): Reply {
	return {
		status,
		headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
		body: bytesBody(Buffer.from(JSON.stringify(value))),
	};
}

/** An answer that carries a text. */
export function textReply(
	status: number,
	text: string,
	headers: Readonly<Record<string, string>> = {},
): Reply {
	return {
		status,
		headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
		body: bytesBody(Buffer.from(text)),
	};
}

/**
 * Sends an answer whole, no faster than the client takes it. A client that goes away early is no
 * error.
 */
export async function send({ response, entry }: Exchange, reply: Reply): Promise<void> {
	const { status, headers, body } = reply;
	if (response.destroyed) return;
	entry.status = status;
	response.writeHead(status, { ...headers, 'Content-Length': body.size });
	// Node drops the body of an answer to HEAD, but only after it has been made.
	if (response.req.method === 'HEAD' || body.size === 0) {
		response.end();
		return;
	}
	await pipeline(Readable.from(body.read(0, body.size)), response).catch(gone);
}

/**
 * Sends the head of an answer and the first bytes of its body, and leaves the connection open.
 *
 * @param bytes how many, at most the whole body
 * @param announced whether to send `Content-Length`, with the length of the whole body
 * @returns when the operating system has taken the bytes
 */
export async function sendPart(
	{ response, entry }: Exchange,
	{ status, headers, body }: Reply,
	bytes: number,
	announced: boolean,
): Promise<void> {
	if (response.destroyed) return;
	entry.status = status;
	// Without a length the end of the connection is to be the end of the body.
	if (!announced) response.useChunkedEncodingByDefault = false;
	response.writeHead(status, { ...headers, ...(announced && { 'Content-Length': body.size }) });
	response.flushHeaders();
	const closed = once(response, 'close');
	for (const piece of body.read(0, Math.min(bytes, body.size))) {
		const written = new Promise<void>((resolve) => response.write(piece, () => resolve()));
		await Promise.race([written, closed]);
		if (response.destroyed) return;
	}
}

function gone(error: NodeJS.ErrnoException): void {
	const left = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE'];
	if (!left.includes(error.code ?? '')) throw error;
}
