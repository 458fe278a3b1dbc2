import type { IExecuteFunctions } from 'n8n-workflow';

import { addressesOf, hintsOf } from '../../input/advice';
import type { CallContext, CheckedJob } from '../../input/checkedJob';
import { NO_IMAGES } from '../../input/images';
import type { ItemImages } from '../../input/images';
import { readChoice } from '../../input/choice';
import { readDownload, readDryRun, readItemOptions } from '../../input/options';
import { withOverrides } from '../../input/request';
import type { ItemRequest } from '../../input/request';
import { problemsOf, purchaseOf } from '../../input/videoJob';
import type { Params } from '../../models/check';
import { invalid, ok } from '../../models/result';
import type { Result } from '../../models/result';
import { placeholderIn } from '../../placeholder';
import { sentIn } from '../../tasks/entry';
import type { Job, Scene } from '../../tasks/job';
import { readExtension, readExtensions, readLastFrame, readStart } from './requests';
import type { Extensions, SceneResults, StartFrom } from './requests';
import { checkLengths, readScenes, unusedKeys } from './scenes';
import type { SceneInput } from './scenes';

/** The beginnings of a story, as the editor names them. */
const STARTS: Readonly<Record<StartFrom, string>> = {
	text: 'Text',
	image: 'Image',
	video: 'Video',
};

/** Reads an item of Long Video, and checks all of its scenes. */
export async function readLongVideoJob(
	context: IExecuteFunctions,
	item: number,
	call: CallContext,
): Promise<CheckedJob> {
	const start = readChoice(context, item, 'startFrom', 'Start From', STARTS);
	if (!start.ok) return start;
	const startFrom = start.value;
	const scenes = readScenes(context, item, call);
	const options = readItemOptions(context, item);
	const isDry = readDryRun(context, item);
	if (!scenes.ok) return invalid(...problemsOf(scenes, options, isDry));
	const requests = await readRequests(context, item, call, startFrom, scenes.value);
	if (!requests.ok || !options.ok || !isDry.ok) {
		return invalid(...problemsOf(options, isDry, requests));
	}
	const { timeout, outputOnTimeout, interval, resubmitUnclear } = options.value;
	const toScene = ({ request, images, raw }: SceneRequest, index: number): Scene => {
		return {
			model: request.modelId,
			sent: sentIn(withOverrides(request.params, request.overrides)),
			purchase: (before) => {
				const part = { scene: index + 1, raw, before };
				const purchase = purchaseOf(context, item, call, request, images, part);
				return { ...purchase, resubmitUnclear };
			},
		};
	};
	const job: Job = {
		item,
		target: { type: 'scenes', scenes: requests.value.map(toScene) },
		until: 'end',
		timeout,
		outputOnTimeout,
		interval,
	};
	// Not those that stand for the scenes before: the purchases have them.
	const allParams = requests.value.map(({ request: { params, overrides }, images }) =>
		withOverrides({ ...params, ...images.preview() }, overrides),
	);
	const placeholder = placeholderIn(allParams);
	const hints = requests.value.flatMap(({ request, images }, index) => {
		const unused = unusedKeys(scenes.value[index]);
		const all = [...unused, ...hintsOf(request, images)];
		return all.map((hint) => `scene ${index + 1}: ${hint}`);
	});
	const addresses = requests.value.flatMap(({ request, images }) => addressesOf(request, images));
	const { maxCost } = options.value;
	const download = readDownload(context, item, options.value);
	return ok({ job, isDry: isDry.value, placeholder, maxCost, download, hints, addresses });
}

/** A checked scene. */
interface SceneRequest {
	request: ItemRequest;
	images: ItemImages;
	/** The parameters that make its request, as they are in the editor. */
	raw: unknown;
}

async function readRequests(
	context: IExecuteFunctions,
	item: number,
	call: CallContext,
	startFrom: StartFrom,
	scenes: readonly SceneInput[],
): Promise<Result<SceneRequest[]>> {
	const problems: string[] = [];
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
		const found = problemsOf(request, images);
		problems.push(...found.map((problem) => `scene ${index + 1}: ${problem}`));
		if (!request.ok || !images.ok) continue;
		const hasImages = images.value !== NO_IMAGES;
		const raw = rawOf(call, scene, isExtension(index), index === 0, hasImages);
		requests[index] = { request: request.value, images: images.value, raw };
	}
	if (extensions === undefined) {
		const frame = await readLastFrame(context, item, undefined);
		if (!frame.ok || frame.value !== NO_IMAGES) {
			problems.push('End Frame needs a scene that extends a video: add a second scene');
		}
	} else {
		const isSaid = (problem: string) => problems.some((said) => said.endsWith(problem));
		problems.push(...problemsOf(extensions).filter((problem) => !isSaid(problem)));
	}
	const seconds = scenes.map(({ duration }, index) =>
		Number(requests[index]?.request.overrides.duration ?? duration),
	);
	problems.push(...checkLengths(seconds, startFrom === 'video'));
	return problems.length > 0 ? invalid(...problems) : ok(requests);
}

interface SceneRole {
	/** Only for a scene that extends a video. */
	extensions: Result<Extensions> | undefined;
	isFirst: boolean;
	isLast: boolean;
}

async function readScene(
	context: IExecuteFunctions,
	item: number,
	startFrom: StartFrom,
	scene: SceneInput,
	{ extensions, isFirst, isLast }: SceneRole,
): Promise<SceneResults> {
	if (extensions === undefined) {
		return await readStart(context, item, startFrom as 'text' | 'image', scene);
	}
	const source: Result<Params> = isFirst ? readSource(context, item) : ok({});
	if (!source.ok) return { request: source, images: ok(NO_IMAGES) };
	// A problem of all extensions is reported once, not by each scene.
	const request = extensions.ok ? readExtension(extensions.value, scene, source.value) : invalid();
	const images = isLast
		? await readLastFrame(context, item, request.ok ? request.value : undefined)
		: ok(NO_IMAGES);
	return { request, images };
}

/** Reads the video with which a story begins, and the additional fields that only the first scene has. */
function readSource(context: IExecuteFunctions, item: number): Result<Params> {
	const url: unknown = context.getNodeParameter('videoUrl', item, '');
	if (String(url ?? '').trim() === '') {
		return invalid(
			'No video to extend. Connect this node after one that makes a video, or enter a Video URL',
		);
	}
	const { payload, callbackUrl } = context.getNodeParameter('additionalFields', item, {}) as Params;
	return ok({ video_url: url, payload, callback_url: callbackUrl });
}

/** Fields, by the beginning of their names, that do not belong to one scene. */
const OF_SCENES = ['scenes'];
/** Fields that only the first scene has, unless it extends a video. */
const OF_START = [
	'startFrom',
	'textToVideo',
	'imageToVideo',
	'custom',
	'image',
	'aspectRatio',
	'videoUrl',
];
const OF_EXTENSIONS = ['extendModel'];
const OF_LAST = ['endFrame'];

/**
 * The parameters that make a scene's request, as they are in the editor, expressions unresolved: its own part
 * of the scenes, and the other fields that it depends on. So editing one scene leaves the others the same.
 */
function rawOf(
	{ rawParameters }: CallContext,
	{ raw }: SceneInput,
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
