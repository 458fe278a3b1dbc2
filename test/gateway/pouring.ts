/** How are bytes sent past HTTP's rules, as fast as they are taken or one at a time? */

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** The connection of an answer, to write to as it is. */
export function connectionOf(response: ServerResponse): Socket {
	if (!response.socket) throw new Error('the client has gone');
	return response.socket;
}

/** The head of an answer as it goes over the wire, without the empty line at its end. */
export function headText(status: number, headers: Readonly<Record<string, string>>): string {
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
	return `HTTP/1.1 ${status} OK\r\n${lines.join('')}`;
}

/** Writes pieces no faster than the client takes them, until there are none or `over` fires. */
export async function pour(
	socket: Socket,
	pieces: Iterable<Buffer | string>,
	over: AbortSignal,
): Promise<void> {
	for (const piece of pieces) {
		if (over.aborted || socket.destroyed) return;
		if (!socket.write(piece)) await once(socket, 'drain', { signal: over });
	}
}

/** Writes one byte after the other, `every` milliseconds, until there are none or `over` fires. */
export async function drip(
	socket: Socket,
	pieces: Iterable<Buffer | string>,
	every: number,
	over: AbortSignal,
): Promise<void> {
	for (const piece of pieces) {
		for (const byte of Buffer.from(piece as string)) {
			await wait(every, undefined, { signal: over });
			if (socket.destroyed) return;
			socket.write(Buffer.of(byte));
		}
	}
}

/** First these pieces, then the last one for ever. */
export function* forEver(...pieces: Array<Buffer | string>): Generator<Buffer | string> {
	yield* pieces;
	for (;;) yield pieces[pieces.length - 1];
}
