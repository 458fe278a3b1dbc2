import type { IExecuteFunctions } from 'n8n-workflow';

import { digestOf } from '../digest';
import type { Extended } from '../tasks/job';
import type { Purchase } from '../tasks/purchase';
import type { ItemImages } from './itemImages';
import type { Call } from './readJob';
import { withOverrides } from './request';
import type { ItemRequest } from './request';
import { givenDigest } from './videoJob';

/** A checked scene, and what tells it from an edited one. */
export interface SceneRequest extends ItemRequest {
	images: ItemImages;
	/** What makes its request, as it stands in the editor. */
	raw: unknown;
}

/**
 * Makes the purchase of a scene.
 *
 * What it extends is a task, not a URL: that is signed anew at each look, and would make another purchase
 * of the same one. So the digests hold the task's ID, by which an edited scene also makes all later ones
 * new, while each scene before it stays what it was.
 *
 * @param scene its number, from 1
 * @param before what it extends; undefined for the first one
 */
export function scenePurchase(
	context: IExecuteFunctions,
	item: number,
	{ run, nthRun, isTool }: Call,
	{ modelId, params, overrides, images, raw }: SceneRequest,
	scene: number,
	before: Extended | undefined,
): Omit<Purchase, 'resubmitUnclear'> {
	const input = context.getInputData()[item]?.json ?? {};
	const extendsTask = before?.taskId;
	const all = before === undefined ? params : { ...params, video_url: before.videoUrl };
	return {
		run,
		nthRun,
		item,
		scene,
		extendsTask,
		isTool,
		// Another file in the same field is another video.
		given: givenDigest({ isTool }, raw, input, images.files ?? [], extendsTask),
		request: digestOf([modelId, params, overrides, images.identity, extendsTask]),
		parameters: digestOf(raw),
		model: modelId,
		params: async () => withOverrides({ ...all, ...(await images.load()) }, overrides),
		preview: () => withOverrides({ ...all, ...images.preview() }, overrides),
		kind: [modelId, params.duration, params.resolution].join(' '),
	};
}
