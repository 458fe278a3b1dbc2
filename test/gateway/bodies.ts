/** What did a client send as the body of its request? */

import type { IncomingMessage } from 'node:http';

/** docs/api/models.md, "Images": a request body of at most 20 MB. In bytes. */
export const MAX_POST_BYTES = 20 * 1024 * 1024;

/** A request body; `json` is undefined when the text is no JSON, or too long to be looked at. */
export interface PostBody {
	readonly text: string;
	readonly json: unknown;
	readonly tooLarge: boolean;
	/** How many there were, also of one that is too large. */
	readonly bytes: number;
}

/**
 * Reads a body to its end, even one that is too large: closing the connection early would cost
 * the client the answer that tells it so.
 *
 * @throws when the client goes away before the end
 */
export async function readPostBody(request: IncomingMessage): Promise<PostBody> {
	const pieces: Buffer[] = [];
	let bytes = 0;
	for await (const piece of request) {
		bytes += piece.length;
		if (bytes <= MAX_POST_BYTES) pieces.push(piece);
		else pieces.length = 0;
	}
	const text = Buffer.concat(pieces).toString('utf8');
	const tooLarge = bytes > MAX_POST_BYTES;
	return { text, json: tooLarge ? undefined : parsed(text), tooLarge, bytes };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
