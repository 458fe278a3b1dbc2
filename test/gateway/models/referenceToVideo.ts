/** What do the models with reference images take? docs/api/models.md, "Reference to video". */

import { imageList, REFERENCE_IMAGE } from '../imageLimits';
import { flag, integer, list, numbers, option, ratio, text, url, type Problem } from '../rules';
import { common, PROMPT_LIMIT, requiredPrompt, taken } from './common';
import type { Model, Models, Parameters } from './model';
import { subjects } from './subjects';

const LONG_PROMPT_LIMIT = 5000;

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
