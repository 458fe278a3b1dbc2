import type { IExecuteFunctions } from 'n8n-workflow';

import type { Params } from '../models/check';
import type { Model } from '../models/model';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { placeholderIn } from '../placeholder';
import type { Job, PreviousScene } from '../tasks/job';
import { digestOf } from '../tasks/purchase';
import type { Purchase } from '../tasks/purchase';
import { addressesOf, hintsOf } from './advice';
import type { CallContext, CheckedJob } from './checkedJob';
import { NO_IMAGES } from './images';
import type { ItemImages } from './images';
import { readDownload, readDryRun, readItemOptions } from './options';
import { readModel, readRequest, withOverrides } from './request';
import type { ItemRequest, ModelChoice } from './request';

/** The parts of an item that an operation reads itself. */
interface VideoFields {
	/** The operation's value, and its documented models. */
	operation: string;
	models: readonly Model[];
	/** Values by documented name of parameters that are no plain field; undefined leaves one out. */
	special?: Result<Params>;
	/** @param request the rest of the item's request; undefined if that has problems of its own */
	readImages?: (
		choice: ModelChoice,
		request: ItemRequest | undefined,
	) => Promise<Result<ItemImages>>;
}

/** Reads and checks an item of an operation that buys one video. */
export async function readVideoJob(
	context: IExecuteFunctions,
	item: number,
	call: CallContext,
	fields: VideoFields,
): Promise<CheckedJob> {
	const { operation, models, special = ok({}), readImages = async () => ok(NO_IMAGES) } = fields;
	const choice = readModel(context, item, operation, models);
	if (!choice.ok) return invalid(...problemsOf(choice, special));
	const request = readRequest(context, item, choice.value, special.ok ? special.value : {});
	const images = await readImages(choice.value, request.ok ? request.value : undefined);
	const options = readItemOptions(context, item);
	const isDry = readDryRun(context, item);
	if (!special.ok || !request.ok || !images.ok || !options.ok || !isDry.ok) {
		return invalid(...problemsOf(special, request, images, options, isDry));
	}
	const { timeout, outputOnTimeout, interval, resubmitUnclear } = options.value;
	const { waits } = options.value;
	const purchase = purchaseOf(context, item, call, request.value, images.value);
	const job: Job = {
		item,
		target: { type: 'purchase', purchase: { ...purchase, resubmitUnclear } },
		until: waits ? 'end' : 'creation',
		timeout,
		outputOnTimeout,
		interval,
	};
	return ok({
		job,
		isDry: isDry.value,
		placeholder: placeholderIn(purchase.preview()),
		maxCost: options.value.maxCost,
		download: waits ? readDownload(context, item, options.value) : undefined,
		hints: hintsOf(request.value, images.value),
		addresses: addressesOf(request.value, images.value),
	});
}

/** The problems of all of several results. */
export const problemsOf = (...results: Array<Result<unknown>>): string[] =>
	results.flatMap((result) => (result.ok ? [] : result.problems));

/** A scene of a long video. */
interface ScenePart {
	/** From 1. */
	scene: number;
	/** The parameters that make its request, as they are in the editor. */
	raw: unknown;
	/** The scene that it extends; undefined for the first one. */
	before: PreviousScene | undefined;
}

/**
 * Makes the purchase of an item, or of one scene of it.
 *
 * The digests hold the task that a scene extends, not its URL, which is signed again at each poll. So an
 * edited scene makes all later ones new, and the scenes before it stay the same.
 */
export function purchaseOf(
	context: IExecuteFunctions,
	item: number,
	{ run, runNumber, isTool, rawParameters }: CallContext,
	{ modelId, params, overrides }: ItemRequest,
	images: ItemImages,
	part?: ScenePart,
): Omit<Purchase, 'resubmitUnclear'> {
	const input = context.getInputData()[item]?.json ?? {};
	const { scene, before, raw } = part ?? { raw: rawParameters };
	const extendsTask = before?.taskId;
	const all = before === undefined ? params : { ...params, video_url: before.videoUrl };
	const call = isTool ? callNumberOf(input) : 0;
	return {
		run,
		runNumber,
		item,
		scene,
		extendsTask,
		isTool,
		inputDigest: digestOf([raw, input, call, images.files, extendsTask]),
		request: digestOf([modelId, params, overrides, images.identity, extendsTask]),
		parameters: digestOf(raw),
		model: modelId,
		params: async () => withOverrides({ ...all, ...(await images.load()) }, overrides),
		preview: () => withOverrides({ ...all, ...images.preview() }, overrides),
		kind: [modelId, params.duration, params.resolution].join(' '),
	};
}

const callNumbers = new WeakMap<object, number>();
let callCount = 0;

/**
 * A number for one call of a tool. All calls may have the same parameters and arguments, while their prompt
 * comes from elsewhere; only the object of the arguments is the same at each attempt.
 */
function callNumberOf(input: object): number {
	const known = callNumbers.get(input);
	if (known !== undefined) return known;
	callCount += 1;
	callNumbers.set(input, callCount);
	return callCount;
}
