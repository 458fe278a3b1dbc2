import type { IExecuteFunctions } from 'n8n-workflow';

import type { Task } from '../gateway/read';
import type { Step } from '../tasks/job';
import { downloadVideos } from './downloadVideos';
import type { Downloaded, DownloadRequest, WantedFile } from './downloadVideos';
import type { Limits } from './fetchVideo';

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
