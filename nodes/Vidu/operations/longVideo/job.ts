import type { IExecuteFunctions } from 'n8n-workflow';

import type { Params } from '../../models/check';
import type { Job, Scene } from '../../tasks/job';
import { NO_IMAGES } from '../../input/images';
import type { ReadImages } from '../../input/images';
import { readDownload, readDryRun, readItemOptions } from '../../input/options';
import type { CallContext, CheckedJob } from '../../input/checkedJob';
import { withOverrides } from '../../input/request';
import type { ReadRequest } from '../../input/request';
import { scenePurchase, readExtension, readExtensions, readLastFrame, readStart } from './requests';
import type { SceneRequest, Extensions, StartFrom } from './requests';
import { checkLengths, readScenes } from './scenes';
import type { GivenScene } from './scenes';

/** Fields, by the beginning of their names, that make no scene's request by themselves. */
const OF_SCENES = ['scenes'];
/** Fields that make the request of a start, and not of an extension. */
const OF_START = ['startFrom', 'model', 'custom', 'image', 'aspectRatio', 'videoUrl'];
const OF_EXTENSIONS = ['extendModel'];
const OF_LAST = ['endFrame'];

/** Reads an item of Long Video, and checks all of its scenes. */
export async function readLongVideoJob(
	context: IExecuteFunctions,
	item: number,
	call: CallContext,
): Promise<CheckedJob> {
	const startFrom = String(context.getNodeParameter('startFrom', item, 'text')) as StartFrom;
	if (!['text', 'image', 'video'].includes(startFrom)) {
		return { problems: [`Start From must be text, image or video, but is "${startFrom}"`] };
	}
	const scenes = readScenes(context, item, call);
	const options = readItemOptions(context, item);
	const isDry = readDryRun(context, item);
	const problems = [
		...('problems' in options ? options.problems : []),
		...(typeof isDry === 'object' ? isDry.problems : []),
	];
	if ('problems' in scenes) return { problems: [...scenes.problems, ...problems] };
	const requests = await readRequests(context, item, call, startFrom, scenes, problems);
	if ('problems' in options || problems.length > 0) return { problems };

	const { timeout, outputOnTimeout, interval, resubmitUnclear } = options;
	const job: Job = {
		item,
		target: {
			scenes: requests.map((request, index): Scene => {
				const { prompt, duration } = withOverrides(request.params, request.overrides);
				return {
					model: request.modelId,
					prompt,
					duration,
					purchase: (before) => ({
						...scenePurchase(context, item, call, request, index + 1, before),
						resubmitUnclear,
					}),
				};
			}),
		},
		until: 'end',
		timeout,
		outputOnTimeout,
		interval,
	};
	return { job, isDry: isDry === true, download: readDownload(context, item, options) };
}

/** Reads every scene; the list is complete where no problem was found. */
async function readRequests(
	context: IExecuteFunctions,
	item: number,
	call: CallContext,
	startFrom: StartFrom,
	scenes: readonly GivenScene[],
	problems: string[],
): Promise<SceneRequest[]> {
	const last = scenes.length - 1;
	const isExtension = (index: number) => index > 0 || startFrom === 'video';
	const extensions = isExtension(last) ? readExtensions(context, item, startFrom) : undefined;
	const requests: SceneRequest[] = [];
	for (const [index, scene] of scenes.entries()) {
		const { request, images } = await readScene(context, item, startFrom, scene, {
			extensions: isExtension(index) ? extensions : undefined,
			isFirst: index === 0,
			isLast: index === last,
		});
		const found = [request, images].flatMap((read) => ('problems' in read ? read.problems : []));
		problems.push(...found.map((problem) => `scene ${index + 1}: ${problem}`));
		if ('problems' in request || 'problems' in images) continue;
		const raw = rawOf(call, scene, isExtension(index), index === 0, images !== NO_IMAGES);
		requests.push({ ...request, images, raw });
	}
	if (extensions !== undefined && 'problems' in extensions) {
		const isSaid = (problem: string) => problems.some((said) => said.endsWith(problem));
		problems.push(...extensions.problems.filter((problem) => !isSaid(problem)));
	}
	if (extensions === undefined) {
		const frame = await readLastFrame(context, item, undefined);
		if ('problems' in frame || frame !== NO_IMAGES) {
			problems.push('End Frame needs a scene that extends a video: add a second scene');
		}
	}
	const seconds = scenes.map(({ duration }, index) =>
		Number(requests[index]?.overrides.duration ?? duration),
	);
	problems.push(...checkLengths(seconds, startFrom === 'video'));
	return requests;
}

interface SceneOf {
	/** Of a scene that extends a video. */
	extensions: Extensions | { problems: string[] } | undefined;
	isFirst: boolean;
	isLast: boolean;
}

async function readScene(
	context: IExecuteFunctions,
	item: number,
	startFrom: StartFrom,
	scene: GivenScene,
	{ extensions, isFirst, isLast }: SceneOf,
): Promise<{ request: ReadRequest; images: ReadImages }> {
	if (extensions === undefined) {
		return await readStart(context, item, startFrom as 'text' | 'image', scene);
	}
	const own = isFirst ? readSource(context, item) : { params: {} };
	if ('problems' in own) return { request: own, images: NO_IMAGES };
	// What is wrong with all of them is told once, and not by each scene.
	const request =
		'problems' in extensions ? { problems: [] } : readExtension(extensions, scene, own.params);
	const images = isLast
		? await readLastFrame(context, item, 'problems' in request ? undefined : request)
		: NO_IMAGES;
	return { request, images };
}

/** The video with which a story begins, and what only the first scene has of its additional fields. */
function readSource(
	context: IExecuteFunctions,
	item: number,
): { params: Params } | { problems: string[] } {
	const url = String(context.getNodeParameter('videoUrl', item, '') ?? '').trim();
	if (url === '') {
		return {
			problems: ['Video URL is empty: the input item has no videoUrl, or the field was cleared'],
		};
	}
	const { payload, callbackUrl } = context.getNodeParameter('additionalFields', item, {}) as Params;
	return { params: { video_url: url, payload, callback_url: callbackUrl } };
}

/**
 * What makes a scene's request, as it stands in the editor, expressions unresolved: its own part of the
 * scenes, and of the other fields those that matter to it, so that an edited scene leaves the others what
 * they are.
 */
function rawOf(
	{ rawParameters }: CallContext,
	{ raw }: GivenScene,
	isExtension: boolean,
	isFirst: boolean,
	hasImages: boolean,
): unknown {
	const others = [
		...OF_SCENES,
		...(isFirst ? [] : OF_START),
		...(isExtension ? [] : OF_EXTENSIONS),
		...(isExtension && hasImages ? [] : OF_LAST),
	];
	const isOther = (name: string) => others.some((beginning) => name.startsWith(beginning));
	return [raw, rawParameters.filter(([name]) => !isOther(name))];
}
