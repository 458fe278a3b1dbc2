import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { sanitize } from '../gateway/sanitize';
import type { Clock } from '../tasks/clock';
import { messageOf, shorten } from '../text';
import { BYTES_TO_TELL, checkContent, checkStatus } from './checkVideo';
import { MOST_IN_MEMORY } from './memoryLimit';
import type { MemoryLimit } from './memoryLimit';
import { VideoHeader } from './videoHeader';
import type { VideoFacts } from './videoHeader';

/**
 * A file in n8n's storage and what its header says, or why there is none. `isFinal`: another attempt will not
 * help. `isMemoryFull`: the call has put enough into the execution.
 */
export type FetchResult =
	| { binary: IBinaryData; video?: VideoFacts }
	| { problem: string; isFinal?: boolean; isMemoryFull?: boolean };

/** A host that sends less than so many bytes in so many milliseconds has stalled. */
const STALL = { milliseconds: 30_000, bytes: 30_000 };

/** Bytes that are read ahead while n8n writes. */
const READ_AHEAD = 512 * 1024;

/** Statuses by which a host refuses the file, most often because its URL expired. */
const FINAL_STATUSES = [400, 401, 403, 410];

/** The limits of a transfer: Stop, the time at which the whole node must be done, the file's size, and memory. */
export interface Limits {
	clock: Clock;
	signal: AbortSignal | undefined;
	deadline: number;
	/** Maximum bytes of the file. */
	maxFileSize: number;
	memory: MemoryLimit;
}

/** The part of a file that has arrived. */
interface Progress {
	bytes: number;
}

/** A stream that can make others of its kind. n8n's rules allow no import of the stream's own types. */
interface FileStream extends AsyncIterable<Buffer> {
	destroy(error?: Error): void;
	constructor: {
		from(
			bytes: AsyncIterable<Buffer>,
			options: { objectMode: false; highWaterMark: number },
		): FileStream;
	};
}

const MEMORY_FULL = {
	problem: `this n8n keeps files in memory, and one run downloads at most ${MOST_IN_MEMORY / 2 ** 20} MB`,
	isFinal: true,
	isMemoryFull: true,
} as const;

interface FileResponse {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: FileStream;
}

/**
 * Fetches a video once, streaming it into n8n's storage so that memory does not grow with its size.
 * Never throws.
 */
export async function fetchVideo(
	context: IExecuteFunctions,
	url: string,
	fileName: (mimeType: string) => string,
	limits: Limits,
): Promise<FetchResult> {
	const { signal, memory } = limits;
	if (memory.isOver(1)) return MEMORY_FULL;
	const attempt = new AbortController();
	const stop = () => attempt.abort();
	if (signal?.aborted) stop();
	signal?.addEventListener('abort', stop);
	const progress: Progress = { bytes: 0 };
	const stalled = abortOnStall(limits, attempt, progress);
	let isStored = false;
	try {
		const response = await request(context, url, attempt.signal);
		const { headers, body } = response;
		const unwanted = unwantedIn(response, limits);
		if (unwanted !== undefined) {
			body.destroy();
			return unwanted;
		}
		attempt.signal.addEventListener('abort', () => body.destroy(new Error('aborted')));
		const header = new VideoHeader();
		const bytes = follow(body, progress, limits);
		const start = await readStart(bytes);
		const type = String(headers['content-type'] ?? '').toLowerCase();
		const content = checkContent(start, type);
		if ('problem' in content) {
			body.destroy();
			return content;
		}
		const file = body.constructor.from(passOn(start, bytes, header), {
			objectMode: false,
			highWaterMark: READ_AHEAD,
		});
		const { mimeType } = content;
		const binary = await context.helpers.prepareBinaryData(
			file as unknown as Buffer,
			fileName(mimeType),
			mimeType,
		);
		isStored = true;
		memory.stored(binary, progress.bytes);
		const video = header.facts();
		return video === undefined ? { binary } : { binary, video };
	} catch (error) {
		return whyBroken(error, limits, attempt.signal, progress);
	} finally {
		if (!isStored) memory.remove(progress.bytes);
		signal?.removeEventListener('abort', stop);
		attempt.abort();
		await stalled;
	}
}

