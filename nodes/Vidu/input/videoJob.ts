import type { IExecuteFunctions } from 'n8n-workflow';

import type { Params } from '../models/check';
import type { Model } from '../models/model';
import type { Job } from '../tasks/job';
import type { Purchase } from '../tasks/purchase';
import { digestOf } from '../tasks/purchase';
import { NO_IMAGES } from './images';
import type { ItemImages, ReadImages } from './images';
import { readDownload, readDryRun, readItemOptions } from './options';
import { readModel, readRequest, withOverrides } from './request';
import type { ChosenModel, ItemRequest } from './request';
import type { CallContext, CheckedJob } from './checkedJob';

/** What an operation that buys knows of its items beside what their models document. */
export interface VideoFields {
	/** The documented models of the operation. */
	models: readonly Model[];
	/** Values by documented name of parameters that are no plain field; undefined leaves one out. */
	special?: Params;
	/** What is already known to be wrong with the item. */
	problems?: string[];
	/**
	 * Reads the images of the item.
	 *
	 * @param request the rest of the item's request; undefined when that has problems of its own
	 */
	readImages?: (chosen: ChosenModel, request: ItemRequest | undefined) => Promise<ReadImages>;
}

/** Reads an item of an operation that buys, and checks all of it. */
export async function readVideoJob(
	context: IExecuteFunctions,
	item: number,
	call: CallContext,
	{ models, special = {}, problems: known = [], readImages = async () => NO_IMAGES }: VideoFields,
): Promise<CheckedJob> {
	const chosen = readModel(context, item, models);
	if ('problem' in chosen) return { problems: [chosen.problem, ...known] };
	const request = readRequest(context, item, chosen, special);
	const isReadable = !('problems' in request);
	const images = await readImages(chosen, isReadable ? request : undefined);
	const options = readItemOptions(context, item);
	const isDry = readDryRun(context, item);
	const problems = [known, ...[request, images, options, isDry].map(problemsOf)].flat();
	if (
		problems.length > 0 ||
		'problems' in request ||
		'problems' in images ||
		'problems' in options
	) {
		return { problems };
	}
	const { timeout, outputOnTimeout, interval, resubmitUnclear } = options;
	const waits = context.getNodeParameter('waitForCompletion', item, true) !== false;
	const purchase = purchaseOf(context, item, call, request, images);
	const job: Job = {
		item,
		target: { purchase: { ...purchase, resubmitUnclear } },
		until: waits ? 'end' : 'creation',
		timeout,
		outputOnTimeout,
		interval,
	};
	return {
		job,
		isDry: isDry === true,
		download: waits ? readDownload(context, item, options) : undefined,
		hints: images.hints,
	};
}

const problemsOf = (read: object | boolean): string[] =>
	typeof read === 'object' && 'problems' in read ? (read.problems as string[]) : [];

function purchaseOf(
	context: IExecuteFunctions,
	item: number,
	call: CallContext,
	{ modelId, params, overrides }: ItemRequest,
	images: ItemImages,
): Omit<Purchase, 'resubmitUnclear'> {
	const input = context.getInputData()[item]?.json ?? {};
	const { run, runNumber, isTool, rawParameters, parameters } = call;
	// Another file in the same field is another video. Without files, the digest of 0.1.0.
	const { files = [] } = images;
	return {
		run,
		runNumber,
		item,
		isTool,
		inputDigest: givenDigest(call, rawParameters, input, ...(files.length > 0 ? [files] : [])),
		request: digestOf([modelId, params, overrides, images.identity]),
		parameters,
		model: modelId,
		params: async () => withOverrides({ ...params, ...(await images.load()) }, overrides),
		preview: () => withOverrides({ ...params, ...images.preview() }, overrides),
		kind: [modelId, params.duration, params.resolution].join(' '),
	};
}

/**
 * Digest of what an item was given: the parameters as they stand in the editor, and its input.
 *
 * @param more what else tells it from another
 */
export const givenDigest = (
	{ isTool }: Pick<CallContext, 'isTool'>,
	parameters: unknown,
	input: object,
	...more: unknown[]
): string => digestOf([parameters, input, isTool ? numberOf(input) : 0, ...more]);

const callNumbers = new WeakMap<object, number>();
let callCount = 0;

/**
 * A number for one call of a tool. All calls may have the same parameters and arguments, while their
 * prompt comes from somewhere else; only the very object of the arguments is the same at each try.
 */
function numberOf(input: object): number {
	const known = callNumbers.get(input);
	if (known !== undefined) return known;
	callCount += 1;
	callNumbers.set(input, callCount);
	return callCount;
}
