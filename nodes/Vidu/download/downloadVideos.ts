import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import type { Task } from '../gateway/parseTask';
import type { Step } from '../tasks/job';
import { isWebAddress } from '../text';
import { VIDEO_TYPES } from './checkVideo';
import { fetchVideo } from './fetchVideo';
import type { FetchResult, Limits } from './fetchVideo';
import { stemOf } from './fileName';
import type { VideoFacts } from './videoHeader';

/** Milliseconds before the second and the third attempt. */
const PAUSES = [1_000, 4_000];

/**
 * Files by output field. `video` is what the header of the first one says; `problem` says which could not be
 * downloaded; `isMemoryFull`: one of them because the call has put enough into the execution.
 */
interface DownloadResult {
	binary: IBinaryKeyData;
	video?: VideoFacts;
	problem?: string;
	isMemoryFull?: boolean;
}

/** The user's options for the files of an item. */
export interface FileOptions {
	/** Field of the first file; the next are `<field>_1`, `<field>_2`, … */
	outputField: string;
	/** The user's name for the file; empty for one that the node makes up. */
	fileName: string;
	/** Whether to download the file of each scene, and not only the last one. */
	ofEachScene?: boolean;
	/** Maximum bytes of one file. */
	maxFileSize: number;
}

/** The videos of one task. */
interface DownloadRequest {
	urls: readonly string[];
	outputField: string;
	/** Name of the first file, without its ending. */
	stem: string;
	maxFileSize: number;
}

/** Downloads every video of a task. Never throws: the task is paid, and its URL is still worth having. */
async function downloadVideos(
	context: IExecuteFunctions,
	{ urls, outputField, stem, maxFileSize }: DownloadRequest,
	ends: Omit<Limits, 'maxFileSize'>,
): Promise<DownloadResult> {
	const limits: Limits = { ...ends, maxFileSize };
	const { signal } = limits;
	const result: DownloadResult = { binary: {} };
	const problems: string[] = [];
	for (const [index, url] of urls.entries()) {
		const nameOf = (mimeType: string) =>
			`${stem}${index === 0 ? '' : `-${index}`}${VIDEO_TYPES[mimeType]}`;
		const fetched = await fetchWithRetries(context, url, nameOf, limits);
		if (signal?.aborted) break;
		if ('binary' in fetched) {
			result.binary[index === 0 ? outputField : `${outputField}_${index}`] = fetched.binary;
			if (index === 0 && fetched.video !== undefined) result.video = fetched.video;
		} else {
			if (fetched.isMemoryFull === true) result.isMemoryFull = true;
			problems.push(`The video at ${url} could not be downloaded: ${fetched.problem}.`);
		}
	}
	if (problems.length > 0) result.problem = problems.join(' ');
	return result;
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

/** The task that an item ended with, and the scenes before it. */
interface ItemTasks {
	taskId: string;
	task: Task;
	steps?: readonly Step[];
	/** A name without an ending, from the row or the prompt. */
	name?: string;
}

/**
 * Downloads the videos of an item: those of its last task, and on request those of each previous scene, that
 * of scene 1 into `<field>_scene_1`. Never throws.
 */
export async function downloadAll(
	context: IExecuteFunctions,
	{ taskId, task, steps = [], name }: ItemTasks,
	{ outputField, fileName, ofEachScene, maxFileSize }: FileOptions,
	ends: Omit<Limits, 'maxFileSize'>,
): Promise<DownloadResult> {
	const stem = [fileName, name ?? '', `vidu-${taskId}`].map(stemOf).find(Boolean) ?? 'video';
	const all = await downloadVideos(
		context,
		{ urls: task.videoUrls, outputField, stem, maxFileSize },
		ends,
	);
	const previous = steps.filter((step) => ofEachScene === true && step.taskId !== taskId);
	for (const { scene, task: earlier } of previous) {
		if (ends.signal?.aborted) break;
		const part: DownloadRequest = {
			urls: earlier?.videoUrls ?? [],
			outputField: `${outputField}_scene_${scene}`,
			stem: `${stem}-scene-${scene}`,
			maxFileSize,
		};
		const { binary, problem, isMemoryFull } = await downloadVideos(context, part, ends);
		Object.assign(all.binary, binary);
		if (problem !== undefined) all.problem = [all.problem, problem].filter(Boolean).join(' ');
		if (isMemoryFull === true) all.isMemoryFull = true;
	}
	return all;
}