/** Why the body of a response is not to be read; undefined where it is. */
function unwantedIn(
	{ statusCode, headers }: FileResponse,
	{ maxFileSize, memory }: Limits,
): FetchResult | undefined {
	const problem = checkStatus(statusCode);
	if (problem !== undefined) return { problem, isFinal: FINAL_STATUSES.includes(statusCode) };
	const length = Number(headers['content-length']);
	if (length > maxFileSize) {
		return { problem: tooLarge(`it has ${length} bytes`, maxFileSize), isFinal: true };
	}
	return memory.isOver(length) ? MEMORY_FULL : undefined;
}

/** @param attempt aborted on Stop, at the deadline and when the host stalls */
function whyBroken(
	error: unknown,
	{ clock, signal, deadline, maxFileSize, memory }: Limits,
	attempt: AbortSignal,
	progress: Progress,
): FetchResult {
	if (memory.isOver()) return MEMORY_FULL;
	if (progress.bytes > maxFileSize) {
		return { problem: tooLarge('more data kept coming', maxFileSize), isFinal: true };
	}
	if (attempt.aborted && !signal?.aborted) {
		if (clock.now() >= deadline) {
			return { problem: 'the total timeout was over before it was complete', isFinal: true };
		}
		const { bytes, milliseconds } = STALL;
		return {
			problem: `the host sent less than ${bytes / 1000} kB in ${milliseconds / 1000} seconds`,
		};
	}
	const reason = shorten(sanitize(messageOf(error)), 200);
	return { problem: `the transfer broke after ${progress.bytes} bytes (${reason})` };
}

/** Sends no credentials: the host of the files is not the gateway. */
async function request(context: IExecuteFunctions, url: string, abortSignal: AbortSignal) {
	return (await context.helpers.httpRequest({
		method: 'GET',
		url,
		// A compressed transfer would hide the length of the file.
		headers: { Accept: 'video/*, application/octet-stream;q=0.9', 'Accept-Encoding': 'identity' },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		sendCredentialsOnCrossOriginRedirect: false,
		timeout: STALL.milliseconds,
		abortSignal,
	})) as FileResponse;
}

async function* follow(
	body: AsyncIterable<Buffer>,
	progress: Progress,
	{ maxFileSize, memory }: Limits,
): AsyncGenerator<Buffer> {
	for await (const chunk of body) {
		progress.bytes += chunk.length;
		memory.add(chunk.length);
		// An error before the bytes are passed on: n8n then drops what it has of the file.
		if (progress.bytes > maxFileSize || memory.isOver()) throw new Error('too large');
		yield chunk;
	}
}

/** Reads the first bytes of a file, and leaves the others where they are. */
async function readStart(bytes: AsyncGenerator<Buffer>): Promise<Buffer> {
	const pieces: Buffer[] = [];
	let length = 0;
	while (length < BYTES_TO_TELL) {
		const next = await bytes.next();
		if (next.done === true) break;
		pieces.push(next.value);
		length += next.value.length;
	}
	return Buffer.concat(pieces);
}

async function* passOn(
	start: Buffer,
	rest: AsyncIterable<Buffer>,
	header: VideoHeader,
): AsyncGenerator<Buffer> {
	header.push(start);
	yield start;
	for await (const chunk of rest) {
		header.push(chunk);
		yield chunk;
	}
}

const tooLarge = (what: string, maxFileSize: number): string =>
	`the file is too large: ${what}; the limit is ${maxFileSize / (1024 * 1024)} MB (option "Max File Size")`;

/** Aborts the attempt when the host stalls, and at the deadline. Resolves at the end of the attempt. */
async function abortOnStall(
	{ clock, deadline }: Limits,
	attempt: AbortController,
	progress: Progress,
): Promise<void> {
	let due = 0;
	while (!attempt.signal.aborted && progress.bytes >= due && clock.now() < deadline) {
		due = progress.bytes + STALL.bytes;
		const pause = Math.min(STALL.milliseconds, Math.max(0, deadline - clock.now()));
		await clock.sleep(pause, attempt.signal);
	}
	attempt.abort();
}
