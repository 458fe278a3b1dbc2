import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { endFrameFields } from '../fields/imageFields';
import { modelFields, shownFor } from '../fields/modelFields';
import { parameterField } from '../fields/parameterField';
import { readChoice } from '../input/choice';
import { readEndFrame } from '../input/frames';
import { readVideoJob } from '../input/videoJob';
import type { Params } from '../models/check';
import { extendModels as models } from '../models/extendModels';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { TIME_AND_RESULT } from './operation';
import type { Operation } from './operation';

const value = 'extend';
const show = shownFor(value);
const { choice, main, additional } = modelFields(value, models);
const { video_url, video_creation_id } = models[0].parameters;

/** Which video is extended. The default takes the output of the previous node. */
const videoSourceFields: INodeProperties[] = [
	{
		displayName: 'Video Source',
		name: 'videoSource',
		type: 'options',
		options: [
			{
				name: 'URL',
				value: 'url',
				description: 'The link to a video, such as videoUrl of this node',
			},
			{
				name: 'Creation ID',
				value: 'creationId',
				description: "Vidu's own ID of a video, from Vidu's API",
			},
		],
		default: 'url',
		description: 'Where the video comes from',
		displayOptions: { show },
	},
	{
		...parameterField('video_url', video_url),
		default: '={{ $json.videoUrl }}',
		displayOptions: { show: { ...show, videoSource: ['url'] } },
	},
	{
		// Not `required`: n8n shows it for a source that an expression chooses, and would insist on it.
		...parameterField('video_creation_id', video_creation_id),
		displayOptions: { show: { ...show, videoSource: ['creationId'] } },
	},
];

const SOURCES = { url: 'URL', creationId: 'Creation ID' };

/** Exactly one of `video_url` and `video_creation_id`. Source: docs/api/models.md, "Extend". */
function readVideoSource(context: IExecuteFunctions, item: number): Result<Params> {
	const source = readChoice(context, item, 'videoSource', 'Video Source', SOURCES);
	if (!source.ok) return source;
	const byId = source.value === 'creationId';
	const field = byId ? 'videoCreationId' : 'videoUrl';
	const video: unknown = context.getNodeParameter(field, item, '');
	if (String(video ?? '').trim() === '') {
		return invalid(
			byId
				? 'Video Creation ID is empty. Enter the ID, or set Video Source to URL'
				: 'No video to extend. Connect this node after one that makes a video, or enter a Video URL',
		);
	}
	return ok({ video_url: byId ? undefined : video, video_creation_id: byId ? video : undefined });
}

/** Extends a video, up to an end frame if the user chose one. */
export const extend: Operation = {
	resource: 'video',
	value,
	name: 'Extend',
	action: 'Extend a video',
	description: `Make a video longer. ${TIME_AND_RESULT}.`,
	models,
	fields: [
		...choice,
		...videoSourceFields,
		...main('prompt'),
		...main('duration'),
		...main('resolution'),
		...endFrameFields(show),
		additional,
	],
	readJob: async (context, item, call) =>
		await readVideoJob(context, item, call, {
			operation: value,
			models,
			special: readVideoSource(context, item),
			readImages: async (_choice, request) => await readEndFrame(context, item, request),
		}),
};
