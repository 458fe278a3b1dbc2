/** Downloads a video, and reads when its URL expires. */

import { Mp4Watch } from './mp4';
import { lengthOf } from './mvhd';
import { TIMEOUT } from './probe';

/** A downloaded video. */
export interface VideoFile {
	status: number;
	bytes: number;
	/** Whether it is an MP4 file, complete to its end. */
	isWhole: boolean;
	/** By its header, if it has one. */
	seconds?: number;
	headers: string;
}

/** Milliseconds for a file of a few megabytes. */
const DOWNLOAD_TIMEOUT = 300_000;

/** Downloads a video without a key, as the node does. */
export async function fetchVideo(url: string): Promise<VideoFile> {
	const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT) });
	const bytes = Buffer.from(await response.arrayBuffer());
	const boxes = new Mp4Watch();
	boxes.add(bytes);
	const shown = ['content-type', 'content-length', 'accept-ranges', 'cache-control', 'expires'];
	return {
		status: response.status,
		bytes: bytes.length,
		isWhole: boxes.isMp4() && !boxes.isCut(),
		seconds: lengthOf(bytes),
		headers: shown
			.flatMap((name) =>
				response.headers.has(name) ? [`${name}: ${response.headers.get(name)}`] : [],
			)
			.join('; '),
	};
}

/** The status of a URL without its query. Requests only the first byte. */
export async function statusWithoutQuery(url: string): Promise<number> {
	const bare = new URL(url);
	bare.search = '';
	const response = await fetch(bare, {
		headers: { Range: 'bytes=0-0' },
		signal: AbortSignal.timeout(TIMEOUT),
	});
	await response.body?.cancel();
	return response.status;
}

/** Query parameters of signed URLs, in lower case, with the second of expiry. */
const EXPIRY_PARAMETERS = ['expires', 'expire', 'e', 'exp', 'x-expires', 'auth_key', 'sign_t', 't'];

/**
 * When a signed URL expires, by its query.
 *
 * @returns milliseconds since 1970; undefined when it does not say
 */
export function expiryOf(url: string): number | undefined {
	const query = new Map(
		[...new URL(url).searchParams].map(([name, value]) => [name.toLowerCase(), value]),
	);
	for (const prefix of ['x-amz-', 'x-goog-', 'x-tos-', 'x-oss-', 'x-cos-']) {
		const from = readCompactDate(query.get(`${prefix}date`) ?? '');
		const seconds = Number(query.get(`${prefix}expires`) ?? NaN);
		if (from !== undefined && Number.isFinite(seconds)) return from + seconds * 1000;
	}
	for (const name of EXPIRY_PARAMETERS) {
		const second = /^(\d{10})(\d{3})?\b/.exec(query.get(name) ?? '')?.[1];
		if (second !== undefined) return Number(second) * 1000;
	}
	return undefined;
}

/** `20260309T160000Z` */
function readCompactDate(text: string): number | undefined {
	const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
	if (parts === null) return undefined;
	const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
	return Date.UTC(year, month - 1, day, hour, minute, second);
}
