import type { IExecuteFunctions } from 'n8n-workflow';

import type { Params } from '../models/check';
import type { WantedFile } from '../output/download';
import type { Job } from '../tasks/job';
import { digestOf } from './digest';
import { readDownload } from './download';
import { readEndFrame } from './endFrame';
import type { EndFrameSource } from './endFrame';
import { readItemOptions } from './options';
import { readRequest, withOverrides } from './request';
import type { ItemRequest } from './request';

/** A job, or every reason why the item cannot become one. */
export type ReadJob = { job: Job; download: WantedFile | undefined } | { problems: string[] };

/** What the items of one call of the node share, read once. */
export interface Call {
	run: number;
	/** The same, counted by the node itself. */
	nthRun: number;
	isTool: boolean;
	/** The parameters that make the request, as they stand in the editor, expressions unresolved. */
	rawParameters: unknown;
	/** Their digest. */
	parameters: string;
}

/** Reads an item of Text to Video. */
export async function readTextToVideo(
	context: IExecuteFunctions,
	item: number,
	call: Call,
): Promise<ReadJob> {
	const request = readRequest(context, item, 'textToVideo', {});
	return toJob(context, item, call, request, async () => undefined, 'none');
}

/** Reads an item of Extend. */
export async function readExtend(
	context: IExecuteFunctions,
	item: number,
	call: Call,
): Promise<ReadJob> {
	const problems: string[] = [];
	const source = readVideoSource(context, item, problems);
	const request = readRequest(context, item, 'extend', { ...source, images: undefined });
	if ('problems' in request) problems.push(...request.problems);
	const frame = await readEndFrame(context, item, 'problems' in request ? undefined : request);
	if ('problem' in frame) problems.push(frame.problem);
	if (problems.length > 0 || 'problem' in frame) return { problems };
	return toJob(context, item, call, request, frame.load, frame.identity);
}

/** Documented: exactly one of `video_url` and `video_creation_id`. */
function readVideoSource(context: IExecuteFunctions, item: number, problems: string[]): Params {
	const byId = context.getNodeParameter('videoSource', item, 'url') === 'creationId';
	const field = byId ? 'videoCreationId' : 'videoUrl';
	const value = String(context.getNodeParameter(field, item, '') ?? '').trim();
	if (value === '') {
		problems.push(
			byId
				? 'Video Creation ID is empty, but Video Source is set to it'
				: 'Video URL is empty: the input item has no videoUrl, or the field was cleared',
		);
	}
	return { video_url: byId ? undefined : value, video_creation_id: byId ? value : undefined };
}

function toJob(
	context: IExecuteFunctions,
	item: number,
	call: Call,
	request: ItemRequest | { problems: string[] },
	loadImages: EndFrameSource['load'],
	imageIdentity: unknown,
): ReadJob {
	const options = readItemOptions(context, item);
	const problems = [
		...('problems' in request ? request.problems : []),
		...('problems' in options ? options.problems : []),
	];
	if ('problems' in request || 'problems' in options) return { problems };

	const { modelId, params, overrides } = request;
	const input = context.getInputData()[item]?.json ?? {};
	const waits = context.getNodeParameter('waitForCompletion', item, true) !== false;
	const { duration, resolution } = params;
	const job: Job = {
		item,
		subject: {
			purchase: {
				model: modelId,
				params: async () => {
					const images = await loadImages();
					return withOverrides(images ? { ...params, images } : params, overrides);
				},
				claim: {
					run: call.run,
					nthRun: call.nthRun,
					item,
					given: digestOf([call.rawParameters, input, call.isTool ? numberOf(input) : 0]),
					request: digestOf([modelId, params, overrides, imageIdentity]),
					parameters: call.parameters,
					isTool: call.isTool,
				},
				resubmitUnclear: options.resubmitUnclear,
				kind: [modelId, duration, resolution].join(' '),
			},
		},
		until: waits ? 'end' : 'creation',
		timeout: options.timeout,
		outputOnTimeout: options.outputOnTimeout,
		interval: options.interval,
	};
	return { job, download: waits ? readDownload(context, item, options.fileName) : undefined };
}

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
