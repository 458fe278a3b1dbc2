import type { IExecuteFunctions } from 'n8n-workflow';

import { checkParameters } from '../../models/check';
import type { Params } from '../../models/check';
import { extendModels } from '../../models/extendModels';
import { imageToVideoModels } from '../../models/imageToVideoModels';
import { findModel } from '../../models/model';
import type { Model } from '../../models/model';
import { wmPositionNumber, wmPositionWord } from '../../models/parameters';
import { textToVideoModels } from '../../models/textToVideoModels';
import { readEndFrame, readFirstFrame } from '../../input/frames';
import { NO_IMAGES } from '../../input/images';
import type { ReadImages, ItemImages } from '../../input/images';
import { readModel, readRequest, withOverrides } from '../../input/request';
import type { ItemRequest, ReadRequest } from '../../input/request';
import type { GivenScene } from './scenes';
import { digestOf } from '../../tasks/purchase';
import type { PreviousScene } from '../../tasks/job';
import type { Purchase } from '../../tasks/purchase';
import type { CallContext } from '../../input/checkedJob';
import { givenDigest } from '../../input/videoJob';

/** How a story begins. */
export type StartFrom = 'text' | 'image' | 'video';

/** The models of a start that makes a video. */
export const START_MODELS: Readonly<Record<'text' | 'image', readonly Model[]>> = {
	text: textToVideoModels,
	image: imageToVideoModels,
};

/** Documented names of what goes to every scene whose model documents it. */
const OF_EVERY_SCENE = ['seed', 'watermark', 'wm_url', 'meta_data'];

/** What is asked for beside the scenes, and what every extension takes of it. */
export interface Extensions {
	model: Model;
	/** Values by documented name. */
	shared: Params;
}

/** Reads the first scene of a story that begins with a text or an image. */
export async function readStart(
	context: IExecuteFunctions,
	item: number,
	startFrom: 'text' | 'image',
	{ prompt, duration }: GivenScene,
): Promise<{ request: ReadRequest; images: ReadImages }> {
	const chosen = readModel(context, item, START_MODELS[startFrom]);
	if ('problem' in chosen) return { request: { problems: [chosen.problem] }, images: NO_IMAGES };
	const request = readRequest(context, item, chosen, { prompt, duration });
	if (startFrom === 'text') return { request, images: NO_IMAGES };
	const known = 'problems' in request ? undefined : request;
	return { request, images: await readFirstFrame(context, item, known) };
}

/** Reads what all extensions of a story share, or why they cannot be made. */
export function readExtensions(
	context: IExecuteFunctions,
	item: number,
	startFrom: StartFrom,
): Extensions | { problems: string[] } {
	const chosen = String(context.getNodeParameter('extendModel', item, extendModels[0].id));
	const model = findModel(extendModels, chosen);
	if (model === undefined) {
		const known = extendModels.map(({ id }) => id).join(', ');
		return { problems: [`Extend Model must be one of ${known}, but is "${chosen}"`] };
	}
	const shared = sharedOf(context, item, startFrom, model);
	const checked = checkParameters(model, shared);
	return 'problems' in checked ? checked : { model, shared };
}

function sharedOf(
	context: IExecuteFunctions,
	item: number,
	startFrom: StartFrom,
	model: Model,
): Params {
	const { wmPosition, wmUrl, metaData, ...additional } = context.getNodeParameter(
		'additionalFields',
		item,
		{},
	) as Params;
	const given: Params = { ...additional, wm_url: wmUrl, meta_data: metaData };
	const shared = Object.fromEntries(OF_EVERY_SCENE.map((name) => [name, given[name]]));
	if (startFrom === 'video') {
		const resolution = context.getNodeParameter('resolution', item, '720p');
		return { ...shared, wm_position: wmPosition, resolution };
	}
	// A resolution that only the start has is left to Extend's own default.
	const resolution = String(context.getNodeParameter('resolution', item, '720p'));
	const isKnown = model.parameters.resolution.options?.includes(resolution) === true;
	return {
		...shared,
		wm_position: String(shared.watermark) === 'true' ? cornerOf(wmPosition) : undefined,
		resolution: isKnown ? resolution : undefined,
	};
}

/**
 * The same corner in the words of Extend, also where the user leaves it to the default: that differs
 * between the two, and the watermark would jump.
 */
function cornerOf(position: unknown = wmPositionNumber.default): string | undefined {
	const corner = wmPositionNumber.optionNames?.[String(position)];
	const words = Object.entries(wmPositionWord.optionNames ?? {});
	return words.find(([, name]) => name === corner)?.[0];
}

/** Longer than any URL of a result: the size of a request is checked before its URL is known. */
const ANY_URL = `https://${'x'.repeat(4_000)}`;

/**
 * Reads a scene that extends a video.
 *
 * @param own values by documented name that this scene alone has
 */
export function readExtension(
	{ model, shared }: Extensions,
	{ prompt, duration }: GivenScene,
	own: Params = {},
): ReadRequest {
	const checked = checkParameters(model, { ...shared, ...own, prompt, duration });
	if ('problems' in checked) return checked;
	return { modelId: model.id, params: checked.params, overrides: {} };
}

/** Reads the image with which the last scene ends. */
export async function readLastFrame(
	context: IExecuteFunctions,
	item: number,
	request: ReadRequest | undefined,
): Promise<ReadImages> {
	const whole: ItemRequest | undefined =
		request === undefined || 'problems' in request
			? undefined
			: { ...request, params: { video_url: ANY_URL, ...request.params } };
	return await readEndFrame(context, item, whole);
}

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
	{ run, runNumber, isTool }: CallContext,
	{ modelId, params, overrides, images, raw }: SceneRequest,
	scene: number,
	before: PreviousScene | undefined,
): Omit<Purchase, 'resubmitUnclear'> {
	const input = context.getInputData()[item]?.json ?? {};
	const extendsTask = before?.taskId;
	const all = before === undefined ? params : { ...params, video_url: before.videoUrl };
	return {
		run,
		runNumber,
		item,
		scene,
		extendsTask,
		isTool,
		// Another file in the same field is another video.
		inputDigest: givenDigest({ isTool }, raw, input, images.files ?? [], extendsTask),
		request: digestOf([modelId, params, overrides, images.identity, extendsTask]),
		parameters: digestOf(raw),
		model: modelId,
		params: async () => withOverrides({ ...all, ...(await images.load()) }, overrides),
		preview: () => withOverrides({ ...all, ...images.preview() }, overrides),
		kind: [modelId, params.duration, params.resolution].join(' '),
	};
}
