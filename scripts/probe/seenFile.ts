/** What the file of the bought video tells, and its URL. */

import type { Bought } from './buy';
import { note } from './probe';
import type { Probe } from './probe';
import { LENGTH_TOLERANCE } from './seen';
import { expiryOf, fetchVideo, statusWithoutQuery } from './videoFile';
import type { VideoFile } from './videoFile';

const HOUR = 3_600_000;

/** Downloads the video and answers what there is to ask of it. */
export async function noteFile(probe: Probe, { order, watched }: Bought): Promise<VideoFile> {
	const [url] = watched.task.videoUrls;
	note(probe, 'output', `${watched.task.videoUrls.length} URL: ${url}`, 'agrees');
	const file = await fetchVideo(url);
	const { status, bytes, isWhole, seconds, headers } = file;
	note(
		probe,
		'file',
		`HTTP ${status}, ${bytes} bytes, ${isWhole ? 'a whole MP4 file' : 'no whole MP4 file'}; ${headers}`,
		status === 200 && isWhole ? 'agrees' : 'disagrees',
	);
	const isAsAsked = seconds !== undefined && Math.abs(seconds - order.seconds) <= LENGTH_TOLERANCE;
	note(
		probe,
		'file-length',
		seconds === undefined ? 'The file does not tell' : `${seconds.toFixed(2)} s`,
		seconds === undefined ? 'noted' : isAsAsked ? 'agrees' : 'disagrees',
	);
	const bare = new URL(url).search === '' ? undefined : await statusWithoutQuery(url);
	note(
		probe,
		'url-query',
		bare === undefined ? 'It has no query' : `Without its query it answers HTTP ${bare}`,
		'noted',
	);
	const expiry = expiryOf(url);
	const left = expiry === undefined ? undefined : expiry - Date.now();
	note(
		probe,
		'url-expiry',
		left === undefined ? 'It does not say' : `In ${(left / HOUR).toFixed(1)} hours`,
		left === undefined ? 'noted' : left >= HOUR ? 'agrees' : 'disagrees',
	);
	const same =
		watched.isSameUrl === undefined ? 'unknown' : watched.isSameUrl ? 'the same' : 'another';
	note(probe, 'url-fresh', `A second look gave ${same}`, 'noted');
	return file;
}
