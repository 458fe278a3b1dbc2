import type { Parameter } from './parameter';

/*
 * The documented parameters that take images and videos.
 */

/** Documented format of `images` of Extend: one image, as a URL or a data URI. */
export const images: Parameter = {
	type: 'array',
	maxItems: 1,
	displayName: 'End Frame',
	description: 'Image with which the extended video ends',
	location: 'main',
};

/** Images that the operation has fields of its own for, from `minItems` to `maxItems`. */
export const inputImages = (minItems: number, maxItems: number): Parameter => ({
	type: 'array',
	minItems,
	maxItems,
	displayName: maxItems === 1 ? 'Image' : 'Images',
	description: 'Images of the input item or from the web',
	location: 'operation',
	required: true,
});

/** Documented: 1 to 7 subjects with at most 3 images each, 1 to 7 images in all. */
export const subjects: Parameter = {
	type: 'array',
	minItems: 1,
	maxItems: 7,
	displayName: 'Subjects',
	description: 'Who or what stays the same; the prompt names each as @ID',
	location: 'operation',
	required: true,
};

/** Most images of one subject, and of all subjects of a task. Source: models.md, "By subject". */
export const SUBJECT_IMAGES = { each: 3, all: 7 };

/** Documented: one video of at most 8 s, or two of at most 5 s. */
export const videos: Parameter = {
	type: 'array',
	minItems: 1,
	maxItems: 2,
	displayName: 'Video URLs',
	description: 'Videos from the web as a reference',
	location: 'operation',
};

/** Most reference images beside a reference video. Source: models.md, `viduq2_pro_reference`. */
export const IMAGES_WITH_VIDEO = 4;
