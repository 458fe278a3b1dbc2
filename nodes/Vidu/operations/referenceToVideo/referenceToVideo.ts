import type { IExecuteFunctions } from 'n8n-workflow';

import { imageListFields } from '../../fields/imageFields';
import { modelFields, shownFor } from '../../fields/modelFields';
import { REFERENCE_IMAGE } from '../../images/checkImage';
import { checkCount, listImages, numberImages, readList } from '../../input/imageList';
import { NO_IMAGES, placeImages, readImages } from '../../input/images';
import type { ItemImages } from '../../input/images';
import type { ItemRequest, ModelChoice } from '../../input/request';
import { problemsOf, readVideoJob } from '../../input/videoJob';
import { CUSTOM_MODEL, modelFieldOf } from '../../models/model';
import type { Parameter } from '../../models/parameter';
import { IMAGES_WITH_VIDEO } from '../../models/parameters';
import { referenceToVideoModels as models } from '../../models/referenceToVideoModels';
import { invalid, ok } from '../../models/result';
import type { Result } from '../../models/result';
import { encodeUrl } from '../../models/urls';
import { nonsenseIn } from '../../models/values';
import { isWebAddress, shorten, tooLongForId } from '../../text';
import { TIME_AND_RESULT } from '../operation';
import type { Operation } from '../operation';
import { subjectsField, videoUrlsField } from './fields';
import { placeSubjects, readSubjects } from './subjects';

const value = 'referenceToVideo';
const { choice, main, additional } = modelFields(value, models);

/** The `displayOptions.show` of a field of the models that take a parameter. */
const shownWith = (parameter: string) => ({
	...shownFor(value),
	[modelFieldOf(value)]: [
		...models.filter(({ parameters }) => parameter in parameters).map(({ id }) => id),
		CUSTOM_MODEL,
	],
});

const REFERENCES = { name: 'reference', displayName: 'Reference', isOnlyList: true };

/** Reads the images of an item, and the videos that its model takes with them. */
async function readReferences(
	context: IExecuteFunctions,
	item: number,
	choice: ModelChoice,
	request: ItemRequest | undefined,
): Promise<Result<ItemImages>> {
	const videos = readVideos(context, item, choice.model.parameters.videos);
	const hasVideo = !videos.ok || videos.value.length > 0;
	const added = hasVideo && videos.ok ? { videos: videos.value } : {};
	const whole = request && { ...request, params: { ...request.params, ...added } };
	const images = await readReferenceImages(context, item, choice, whole, hasVideo);
	if (!videos.ok || !images.ok) return invalid(...problemsOf(videos, images));
	const { identity, preview, load } = images.value;
	return ok({
		...images.value,
		identity: { ...identity, ...added },
		preview: () => ({ ...preview(), ...added }),
		load: async () => ({ ...(await load()), ...added }),
	});
}

function readVideos(
	context: IExecuteFunctions,
	item: number,
	documented: Parameter | undefined,
): Result<string[]> {
	if (documented === undefined) return ok([]);
	const entered = readList(context.getNodeParameter('videoUrls', item, ''), 'urls');
	const nonsense = entered.map(nonsenseIn).find((one) => one !== undefined);
	if (nonsense !== undefined) return invalid(`Video URLs: one ${nonsense}`);
	const urls = entered.map(encodeUrl);
	if (urls.length === 0) return ok([]);
	const problems = urls
		.filter((url) => !isWebAddress(url))
		.map((url) => `Video URLs must start with http:// or https://, but one is "${shorten(url)}"`);
	const tooLong = urls.map(tooLongForId).find((one) => one !== undefined);
	if (tooLong !== undefined) problems.push(`Video URLs: one ${tooLong}`);
	const counted = checkCount(urls.length, 'The number of Video URLs', documented);
	if (counted !== undefined) problems.push(counted);
	return problems.length > 0 ? invalid(...problems) : ok(urls);
}

async function readReferenceImages(
	context: IExecuteFunctions,
	item: number,
	{ model, isCustom }: ModelChoice,
	request: ItemRequest | undefined,
	hasVideo: boolean,
): Promise<Result<ItemImages>> {
	const { images: documented, subjects: documentedSubjects } = model.parameters;
	if (isCustom) {
		const { overrides = {} } = request ?? {};
		if (overrides.images !== undefined || overrides.subjects !== undefined) return ok(NO_IMAGES);
	}
	const subjects = documentedSubjects === undefined ? [] : readSubjects(context, item);
	// A custom model may take either: it has subjects if the user added some.
	if (documentedSubjects !== undefined && (!isCustom || subjects.length > 0)) {
		return await placeSubjects(context, item, subjects, request, isCustom);
	}
	const list = listImages(context, item, REFERENCES);
	const limits = { ...documented, ...(hasVideo ? { maxItems: IMAGES_WITH_VIDEO } : {}) };
	const what = `The number of reference images${hasVideo ? ' with a video' : ''}`;
	const counted = checkCount(list.length, what, limits);
	const images = await readImages(context, item, numberImages(list), REFERENCE_IMAGE);
	const problems = [...(counted === undefined ? [] : [counted]), ...problemsOf(images)];
	if (!images.ok || problems.length > 0) return invalid(...problems);
	return placeImages(images.value, (values) => ({ images: values }), request);
}

/** Makes a video of the people or things in reference images. */
export const referenceToVideo: Operation = {
	resource: 'video',
	value,
	name: 'Reference to Video',
	action: 'Generate a video with reference images',
	description: `Make a video of the people or things in your images. ${TIME_AND_RESULT}.`,
	models,
	fields: [
		...choice,
		subjectsField(shownWith('subjects')),
		...imageListFields({
			name: 'reference',
			displayName: 'Reference',
			description: 'Images of the people or things in the video',
			show: shownWith('images'),
			limits:
				' 1 to 7 images, each with a ratio between 1:4 and 4:1 and at least 128 × 128 pixels.',
		}),
		videoUrlsField(shownWith('videos')),
		...main('prompt'),
		...main('duration'),
		...main('aspect_ratio'),
		...main('resolution'),
		additional,
	],
	readJob: async (context, item, call) =>
		await readVideoJob(context, item, call, {
			operation: value,
			models,
			readImages: async (choice, request) => await readReferences(context, item, choice, request),
		}),
};
