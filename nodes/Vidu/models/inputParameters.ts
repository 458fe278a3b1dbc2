import type { Parameter } from './parameter';

/* The documented parameters that take images and videos. */

/** `images` of Extend: one image. */
export const images: Parameter = {
	type: 'array',
	maxItems: 1,
	displayName: 'End Frame',
	description: 'The last image of the extended video',
	location: 'main',
};

/** Images for which the operation has its own fields. */
export const inputImages = (minItems: number, maxItems: number): Parameter => ({
	type: 'array',
	minItems,
	maxItems,
	displayName: maxItems === 1 ? 'Image' : 'Images',
	description: 'Images from the input or from the web',
	location: 'operation',
	required: true,
});

export const subjects: Parameter = {
	type: 'array',
	minItems: 1,
	maxItems: 7,
	displayName: 'Subjects',
	description:
		'The people or things that should look the same throughout. Mention each as @name in the prompt',
	location: 'operation',
	required: true,
};

/** Maximum images of one subject, and of all subjects of a task. Source: docs/api/models.md, "Images". */
export const SUBJECT_IMAGES = { each: 3, all: 7 };

/** One video of at most 8 s, or two of at most 5 s each. Source: docs/api/models.md, "Videos". */
export const videos: Parameter = {
	type: 'array',
	minItems: 1,
	maxItems: 2,
	displayName: 'Video URLs',
	description: 'Videos from the web as references',
	location: 'operation',
};

/** Maximum reference images with a reference video. Source: docs/api/models.md, "Images". */
export const IMAGES_WITH_VIDEO = 4;
