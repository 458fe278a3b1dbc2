/** What do the text to video models take? text-to-video.txt, contract.md's table, models.md for Q3. */

import { flag, integer, option } from '../rules';
import {
	common,
	passedThrough,
	PROMPT_LIMIT,
	requiredPrompt,
	taken,
	type Models,
	type Parameters,
} from './common';

const UP_TO_8 = [1, 2, 3, 4, 5, 6, 7, 8];

/** text-to-video.txt, parameter by parameter. */
const documented: Parameters = {
	...passedThrough,
	prompt: requiredPrompt(PROMPT_LIMIT),
	duration: { rule: integer(UP_TO_8), standard: 5 },
	seed: { rule: integer() },
	aspect_ratio: { rule: option('16:9', '9:16', '3:4', '4:3', '1:1'), standard: '16:9' },
	resolution: { rule: option('720p', '1080p'), standard: '720p' },
	bgm: { rule: flag, standard: false },
	off_peak: { rule: flag, standard: false },
	wm_position: { rule: integer([1, 2, 3, 4]), standard: 3 },
};

/** models.md: the fields and the prompt are certain, their limits are not. */
const q3: Parameters = {
	...common,
	prompt: requiredPrompt(),
	duration: taken(5),
	seed: { rule: integer() },
	aspect_ratio: taken('16:9'),
	resolution: taken('720p'),
	audio: taken(true),
	style: taken(),
	movement_amplitude: taken(),
	bgm: taken(),
	wm_position: { rule: integer([1, 2, 3, 4]), standard: 3 },
};

const operation = 'text2video';

export const textToVideo: Models = [
	['viduq2_pro_fast_text2video', { operation, parameters: documented }],
	[
		'viduq2_text2video',
		{
			operation,
			parameters: {
				...documented,
				duration: { rule: integer([...UP_TO_8, 9, 10]), standard: 5 },
				resolution: { rule: option('540p', '720p', '1080p'), standard: '720p' },
			},
		},
	],
	[
		'viduq1_text2video',
		{
			operation,
			parameters: {
				...documented,
				style: { rule: option('general', 'anime'), standard: 'general' },
				duration: { rule: integer([5]), standard: 5 },
				aspect_ratio: { rule: option('16:9', '9:16', '1:1'), standard: '16:9' },
				resolution: { rule: option('1080p'), standard: '1080p' },
				movement_amplitude: {
					rule: option('auto', 'small', 'medium', 'large'),
					standard: 'auto',
				},
			},
		},
	],
	['viduq3_pro_text2video', { operation, parameters: q3 }],
	['viduq3_turbo_text2video', { operation, parameters: q3 }],
];
