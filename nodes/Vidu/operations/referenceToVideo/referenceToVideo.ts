import type { IExecuteFunctions } from 'n8n-workflow';

import { imageListFields } from '../../fields/imageFields';
import { modelFields, shownFor } from '../../fields/modelFields';
import { subjectsField, videoUrlsField } from './fields';
import { REFERENCE_IMAGE } from '../../images/checkImage';
import { checkCount, numbered, listedImages, readList } from '../../input/imageList';
import { NO_IMAGES, placeImages, readAll } from '../../input/images';
import type { ReadImages } from '../../input/images';
import type { ChosenModel, ItemRequest } from '../../input/request';
import { placeSubjects, readSubjects } from './subjects';
import { readVideoJob } from '../../input/videoJob';
import type { Params } from '../../models/check';
import type { Parameter } from '../../models/parameter';
import { CUSTOM_MODEL } from '../../models/model';
import { IMAGES_WITH_VIDEO } from '../../models/parameters';
import { referenceToVideoModels as models } from '../../models/referenceToVideoModels';
import { isWebAddress, shorten } from '../../text';
import type { Operation } from '../operation';

const value = 'referenceToVideo';
const { choice, main, additional } = modelFields(value, models);

/** The `displayOptions.show` of a field of the models that take a parameter. */
const shownWith = (parameter: string) => ({
	...shownFor(value),
	model: [
		...models.filter(({ parameters }) => parameter in parameters).map(({ id }) => id),
		CUSTOM_MODEL,
	],
});

/** The videos that a model takes beside its images; what is wrong with them is added to `problems`. */
function readVideos(
	context: IExecuteFunctions,
	item: number,
	documented: Parameter,
	problems: string[],
): string[] {
	const urls = readList(context.getNodeParameter('videoUrls', item, ''), 'urls');
	for (const url of urls.filter((text) => !isWebAddress(text))) {
		problems.push(`Video URLs must start with http:// or https://, but one is "${shorten(url)}"`);
	}
	const counted =
		urls.length > 0 ? checkCount(urls.length, 'The number of Video URLs', documented) : undefined;
	if (counted !== undefined) problems.push(counted);
	return urls;
}

/** The images of a custom model with the videos beside them. */
function withVideos(images: ReadImages, urls: string[], problems: string[]): ReadImages {
	if ('problems' in images) return { problems: [...problems, ...images.problems] };
	if (problems.length > 0) return { problems };
	if (urls.length === 0) return images;
	return {
		...images,
		identity: [images.identity, urls],
		preview: () => ({ ...images.preview(), videos: urls }),
		load: async () => ({ ...(await images.load()), videos: urls }),
	};
}

async function readImages(
	context: IExecuteFunctions,
	item: number,
	{ model, isCustom }: ChosenModel,
	request: ItemRequest | undefined,
): Promise<ReadImages> {
	const { images: listParameter, subjects: subjectsParameter, videos } = model.parameters;
	const problems: string[] = [];
	const urls = videos === undefined ? [] : readVideos(context, item, videos, problems);
	if (isCustom) {
		const { overrides = {} } = request ?? {};
		if (overrides.images !== undefined || overrides.subjects !== undefined) {
			return withVideos(NO_IMAGES, urls, problems);
		}
	}
	const subjects = subjectsParameter === undefined ? [] : readSubjects(context, item);
	// A custom model may be of either kind: it has subjects where the user gave some.
	if (subjectsParameter !== undefined && (!isCustom || subjects.length > 0)) {
		return withVideos(await placeSubjects(context, item, subjects, request), urls, problems);
	}
	const listed = listedImages(context, item, 'reference');
	const limits = { ...listParameter };
	if (urls.length > 0) limits.maxItems = IMAGES_WITH_VIDEO;
	const beside = urls.length > 0 ? ' beside a video' : '';
	const counted = checkCount(listed.length, `The number of reference images${beside}`, limits);
	if (counted !== undefined) problems.push(counted);
	const images = await readAll(context, item, numbered(listed), REFERENCE_IMAGE);
	if ('problems' in images) problems.push(...images.problems);
	if (problems.length > 0 || 'problems' in images) return { problems };
	const place = (values: unknown[]): Params => ({
		images: values,
		...(urls.length > 0 ? { videos: urls } : {}),
	});
	return placeImages(images, place, request, place(images.map(({ identity }) => identity)));
}

/** Makes a video in which people or things look as in reference images. */
export const referenceToVideo: Operation = {
	resource: 'video',
	value,
	name: 'Reference to Video',
	action: 'Generate a video with reference images',
	description: 'Generate a video with reference images. Costs money for each item.',
	models,
	fields: [
		...choice,
		subjectsField(shownWith('subjects')),
		...imageListFields({
			name: 'reference',
			displayName: 'Reference',
			description: 'Images of whom or what the video shows',
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
			models,
			readImages: async (chosen, request) => await readImages(context, item, chosen, request),
		}),
};
