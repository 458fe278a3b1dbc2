import { Readable } from 'node:stream';

import type { VirtualClock } from '../property/virtualClock';
import type { Ending } from './answers';

/**
 * How the engine's streams behave. `prompt`: destroyed means over, as on n8n 1.x. `lazy`: a destroyed body
 * waits for the next byte, but the signal ends it, as on n8n 2.x. `deaf`: not even that, as nobody hopes.
 */
export type Engine = 'prompt' | 'lazy' | 'deaf';

/** The part of a body that arrives, and its times in milliseconds. */
export interface Arrival {
	bytes: Buffer;
	pieces: number;
	pause: number;
	ending: Ending;
}

/** Milliseconds between two bytes that drip. */
const DRIP = 9_001;

const POURED = 64 * 1024;

/** A blank in the encoding of a text. */
function blankAfter([first, second]: Buffer): Buffer {
	if (second === 0 || (first === 0xff && second === 0xfe)) return Buffer.from(' \0');
	return Buffer.from(first === 0 || (first === 0xfe && second === 0xff) ? '\0 ' : ' ');
}

/**
 * A body that arrives on a virtual clock.
 *
 * @param onPiece told of the bytes at the moment they are given to the reader
 */
export function streamOf(
	clock: VirtualClock,
	engine: Engine,
	arrival: Arrival,
	signal: AbortSignal,
	onPiece: (piece: Buffer) => void = () => {},
): Readable {
	const heard = engine === 'deaf' ? undefined : signal;
	const source = arrive(clock, arrival, heard, onPiece);
	if (engine !== 'prompt') return Readable.from(source, { objectMode: false });
	const stream = new Readable({ read: () => void push() });
	const push = async () => {
		try {
			const { done, value } = await source.next();
			if (!stream.destroyed) stream.push(done ? null : value);
		} catch (error) {
			stream.destroy(error as Error);
		}
	};
	signal.addEventListener('abort', () => stream.destroy(canceled()));
	return stream;
}

async function* arrive(
	clock: VirtualClock,
	{ bytes, pieces, pause, ending }: Arrival,
	signal: AbortSignal | undefined,
	onPiece: (piece: Buffer) => void,
): AsyncGenerator<Buffer> {
	const wait = async (milliseconds: number) => {
		if (milliseconds > 0) await clock.sleep(milliseconds, signal);
		if (signal?.aborted) throw canceled();
	};
	const length = Math.ceil(bytes.length / pieces) || 1;
	for (let from = 0; from < bytes.length; from += length) {
		await wait(pause);
		const piece = bytes.subarray(from, from + length);
		onPiece(piece);
		yield piece;
	}
	// A reader gets what came before a reset that comes later.
	if (ending === 'reset') await wait(3);
	if (ending === 'reset') throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
	if (ending === 'stall') await never(signal);
	const blank = blankAfter(bytes);
	while (ending === 'drip') {
		await wait(DRIP);
		yield blank;
	}
	const poured = Buffer.alloc(POURED, blank);
	while (ending === 'pour') {
		await wait(0);
		yield poured;
	}
}

async function never(signal: AbortSignal | undefined): Promise<void> {
	await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
	throw canceled();
}

/** The error that n8n's HTTP helpers throw when their signal fires. */
export const canceled = () => Object.assign(new Error('canceled'), { code: 'ERR_CANCELED' });
