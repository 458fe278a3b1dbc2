/** Answers the questions about the two files, their URLs, and the IDs of the extension. */

import { expiryOf } from '../../nodes/Vidu/gateway/urlExpiry';
import type { FinishedTask } from './poll';
import { taskIn } from './poll';
import { preview } from './previews';
import { note } from './probe';
import type { Probe } from './probe';
import { fetchVideo, statusWithoutQuery } from './videoFile';

const HOUR = 3_600_000;

/** Maximum difference between the length of a file and the requested one, in seconds. */
const LENGTH_TOLERANCE = 0.6;

/**
 * Downloads the video and answers the questions about its file and its URL.
 *
 * @returns its seconds; undefined when the file does not say
 */
export async function noteVideo(
	probe: Probe,
	{ task: { videoUrls }, isSameUrl, request }: FinishedTask,
): Promise<number | undefined> {
	const [url] = videoUrls;
	note(probe, 'output', `${videoUrls.length} URL: ${url}`, 'agrees');
	const { status, bytes, isWhole, seconds, headers } = await fetchVideo(url);
	note(
		probe,
		'file',
		`HTTP ${status}, ${bytes} bytes, ${isWhole ? 'a whole MP4 file' : 'no whole MP4 file'}; ${headers}`,
		status === 200 && isWhole ? 'agrees' : 'disagrees',
	);
	note(
		probe,
		'file-length',
		seconds === undefined ? 'Not in the file' : `${seconds.toFixed(2)} s`,
		compareLength(seconds, request.seconds),
	);
	const bare = new URL(url).search === '' ? undefined : await statusWithoutQuery(url);
	note(
		probe,
		'url-query',
		bare === undefined ? 'The URL has no query' : `Without the query: HTTP ${bare}`,
		'noted',
	);
	const expiry = expiryOf(url);
	const left = expiry === undefined ? undefined : expiry - Date.now();
	note(
		probe,
		'url-expiry',
		left === undefined ? 'Not in the query' : `In ${(left / HOUR).toFixed(1)} hours`,
		left === undefined ? 'noted' : left >= HOUR ? 'agrees' : 'disagrees',
	);
	const second =
		isSameUrl === undefined ? 'an unknown URL' : isSameUrl ? 'the same URL' : 'another URL';
	note(probe, 'url-fresh', `A second poll gave ${second}`, 'noted');
	return seconds;
}

/**
 * Answers the questions about the extension.
 *
 * @param original seconds of the video that was extended
 */
export async function noteExtension(
	probe: Probe,
	{ request, task, taskId }: FinishedTask,
	originalId: string,
	original: number,
): Promise<void> {
	const content = contentIn(probe.exchanges.at(-1)?.body);
	const ids = ['jobId', 'id'].flatMap((name) =>
		content[name] === undefined ? [] : [[name, String(content[name])]],
	);
	const shown = ids.map(([name, id]) => `${name} ${id}`).join(', ');
	note(probe, 'extension-ids', shown ? `${shown}; the task is ${taskId}` : 'None', 'noted');

	const { seconds } = await fetchVideo(task.videoUrls[0]);
	note(
		probe,
		'extension-length',
		seconds === undefined
			? 'Not in the file'
			: `${seconds.toFixed(2)} s; the original has ${original.toFixed(2)} s`,
		compareLength(seconds, original + request.seconds),
	);
	await noteCreationIds(probe, request, [
		...ids,
		['task ID', taskId],
		['task ID of the original', originalId],
	]);
}

function compareLength(seconds: number | undefined, expected: number) {
	if (seconds === undefined) return 'noted';
	return Math.abs(seconds - expected) <= LENGTH_TOLERANCE ? 'agrees' : 'disagrees';
}

/** An accepted ID means something only where the preview refuses an impossible one. */
async function noteCreationIds(
	probe: Probe,
	{ model, params }: FinishedTask['request'],
	ids: ReadonlyArray<readonly string[]>,
): Promise<void> {
	const { video_url: _url, ...rest } = params;
	const tested = [['an impossible ID', 'n8n-nodes-vidu-probe'], ...ids];
	const answers: Array<{ name: string; isAccepted: boolean }> = [];
	for (const [name, id] of tested) {
		const { type } = await preview(probe, model, { ...rest, video_creation_id: id });
		answers.push({ name, isAccepted: type === 'known' });
	}
	const said = answers
		.map(({ name, isAccepted }) => `${name}: ${isAccepted ? 'accepted' : 'refused'}`)
		.join('; ');
	const [impossible, ...others] = answers;
	const works = !impossible.isAccepted && others.some(({ isAccepted }) => isAccepted);
	note(
		probe,
		'creation-id',
		said,
		works ? 'disagrees' : impossible.isAccepted ? 'noted' : 'agrees',
	);
}

/** The first output of a task, in either of its forms. */
function contentIn(body: unknown): Record<string, unknown> {
	const { output } = taskIn(body);
	const [first] = Array.isArray(output) ? (output as Array<Record<string, unknown> | null>) : [];
	const content = first?.content;
	return (Array.isArray(content) ? (content[0] as Record<string, unknown>) : first) ?? {};
}
