/** Downloads a video. */

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
