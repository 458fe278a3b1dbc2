import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { sanitize } from '../gateway/sanitize';
import { Mp4Watch } from './mp4';
import type { Clock } from '../tasks/clock';
import { shorten } from '../text';
import type { ByteStream } from '../n8n/httpClient';

/** A file that was fetched into n8n's storage, or why not. `isFinal`: trying again will not help. */
export type Fetched = { binary: IBinaryData } | { problem: string; isFinal?: boolean };

/** Milliseconds in which a host must send something to speak of: one that drips would never end. */
const STALL = 30_000;
/** Bytes that come in that time even over the slowest of lines. */
const LEAST_IN_TIME = 30_000;

/** Bytes that are read ahead while n8n writes: neither waits for every chunk of the other. */
const AHEAD = 512 * 1024;

/** Statuses by which a host says that it will not give the file: a URL that expired, most often. */
const FINAL_STATUSES = [400, 401, 403, 410];

/** What a file may be, with the ending of its name: nothing that the host says goes into a name. */
export const VIDEO_TYPES: Readonly<Record<string, string>> = {
	'video/mp4': '.mp4',
	'video/quicktime': '.mov',
	'video/webm': '.webm',
	'video/x-matroska': '.mkv',
	'video/x-msvideo': '.avi',
};

/** What ends a transfer: Stop, and the moment of the clock at which the whole node must be done. */
export interface Limits {
	clock: Clock;
	signal: AbortSignal | undefined;
	deadline: number;
	/** Most bytes of the file. */
	maxFileSize: number;
}

/** A stream that can make others of its kind. */
interface FileStream extends ByteStream {
	constructor: {
		from(
			bytes: AsyncIterable<Buffer>,
			options: { objectMode: false; highWaterMark: number },
		): FileStream;
	};
}

/**
 * Fetches a video once, streaming it into n8n's storage so that memory does not grow with its size.
 * The host of the files gets no credentials.
 *
 * @param signal ends the transfer at once
 */
export async function fetchVideo(
	context: IExecuteFunctions,
	url: string,
	fileName: (mimeType: string) => string,
	limits: Limits,
): Promise<Fetched> {
	const { clock, signal, deadline, maxFileSize } = limits;
	const attempt = new AbortController();
	const stop = () => attempt.abort();
	if (signal?.aborted) stop();
	signal?.addEventListener('abort', stop);
	const watch = new Mp4Watch();
	let isDone = false;
	const stalled = watchForStall(limits, attempt, watch, () => isDone);
	try {
		const response = await request(context, url, attempt.signal);
		const type = String(response.headers['content-type'] ?? '').toLowerCase();
		const refusal = refusalOf(response.statusCode, type);
		if (refusal !== undefined) {
			response.body.destroy();
			return { problem: refusal, isFinal: FINAL_STATUSES.includes(response.statusCode) };
		}
		const announced = Number(response.headers['content-length']);
		if (announced > maxFileSize) {
			response.body.destroy();
			return { problem: tooLarge(`it has ${announced} bytes`, maxFileSize), isFinal: true };
		}
		const given = type.split(';')[0].trim();
		const mimeType = Object.hasOwn(VIDEO_TYPES, given) ? given : 'video/mp4';
		const body = response.body;
		attempt.signal.addEventListener('abort', () => body.destroy(new Error('aborted')));
		const counted = body.constructor.from(follow(body, watch, maxFileSize), {
			objectMode: false,
			highWaterMark: AHEAD,
		});
		const binary = await context.helpers.prepareBinaryData(
			counted as unknown as Buffer,
			fileName(mimeType),
			mimeType,
		);
		const problem = problemOf(watch, type);
		return problem === undefined ? { binary } : { problem };
	} catch (error) {
		if (watch.length > maxFileSize) {
			return { problem: tooLarge('it goes on and on', maxFileSize), isFinal: true };
		}
		if (attempt.signal.aborted && !signal?.aborted) {
			return clock.now() >= deadline
				? { problem: 'the total timeout was over before it was complete', isFinal: true }
				: {
						problem: `the host sent less than ${LEAST_IN_TIME / 1000} kB in ${STALL / 1000} seconds`,
					};
		}
		const reason = error instanceof Error ? error.message : String(error);
		return {
			problem: `the transfer broke after ${watch.length} bytes (${shorten(sanitize(reason), 200)})`,
		};
	} finally {
		isDone = true;
		signal?.removeEventListener('abort', stop);
		attempt.abort();
		await stalled;
	}
}

interface StreamResponse {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: FileStream;
}

async function request(context: IExecuteFunctions, url: string, abortSignal: AbortSignal) {
	return (await context.helpers.httpRequest({
		method: 'GET',
		url,
		// A compressed transfer would hide how long the file is.
		headers: { Accept: 'video/*, application/octet-stream;q=0.9', 'Accept-Encoding': 'identity' },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		sendCredentialsOnCrossOriginRedirect: false,
		timeout: STALL,
		abortSignal,
	})) as StreamResponse;
}

async function* follow(
	body: AsyncIterable<Buffer>,
	watch: Mp4Watch,
	maxFileSize: number,
): AsyncGenerator<Buffer> {
	for await (const chunk of body) {
		watch.add(chunk);
		// Before it is given on: what is too much is never stored, and n8n drops what it has of the file.
		if (watch.length > maxFileSize) throw new Error('too large');
		yield chunk;
	}
}

const tooLarge = (what: string, maxFileSize: number): string =>
	`the file is too large: ${what}; the limit is ${maxFileSize / (1024 * 1024)} MB (option "Max File Size")`;

const isVague = (type: string) => type === '' || type.includes('octet-stream');

function refusalOf(status: number, type: string): string | undefined {
	if (status < 200 || status >= 300) return `the host answered with HTTP ${status}`;
	const isVideo = type.startsWith('video/') || type.startsWith('application/mp4') || isVague(type);
	return isVideo ? undefined : `the host sent "${shorten(sanitize(type))}" instead of a video`;
}

function problemOf(watch: Mp4Watch, type: string): string | undefined {
	if (watch.length === 0) return 'the host sent an empty file (0 bytes)';
	if (watch.isCut()) return `the file was cut off after ${watch.length} bytes`;
	const isText = /^[\s\ufeff]*[<{[]/.test(watch.start.toString('utf8'));
	if (isText || (isVague(type) && !watch.isMp4())) return 'what the host sent is no video';
	return undefined;
}

/** Aborts the attempt when next to nothing came for a while. Resolves when the attempt is over. */
async function watchForStall(
	{ clock, deadline }: Limits,
	attempt: AbortController,
	watch: Mp4Watch,
	isDone: () => boolean,
): Promise<void> {
	let due = 0;
	while (!isDone() && !attempt.signal.aborted && watch.length >= due && clock.now() < deadline) {
		due = watch.length + LEAST_IN_TIME;
		await clock.sleep(Math.min(STALL, Math.max(0, deadline - clock.now())), attempt.signal);
	}
	attempt.abort();
}
