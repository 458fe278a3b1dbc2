import type { IExecuteFunctions } from 'n8n-workflow';

import { readEndFrame, readFirstFrame } from '../../input/frames';
import { NO_IMAGES } from '../../input/images';
import type { ItemImages } from '../../input/images';
import { readModel, readRequest } from '../../input/request';
import type { ItemRequest } from '../../input/request';
import { checkParameters } from '../../models/check';
import type { Params } from '../../models/check';
import { extendModels } from '../../models/extendModels';
import { imageToVideoModels } from '../../models/imageToVideoModels';
import type { Model } from '../../models/model';
import { wmPositionNumber, wmPositionWord } from '../../models/parameters';
import { invalid, ok } from '../../models/result';
import type { Result } from '../../models/result';
import { textToVideoModels } from '../../models/textToVideoModels';
import { LONGEST_ID } from '../../text';
import { EXTEND_MODEL_ID } from './fields';
import type { SceneInput } from './scenes';

/** The source of the first scene. */
export type StartFrom = 'text' | 'image' | 'video';

/** The models of a first scene that extends no video, and the operation that they belong to. */
export const START_MODELS: Readonly<
	Record<'text' | 'image', { list: string; models: readonly Model[] }>
> = {
	text: { list: 'textToVideo', models: textToVideoModels },
	image: { list: 'imageToVideo', models: imageToVideoModels },
};

/** Documented names of the parameters that go to every scene whose model documents them. */
const OF_EVERY_SCENE = ['seed', 'watermark', 'wm_url', 'meta_data'];

/** The model and the parameters that all scenes share that extend a video. */
export interface Extensions {
	model: Model;
	/** The gateway's model ID. */
	modelId: string;
	/** Values by documented name. */
	shared: Params;
}

/** The request of a scene and its images, each checked for itself. */
export interface SceneResults {
	request: Result<ItemRequest>;
	images: Result<ItemImages>;
}

/** Reads the first scene of a story that begins with a text or an image. */
export async function readStart(
	context: IExecuteFunctions,
	item: number,
	startFrom: 'text' | 'image',
	{ prompt, duration }: SceneInput,
): Promise<SceneResults> {
	const { list, models } = START_MODELS[startFrom];
	const choice = readModel(context, item, list, models);
	if (!choice.ok) return { request: choice, images: ok(NO_IMAGES) };
	const request = readRequest(context, item, choice.value, { prompt, duration });
	if (startFrom === 'text') return { request, images: ok(NO_IMAGES) };
	const value = request.ok ? request.value : undefined;
	const images = await readFirstFrame(context, item, value, !hasTwoFiles(context, item));
	return { request, images };
}

/** Those of Extend, whose seconds a scene has in a field of another name. */
const MODELS = extendModels.map((model): Model => {
	const { duration } = model.parameters;
	const ofScene = { ...duration, displayName: 'Duration (Seconds)' };
	return { ...model, parameters: { ...model.parameters, duration: ofScene } };
});

/** Reads what all scenes that extend a video have in common. */
export function readExtensions(
	context: IExecuteFunctions,
	item: number,
	startFrom: StartFrom,
): Result<Extensions> {
	const names = { displayName: 'Extend Model', customId: EXTEND_MODEL_ID };
	const choice = readModel(context, item, 'extend', MODELS, names);
	if (!choice.ok) return choice;
	const { model, modelId } = choice.value;
	if (modelId === '') return invalid('Custom Extend Model ID is empty');
	const shared = sharedOf(context, item, startFrom, model);
	const params = checkParameters(model, shared);
	return params.ok ? ok({ model, modelId, shared }) : params;
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
	const values: Params = { ...additional, wm_url: wmUrl, meta_data: metaData };
	const shared = Object.fromEntries(OF_EVERY_SCENE.map((name) => [name, values[name]]));
	if (startFrom === 'video') {
		const resolution = context.getNodeParameter('resolution', item, '720p');
		return { ...shared, wm_position: wmPosition, resolution };
	}
	// Extend uses its own default for a resolution that only the first scene has.
	const resolution = String(context.getNodeParameter('resolution', item, '720p'));
	const isKnown = model.parameters.resolution.options?.includes(resolution) === true;
	return {
		...shared,
		wm_position: String(shared.watermark) === 'true' ? cornerOf(wmPosition) : undefined,
		resolution: isKnown ? resolution : undefined,
	};
}

/**
 * The same corner in the words of Extend. Also for the default, which differs between the two: the watermark
 * would jump.
 */
function cornerOf(position: unknown = wmPositionNumber.default): string | undefined {
	const corner = wmPositionNumber.optionNames?.[String(position)];
	const words = Object.entries(wmPositionWord.optionNames ?? {});
	return words.find(([, name]) => name === corner)?.[0];
}

/**
 * Reads a scene that extends a video.
 *
 * @param own values by documented name that only this scene has
 */
export function readExtension(
	{ model, modelId, shared }: Extensions,
	{ prompt, duration }: SceneInput,
	own: Params,
): Result<ItemRequest> {
	const params = checkParameters(model, { ...shared, ...own, prompt, duration });
	return params.ok ? ok({ model, modelId, params: params.value, overrides: {} }) : params;
}

/** A URL of maximum length: the size of a request is checked before its URL is known. */
const LONG_URL = `https://${'x'.repeat(LONGEST_ID)}`;

/** Reads the image with which the last scene ends. */
export async function readLastFrame(
	context: IExecuteFunctions,
	item: number,
	request: ItemRequest | undefined,
): Promise<Result<ItemImages>> {
	const whole = request && { ...request, params: { video_url: LONG_URL, ...request.params } };
	return await readEndFrame(context, item, whole, !hasTwoFiles(context, item));
}

/** Whether a story has a file for its first image and one for its last. */
const hasTwoFiles = (context: IExecuteFunctions, item: number): boolean =>
	context.getNodeParameter('startFrom', item, 'text') === 'image' &&
	['image', 'endFrame'].every(
		(name) => context.getNodeParameter(`${name}Source`, item, 'none') === 'binary',
	);
