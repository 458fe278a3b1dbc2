/** What do the models between two frames take? models.md, "Start and end frame to video". */

import { ANY_IMAGE, imageList } from '../imageLimits';
import { flag, integer, option } from '../rules';
import {
	common,
	prompt,
	PROMPT_LIMIT,
	taken,
	type Model,
	type Models,
	type Parameters,
} from './common';

const columns: Parameters = {
	...common,
	images: { rule: imageList(2, 2, ANY_IMAGE), required: true },
	duration: taken(5),
	resolution: taken('720p'),
	is_rec: { rule: flag },
	seed: { rule: integer() },
};

const model = (parameters: Parameters): Model => ({
	operation: 'start_end2video',
	parameters: { ...columns, ...parameters },
	images: ANY_IMAGE,
	alike: true,
});

export const startEndToVideo: Models = [
	[
		'viduq2_pro_start_end2video',
		model({
			prompt: prompt(PROMPT_LIMIT),
			duration: { rule: integer([1, 2, 3, 4, 5, 6, 7, 8]), standard: 5 },
			resolution: { rule: option('540p', '720p', '1080p'), standard: '720p' },
			movement_amplitude: { rule: option('auto', 'small', 'medium', 'large') },
			bgm: taken(),
		}),
	],
	['viduq2_turbo_start_end2video', model({})],
	['viduq2_pro_fast_start_end2video', model({})],
	['viduq3_pro_start_end2video', model({ audio: taken(true) })],
	['viduq3_turbo_start_end2video', model({ audio: taken(true) })],
];
