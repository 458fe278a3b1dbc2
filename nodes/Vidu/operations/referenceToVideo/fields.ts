import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { imageListFields } from '../../fields/imageFields';
import { SMALLEST_REFERENCE } from '../../images/checkImage';
import { SUBJECT_IMAGES, subjects, videos } from '../../models/parameters';

type Show = NonNullable<IDisplayOptions['show']>;

/** The people or things that a video shows, each with its images. */
export const subjectsField = (show: Show): INodeProperties => ({
	displayName: subjects.displayName,
	name: 'subjects',
	type: 'fixedCollection',
	typeOptions: {
		multipleValues: true,
		sortable: true,
		fixedCollection: { itemTitle: '={{ $collection.item.value.name }}' },
	},
	placeholder: 'Add Subject',
	default: {},
	description: `${subjects.description}. 1 to ${subjects.maxItems} subjects with up to ${SUBJECT_IMAGES.each} images each, ${SUBJECT_IMAGES.all} in total.`,
	options: [
		{
			displayName: 'Subject',
			name: 'subject',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. anna',
					hint: 'Write @name in the prompt',
					description: 'Name of the subject. With the name anna, write @anna in the prompt.',
				},
				...imageListFields({
					name: 'image',
					displayName: 'Subject',
					isInList: true,
					description: 'Images of the subject',
					show: {},
					limits: ` Each has a ratio between 1:4 and 4:1 and at least ${SMALLEST_REFERENCE} × ${SMALLEST_REFERENCE} pixels.`,
				}),
				{
					displayName: 'Voice ID',
					name: 'voiceId',
					type: 'string',
					default: '',
					// Not hidden without Audio: n8n would drop its value, as it reads the subjects first.
					description: 'Voice of this subject. Leave empty to let the model choose. Needs Audio.',
				},
			],
		},
	],
	displayOptions: { show },
});

/** The videos that a model takes with its images. */
export const videoUrlsField = (show: Show): INodeProperties => ({
	displayName: videos.displayName,
	name: 'videoUrls',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/dance.mp4',
	description:
		'Optional. Links to one video of up to 8 seconds, or two of up to 5 seconds (mp4, avi or mov, 100 MB each). Separate them with commas or line breaks, or use a list from an expression. With a video, up to 4 images are possible.',
	displayOptions: { show },
});
