/** What do the models with reference images take? models.md, "Reference to video". */

import { imageList, imageProblems, REFERENCE_IMAGE } from '../imageLimits';
import {
	flag,
	integer,
	isObject,
	list,
	numbers,
	option,
	ratio,
	text,
	url,
	type Problem,
	type Rule,
} from '../rules';
import {
	common,
	PROMPT_LIMIT,
	requiredPrompt,
	taken,
	type Model,
	type Models,
	type Parameters,
} from './common';

const LONG_PROMPT_LIMIT = 5000;
const MOST_SUBJECTS = 7;
const MOST_IMAGES_EACH = 3;
const MOST_IMAGES = 7;
const FIELDS = ['id', 'images', 'voice_id'];

const invalid = (text: string): Problem => ({ text, reason: 'FieldInvalid' });
const miscounted = (text: string): Problem => ({ text, reason: 'FieldItemCountOutOfRange' });

/** 1 to 7 of `{id, images, voice_id?}`, with at most 3 images each and 1 to 7 in all. */
const subjects: Rule = (value) => {
	if (!Array.isArray(value)) return 'must be an array';
	if (value.length < 1 || value.length > MOST_SUBJECTS) {
		return miscounted(`subjects must hold 1 to ${MOST_SUBJECTS} subjects`);
	}
	let count = 0;
	for (const [index, subject] of value.entries()) {
		const name = `subjects[${index}]`;
		const problem = subjectProblem(subject, name);
		if (problem) return problem;
		count += subject.images.length;
	}
	if (count >= 1 && count <= MOST_IMAGES) return undefined;
	return miscounted(`subjects must hold 1 to ${MOST_IMAGES} images in all`);
};

function subjectProblem(subject: unknown, name: string): Problem | undefined {
	if (!isObject(subject)) return invalid(`${name} must be an object`);
	const { id, images, voice_id: voice = '' } = subject;
	const unwanted = Object.keys(subject).find((key) => !FIELDS.includes(key));
	if (unwanted !== undefined) {
		return { text: `unknown parameter ${name}.${unwanted}`, reason: 'FieldUnwanted' };
	}
	if (typeof id !== 'string' || id === '') return invalid(`${name}.id must be a text`);
	if (typeof voice !== 'string') return invalid(`${name}.voice_id must be a text`);
	if (!Array.isArray(images)) return invalid(`${name}.images must be an array`);
	if (images.length > MOST_IMAGES_EACH) {
		return miscounted(`${name}.images must hold at most ${MOST_IMAGES_EACH} images`);
	}
	return imageProblems(images, REFERENCE_IMAGE, `${name}.images`);
}

const columns: Parameters = {
	...common,
	prompt: requiredPrompt(PROMPT_LIMIT),
	duration: taken(5),
	aspect_ratio: taken('16:9'),
	resolution: taken('720p'),
};
const heard: Parameters = {
	audio: { rule: flag, standard: false },
	seed: { rule: integer() },
};
const spoken: Parameters = { ...heard, voice_id: { rule: text(Infinity) } };

/** `bgm` is refused by nothing that is certain. */
const bySubject = (parameters: Parameters): Model => ({
	operation: 'reference2video',
	parameters: {
		...columns,
		...heard,
		bgm: taken(),
		subjects: { rule: subjects, required: true },
		...parameters,
	},
	images: REFERENCE_IMAGE,
});

const byImage = (parameters: Parameters, together?: Model['together']): Model => ({
	operation: 'reference2video',
	parameters: {
		...columns,
		images: { rule: imageList(1, 7, REFERENCE_IMAGE), required: true },
		...parameters,
	},
	images: REFERENCE_IMAGE,
	together,
});

/** With videos there is room for 4 images only. */
function fewerImages(settings: Readonly<Record<string, unknown>>): Problem | undefined {
	const { videos, images } = settings as { videos?: string[]; images: string[] };
	if (!videos || images.length <= 4) return undefined;
	const reason = 'FieldItemCountOutOfRange';
	return { text: 'images must hold at most 4 images with videos', reason };
}

export const referenceToVideo: Models = [
	[
		'viduq2_reference2video',
		bySubject({
			duration: { rule: integer(numbers(1, 10)), standard: 5 },
			aspect_ratio: { rule: ratio, standard: '16:9' },
			resolution: { rule: option('540p', '720p', '1080p'), standard: '720p' },
		}),
	],
	[
		'viduq2_pro_fast_reference2video',
		bySubject({
			duration: { rule: integer(numbers(1, 8)), standard: 5 },
			aspect_ratio: { rule: ratio, standard: '16:9' },
			resolution: { rule: option('720p', '1080p'), standard: '720p' },
		}),
	],
	[
		'viduq1_reference2video',
		bySubject({ duration: { rule: integer([5]), standard: 5 }, resolution: taken('1080p') }),
	],
	[
		'viduq3_i2v_reference',
		byImage({
			...heard,
			audio: { rule: flag, standard: true },
			prompt: requiredPrompt(LONG_PROMPT_LIMIT),
			duration: { rule: integer(numbers(3, 16)), standard: 5 },
			aspect_ratio: {
				rule: option('1:1', '9:16', '16:9', '3:4', '4:3', 'auto'),
				standard: '16:9',
			},
			// "Currently not supported" is not "refused".
			sounds: taken(),
		}),
	],
	[
		'viduq2_i2v_reference',
		byImage({ ...spoken, duration: { rule: integer(numbers(1, 10)), standard: 5 } }),
	],
	[
		'viduq1_i2v_reference',
		byImage({
			...spoken,
			duration: { rule: integer([5]), standard: 5 },
			resolution: { rule: option('1080p'), standard: '1080p' },
			movement_amplitude: taken(),
		}),
	],
	[
		'viduq2_pro_reference',
		byImage(
			{
				prompt: requiredPrompt(LONG_PROMPT_LIMIT),
				bgm: { rule: flag },
				videos: { rule: list('videos', 1, 2, url) },
			},
			fewerImages,
		),
	],
];
