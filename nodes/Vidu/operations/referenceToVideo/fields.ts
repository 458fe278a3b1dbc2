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
	description: `${subjects.description}. 1 to ${subjects.maxItems} subjects with at most ${SUBJECT_IMAGES.each} images each, ${SUBJECT_IMAGES.all} in all.`,
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
					description: 'What the prompt calls the subject, such as @anna for the name anna',
				},
				...imageListFields({
					name: 'image',
					displayName: 'Subject',
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
		'Optional. One video of up to 8 seconds or two of up to 5 (mp4, avi or mov, 100 MB each), separated by commas or line breaks, or a list from an expression. With a video, you can have up to 4 images.',
	displayOptions: { show },
});
