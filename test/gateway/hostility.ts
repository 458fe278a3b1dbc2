/** What does an answer that means harm need, to be sent past HTTP's rules? */

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A hostile answer about to be sent. */
export interface Hostility {
	readonly response: ServerResponse;
	/** The status that the true answer has, or the one that was asked for. */
	readonly status: number;
	/** The headers of the true answer, without `Content-Length`. */
	readonly headers: Readonly<Record<string, string>>;
	/** The first megabyte of the true answer's body. */
	readonly body: Buffer;
	/** The key that came with the request; empty without one. */
	readonly key: string;
	/** Milliseconds between two bytes of an answer that drips. */
	readonly every: number;
	/** How long a long answer is, unpacked, in bytes; `otherwise` where nobody said. */
	readonly length: (otherwise: number) => number;
	/** Fires when the client has gone, or the gateway closes. */
	readonly over: AbortSignal;
}

/** Sends an answer. Resolves when nothing more is sent, and rejects at most because the client left. */
export type SendHostile = (hostility: Hostility) => Promise<void> | void;

export type Piece = Buffer | string;

/** The connection of an answer, to write to as it is. */
export function connectionOf({ response }: Pick<Hostility, 'response'>): Socket {
	if (!response.socket) throw new Error('the client has gone');
	return response.socket;
}

/** Writes bytes as they are. */
export function write(hostility: Hostility, ...pieces: Piece[]): void {
	for (const piece of pieces) connectionOf(hostility).write(piece);
}

/** Writes bytes as they are, and ends the connection. */
export function end(hostility: Hostility, ...pieces: Piece[]): void {
	write(hostility, ...pieces);
	connectionOf(hostility).end();
}

/** The head of an answer as it goes over the wire, without the empty line at its end. */
export function openHead(
	{ status, headers }: Pick<Hostility, 'status' | 'headers'>,
	more: Readonly<Record<string, string>> = {},
): string {
	const lines = Object.entries({ ...headers, ...more }).map(([name, value]) => `${name}: ${value}`);
	return [`HTTP/1.1 ${status} OK`, ...lines, ''].join('\r\n');
}

/** The same with that line. */
export const headOf = (...args: Parameters<typeof openHead>): string => `${openHead(...args)}\r\n`;

/** Writes pieces no faster than the client takes them, the last one for ever. */
export async function pour(hostility: Hostility, ...pieces: Piece[]): Promise<void> {
	const socket = connectionOf(hostility);
	for (const piece of forEver(pieces)) {
		if (hostility.over.aborted || socket.destroyed) return;
		if (!socket.write(piece)) await once(socket, 'drain', { signal: hostility.over });
	}
}

/** Writes pieces byte by byte, the last one for ever. */
export async function drip(hostility: Hostility, ...pieces: Piece[]): Promise<void> {
	const socket = connectionOf(hostility);
	for (const piece of forEver(pieces)) {
		for (const byte of Buffer.from(piece as string)) {
			await wait(hostility.every, undefined, { signal: hostility.over });
			if (socket.destroyed) return;
			socket.write(Buffer.of(byte));
		}
	}
}

function* forEver(pieces: Piece[]): Generator<Piece> {
	yield* pieces;
	for (;;) yield pieces[pieces.length - 1];
}
