/** Which hostile answers can the gateway send? */

import { setMaxListeners } from 'node:events';
import { HOSTILE_BODIES, HOSTILE_KEYS } from './hostileBodies';
import { HOSTILE_BOMBS } from './hostileBombs';
import { HOSTILE_FILES } from './hostileFiles';
import { HOSTILE_ON_THE_WIRE } from './hostileWire';
import type { SendHostile } from './hostility';
import { bearerKey, type Exchange, type Reply } from './replies';

const OF_BOTH = { ...HOSTILE_BOMBS, ...HOSTILE_ON_THE_WIRE };
const OF_THE_API = { ...HOSTILE_BODIES, ...HOSTILE_KEYS, ...OF_BOTH };
const OF_THE_FILES = { ...HOSTILE_FILES, ...OF_BOTH };
const ALL: Record<HostileName, SendHostile> = { ...OF_THE_API, ...OF_THE_FILES };

/** The name of a hostile answer. */
export type HostileName = keyof typeof OF_THE_API | keyof typeof OF_THE_FILES;

const names = (answers: object) => Object.keys(answers) as HostileName[];
/** Those for a creation, a poll or an estimate. */
export const HOSTILE_API_ANSWERS: readonly HostileName[] = names(OF_THE_API);
/** Those for the file host. */
export const HOSTILE_FILE_ANSWERS: readonly HostileName[] = names(OF_THE_FILES);

/** Asks for a hostile answer. The request is processed: a creation buys its task. */
export interface HostileFault {
	readonly type: 'hostile';
	readonly answer: HostileName;
	/** HTTP status instead of the true one, where the answer has a whole status line. */
	readonly status?: number;
	/** Milliseconds between two bytes of an answer that drips; 1,000 by default. */
	readonly every?: number;
	/** How long a long answer is, unpacked, in bytes; by default each has its own. */
	readonly bytes?: number;
}

const MEGABYTE = 2 ** 20;

/**
 * Sends a hostile answer. It stops when the client closes the connection.
 *
 * @param reply the true answer, from which most are made
 * @param closing ends it as well
 * @returns when nothing more will be sent
 */
export async function sendHostile(
	fault: HostileFault,
	{ response, entry }: Exchange,
	reply: Reply,
	closing: AbortSignal,
): Promise<void> {
	const { socket } = response;
	if (!socket || response.destroyed) return;
	const ending = new AbortController();
	setMaxListeners(0, ending.signal);
	const end = () => ending.abort();
	response.once('close', end);
	if (closing.aborted) end();
	closing.addEventListener('abort', end);
	entry.status = fault.status ?? reply.status;
	try {
		await ALL[fault.answer]({
			response,
			status: entry.status,
			headers: reply.headers,
			body: Buffer.concat([...reply.body.read(0, Math.min(reply.body.size, MEGABYTE))]),
			key: bearerKey(response.req) ?? '',
			every: fault.every ?? 1_000,
			length: (otherwise) => fault.bytes ?? otherwise,
			over: ending.signal,
		});
	} catch (error) {
		// A client that leaves is no error.
		if (!ending.signal.aborted && !socket.destroyed) throw error;
	} finally {
		closing.removeEventListener('abort', end);
	}
}
