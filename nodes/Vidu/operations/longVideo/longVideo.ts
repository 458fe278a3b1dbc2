import type { INodeProperties } from 'n8n-workflow';

import { endFrameFields, imageFields } from '../../fields/imageFields';
import { modelFields, shownFor } from '../../fields/modelFields';
import { parameterField } from '../../fields/parameterField';
import { extendModels } from '../../models/extendModels';
import type { Operation } from '../operation';
import { extendModelFields, scenesFields, startFromField } from './fields';
import { readLongVideoJob } from './job';
import { START_MODELS } from './requests';
import type { StartFrom } from './requests';

const value = 'longVideo';
const show = shownFor(value);

/** The models whose fields are shown for each start. */
const MODELS = { ...START_MODELS, video: { list: 'extend', models: extendModels } };
function fieldsOf(startFrom: StartFrom) {
	const { list, models } = MODELS[startFrom];
	return modelFields(value, models, { list, when: { startFrom: [startFrom] } });
}
const [text, image, video] = (['text', 'image', 'video'] as const).map(fieldsOf);

const videoUrlField: INodeProperties = {
	...parameterField('video_url', extendModels[0].parameters.video_url),
	default: '={{ $json.videoUrl }}',
	displayOptions: { show: { ...show, startFrom: ['video'] } },
};

const videoResolutionField: INodeProperties = {
	...parameterField('resolution', extendModels[0].parameters.resolution),
	displayOptions: { show: { ...show, startFrom: ['video'] } },
};

/** Generates a first scene, and extends it scene by scene. */
export const longVideo: Operation = {
	resource: 'video',
	value,
	name: 'Long Video',
	action: 'Generate a long video from scenes',
	description:
		'Make a long video from scenes. Takes about 1 to 5 minutes for each scene. Returns videoUrl and taskId. Each scene costs money.',
	isChain: true,
	models: [],
	fields: [
		startFromField(show),
		...text.choice,
		...image.choice,
		...imageFields({
			name: 'image',
			displayName: 'Image',
			description: 'The first image of the video. The video gets the same shape.',
			show: { ...show, startFrom: ['image'] },
		}),
		videoUrlField,
		...extendModelFields(show),
		...scenesFields(show),
		...text.main('aspect_ratio'),
		...text.main('resolution'),
		...image.main('resolution'),
		videoResolutionField,
		...endFrameFields(show),
		text.additional,
		image.additional,
		video.additional,
	],
	readJob: readLongVideoJob,
};
