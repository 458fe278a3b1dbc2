import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { sanitize } from '../gateway/sanitize';
import { isWebAddress } from '../text';
import { fetchVideo, VIDEO_TYPES } from './fetchVideo';
import type { Fetched, Limits } from './fetchVideo';
import type { Task } from '../gateway/parseTask';
import type { Step } from '../tasks/job';
/** Milliseconds before the second and the third try. */
const PAUSES = [1_000, 4_000];

/** The files of one task, by output field; `problem` says what could not be fetched. */
export interface Downloaded {
	binary: IBinaryKeyData;
	problem?: string;
}

/** How the user wants the files. */
export interface WantedFile {
	/** Field of the first file; the next are `<field>_1`, `<field>_2`, … */
	outputField: string;
	/** The user's name for the file; empty for a name from the task. */
	fileName: string;
	/** Whether the file of each scene is wanted, and not only the last one. */
	ofEachScene?: boolean;
	/** Most bytes of one file. */
	maxFileSize: number;
}

/** What is to be downloaded. */
export interface DownloadRequest extends WantedFile {
	taskId: string;
	urls: readonly string[];
}

/**
 * Downloads every video of a task, one after the other. Never throws: the task is paid, and its URL is
 * worth having whatever happens to the file.
 */
export async function downloadVideos(
	context: IExecuteFunctions,
	{ taskId, urls, outputField, fileName, maxFileSize }: DownloadRequest,
	ends: Omit<Limits, 'maxFileSize'>,
): Promise<Downloaded> {
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
): Promise<Fetched> {
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

/** What there is to download: the task that an item ended with, and the scenes before it. */
export interface Downloadable {
	taskId: string;
	task: Task;
	steps?: readonly Step[];
}

/**
 * Downloads the videos of an item: those of its last task, and where they are wanted those of each scene
 * before it, that of scene 1 into `<field>_scene_1`. Never throws.
 */
export async function downloadAll(
	context: IExecuteFunctions,
	{ taskId, task, steps = [] }: Downloadable,
	wanted: WantedFile,
	ends: Omit<Limits, 'maxFileSize'>,
): Promise<Downloaded> {
	const requests: DownloadRequest[] = [{ ...wanted, taskId, urls: task.videoUrls }];
	if (wanted.ofEachScene === true) {
		for (const step of steps.filter((one) => one.taskId !== taskId)) {
			requests.push(partOf(step, wanted));
		}
	}
	const all: Downloaded = { binary: {} };
	for (const request of requests) {
		if (ends.signal?.aborted) break;
		const { binary, problem } = await downloadVideos(context, request, ends);
		Object.assign(all.binary, binary);
		if (problem !== undefined) all.problem = [all.problem, problem].filter(Boolean).join(' ');
	}
	return all;
}

/** `story.mp4` of scene 1 is `story-scene-1.mp4`. */
function partOf({ scene, taskId, task }: Step, wanted: WantedFile): DownloadRequest {
	const { outputField, fileName, maxFileSize } = wanted;
	const [, stem, ending = ''] = /^(.*?)(\.[A-Za-z][A-Za-z0-9]{1,4})?$/s.exec(fileName) ?? [];
	return {
		taskId,
		urls: task?.videoUrls ?? [],
		outputField: `${outputField}_scene_${scene}`,
		maxFileSize,
		fileName: fileName === '' ? '' : `${stem}-scene-${scene}${ending}`,
	};
}
