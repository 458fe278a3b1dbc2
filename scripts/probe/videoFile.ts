/** What is behind the URL of a result. */

import { Mp4Watch } from '../../nodes/Vidu/download/mp4';
import { lengthOf } from './mvhd';
import { TIMEOUT } from './probe';

/** What came back for a URL. */
export interface VideoFile {
	status: number;
	contentType: string;
	bytes: number;
	/** Whether it is an MP4 file to its end. */
	isWhole: boolean;
	/** By its header; undefined when there is none. */
	seconds?: number;
	headers: string;
}

/** Milliseconds for a whole file of a few megabytes. */
const LONGEST_DOWNLOAD = 300_000;

/** Downloads a video without a key, as the node does. */
export async function fetchVideo(url: string): Promise<VideoFile> {
	const response = await fetch(url, { signal: AbortSignal.timeout(LONGEST_DOWNLOAD) });
	const bytes = Buffer.from(await response.arrayBuffer());
	const boxes = new Mp4Watch();
	boxes.add(bytes);
	const shown = ['content-type', 'content-length', 'accept-ranges', 'cache-control', 'expires'];
	return {
		status: response.status,
		contentType: response.headers.get('content-type') ?? 'none',
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

/** The status of a URL without its query, of which only the first byte is asked for. */
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

/** Query parameters of signed URLs that name the second of their end, whatever their letters' case. */
const ENDS = ['expires', 'expire', 'e', 'exp', 'x-expires', 'auth_key', 'sign_t', 't'];

/**
 * When a signed URL says that it expires.
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
	for (const name of ENDS) {
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
