/** What can go wrong on request, and what does the client get then? */

import { setTimeout as wait } from 'node:timers/promises';
import { sendHostile, type HostileFault } from './hostile';
import {
	bytesBody,
	jsonReply,
	send,
	sendPart,
	textReply,
	type Exchange,
	type Reply,
} from './replies';

/** A request for which a fault may be chosen. */
export interface FaultRequest {
	readonly kind: 'create' | 'estimate' | 'poll' | 'file';
	/** How many requests of this kind came before this one. */
	readonly n: number;
	/** The task that is polled, or whose video is fetched. */
	readonly taskId?: string;
	/** The body of a creation or an estimate: the parsed JSON, or the text if it is none. */
	readonly body?: unknown;
	/** Without the query. */
	readonly path: string;
}

/** A made-up HTTP answer. A text body is sent as HTML unless `headers` say otherwise. */
interface StatusFault {
	readonly status: number;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

/** "Processed" means that a creation buys its task before things go wrong. */
export type Fault =
	/** This answer instead of processing. */
	| ({ readonly type: 'status' } & StatusFault)
	/** Processed, then this answer instead of the true one. */
	| ({ readonly type: 'status-after' } & StatusFault)
	/** Connection reset before, or after, processing; no answer. */
	| { readonly type: 'reset' | 'reset-after' }
	/** Never answered, without or with processing. */
	| { readonly type: 'stall' | 'stall-after' }
	/** Processed, then HTTP 200 with the first half of the true body. */
	| { readonly type: 'garble' }
	/** Processed and answered after that many milliseconds. */
	| { readonly type: 'delay'; readonly ms: number }
	/** A redirection, HTTP 302 unless told, instead of processing. */
	| { readonly type: 'redirect'; readonly location: string; readonly status?: number }
	/**
	 * Only that many bytes of the body, then the connection is closed: with the true length
	 * announced (the default), or with none, so that the client cannot notice.
	 */
	| {
			readonly type: 'truncate';
			readonly bytes: number;
			readonly contentLength?: 'true' | 'none';
	  }
	/** HTTP 200 with an HTML error page. */
	| { readonly type: 'html' }
	/** HTTP 200 with no bytes, of the true content type. */
	| { readonly type: 'empty' }
	/** That many bytes of the body, then nothing more. */
	| { readonly type: 'stall-body'; readonly bytes: number }
	/** That many bytes of the body, then the connection is reset (late bytes may be lost). */
	| { readonly type: 'reset-body'; readonly bytes: number }
	/** Processed, then an answer that means harm: see `hostile.ts`. */
	| HostileFault;

/** Chooses the fault of a request, or none. */
export type FaultFunction = (request: FaultRequest) => Fault | undefined;

const ERROR_PAGE =
	'<!DOCTYPE html><html><head><title>Error</title></head><body>An error occurred.</body></html>';

/**
 * Answers a request, with or without a fault.
 *
 * @param process does what the request asks for and gives the true answer; called at most once
 * @param closing ends the waiting of delayed answers
 */
export async function answer(
	fault: Fault | undefined,
	exchange: Exchange,
	process: () => Reply,
	closing: AbortSignal,
): Promise<void> {
	if (!fault) {
		const reply = process();
		if (reply.delay) await wait(reply.delay, undefined, { signal: closing });
		return await send(exchange, reply);
	}
	switch (fault.type) {
		case 'status':
			return await send(exchange, statusReply(fault));
		case 'status-after':
			process();
			return await send(exchange, statusReply(fault));
		case 'redirect':
			return await send(exchange, textReply(fault.status ?? 302, '', { Location: fault.location }));
		case 'reset-after':
			process();
			return reset(exchange);
		case 'reset':
			return reset(exchange);
		case 'stall-after':
			process();
			return;
		case 'stall':
			return;
		case 'delay':
			// Real servers do not notice in time that a client has left, so neither does this.
			await wait(fault.ms, undefined, { signal: closing });
			return await send(exchange, process());
		case 'hostile':
			return await sendHostile(fault, exchange, process(), closing);
		default:
			return await spoil(fault, exchange, process());
	}
}

type BodyFault = Extract<
	Fault,
	{ type: 'garble' | 'html' | 'empty' | 'truncate' | `${string}-body` }
>;

async function spoil(fault: BodyFault, exchange: Exchange, reply: Reply): Promise<void> {
	switch (fault.type) {
		case 'garble': {
			const half = Buffer.concat([...reply.body.read(0, reply.body.size >> 1)]);
			return await send(exchange, { ...reply, status: 200, body: bytesBody(half) });
		}
		case 'html':
			return await send(exchange, textReply(200, ERROR_PAGE));
		case 'empty':
			return await send(exchange, { ...reply, status: 200, body: bytesBody(Buffer.alloc(0)) });
		case 'stall-body':
			return await sendPart(exchange, reply, fault.bytes, true);
		case 'reset-body':
			await sendPart(exchange, reply, fault.bytes, true);
			return reset(exchange);
		case 'truncate':
			await sendPart(exchange, reply, fault.bytes, fault.contentLength !== 'none');
			if (fault.contentLength === 'none') exchange.response.end();
			else exchange.response.socket?.destroy();
	}
}

function statusReply({ status, body, headers }: StatusFault): Reply {
	if (body === undefined) return textReply(status, '', headers);
	return typeof body === 'string'
		? textReply(status, body, headers)
		: jsonReply(status, body, headers);
}

function reset({ response }: Exchange): void {
	response.socket?.resetAndDestroy();
}
