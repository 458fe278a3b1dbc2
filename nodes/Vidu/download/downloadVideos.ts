import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import type { Task } from '../gateway/parseTask';
import { sanitize } from '../gateway/sanitize';
import type { Step } from '../tasks/job';
import { isWebAddress } from '../text';
import { VIDEO_TYPES } from './checkVideo';
import { fetchVideo } from './fetchVideo';
import type { FetchResult, Limits } from './fetchVideo';

/** Milliseconds before the second and the third attempt. */
const PAUSES = [1_000, 4_000];

/** Files by output field; `problem` says which could not be downloaded. */
export interface DownloadResult {
	binary: IBinaryKeyData;
	problem?: string;
}

/** The user's options for the files of an item. */
export interface FileOptions {
	/** Field of the first file; the next are `<field>_1`, `<field>_2`, … */
	outputField: string;
	/** The user's name for the file; empty for a name from the task. */
	fileName: string;
	/** Whether to download the file of each scene, and not only the last one. */
	ofEachScene?: boolean;
	/** Maximum bytes of one file. */
	maxFileSize: number;
}

/** The videos of one task. */
interface DownloadRequest extends FileOptions {
	taskId: string;
	urls: readonly string[];
}

/** Downloads every video of a task. Never throws: the task is paid, and its URL is still worth having. */
export async function downloadVideos(
	context: IExecuteFunctions,
	{ taskId, urls, outputField, fileName, maxFileSize }: DownloadRequest,
	ends: Omit<Limits, 'maxFileSize'>,
): Promise<DownloadResult> {
	const limits: Limits = { ...ends, maxFileSize };
	const { signal } = limits;
	const binary: IBinaryKeyData = {};
	const problems: string[] = [];
	for (const [index, url] of urls.entries()) {
		const nameOf = (mimeType: string) =>
			nameFile(fileName === '' ? `vidu-${taskId}` : fileName, mimeType, index);
		const fetched = await fetchWithRetries(context, url, nameOf, limits);
		if (signal?.aborted) break;
		if ('binary' in fetched)
			binary[index === 0 ? outputField : `${outputField}_${index}`] = fetched.binary;
		else problems.push(`The video at ${url} could not be downloaded: ${fetched.problem}.`);
	}
	return problems.length > 0 ? { binary, problem: problems.join(' ') } : { binary };
}

async function fetchWithRetries(
	context: IExecuteFunctions,
	url: string,
	nameOf: (mimeType: string) => string,
	limits: Limits,
): Promise<FetchResult> {
	const { clock, signal, deadline } = limits;
	if (!isWebAddress(url)) return { problem: 'its URL is neither http nor https' };
	let fetched = await fetchVideo(context, url, nameOf, limits);
	for (const pause of PAUSES) {
		if ('binary' in fetched || fetched.isFinal || signal?.aborted) return fetched;
		if (clock.now() + pause >= deadline) return fetched;
		await clock.sleep(pause, signal);
		if (signal?.aborted) return fetched;
		fetched = await fetchVideo(context, url, nameOf, limits);
	}
	return fetched;
}

/** `my clip`, second file, video/mp4 → `my clip-1.mp4`. Folders in the name are dropped. */
function nameFile(wanted: string, mimeType: string, index: number): string {
	const base = sanitize(wanted.split(/[\\/]/).pop() ?? '');
	const [, stem, ending] = /^(.+?)(\.[A-Za-z][A-Za-z0-9]{1,4})?$/.exec(base) ?? ['', 'video'];
	return `${stem}${index === 0 ? '' : `-${index}`}${ending ?? VIDEO_TYPES[mimeType]}`;
}

/** The task that an item ended with, and the scenes before it. */
export interface ItemTasks {
	taskId: string;
	task: Task;
	steps?: readonly Step[];
}

/**
 * Downloads the videos of an item: those of its last task, and on request those of each previous scene, that
 * of scene 1 into `<field>_scene_1`. Never throws.
 */
export async function downloadAll(
	context: IExecuteFunctions,
	{ taskId, task, steps = [] }: ItemTasks,
	options: FileOptions,
	ends: Omit<Limits, 'maxFileSize'>,
): Promise<DownloadResult> {
	const requests: DownloadRequest[] = [{ ...options, taskId, urls: task.videoUrls }];
	if (options.ofEachScene === true) {
		for (const step of steps.filter((one) => one.taskId !== taskId)) {
			requests.push(partOf(step, options));
		}
	}
	const all: DownloadResult = { binary: {} };
	for (const request of requests) {
		if (ends.signal?.aborted) break;
		const { binary, problem } = await downloadVideos(context, request, ends);
		Object.assign(all.binary, binary);
		if (problem !== undefined) all.problem = [all.problem, problem].filter(Boolean).join(' ');
	}
	return all;
}

/** `story.mp4` of scene 1 is `story-scene-1.mp4`. */
function partOf({ scene, taskId, task }: Step, options: FileOptions): DownloadRequest {
	const { outputField, fileName, maxFileSize } = options;
	const [, stem, ending = ''] = /^(.*?)(\.[A-Za-z][A-Za-z0-9]{1,4})?$/s.exec(fileName) ?? [];
	return {
		taskId,
		urls: task?.videoUrls ?? [],
		outputField: `${outputField}_scene_${scene}`,
		maxFileSize,
		fileName: fileName === '' ? '' : `${stem}-scene-${scene}${ending}`,
	};
}
